// Films made by rule, for tests and benchmarks: graphs of a given size and shape.
#pragma once

#include "kuleshov/base/random.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

struct GeneratedShape {
  int scenes = 1000;
  int key_points = 60;
  int booleans = 24;
  double guarded = 0.4;  // share of branch scenes whose routes ask for variables
  // How many variables a place in the film is about; as many as there are: any, everywhere.
  int about = 8;
};

// A film that checks: core scenes with key points between them, each way a branch of scenes that
// set variables and go different routes by them, all branches meeting in the next core scene.
Film generate_film(const GeneratedShape& shape, std::uint64_t seed);

struct GeneratedMap {
  int segments = 250;
  int edges = 1326;
  int booleans = 59;
  int enumerations = 3;
  int preconditions = 241;
  int choice_points = 174;
  int about = 8;           // as above
  int farthest_back = 12;  // how many segments a way back may jump over
};

// A map of the shape of a published interactive feature: choice points of one or two ways, many
// edges guarded by state, ways back to earlier segments. What the checker says of it is not known
// beforehand.
Film generate_map(const GeneratedMap& shape, std::uint64_t seed);

}  // namespace kuleshov::story
