// The measures of the audit, each from the parts of a take it needs. Internal to `audit`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kuleshov/face/material.hpp"

namespace kuleshov::face {

// A value with its evidence, or why there is none.
struct Reading {
  enum class State { measured, not_recorded, not_enough };
  State state = State::not_recorded;
  double value = 0;
  double share_recorded = 1;
  std::vector<Span> frames;
  std::vector<std::string> evidence;
};
inline Reading measured(double value) { return {Reading::State::measured, value, 1, {}, {}}; }
inline Reading not_recorded() { return {}; }
inline Reading not_enough() { return {Reading::State::not_enough, 0, 0, {}, {}}; }

using MeasureFunction = Reading (*)(const Material&);
struct NamedMeasure {
  const char* name;
  MeasureFunction measure;
};

// In the order of the report.
std::vector<NamedMeasure> motion_measures();
std::vector<NamedMeasure> eye_measures();
std::vector<NamedMeasure> muscle_measures();
std::vector<NamedMeasure> voice_measures();
std::vector<NamedMeasure> emotion_measures();

// Runs of true, as spans; at most ten, the longest first.
std::vector<Span> spans(const std::vector<bool>& where, double rate);
double median(std::vector<double> values);

}  // namespace kuleshov::face
