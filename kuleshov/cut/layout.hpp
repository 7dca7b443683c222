// Where in a shot everything is said, and between which lengths it may be cut.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kuleshov/base/ticks.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::cut {

struct Layout {
  base::Ticks shortest;
  base::Ticks natural;
  base::Ticks longest;
  base::Ticks file;  // longest plus the last in point: the whole segment
  std::vector<base::Ticks> in_points;
  // By language: when each of the shot's lines starts, on the frame grid.
  std::map<std::string, std::vector<base::Ticks>> line_starts;
};

// How long each of the shot's lines is when spoken, by language; the same number of lines in each.
using LineLengths = std::map<std::string, std::vector<base::Ticks>>;

// `arousal` -1..1 of the intended arc where the shot lies: excited scenes breathe less.
// A shot that nobody speaks in keeps the lengths the film source gives it.
Layout lay_out(const story::Shot& shot, const LineLengths& spoken, double arousal);

// The intended arousal and valence at the middle of a shot of the scene.
story::Felt felt_in(const story::Scene& scene, const story::ShotId& shot);

}  // namespace kuleshov::cut
