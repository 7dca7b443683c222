kuleshov_fuzz(domain ROOMS base planner SOURCES write/domain.cpp)
