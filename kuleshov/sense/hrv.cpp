#include "kuleshov/sense/hrv.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

namespace {

double mean_of(std::span<const double> x) {
  return x.empty() ? 0 : std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

// Without the care for infinities that std::complex takes.
std::complex<double> times_of(std::complex<double> a, std::complex<double> b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

struct Frequencies {
  double from_hz;
  double step_hz;
  std::size_t count;
};

// Calls use(hz, power) for each frequency of value(i), whose mean is `mean`, at times[i]; a sine of
// amplitude a has a^2 / 2. Each beat is turned from one frequency to the next by a multiplication,
// so that sines are taken once a beat and not once a beat and frequency.
template <class Value, class Use>
void lomb(std::span<const double> times, Value value, double mean, Frequencies wanted, Use use) {
  constexpr std::size_t block = 128;
  struct Sums {
    std::complex<double> y;        // of value * exp(i w t)
    std::complex<double> double_;  // of exp(2 i w t)
  };
  const auto n = static_cast<double>(times.size());
  for (std::size_t first = 0; first < wanted.count; first += block) {
    const std::size_t here = std::min(block, wanted.count - first);
    const double from_hz = wanted.from_hz + static_cast<double>(first) * wanted.step_hz;
    std::array<Sums, block> sums{};
    for (std::size_t i = 0; i < times.size(); ++i) {
      const double turn = 2 * std::numbers::pi * times[i];
      const std::complex<double> step = std::polar(1.0, turn * wanted.step_hz);
      std::complex<double> z = std::polar(1.0, turn * from_hz);
      const double y = value(i) - mean;
      for (std::size_t k = 0; k < here; ++k) {
        sums[k].y += y * z;
        sums[k].double_ += times_of(z, z);
        z = times_of(z, step);
      }
    }
    for (std::size_t k = 0; k < here; ++k) {
      const double shift = 0.5 * std::arg(sums[k].double_);
      const std::complex<double> turned = times_of(sums[k].y, std::polar(1.0, -shift));
      const double cc = (n + std::abs(sums[k].double_)) / 2;
      const double ss = n - cc;
      const double power = (cc > 0 ? turned.real() * turned.real() / cc : 0) +
                           (ss > 1e-9 * n ? turned.imag() * turned.imag() / ss : 0);
      use(from_hz + static_cast<double>(k) * wanted.step_hz, power / n);
    }
  }
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
  const double from_hz = std::ceil(0.04 / resolution) * resolution;
  const auto count = static_cast<std::size_t>(std::ceil((0.4 - from_hz) / resolution - 1e-9));
  lomb(times, interval_ms, mean, {from_hz, resolution, count},
       [&](double hz, double power) { (hz < 0.15 ? out.lf_ms2 : out.hf_ms2) += power; });
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
  const double interval = (times.back() - times.front()) / static_cast<double>(times.size() - 1);
  lomb(times, change, mean, {0.1, 0.005, 114}, [&](double hz, double power) {
    // The difference of neighbours favours fast changes; weigh that back.
    const double gain = 2 * std::sin(std::numbers::pi * std::min(hz * interval, 0.5));
    const double weighed = power / std::max(gain * gain, 0.05);
    sum += weighed;
    count += 1;
    if (weighed <= best) return;
    best = weighed;
    best_hz = hz;
  });
  return best > 3 * sum / count ? 60 * best_hz : 0;
}

}  // namespace kuleshov::sense
