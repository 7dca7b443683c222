#include "kuleshov/sense/eyes.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/dispersion.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/readers.hpp"
#include "kuleshov/sense/signals_of_tests.hpp"

namespace kuleshov::sense {
namespace {

double kappa(double both, double first, double second, double none) {
  const double n = both + first + second + none;
  const double agree = (both + none) / n;
  const double chance =
      ((both + first) * (both + second) + (second + none) * (first + none)) / n / n;
  return (agree - chance) / (1 - chance);
}

TEST(GazeTracker, AgreesWithAnExpertOnSaccades) {
  NEED_SIGNALS(folder);
  const auto file = folder / "eye/irf_lookAtPoint_EL_S1_1000hz.csv";
  const auto table = parse_table(*base::read_file(file), file.string());
  ASSERT_TRUE(table);
  const auto& event = *table->find("event");
  std::vector<bool> fast(event.size(), false);
  GazeTracker tracker;
  for (std::size_t i = 0; i < event.size(); ++i) {
    const auto found = tracker.sample(static_cast<double>(i) / 1000, table->columns[0][i],
                                      table->columns[1][i], table->columns[2][i] > 0);
    if (found.kind != EyeEvent::Kind::saccade) continue;
    for (auto k = static_cast<std::size_t>(found.start_s * 1000);
         k < static_cast<std::size_t>(found.end_s * 1000); ++k) {
      fast[k] = true;
    }
  }
  double counts[2][2]{};
  for (std::size_t i = 0; i < event.size(); ++i) {
    if (event[i] != 0) counts[event[i] == 2][fast[i]] += 1;
  }
  const double k = kappa(counts[1][1], counts[1][0], counts[0][1], counts[0][0]);
  std::cout << "saccade samples: kappa " << k << "\n";
  EXPECT_GT(k, 0.85);
}

struct Agreement {
  double saccade_kappa;
  double fixation_f1;  // events, by overlap of more than half of both together
};

struct Span {
  double from_s;
  double to_s;
};

double f1_of(const std::vector<Span>& truth, const std::vector<Span>& found) {
  double hits = 0;
  std::size_t next = 0;
  for (const Span& t : truth) {
    for (std::size_t i = next; i < found.size() && found[i].from_s < t.to_s; ++i) {
      const double both = std::min(t.to_s, found[i].to_s) - std::max(t.from_s, found[i].from_s);
      const double either = std::max(t.to_s, found[i].to_s) - std::min(t.from_s, found[i].from_s);
      if (both <= either / 2) continue;
      hits += 1;
      next = i + 1;
      break;
    }
  }
  return 2 * hits / static_cast<double>(truth.size() + found.size());
}

// Of a tracker against the expert, on every `step`-th sample of the 1000 Hz recording.
template <class Tracker>
Agreement agreement(const Table& table, std::size_t step) {
  const auto& event = *table.find("event");
  std::vector<bool> fast(event.size(), false);
  std::vector<Span> fixations, truth;
  Tracker tracker;
  for (std::size_t i = 0; i < event.size(); i += step) {
    const auto e = tracker.sample(static_cast<double>(i) / 1000, table.columns[0][i],
                                  table.columns[1][i], table.columns[2][i] > 0);
    if (e.kind == EyeEvent::Kind::fixation) fixations.push_back({e.start_s, e.end_s});
    if (e.kind != EyeEvent::Kind::saccade) continue;
    for (auto k = static_cast<std::size_t>(e.start_s * 1000);
         k < static_cast<std::size_t>(e.end_s * 1000); ++k) {
      fast[k] = true;
    }
  }
  double counts[2][2]{};
  for (std::size_t i = 0; i < event.size(); ++i) {
    if (event[i] != 0) counts[event[i] == 2][fast[i]] += 1;
    const bool begins = event[i] == 1 && (i == 0 || event[i - 1] != 1);
    const double at_s = static_cast<double>(i) / 1000;
    if (begins) truth.push_back({at_s, at_s});
    if (event[i] == 1) truth.back().to_s = at_s + 0.001;
  }
  return {kappa(counts[1][1], counts[1][0], counts[0][1], counts[0][0]), f1_of(truth, fixations)};
}

TEST(DispersionTracker, FindsFixationsAlsoWhereVelocitiesAreTooCoarse) {
  NEED_SIGNALS(folder);
  const auto file = folder / "eye/irf_lookAtPoint_EL_S1_1000hz.csv";
  const auto table = parse_table(*base::read_file(file), file.string());
  ASSERT_TRUE(table);
  for (const std::size_t step : {1UL, 8UL, 16UL, 33UL}) {
    const Agreement v = agreement<GazeTracker>(*table, step);
    const Agreement d = agreement<DispersionTracker>(*table, step);
    std::cout << 1000 / step << " Hz: velocity kappa " << v.saccade_kappa << " fixations F1 "
              << v.fixation_f1 << "; dispersion kappa " << d.saccade_kappa << " fixations F1 "
              << d.fixation_f1 << "\n";
    EXPECT_GT(d.fixation_f1, 0.6) << step;
  }
}

TEST(BlinkTracker, BlinkRateRisesWithMentalLoad) {
  NEED_SIGNALS(folder);
  for (const std::string person : {"P01", "P02", "P03"}) {
    double rates[2]{};
    int which = 0;
    for (const std::string condition : {"_Control.csv", "_Second_Task.csv"}) {
      const auto file = folder / "eye/ier2023" / (person + condition);
      const auto table = parse_table(*base::read_file(file), file.string());
      ASSERT_TRUE(table);
      BlinkTracker tracker;
      double blinks = 0, last = 0;
      for (std::size_t i = 0; i < table->lines.size(); ++i) {
        last = table->columns[0][i] / 1000;
        const bool seen = table->columns[3][i] > 0 || table->columns[4][i] > 0;
        blinks += tracker.pupil_seen(last, seen).kind == EyeEvent::Kind::blink;
      }
      rates[which++] = 60 * blinks / last;
    }
    std::cout << person << " blinks a minute: " << rates[0] << " at rest, " << rates[1]
              << " under load\n";
    EXPECT_GT(rates[1], rates[0]) << person;
  }
}

TEST(BlinkTracker, TellsBlinksFromClosuresAndBridgesFlicker) {
  BlinkTracker tracker;
  int blinks = 0, closures = 0;
  for (int i = 0; i < 1000; ++i) {
    const double t = i / 100.0;
    const bool blink = (t > 2 && t < 2.15 && i != 207) || (t > 5 && t < 6.2);
    const auto event = tracker.openness(t, blink ? 0.05 : 0.9);
    blinks += event.kind == EyeEvent::Kind::blink;
    closures += event.kind == EyeEvent::Kind::closure;
  }
  EXPECT_EQ(blinks, 1);
  EXPECT_EQ(closures, 1);
}

// A pupil that answers to the picture's light and, a little, to arousal.
double correlation_with_truth(bool light_is_told) {
  double ab = 0, aa = 0, bb = 0, a1 = 0, b1 = 0, n = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    base::Random random(seed, "pupil");
    ViewerModel model;
    LightResponse light;
    double arousal = 0, luminance = 0.2;
    for (int i = 1; i <= 4 * 480; ++i) {
      const double t = i / 4.0;
      arousal += -arousal / 120 + 0.6 * std::sqrt(2.0 / 120) * random.normal();
      if (i % 16 == 0) luminance = std::exp(random.uniform(-4.5, -0.3));  // a cut
      light.luminance(t, luminance);
      if (light_is_told) model.feed({t, Channel::film_luminance, 0, luminance});
      const double mm = 4 - 0.6 * light.at(t) + 0.25 * arousal + 0.05 * random.normal();
      model.feed({t, Channel::pupil, 0, mm});
      const double felt = model.state_at(t).arousal.mean;
      if (t < 60) continue;
      n += 1, ab += arousal * felt, aa += arousal * arousal, bb += felt * felt;
      a1 += arousal, b1 += felt;
    }
  }
  return (ab / n - a1 / n * b1 / n) /
         std::sqrt((aa / n - a1 / n * a1 / n) * (bb / n - b1 / n * b1 / n));
}

TEST(Pupil, SpeaksOfArousalOnlyWhenTheLightOfThePictureIsKnown) {
  const double without = correlation_with_truth(false);
  const double with = correlation_with_truth(true);
  std::cout << "pupil against simulated arousal: r " << without << " without the film's light, "
            << with << " with it\n";
  EXPECT_GT(with, 0.5);
  EXPECT_GT(with, without + 0.2);
}

}  // namespace
}  // namespace kuleshov::sense
