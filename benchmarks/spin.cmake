kuleshov_bench(spin ROOMS story)
target_sources(spin_bench PRIVATE ${PROJECT_SOURCE_DIR}/tests/spin/spin.cpp)
