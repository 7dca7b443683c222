kuleshov_bench(showings ROOMS direct)
target_sources(showings_bench PRIVATE ${PROJECT_SOURCE_DIR}/tests/showings/random_showings.cpp)
