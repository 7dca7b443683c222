# How everything is compiled: language, warnings, sanitizers, caches.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

set(KULESHOV_SANITIZE "" CACHE STRING "Sanitizers, comma separated (address,undefined or thread)")
option(KULESHOV_COVERAGE "Record line coverage" OFF)
option(KULESHOV_TIDY "Run clang-tidy on every file" OFF)
option(KULESHOV_FUZZ "Build the fuzz targets (clang) instead of the program" OFF)
option(KULESHOV_GPL "Link GPL voices (espeak-ng) and encoders (x264 through libav)" ON)

add_library(kuleshov_flags INTERFACE)
# The core must decide the same in every build: no contraction, no fast-math.
target_compile_options(kuleshov_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these wrongly in optimised standard-library code (GCC bugs 105562, 105593).
  target_compile_options(kuleshov_flags INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-dangling-pointer
    -Wno-stringop-overflow -Wno-array-bounds)
else()
  # libstdc++ 12 offers std::expected to clang only when the concepts macro says 2020, and its own
  # std::stable_sort calls what it has marked as deprecated.
  target_compile_options(kuleshov_flags INTERFACE -D__cpp_concepts=202002L -Wno-builtin-macro-redefined
    -Wno-gnu-statement-expression -Wno-macro-redefined
    -Wno-deprecated-declarations)
endif()
target_include_directories(kuleshov_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(kuleshov_flags INTERFACE
  $<$<BOOL:${KULESHOV_GPL}>:KULESHOV_GPL>
  KULESHOV_VERSION="${PROJECT_VERSION}")

if(KULESHOV_SANITIZE)
  add_compile_options(-fsanitize=${KULESHOV_SANITIZE} -fno-omit-frame-pointer -O1 -g1)
  add_link_options(-fsanitize=${KULESHOV_SANITIZE})
endif()
if(KULESHOV_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(KULESHOV_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
if(KULESHOV_TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy-19)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT KULESHOV_TIDY)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=time_macros ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()
