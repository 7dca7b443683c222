# Debian 12's packages; packages.txt lists them for the installer.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)

foreach(module
    sodium:libsodium icu:icu-uc\;icu-i18n pugixml:pugixml cairo:cairo pango:pangocairo
    av:libavformat\;libavcodec\;libavutil\;libswscale\;libswresample\;libavfilter
    fluidsynth:fluidsynth ebur128:libebur128 qrencode:libqrencode)
  string(REPLACE ":" ";" parts "${module}")
  list(POP_FRONT parts name)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${parts})
endforeach()
if(KULESHOV_GPL)
  pkg_check_modules(espeak REQUIRED IMPORTED_TARGET espeak-ng)
endif()
find_path(CLI11_INCLUDE CLI/CLI.hpp REQUIRED)
find_path(BOOST_BEAST_INCLUDE boost/beast.hpp REQUIRED)
find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
