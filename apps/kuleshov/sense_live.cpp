// `sense -` (messages on standard input) and `sense --lsl` (the Lab Streaming Layer).
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <span>
#include <thread>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/lsl.hpp"
#include "kuleshov/sense/stream.hpp"
#include "sense_more.hpp"

namespace kuleshov::app {

namespace {

void print_state(const sense::ViewerState& state) {
  const auto pair = [](const sense::Estimate& e) {
    return base::Json::array({base::quantise(e.mean), base::quantise(e.sd)});
  };
  const base::Json json{{"t", base::quantise(state.time_s, 2)},
                        {"arousal", pair(state.arousal)},
                        {"valence", pair(state.valence)},
                        {"attention", pair(state.attention)},
                        {"quality", base::quantise(state.quality)}};
  fmt::print("{}\n", json.dump());
  std::fflush(stdout);
}

// The stream's own time, which is that of its newest sample. A clock that was set back, or was once
// far ahead, is followed from its fourth message on.
class StreamTime {
 public:
  double heard(std::span<const sense::Sample> samples) {
    double newest_s = -1;
    for (const sense::Sample& sample : samples) newest_s = std::max(newest_s, sample.time_s);
    if (newest_s < 0) return now_s_;
    behind_ = newest_s < now_s_ - long_before_s ? behind_ + 1 : 0;
    if (newest_s > now_s_ || behind_ == in_a_row) {
      now_s_ = newest_s;
      behind_ = 0;
    }
    return now_s_;
  }
  [[nodiscard]] double now_s() const { return now_s_; }

 private:
  static constexpr double long_before_s = 10;
  static constexpr int in_a_row = 4;
  double now_s_ = 0;
  int behind_ = 0;
};

}  // namespace

base::Result<void> sense_messages(std::shared_ptr<const sense::LearnedModel> learned) {
  sense::StreamReader reader;
  sense::ViewerModel model(sense::Senses::Rates{}, std::move(learned));
  std::string line;
  StreamTime time;
  for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
    if (line.empty()) continue;
    auto samples = reader.read(line, time.now_s());
    if (!samples) {
      samples.error().place.file = "standard input";
      samples.error().place.line = number;
      return std::unexpected(samples.error());
    }
    model.feed(*samples);
    print_state(model.state_at(time.heard(*samples)));
  }
  return {};
}

base::Result<void> sense_network(std::shared_ptr<const sense::LearnedModel> learned,
                                 double seconds) {
  constexpr double answer_s = 2;
  auto inlets = TRY(sense::find_inlets(answer_s));
  const double start_s = sense::lsl_clock_s();
  sense::InletSource source(std::move(inlets), start_s);
  for (const std::string& name : source.heard()) fmt::print(stderr, "hears {}\n", name);
  for (const std::string& name : source.ignored()) {
    fmt::print(stderr, "no known channel in {}\n", name);
  }
  sense::ViewerModel model(sense::Senses::Rates{}, std::move(learned));
  double next_s = sense::ViewerModel::period_s;
  while (next_s <= seconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const double now_s = sense::lsl_clock_s() - start_s;
    if (now_s < next_s) continue;
    model.feed(source.next(now_s));
    print_state(model.state_at(now_s));
    next_s += sense::ViewerModel::period_s;
  }
  return {};
}

}  // namespace kuleshov::app
