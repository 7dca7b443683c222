#include "kuleshov/sense/matching.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double Matching::sensitivity() const { return share(hits, hits + missed); }
double Matching::precision() const { return share(hits, hits + extra); }
double Matching::f1() const { return share(2 * hits, 2 * hits + missed + extra); }

Matching match_events(std::span<const double> known_s, std::span<const double> found_s,
                      double tolerance_s) {
  Matching out;
  out.found_matched.assign(found_s.size(), false);
  double sum = 0;
  double squares = 0;
  std::size_t begin = 0;
  for (const double known : known_s) {
    while (begin < found_s.size() && found_s[begin] < known - tolerance_s) ++begin;
    std::size_t nearest = found_s.size();
    for (std::size_t i = begin; i < found_s.size() && found_s[i] <= known + tolerance_s; ++i) {
      const bool nearer = nearest == found_s.size() ||
                          std::abs(found_s[i] - known) < std::abs(found_s[nearest] - known);
      if (!out.found_matched[i] && nearer) nearest = i;
    }
    if (nearest == found_s.size()) continue;
    out.found_matched[nearest] = true;
    ++out.hits;
    const double error = found_s[nearest] - known;
    sum += error;
    squares += error * error;
  }
  out.missed = known_s.size() - out.hits;
  out.extra = found_s.size() - out.hits;
  if (out.hits == 0) return out;
  const auto n = static_cast<double>(out.hits);
  out.bias_s = sum / n;
  out.sd_s = std::sqrt(std::max(0.0, squares / n - out.bias_s * out.bias_s));
  return out;
}

}  // namespace kuleshov::sense
