#include "kuleshov/sense/heart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kuleshov::sense {

namespace {
constexpr double shortest_s = 0.3;
constexpr double longest_s = 2.0;
constexpr double tolerance = 0.25;
// After so many refusals in a row the rhythm itself has changed: begin again from the new one.
constexpr std::size_t refusals_to_restart = 4;
constexpr double rate_memory_s = 20;
}  // namespace

bool HeartTracker::plausible(double interval_s) {
  if (!(interval_s >= shortest_s && interval_s <= longest_s)) return false;
  if (refused_in_a_row_ >= refusals_to_restart) recent_.clear();
  if (recent_.size() < 2) return true;
  std::array<double, 5> sorted{};
  for (std::size_t i = 0; i < recent_.size(); ++i) sorted[i] = recent_[i];
  const double middle = median_in_place(sorted.data(), recent_.size());
  return std::abs(interval_s - middle) < tolerance * middle;
}

bool HeartTracker::beat(double time_s, double interval_s) {
  if (!std::isfinite(time_s) || time_s <= last_beat_s_) return false;
  const double since = time_s - last_beat_s_;
  last_beat_s_ = time_s;
  if (!(interval_s > 0)) interval_s = since;
  if (!plausible(interval_s)) {
    last_was_believed_ = false;
    ++refused_in_a_row_;
    return false;
  }
  refused_in_a_row_ = 0;
  recent_.push(interval_s);
  const bool touches = last_was_believed_ && std::abs(since - interval_s) < 0.15;
  believed_.push({time_s, interval_s, touches});
  last_was_believed_ = true;
  rate_bpm_ = 60 / interval_s;
  if (believed_.size() == 1) mean_ = rate_bpm_;
  const double share = std::min(1.0, interval_s / rate_memory_s);
  const double off = rate_bpm_ - mean_;
  mean_ += share * off;
  variance_ += share * (off * off - variance_);
  return true;
}

double HeartTracker::coverage(double now_s, double window_s) const {
  double covered = 0;
  for (std::size_t i = believed_.size(); i-- > 0;) {
    const double begin = believed_[i].end_s - believed_[i].length_s;
    if (believed_[i].end_s <= now_s - window_s) break;
    covered += believed_[i].end_s - std::max(begin, now_s - window_s);
  }
  // The beat under way is not over yet: up to one mean interval is not missing.
  const double open = believed_.empty() ? 0 : now_s - believed_.newest().end_s;
  if (open > 0 && open < 2 * 60 / std::max(mean_, 20.0)) covered += open;
  return std::clamp(covered / window_s, 0.0, 1.0);
}

HeartTracker::Variability HeartTracker::variability(double now_s, double window_s) const {
  Variability out;
  double sum = 0;
  double squares = 0;
  double differences = 0;
  double over50 = 0;
  std::size_t n = 0;
  for (std::size_t i = believed_.size(); i-- > 0;) {
    const Interval& interval = believed_[i];
    if (interval.end_s <= now_s - window_s) break;
    sum += interval.length_s;
    squares += interval.length_s * interval.length_s;
    ++n;
    if (!interval.follows || i == 0) continue;
    const double difference = interval.length_s - believed_[i - 1].length_s;
    differences += difference * difference;
    over50 += std::abs(difference) > 0.05 ? 1 : 0;
    ++out.pairs;
  }
  if (n < 2) return out;
  const auto whole = static_cast<double>(n);
  const double mean = sum / whole;
  out.mean_rate_bpm = 60 / mean;
  out.sdnn_ms = 1000 * std::sqrt(std::max(0.0, (squares - whole * mean * mean) / (whole - 1)));
  if (out.pairs > 0) {
    out.pnn50_pct = 100 * over50 / static_cast<double>(out.pairs);
    out.rmssd_ms = 1000 * std::sqrt(differences / static_cast<double>(out.pairs));
  }
  return out;
}

}  // namespace kuleshov::sense
