#include "kuleshov/sense/skin.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdlib>
#include <iostream>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/decompose.hpp"
#include "kuleshov/sense/matching.hpp"
#include "kuleshov/sense/readers.hpp"
#include "kuleshov/sense/signals_of_tests.hpp"
#include "kuleshov/sense/simulated.hpp"

namespace kuleshov::sense {
namespace {

std::vector<double> onsets(const Series& series) {
  SkinTracker tracker;
  std::vector<double> out;
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    tracker.sample(series.time_s(i), series.values[i], [&](const SkinEvent& event) {
      if (event.kind == SkinEvent::Kind::onset) out.push_back(event.time_s);
    });
  }
  return out;
}

// A hit on a true response below 0.05 uS is no false alarm.
double f1_of(const base::Json& truth, const std::vector<double>& found) {
  std::vector<double> all, large;
  for (std::size_t i = 0; i < truth["scr_onset_s"].size(); ++i) {
    all.push_back(truth["scr_onset_s"][i]);
    if (truth["scr_amplitude_uS"][i].get<double>() >= 0.05) large.push_back(all.back());
  }
  const auto on_large = match_events(large, found, 1);
  const auto on_all = match_events(all, found, 1);
  std::size_t false_alarms = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    false_alarms += !on_large.found_matched[i] && !on_all.found_matched[i] ? 1 : 0;
  }
  const auto hits = static_cast<double>(on_large.hits);
  return 2 * hits / (2 * hits + static_cast<double>(on_large.missed + false_alarms));
}

TEST(SkinTracker, FindsResponsesAlsoBesideArtefacts) {
  NEED_SIGNALS(folder);
  double sum = 0;
  for (const std::string name : {"s11_4hz", "s12_8hz", "s13_32hz"}) {
    const std::string stem = (folder / "eda/synthetic" / ("eda_" + name)).string();
    const auto recording = read_recording(stem + ".csv");
    const auto truth = base::read_json(stem + "_truth.json");
    ASSERT_TRUE(recording && truth);
    const double f1 = f1_of(*truth, onsets(recording->series[0]));
    std::cout << name << " F1 " << f1 << "\n";
    EXPECT_GT(f1, 0.85) << name;
    sum += f1 / 3;
  }
  EXPECT_GT(sum, 0.93);
}

std::vector<double> onsets_of(const SkinGrid& grid, const SkinParts& parts) {
  std::vector<double> out;
  for (const SkinResponse& response : responses_of(grid, parts)) out.push_back(response.onset_s);
  return out;
}

TEST(Decompose, FindsResponsesWhollyAndLookingBackOnly) {
  NEED_SIGNALS(folder);
  double whole = 0, causal = 0;
  for (const std::string name : {"s11_4hz", "s12_8hz", "s13_32hz"}) {
    const std::string stem = (folder / "eda/synthetic" / ("eda_" + name)).string();
    const auto recording = read_recording(stem + ".csv");
    const auto truth = base::read_json(stem + "_truth.json");
    ASSERT_TRUE(recording && truth);
    const SkinGrid grid = grid_of(recording->series[0]);
    const double all = f1_of(*truth, onsets_of(grid, decompose(grid)));
    const double back = f1_of(*truth, onsets_of(grid, decompose_causally(grid)));
    std::cout << name << " F1 " << all << " whole, " << back << " looking back\n";
    whole += all / 3;
    causal += back / 3;
  }
  EXPECT_GT(whole, 0.85);
  EXPECT_GT(causal, 0.9);
}

// No constant was chosen on these.
TEST(Decompose, FindsResponsesOfSimulatedViewersAsWellAsTheStreamingTracker) {
  double streaming = 0, convex = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    auto person = *viewer_named("average");
    person.response_us = 0.4;
    SimulatedViewer viewer(person, seed);
    Series skin;
    skin.rate_hz = 4;
    for (const Sample& s : viewer.next(300)) {
      if (s.channel == Channel::skin_conductance) skin.values.push_back(s.value);
    }
    const std::vector<double> truth(viewer.response_onsets().begin(),
                                    viewer.response_onsets().end());
    const auto f1 = [&](const std::vector<double>& found) {
      const auto m = match_events(truth, found, 1);
      const auto hits = static_cast<double>(m.hits);
      return 2 * hits / (2 * hits + static_cast<double>(m.missed + found.size() - m.hits));
    };
    const SkinGrid grid = grid_of(skin);
    streaming += f1(onsets(skin)) / 4;
    convex += f1(onsets_of(grid, decompose_causally(grid))) / 4;
  }
  std::cout << "simulated viewers: streaming F1 " << streaming << ", convex looking back " << convex
            << "\n";
  EXPECT_GT(streaming, 0.7);
  EXPECT_GT(convex, 0.7);
}

TEST(SkinTracker, RiseAndHalfRecoveryOfOneResponseAreThoseOfItsShape) {
  SkinTracker tracker;
  double rise = 0, recovery = 0;
  int recoveries = 0;
  for (int i = 0; i < 8 * 60; ++i) {
    const double since = i / 8.0 - 30;
    const double shape = since > 0 ? std::exp(-since / 2) - std::exp(-since / 0.7) : 0;
    tracker.sample(i / 8.0, 3 + shape, [&](const SkinEvent& e) {
      if (e.kind == SkinEvent::Kind::peak) rise = e.seconds;
      recoveries += e.kind == SkinEvent::Kind::recovery;
      if (e.kind == SkinEvent::Kind::recovery) recovery = e.seconds;
    });
  }
  EXPECT_EQ(recoveries, 1);
  EXPECT_NEAR(rise, 1.13, 0.3);  // ln(2 / 0.7) * 0.7 * 2 / 1.3
  EXPECT_NEAR(recovery, 2.15, 0.3);
}

TEST(SkinTracker, AgreesWithExpertsOnArtefactsAsTheyDoAmongThemselves) {
  NEED_SIGNALS(folder);
  double hits = 0, artefacts = 0, passes = 0, clean = 0;
  for (const std::string name : {"2013_05_14_40mins_eating", "2013_05_28_1hour_walking"}) {
    const std::string stem = (folder / "eda/artifact" / name).string();
    const auto recording = read_recording(stem + ".csv");
    const auto labels = parse_table(*base::read_file(stem + "_labels.csv"), stem);
    ASSERT_TRUE(recording && labels);
    const Series& skin = *recording->find(Channel::skin_conductance);
    std::vector<bool> marked(labels->lines.size() + 2, false);
    SkinTracker tracker;
    double since = 0;
    for (std::size_t i = 0; i < skin.values.size(); ++i) {
      tracker.sample(skin.time_s(i), skin.values[i], [&](const SkinEvent& event) {
        if (event.kind == SkinEvent::Kind::artefact_start) since = event.time_s;
        if (event.kind != SkinEvent::Kind::artefact_end) return;
        for (double t = since; t < event.time_s - 0.9; t += 0.1) {
          const auto epoch = static_cast<std::size_t>(t / 5);
          if (epoch < marked.size()) marked[epoch] = true;
        }
      });
    }
    for (std::size_t e = 0; e < labels->lines.size(); ++e) {
      int bad = 0, good = 0;
      for (int k = 3; k < 6; ++k) {
        bad += labels->columns[static_cast<std::size_t>(k)][e] == 2;
        good += labels->columns[static_cast<std::size_t>(k)][e] == 1;
      }
      if (bad + good < 3) continue;
      (bad >= 2 ? artefacts : clean) += 1;
      if (bad >= 2 && marked[e]) hits += 1;
      if (bad < 2 && !marked[e]) passes += 1;
    }
  }
  const double balanced = (hits / artefacts + passes / clean) / 2;
  std::cout << "artefact epochs: balanced accuracy " << balanced
            << " (experts against the other two where these agree: 0.984 0.933 0.904)\n";
  EXPECT_GT(balanced, 0.904);
}

TEST(SkinTracker, OneJerkDoesNotBlindIt) {
  SimulatedViewer viewer(*viewer_named("tense"), 5);
  viewer.drive({0.8, 0});
  SkinTracker plain, jerked;
  std::size_t a = 0, b = 0;
  for (const Sample& s : viewer.next(300)) {
    if (s.channel != Channel::skin_conductance) continue;
    const bool jerk = s.time_s > 100 && s.time_s < 101;
    plain.sample(s.time_s, s.value,
                 [&](const SkinEvent& e) { a += e.kind == SkinEvent::Kind::onset; });
    jerked.sample(s.time_s, jerk ? s.value + 20 : s.value,
                  [&](const SkinEvent& e) { b += e.kind == SkinEvent::Kind::onset; });
  }
  EXPECT_GT(a, 5u);
  EXPECT_NEAR(static_cast<double>(a), static_cast<double>(b), 2);
}

TEST(SkinTracker, ResponsesAfterAJerkAreFoundAgain) {
  double hits = 0, known = 0, hits_late = 0, known_late = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    auto person = *viewer_named("average");
    person.response_us = 0.4;
    person.skin_jerks_per_minute = 0.5;
    SimulatedViewer viewer(person, seed);
    Series skin;
    skin.rate_hz = 4;
    for (const Sample& s : viewer.next(600)) {
      if (s.channel == Channel::skin_conductance) skin.values.push_back(s.value);
    }
    const auto found = onsets(skin);
    for (const double onset_s : viewer.response_onsets()) {
      const auto jerks = viewer.skin_jerks();
      const bool late = std::any_of(jerks.begin(), jerks.end(), [&](double jerk_s) {
        return onset_s > jerk_s + 4 && onset_s < jerk_s + 30;
      });
      const bool hit = std::any_of(found.begin(), found.end(),
                                   [&](double t) { return std::abs(t - onset_s) < 1; });
      (late ? known_late : known) += 1;
      (late ? hits_late : hits) += hit ? 1 : 0;
    }
  }
  std::cout << "responses found: " << hits_late / known_late << " of those 4 to 30 s after a jerk, "
            << hits / known << " of the others\n";
  EXPECT_GT(hits_late / known_late, 0.9 * hits / known);
}

TEST(SkinTracker, OddValuesGiveNoStormOfResponsesAndNothingInfinite) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    base::Random random(seed);
    SkinTracker tracker;
    const double odd[] = {NAN, INFINITY, 0, -3, 1e300, 70, 5};
    std::size_t events = 0;
    double t = 0;
    for (int i = 0; i < 2000; ++i) {
      t += random.chance(0.01) ? random.uniform(0, 1e5) : 0.25;
      const double value = random.chance(0.1) ? odd[random.below(7)] : 3 + 0.1 * random.normal();
      tracker.sample(t, value, [&](const SkinEvent& e) {
        RC_ASSERT(std::isfinite(e.time_s) && std::isfinite(e.amplitude_us));
        ++events;
      });
      RC_ASSERT(std::isfinite(tracker.level_us()) && std::isfinite(tracker.tonic_us()));
    }
    RC_ASSERT(events < 2500);
  }));
}

}  // namespace
}  // namespace kuleshov::sense
