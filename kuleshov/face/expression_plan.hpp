// Which action units move when: episodes of an emotion, appraised in order, one variant each time.
#pragma once

#include <utility>
#include <vector>

#include "kuleshov/base/random.hpp"
#include "kuleshov/face/motion.hpp"
#include "kuleshov/face/perform.hpp"
#include "kuleshov/face/rules.hpp"
#include "kuleshov/face/tables.hpp"

namespace kuleshov::face {

// An emotion as it will be shown, after context and display rules.
struct Shown {
  double from = 0;
  double to = 0;
  const Term* term = nullptr;
  double intensity = 0.5;      // 0..1, display rule applied
  const Term* felt = nullptr;  // what leaks through a mask; null: nothing is masked
  double leak = 0;             // intensity of the leaking upper face
  std::vector<std::pair<int, double>> first_answer;  // units the event's appraisal alone predicts
  std::vector<UnitChance> manner;  // units the display rule adds for this person; probability 1
  Angles head;                     // its shift of the pose, degrees
  double gaze_pitch = 0;           // and of the gaze: degrees, and share of time away
  double gaze_away = 0;
};

// A slow turn of the head that belongs to an emotion, degrees from the neutral pose.
struct HeadPose {
  double from = 0;
  double rise = 1;
  Angles pose;
};

struct ExpressionPlan {
  std::vector<Movement> movements;  // sorted by start
  std::vector<HeadPose> poses;      // sorted; each holds until the next
};

// `accents`: times of stressed vowels that get a brow movement.
ExpressionPlan plan_expression(const std::vector<Shown>& shown, const std::vector<double>& accents,
                               const Tables& tables, double expressivity, base::Random random,
                               RulesOff off = {});

}  // namespace kuleshov::face
