// Small films for tests and benchmarks, made by rule.
#pragma once

#include <cstdint>

#include "kuleshov/story/film.hpp"

namespace kuleshov::direct {

struct ExampleShape {
  int key_points = 4;  // between core scenes
  int ways = 4;        // 3..5 at each key point
  int shots = 5;       // a scene
  int triggers = 0;    // of the ways at each key point, how many have a viewer condition
};

// Core scene, key point, one scene per way, core scene, ... ending. Ways differ in arousal and
// valence; the default is the middle one. The same seed gives the same film.
story::Film example_film(std::uint64_t seed, ExampleShape shape = {});

}  // namespace kuleshov::direct
