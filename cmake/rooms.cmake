# A room is one folder under kuleshov/: a static library of its own, its unit tests beside its code.
# A room may include (and link) only rooms on lower floors; kuleshov_check_floors refuses the rest.
set(KULESHOV_FLOORS
  1 base
  2 text 2 media 2 culture 2 ledger
  3 story 3 face
  4 sense
  5 direct 5 write 5 review 5 recommend
  6 picture 6 sound
  7 cut
  8 store 8 bus
  9 room
  10 serve)

function(kuleshov_floor room out)
  list(FIND KULESHOV_FLOORS ${room} index)
  if(index EQUAL -1)
    message(FATAL_ERROR "${room} is not a room: see cmake/rooms.cmake")
  endif()
  math(EXPR index "${index} - 1")
  list(GET KULESHOV_FLOORS ${index} floor)
  set(${out} ${floor} PARENT_SCOPE)
endfunction()

# Every `#include "kuleshov/X/..."` in the room's files must name X itself or a lower floor,
# and one that is declared under ROOMS.
function(kuleshov_check_floors room files allowed)
  kuleshov_floor(${room} own_floor)
  foreach(file ${files})
    file(STRINGS ${file} includes REGEX "^#include \"kuleshov/")
    foreach(line ${includes})
      string(REGEX REPLACE "^#include \"kuleshov/([a-z]+)/.*" "\\1" other "${line}")
      if(other STREQUAL room)
        continue()
      endif()
      kuleshov_floor(${other} other_floor)
      if(other_floor GREATER_EQUAL own_floor)
        message(FATAL_ERROR "${file}: room '${room}' (floor ${own_floor}) may not include '${other}' (floor ${other_floor})")
      endif()
      list(FIND allowed ${other} found)
      if(found EQUAL -1)
        message(FATAL_ERROR "${file}: includes room '${other}'; add it to ROOMS of '${room}'")
      endif()
    endforeach()
    set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
endfunction()

# kuleshov_room(NAME ROOMS lower rooms used LIBRARIES what it links)
function(kuleshov_room name)
  cmake_parse_arguments(arg "" "" "ROOMS;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  kuleshov_check_floors(${name} "${sources};${headers};${tests}" "${arg_ROOMS}")
  list(TRANSFORM arg_ROOMS PREPEND kuleshov_ OUTPUT_VARIABLE room_targets)
  if(sources)
    add_library(kuleshov_${name} STATIC ${sources})
    target_link_libraries(kuleshov_${name} PUBLIC kuleshov_flags ${room_targets} ${arg_LIBRARIES})
  else()
    add_library(kuleshov_${name} INTERFACE)
    target_link_libraries(kuleshov_${name} INTERFACE kuleshov_flags ${room_targets} ${arg_LIBRARIES})
  endif()
  if(tests AND NOT KULESHOV_FUZZ)
    kuleshov_test(${name}_test ROOMS ${name} SOURCES ${tests})
  endif()
endfunction()

# kuleshov_test(NAME ROOMS rooms SOURCES files): one GoogleTest program, one ctest entry.
# Tests find the repository through KULESHOV_SOURCE_DIR and, where it exists, the folder of real
# recordings through the environment variable KULESHOV_DATA; without it they skip and say so.
function(kuleshov_test name)
  cmake_parse_arguments(arg "" "" "ROOMS;SOURCES;LIBRARIES" ${ARGN})
  list(TRANSFORM arg_ROOMS PREPEND kuleshov_)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_ROOMS} ${arg_LIBRARIES} GTest::gmock GTest::gtest_main
    ${RAPIDCHECK_LIBRARY})
  target_compile_definitions(${name} PRIVATE KULESHOV_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT
    "RC_PARAMS=seed=1;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/scripts/lsan.supp:print_suppressions=0")
endfunction()
