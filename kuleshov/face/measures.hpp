// The measures of the audit, each from the parts of a take it needs. Internal to `audit`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kuleshov/face/material.hpp"

namespace kuleshov::face {

// One moment of a take, and what the measure says of it alone.
struct Moment {
  Span span;
  double value = 0;
};

// A value with its evidence, or why there is none.
struct Reading {
  enum class State { measured, not_recorded, not_enough };
  State state = State::not_recorded;
  double value = 0;
  double share_recorded = 1;
  std::vector<Span> frames;     // where; or else the moments, of which the report takes the worst
  std::vector<Moment> moments;  // in the unit of the measure
  std::vector<std::string> evidence;
};
inline Reading measured(double value) { return {Reading::State::measured, value, 1, {}, {}, {}}; }
inline Reading not_recorded() { return {}; }
inline Reading not_enough() { return {Reading::State::not_enough, 0, 0, {}, {}, {}}; }

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
// The moments furthest out of the norm (or nearest to its limits), at most ten that do not overlap,
// in the order of time.
std::vector<Span> worst_of(std::vector<Moment> moments, const Norm& norm);
// `value` of stretch after stretch of a signal at `rate`, from sample `from` to before `to`; what
// it has no value for (NaN) is left out.
std::vector<Moment> by_stretch(
    std::size_t count, double rate, double seconds,
    const std::function<double(std::size_t from, std::size_t to)>& value);

}  // namespace kuleshov::face
