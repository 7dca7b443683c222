# The planner apart from the rest of its room, for all that reads domains.
file(GLOB planner CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/kuleshov/write/planner/*.cpp)
list(FILTER planner EXCLUDE REGEX "_test\\.cpp$")
add_library(kuleshov_planner STATIC ${planner})
target_link_libraries(kuleshov_planner PUBLIC kuleshov_base)
kuleshov_fuzz(planner ROOMS base planner)
