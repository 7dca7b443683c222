kuleshov_fuzz(domain ROOMS base planner SOURCES write/domain.cpp)
target_link_libraries(domain_fuzz PRIVATE yaml-cpp)
