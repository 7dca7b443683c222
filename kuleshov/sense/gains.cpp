#include "kuleshov/sense/gains.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/sense/device_rate.hpp"
#include "kuleshov/sense/judging.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/recorded.hpp"

namespace kuleshov::sense {

namespace {

constexpr double settled_after_s = 60;
constexpr double every_s = 5;
constexpr double binary_state = 0.5;
constexpr double least_skin_quality = 0.1;
constexpr double half_width = 0.6745;  // of the 50 % interval, in deviations
constexpr double most_width = 1.6449;  // of the 90 % interval

// The label that holds at a time and has held for a minute.
const LabelledSpan* settled_at(const Person& person, double time_s) {
  for (const LabelledSpan& span : person.spans) {
    if (time_s >= span.from_s + settled_after_s && time_s < span.to_s) return &span;
  }
  return nullptr;
}

struct Mean {
  double sum = 0;
  double count = 0;
  void add(double value) {
    if (!std::isfinite(value)) return;
    sum += value;
    count += 1;
  }
  [[nodiscard]] double value() const { return count > 0 ? sum / count : std::nan(""); }
};

// What was measured while one label held.
struct Held {
  Mean rate_bpm;
  Mean log_skin;
  double responses = 0;
  double skin_s = 0;
  // Half a response more, so that none is a number too.
  [[nodiscard]] double log_response_rate() const {
    return skin_s > 0 ? std::log((responses + 0.5) / (skin_s / 60)) : std::nan("");
  }
};

population::Normal normal_of(std::span<const PersonGains> people, double PersonGains::* gain,
                             population::Normal otherwise) {
  double n = 0;
  double sum = 0;
  double squares = 0;
  for (const PersonGains& person : people) {
    const double value = person.*gain;
    if (!std::isfinite(value)) continue;
    n += 1;
    sum += value;
    squares += value * value;
  }
  if (n < 3) return otherwise;
  const double mean = sum / n;
  return {mean, std::sqrt(std::max((squares - n * mean * mean) / (n - 1), 1e-6))};
}

// The state of a person once a second, with these gains.
std::vector<Estimate> watched(const Person& person, const population::Gains& gains) {
  LearnedModel model;
  model.kind = LearnedKind::gains;
  model.gains = gains;
  ViewerModel viewer(rates_of({person.recording.get(), 1}),
                     std::make_shared<const LearnedModel>(std::move(model)));
  RecordedSource source(*person.recording);
  std::vector<Estimate> out;
  for (double now_s = 0; now_s <= person.recording->length_s(); now_s += 1) {
    viewer.feed(source.next(now_s));
    out.push_back(viewer.state_at(now_s).arousal);
  }
  return out;
}

Estimate at(const std::vector<Estimate>& states, double time_s) {
  if (states.empty()) return {};
  const auto i = static_cast<std::size_t>(std::max(time_s, 0.0));
  return states[std::min(i, states.size() - 1)];
}

std::vector<double> scores_of(const Person& person, const std::vector<Estimate>& states) {
  std::vector<double> out;
  for (const LabelledWindow& w : person.windows) out.push_back(at(states, w.window.end_s).mean);
  return out;
}

// Fills in the shares within the intervals, %.
void judge_widths(const Person& person, const std::vector<Estimate>& states,
                  CrossValidation::Row& row) {
  double count = 0;
  double half = 0;
  double most = 0;
  for (double t = 0; t < static_cast<double>(states.size()); t += every_s) {
    const LabelledSpan* span = settled_at(person, t);
    if (span == nullptr) continue;
    const Estimate state = at(states, t);
    const double off = std::abs(state.mean - binary_state * (2 * span->target - 1));
    count += 1;
    half += off < half_width * state.sd ? 1 : 0;
    most += off < most_width * state.sd ? 1 : 0;
  }
  row.within_50_pct = count > 0 ? 100 * half / count : 0;
  row.within_90_pct = count > 0 ? 100 * most / count : 0;
}

std::vector<PersonGains> without(const std::vector<PersonGains>& all, std::size_t left_out) {
  std::vector<PersonGains> out = all;
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(left_out));
  return out;
}

People others_of(std::span<const Person> people, std::size_t left_out) {
  People out;
  for (std::size_t p = 0; p < people.size(); ++p) {
    if (p != left_out) out.push_back(&people[p]);
  }
  return out;
}

CrossValidation judged(std::span<const Person> people, const std::vector<PersonGains>& all) {
  CrossValidation out;
  const auto n = static_cast<double>(people.size());
  std::vector<std::vector<Estimate>> states;
  for (std::size_t p = 0; p < people.size(); ++p) {
    states.push_back(watched(people[p], gains_of(without(all, p))));
  }
  for (std::size_t p = 0; p < people.size(); ++p) {
    const Person& person = people[p];
    const std::vector<double> targets = targets_of(person);
    const std::vector<double> scores = scores_of(person, states[p]);
    CrossValidation::Row row{person.name, scores.size()};
    row.auc = area_under_curve(scores, targets);
    row.balanced_accuracy = balanced_accuracy(scores, targets);
    judge_widths(person, states[p], row);
    out.auc += row.auc / n;
    out.balanced_accuracy += row.balanced_accuracy / n;
    out.within_50_pct += row.within_50_pct / n;
    out.within_90_pct += row.within_90_pct / n;
    const auto swapped = scores_of(person, states[(p + 1) % people.size()]);
    out.auc_swapped += area_under_curve(swapped, targets) / n;
    out.auc_elapsed_time += elapsed_auc(others_of(people, p), person) / n;
    out.rows.push_back(std::move(row));
  }
  return out;
}

// Only what is believed: the filter, too, hardly hears the rest.
double believed_rate(const Senses& senses, double now_s) {
  constexpr double least_coverage = 0.3;
  if (!tells_beats(senses)) return rate_for_window(senses, now_s);
  const HeartTracker& heart = senses.heart();
  return heart.coverage(now_s, 10) > least_coverage ? heart.rate_bpm() : std::nan("");
}

}  // namespace

PersonGains measure_gains(const Person& person) {
  std::array<Held, 2> held;
  Senses senses(rates_of({person.recording.get(), 1}));
  RecordedSource source(*person.recording);
  Event event;
  for (double now_s = 1; now_s <= person.recording->length_s(); now_s += 1) {
    double responses = 0;
    for (const Sample& sample : source.next(now_s)) {
      senses.feed(sample);
      while (senses.take(event)) responses += event.kind == EventKind::scr_onset ? 1 : 0;
    }
    const LabelledSpan* span = settled_at(person, now_s);
    if (span == nullptr) continue;
    Held& now = held[span->target > 0.5 ? 1 : 0];
    now.rate_bpm.add(believed_rate(senses, now_s));
    if (senses.skin_quality(now_s) < least_skin_quality) continue;
    now.log_skin.add(std::log(std::max(senses.skin().tonic_us(), 0.02)));
    now.responses += responses;
    now.skin_s += 1;
  }
  return {held[1].rate_bpm.value() - held[0].rate_bpm.value(),
          held[1].log_skin.value() - held[0].log_skin.value(),
          held[1].log_response_rate() - held[0].log_response_rate()};
}

population::Gains gains_of(std::span<const PersonGains> people) {
  population::Gains out;
  out.heart = normal_of(people, &PersonGains::heart, out.heart);
  out.log_skin = normal_of(people, &PersonGains::log_skin, out.log_skin);
  out.response = normal_of(people, &PersonGains::response, out.response);
  return out;
}

base::Result<Trained> train_gains(std::span<const Person> people, const TrainRequest& request) {
  if (request.dimension != Dimension::arousal) {
    return base::fail("heart and skin say nothing of valence", "gains are of arousal only");
  }
  if (!all_binary(people)) {
    return base::fail("gains need a target of 0 and 1", "or say --kind ridge, gp or trees");
  }
  std::vector<PersonGains> all;
  for (const Person& person : people) all.push_back(measure_gains(person));
  Trained out;
  out.judged = judged(people, all);
  out.model.target = request.target;
  out.model.kind = LearnedKind::gains;
  for (const Person& person : people) out.model.people.push_back(person.name);
  out.model.gains = gains_of(all);
  return out;
}

}  // namespace kuleshov::sense
