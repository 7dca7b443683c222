kuleshov_fuzz(continuity ROOMS base text culture planner
  SOURCES write/continuity/address.cpp write/continuity/check.cpp write/continuity/knowledge.cpp
          write/continuity/names.cpp write/continuity/presence.cpp write/continuity/props.cpp
          write/continuity/scenes.cpp write/continuity/setups.cpp write/continuity/times.cpp
          write/library.cpp write/library_scenes.cpp write/domain.cpp)
target_compile_definitions(continuity_fuzz PRIVATE KULESHOV_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
