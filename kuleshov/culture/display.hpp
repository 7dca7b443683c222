// Display rules: from what is felt to what is shown, for one person on one occasion.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/random.hpp"
#include "kuleshov/culture/pack.hpp"

namespace kuleshov::culture {

// Who is there.
struct Occasion {
  std::string relation = "any";  // one of relations(), or "any" where it is not known
  double publicness = 0.5;       // 0 alone behind a door .. 1 before strangers
};

struct Control {
  double scale = 1;                 // on the intensity of what is shown
  double expected = 1;              // the rules' typical scale, before the person
  std::string mask;                 // a term shown instead; empty: none
  double leak = 0;                  // share of what is felt that stays in the upper face
  std::vector<Manner::Unit> units;  // the rule's manner, as this person has it
  double head_pitch = 0, head_yaw = 0, head_roll = 0, gaze_pitch = 0, gaze_away = 0;
  std::vector<const DisplayRule*> rules;  // that spoke, most special first
};

// Draws one person's control. Persons differ more than cultures do: the draw's spread is never
// below 0.25 (a factor of about 1.3 either way), whatever the pack says. `pack` may be null:
// then only the general tendency holds, by which emotion people report controlling most.
Control control(const Pack* pack, const std::string& family, const Occasion& occasion,
                base::Random& random);

// Effort to control that people report, 1..3, by emotion family (ISEAR, 7,666 reports from 16
// countries, students of the 1980s-90s: joy 1.31 ... shame 2.25). Scales what is shown in public.
double general_scale(const std::string& family, double publicness);

// The rules of a pack that fit, most special first.
std::vector<const DisplayRule*> fitting_rules(const Pack& pack, const std::string& family,
                                              const Occasion& occasion);

}  // namespace kuleshov::culture
