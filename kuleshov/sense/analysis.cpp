#include "kuleshov/sense/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/recorded.hpp"

namespace kuleshov::sense {

namespace {

constexpr double quality_every_s = 1;

double start_of(const std::vector<Recording>& recordings) {
  double first = std::numeric_limits<double>::infinity();
  for (const Recording& r : recordings) first = std::min(first, r.unix_start_s);
  return first;
}

// Only the first of several leads is heard: a second one would beat twice.
void keep_first_of_each(Recording& recording,
                        std::vector<std::pair<Channel, std::uint8_t>>& heard) {
  std::erase_if(recording.series, [&](const Series& s) {
    const std::pair key(s.channel, s.index);
    if (std::find(heard.begin(), heard.end(), key) != heard.end()) return true;
    heard.push_back(key);
    return false;
  });
}

// Below zero: that sensor is not worn.
QualityRow quality_of(const ViewerModel& model, double now_s) {
  const Senses& senses = model.senses();
  const auto worn = [&](std::initializer_list<Channel> any) {
    return std::any_of(any.begin(), any.end(), [&](Channel c) { return senses.worn(c); });
  };
  const auto value = [&](bool is_worn, double quality) { return is_worn ? quality : -1; };
  const bool beats = worn({Channel::ecg, Channel::ppg, Channel::heart_beat});
  const bool looks = senses.on_picture(now_s) >= 0;
  return {now_s,
          value(beats, senses.heart_quality(now_s)),
          value(worn({Channel::skin_conductance}), senses.skin_quality(now_s)),
          value(worn({Channel::pupil, Channel::eye_openness}), senses.eye_quality(now_s)),
          value(worn({Channel::gaze_y}), looks ? 1 : 0),
          value(worn({Channel::action_unit}), senses.face().seen(now_s) ? 1 : 0)};
}

std::string number(double value, int digits = 4) {
  return std::isfinite(value) ? fmt::format("{}", base::quantise(value, digits)) : std::string();
}

}  // namespace

Analysis analyse(std::vector<Recording> recordings, double feature_every_s,
                 std::shared_ptr<const LearnedModel> learned) {
  Analysis out;
  ViewerModel model(rates_of(recordings), std::move(learned));
  FeatureTracker features;
  const double first = start_of(recordings);
  std::vector<RecordedSource> sources;
  std::vector<std::pair<Channel, std::uint8_t>> heard;
  for (Recording& recording : recordings) {
    keep_first_of_each(recording, heard);
    const double late = first > 0 ? recording.unix_start_s - first : 0;
    out.length_s = std::max(out.length_s, recording.length_s() + late);
    sources.emplace_back(std::move(recording), -late);
  }
  double next_row_s = feature_every_s;
  Event event;
  for (double t = ViewerModel::period_s; t < out.length_s + 2; t += ViewerModel::period_s) {
    for (RecordedSource& source : sources) model.feed(source.next(t));
    const ViewerState state = model.state_at(t);
    while (model.take(event)) {
      out.events.push_back(event);
      features.hear(event);
    }
    if (t > out.length_s + ViewerModel::period_s) continue;
    out.states.push_back(state);
    if (std::fmod(t, quality_every_s) < ViewerModel::period_s) {
      out.qualities.push_back(quality_of(model, t));
    }
    if (t < next_row_s) continue;
    out.features.push_back(features.at(t, model));
    next_row_s += feature_every_s;
  }
  std::stable_sort(out.events.begin(), out.events.end(),
                   [](const Event& a, const Event& b) { return a.time_s < b.time_s; });
  return out;
}

std::string events_csv(const Analysis& analysis) {
  std::string out = "time_s,kind,value\n";
  for (const Event& e : analysis.events) {
    out += fmt::format("{},{},{}\n", number(e.time_s), name_of(e.kind), number(e.value));
  }
  return out;
}

std::string features_csv(const Analysis& analysis) {
  std::string out;
  for (const FeatureColumn& column : feature_columns()) {
    out += (out.empty() ? "" : ",") + std::string(column.name);
  }
  out += "\n";
  for (const FeatureRow& row : analysis.features) {
    std::string line;
    for (const FeatureColumn& column : feature_columns()) {
      line += (line.empty() ? "" : ",") + number(row.*column.value);
    }
    out += line + "\n";
  }
  return out;
}

std::string states_csv(const Analysis& analysis) {
  std::string out = "time_s,arousal,arousal_sd,valence,valence_sd,attention,attention_sd,quality\n";
  for (const ViewerState& s : analysis.states) {
    out += fmt::format("{},{},{},{},{},{},{},{}\n", number(s.time_s, 2), number(s.arousal.mean),
                       number(s.arousal.sd), number(s.valence.mean), number(s.valence.sd),
                       number(s.attention.mean), number(s.attention.sd), number(s.quality));
  }
  return out;
}

}  // namespace kuleshov::sense
