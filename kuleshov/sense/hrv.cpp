#include "kuleshov/sense/hrv.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

namespace {

double mean_of(std::span<const double> x) {
  return x.empty() ? 0 : std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

// Power at a frequency of value(i), whose mean is `mean`, at times[i]; a sine of amplitude a has
// a^2 / 2.
template <class Value>
double power_at(std::span<const double> times, Value value, double mean, double hz) {
  const double turn = 2 * std::numbers::pi * hz;
  double sin2 = 0;
  double cos2 = 0;
  for (const double t : times) {
    sin2 += std::sin(2 * turn * t);
    cos2 += std::cos(2 * turn * t);
  }
  const double shift = 0.5 * std::atan2(sin2, cos2);
  double yc = 0;
  double ys = 0;
  double cc = 0;
  double ss = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double c = std::cos(turn * times[i] - shift);
    const double s = std::sin(turn * times[i] - shift);
    const double y = value(i) - mean;
    yc += y * c;
    ys += y * s;
    cc += c * c;
    ss += s * s;
  }
  const double power = (cc > 0 ? yc * yc / cc : 0) + (ss > 0 ? ys * ys / ss : 0);
  return power / static_cast<double>(times.size());
}

template <class Value>
double mean_of_first(std::size_t n, Value value) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += value(i);
  return n > 0 ? sum / static_cast<double>(n) : 0;
}

}  // namespace

std::vector<double> intervals_of(std::span<const double> beats_s) {
  std::vector<double> out;
  for (std::size_t i = 1; i < beats_s.size(); ++i) {
    out.push_back(1000 * (beats_s[i] - beats_s[i - 1]));
  }
  return out;
}

TimeDomain time_domain(std::span<const double> intervals_ms) {
  TimeDomain out;
  out.intervals = intervals_ms.size();
  if (intervals_ms.size() < 3) return out;
  const auto n = static_cast<double>(intervals_ms.size());
  out.mean_nn_ms = mean_of(intervals_ms);
  out.rate_bpm = 60'000 / out.mean_nn_ms;
  double squares = 0;
  for (const double x : intervals_ms) squares += (x - out.mean_nn_ms) * (x - out.mean_nn_ms);
  out.sdnn_ms = std::sqrt(squares / (n - 1));
  double differences = 0;
  double over50 = 0;
  double over20 = 0;
  for (std::size_t i = 1; i < intervals_ms.size(); ++i) {
    const double d = intervals_ms[i] - intervals_ms[i - 1];
    differences += d * d;
    over50 += std::abs(d) > 50 ? 1 : 0;
    over20 += std::abs(d) > 20 ? 1 : 0;
  }
  out.rmssd_ms = std::sqrt(differences / (n - 1));
  out.pnn50_pct = 100 * over50 / n;
  out.pnn20_pct = 100 * over20 / n;
  return out;
}

Spectrum spectrum(std::span<const double> beats_s) {
  Spectrum out;
  if (beats_s.size() < 60 || beats_s.back() - beats_s.front() < 120) return out;
  const auto times = beats_s.subspan(1);
  const auto interval_ms = [&](std::size_t i) { return 1000 * (beats_s[i + 1] - beats_s[i]); };
  const double mean = mean_of_first(times.size(), interval_ms);
  const double resolution = 1 / (times.back() - times.front());
  for (double hz = std::ceil(0.04 / resolution) * resolution; hz < 0.4; hz += resolution) {
    (hz < 0.15 ? out.lf_ms2 : out.hf_ms2) += power_at(times, interval_ms, mean, hz);
  }
  out.enough = true;
  return out;
}

double respiration_rate(std::span<const double> beats_s, std::span<const double> heights) {
  if (beats_s.size() < 16 || beats_s.back() - beats_s.front() < 20) return 0;
  const auto times = heights.empty() ? beats_s.subspan(1) : beats_s;
  const auto value = [&](std::size_t i) {
    return heights.empty() ? 1000 * (beats_s[i + 1] - beats_s[i]) : heights[i];
  };
  // Slow drift is not breath: differences of neighbours.
  const auto change = [&](std::size_t i) { return i > 0 ? value(i) - value(i - 1) : 0.0; };
  const double mean = mean_of_first(times.size(), change);
  double best = 0;
  double best_hz = 0;
  double sum = 0;
  double count = 0;
  for (double hz = 0.1; hz <= 0.6667; hz += 0.005) {
    // The difference of neighbours favours fast changes; weigh that back.
    const double interval = (times.back() - times.front()) / static_cast<double>(times.size() - 1);
    const double gain = 2 * std::sin(std::numbers::pi * std::min(hz * interval, 0.5));
    const double power = power_at(times, change, mean, hz) / std::max(gain * gain, 0.05);
    sum += power;
    count += 1;
    if (power > best) {
      best = power;
      best_hz = hz;
    }
  }
  return best > 3 * sum / count ? 60 * best_hz : 0;
}

}  // namespace kuleshov::sense
