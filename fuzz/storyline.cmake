kuleshov_fuzz(storyline ROOMS base text culture
  SOURCES write/beats.cpp write/library.cpp write/library_scenes.cpp)
