kuleshov_fuzz(storyline ROOMS base text culture planner
  SOURCES write/beats.cpp write/library.cpp write/library_scenes.cpp write/domain.cpp)
