kuleshov_fuzz(planner ROOMS base SOURCES write/planner/parse.cpp write/planner/ground.cpp)
