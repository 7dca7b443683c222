// How strongly each unit is to be moved in one episode, and what the rules of data/face/rules.yaml
// make of that.
#pragma once

#include <vector>

#include "kuleshov/face/tables.hpp"

namespace kuleshov::face {

// Level of one unit within the episode being planned.
struct Level {
  int unit = 0;
  Side side = Side::both;
  double value = 0;
};

// The level of a unit; null where it does not move.
Level* level_of(std::vector<Level>& levels, int unit);
// Distance of two faces brought to length 1: 0 the same .. 1.4 nothing in common.
double apart(const std::vector<Level>& a, const std::vector<Level>& b);

// Partners join what leads; opponents stay below what they may have together.
void keep_partners(std::vector<Level>& levels, const Tables& tables, bool genuine);
void keep_apart(std::vector<Level>& levels, const Tables& tables);
// What a director without these rules would do, for the ablation.
void drop_partners(std::vector<Level>& levels, const Tables& tables);
void pull_against(std::vector<Level>& levels, const Tables& tables);

}  // namespace kuleshov::face
