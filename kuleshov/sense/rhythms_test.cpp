// Hearts that are slow, uneven or late: what a level learned at the start must not break.
#include <gtest/gtest.h>

#include <cmath>

#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/ecg.hpp"
#include "kuleshov/sense/matching.hpp"

namespace kuleshov::sense {
namespace {

struct Made {
  std::vector<double> values;
  std::vector<double> beats_s;
};

void add_wave(Made& made, double rate_hz, double at_s, double height, double sd_s) {
  const auto from = static_cast<std::int64_t>((at_s - 5 * sd_s) * rate_hz);
  const auto to = static_cast<std::int64_t>((at_s + 5 * sd_s) * rate_hz);
  for (auto i = std::max<std::int64_t>(0, from); i <= to; ++i) {
    if (i >= static_cast<std::int64_t>(made.values.size())) return;
    const double off = (static_cast<double>(i) / rate_hz - at_s) / sd_s;
    made.values[static_cast<std::size_t>(i)] += height * std::exp(-off * off / 2);
  }
}

// P, QRS and T (McSharry et al. 2003, IEEE TBME 50:289); every `small_every`-th beat is a fifth as
// large (0: none).
Made heart(double rate_hz, double interval_s, int small_every = 0, double p_lead_s = 0.16) {
  constexpr double length_s = 60;
  Made made{std::vector<double>(static_cast<std::size_t>(length_s * rate_hz)), {}};
  base::Random random(5);
  double at_s = 2.5;
  for (int beat = 1; at_s < length_s - 1; ++beat) {
    const double size = small_every > 0 && beat % small_every == 0 ? 0.2 : 1;
    add_wave(made, rate_hz, at_s - p_lead_s, 0.12 * size, 0.022);
    add_wave(made, rate_hz, at_s, size, 0.011);
    add_wave(made, rate_hz, at_s + 0.028, -0.22 * size, 0.009);
    add_wave(made, rate_hz, at_s + 0.27, 0.28 * size, 0.045);
    made.beats_s.push_back(at_s);
    at_s += interval_s * (1 + random.normal(0, 0.02));
  }
  for (double& value : made.values) value += random.normal(0, 0.015);
  return made;
}

Matching found_in(const Made& made, double rate_hz, double from_s) {
  EcgDetector detector(rate_hz);
  Beat beat;
  std::vector<double> found;
  std::vector<double> known;
  for (const double value : made.values) {
    if (detector.sample(value, beat) && beat.time_s > from_s) found.push_back(beat.time_s);
  }
  std::sort(found.begin(), found.end());
  for (const double at_s : made.beats_s) {
    if (at_s > from_s) known.push_back(at_s);
  }
  return match_events(known, found, 0.05);
}

TEST(EcgDetector, ALevelLearnedFromNoiseBeforeTheFirstBeatIsGivenUp) {
  for (const double rate_hz : {125.0, 360.0, 1000.0}) {
    for (const double interval_s : {1.2, 1.5, 2.0}) {
      const auto m = found_in(heart(rate_hz, interval_s), rate_hz, 20);
      EXPECT_EQ(m.missed, 0u) << rate_hz << " Hz, every " << interval_s << " s";
      EXPECT_EQ(m.extra, 0u) << rate_hz << " Hz, every " << interval_s << " s";
    }
  }
}

TEST(EcgDetector, ASmallBeatAmongLargeOnesIsLookedBackFor) {
  const auto m = found_in(heart(360, 0.8, 5), 360, 10);
  EXPECT_LE(m.missed, 4u);  // of 14 small ones; without the look at their shape all are lost
  EXPECT_LE(m.extra, 1u);
}

}  // namespace
}  // namespace kuleshov::sense
