#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "kuleshov/sense/hrv.hpp"
#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

namespace {

// Constants of Lipponen & Tarvainen 2019.
constexpr double c1 = 0.13;
constexpr double c2 = 0.17;
constexpr double alpha = 5.2;
constexpr std::ptrdiff_t threshold_window = 91;
constexpr std::ptrdiff_t median_window = 11;

using Values = std::vector<double>;

Values around(const Values& x, std::ptrdiff_t i, std::ptrdiff_t window) {
  const auto n = static_cast<std::ptrdiff_t>(x.size());
  const std::ptrdiff_t from = std::max<std::ptrdiff_t>(0, i - window / 2);
  const std::ptrdiff_t to = std::min(n, i + window / 2 + 1);
  return {x.begin() + from, x.begin() + to};
}

double quantile(Values& sorted, double q) {
  const double at = q * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

// 5.2 quartile deviations of |x| over 91 beats.
Values thresholds(const Values& x) {
  Values size(x.size());
  std::transform(x.begin(), x.end(), size.begin(), [](double v) { return std::abs(v); });
  Values out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    Values near = around(size, static_cast<std::ptrdiff_t>(i), threshold_window);
    std::sort(near.begin(), near.end());
    out[i] = std::max(alpha * (quantile(near, 0.75) - quantile(near, 0.25)) / 2, 1e-9);
  }
  return out;
}

struct Findings {
  std::vector<std::size_t> ectopic;
  std::vector<std::size_t> missed;
  std::vector<std::size_t> extra;
  std::vector<std::size_t> misplaced;
  [[nodiscard]] std::size_t count() const {
    return ectopic.size() + missed.size() + extra.size() + misplaced.size();
  }
};

struct Measures {
  Values rr;
  Values medians;
  Values d;  // difference to the interval before, in thresholds
  Values m;  // difference to the median, in thresholds
  Values th2;
  Values s12;  // larger neighbour of the other sign
  Values s22;  // of the two after
};

double at_reflected(const Values& x, std::ptrdiff_t i) {
  const auto n = static_cast<std::ptrdiff_t>(x.size());
  if (i < 0) i = -i;
  if (i >= n) i = 2 * (n - 1) - i;
  return x[static_cast<std::size_t>(i)];
}

Measures measure(std::span<const double> beats_s) {
  Measures out;
  const std::size_t n = beats_s.size();
  out.rr.resize(n);
  for (std::size_t i = 1; i < n; ++i) out.rr[i] = beats_s[i] - beats_s[i - 1];
  out.rr[0] = std::accumulate(out.rr.begin() + 1, out.rr.end(), 0.0) / static_cast<double>(n - 1);
  out.d.resize(n);
  for (std::size_t i = 1; i < n; ++i) out.d[i] = out.rr[i] - out.rr[i - 1];
  out.d[0] = std::accumulate(out.d.begin() + 1, out.d.end(), 0.0) / static_cast<double>(n - 1);
  const Values th1 = thresholds(out.d);
  for (std::size_t i = 0; i < n; ++i) out.d[i] /= th1[i];
  out.medians.resize(n);
  out.m.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    Values near = around(out.rr, static_cast<std::ptrdiff_t>(i), median_window);
    out.medians[i] = median_in_place(near.data(), near.size());
    out.m[i] = out.rr[i] - out.medians[i];
    if (out.m[i] < 0) out.m[i] *= 2;
  }
  out.th2 = thresholds(out.m);
  out.s12.resize(n);
  out.s22.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    out.m[i] /= out.th2[i];
    const auto k = static_cast<std::ptrdiff_t>(i);
    const double before = at_reflected(out.d, k - 1);
    const double after = at_reflected(out.d, k + 1);
    const double later = at_reflected(out.d, k + 2);
    out.s12[i] = out.d[i] > 0 ? std::max(before, after) : std::min(before, after);
    out.s22[i] = out.d[i] >= 0 ? std::min(after, later) : std::max(after, later);
  }
  return out;
}

bool is_ectopic(const Measures& x, std::size_t i) {
  return (x.d[i] > 1 && x.s12[i] < -c1 * x.d[i] - c2) ||
         (x.d[i] < -1 && x.s12[i] > -c1 * x.d[i] + c2);
}

// A long or short interval: a beat is missing, there is one too many, or one is out of place.
void classify_length(const Measures& x, std::size_t j, Findings& found) {
  const bool longer = x.d[j] > 1 && x.s22[j] < -1;
  const bool shorter = x.d[j] < -1 && x.s22[j] > 1;
  if (!longer && !shorter && !(std::abs(x.m[j]) > 3)) return;
  const bool half_fits = std::abs(x.rr[j] / 2 - x.medians[j]) < x.th2[j];
  const bool both_fit = std::abs(x.rr[j] + x.rr[j + 1] - x.medians[j]) < x.th2[j];
  if (shorter && both_fit) {
    found.extra.push_back(j);
  } else if (longer && half_fits) {
    found.missed.push_back(j);
  } else {
    found.misplaced.push_back(j);
  }
}

Findings classify(std::span<const double> beats_s) {
  Findings found;
  const Measures x = measure(beats_s);
  std::size_t i = 0;
  while (i + 2 < x.rr.size()) {
    if (std::abs(x.d[i]) <= 1) {
      ++i;
    } else if (is_ectopic(x, i)) {
      found.ectopic.push_back(i++);
    } else {
      const bool next_too = std::abs(x.d[i + 1]) < std::abs(x.d[i + 2]) && i + 3 < x.rr.size();
      classify_length(x, i, found);
      if (next_too) classify_length(x, i + 1, found);
      i += next_too ? 2 : 1;
    }
  }
  return found;
}

bool has(const std::vector<std::size_t>& list, std::size_t i) {
  return std::find(list.begin(), list.end(), i) != list.end();
}

Values mended(std::span<const double> beats, const Findings& found) {
  Values out;
  for (std::size_t i = 0; i < beats.size(); ++i) {
    if (has(found.extra, i) && i > 0) continue;
    if (has(found.missed, i) && i > 0) out.push_back((beats[i - 1] + beats[i]) / 2);
    const bool inner = i > 0 && i + 1 < beats.size();
    const bool moves = inner && (has(found.ectopic, i) || has(found.misplaced, i));
    out.push_back(moves ? (beats[i - 1] + beats[i + 1]) / 2 : beats[i]);
  }
  return out;
}

}  // namespace

CorrectedBeats correct_beats(std::span<const double> beats_s) {
  CorrectedBeats out;
  out.beats_s.assign(beats_s.begin(), beats_s.end());
  std::size_t before = beats_s.size() + 1;
  for (int round = 0; round < 10 && out.beats_s.size() >= 10; ++round) {
    const Findings found = classify(out.beats_s);
    if (found.count() == 0 || found.count() >= before) break;
    before = found.count();
    out.ectopic += found.ectopic.size();
    out.missed += found.missed.size();
    out.extra += found.extra.size();
    out.misplaced += found.misplaced.size();
    out.beats_s = mended(out.beats_s, found);
    std::sort(out.beats_s.begin(), out.beats_s.end());
  }
  return out;
}

}  // namespace kuleshov::sense
