// A whole recording through the same streaming code that watches live viewers: events, features
// every few seconds, and the state four times a second.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kuleshov/sense/features.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/recording.hpp"

namespace kuleshov::sense {

// How good each sensor's signal was, 0..1, once a second; below 0: it is not worn.
struct QualityRow {
  double time_s = 0;
  double heart = -1;
  double skin = -1;
  double eyes = -1;
  double gaze = -1;
  double face = -1;
};

struct Analysis {
  double length_s = 0;
  std::vector<Event> events;  // ascending by the time when they were
  std::vector<FeatureRow> features;
  std::vector<ViewerState> states;  // every 0.25 s
  std::vector<QualityRow> qualities;
};

// All recordings at once, as one viewer's: by their clocks where all know theirs, else all from 0.
// `learned` stands in place of the sourced model of heart and skin.
Analysis analyse(std::vector<Recording> recordings, double feature_every_s = 10,
                 std::shared_ptr<const LearnedModel> learned = nullptr);

std::string events_csv(const Analysis& analysis);
std::string features_csv(const Analysis& analysis);
std::string states_csv(const Analysis& analysis);
// One HTML page that needs nothing else: signals with their marks, artefacts and gaps, quality, and
// the state with its 50 and 90 % bands.
std::string plot_html(std::span<const Recording> recordings, const Analysis& analysis,
                      const std::string& title);

}  // namespace kuleshov::sense
