#include "kuleshov/sense/wave_quality.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace kuleshov::sense {

namespace {

constexpr std::array mains_hz{50.0, 60.0};
constexpr double least_rate_for_hum = 125;
constexpr double largest = 1e6;
constexpr double memory_s = 4.5;
constexpr double learning_share = 0.15;
constexpr double same_kind = 0.6;     // less like every template: the beginning of a second one
constexpr double flat_share = 0.02;   // of the usual range of a second
constexpr double usual_memory = 0.1;  // of a new second
// Quantised signals touch their highest value now and then: up to 1 % of the samples is no rail.
constexpr double rails_from = 0.01;
constexpr double rails_to = 0.06;
constexpr double hum_from = 0.1;
constexpr double hum_to = 0.6;

double share_between(double x, double low, double high) {
  return std::clamp((x - low) / (high - low), 0.0, 1.0);
}

template <class Shape>
double correlation(const Shape& a, const Shape& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

template <class Shape>
Shape normalised(Shape shape) {
  const double length = std::sqrt(correlation(shape, shape));
  for (double& value : shape) value = length > 0 ? value / length : 0;
  return shape;
}

}  // namespace

void WaveQuality::Hum::push(double x) {
  const double now = x + coefficient * one - two;
  two = one;
  one = now;
}

double WaveQuality::Hum::power() const { return one * one + two * two - coefficient * one * two; }

WaveQuality::WaveQuality(double rate_hz, WaveKind kind)
    : kind_(kind),
      rate_hz_(rate_hz),
      values_(static_cast<std::size_t>(std::ceil(memory_s * rate_hz)) + 1),
      block_samples_(std::max(1.0, std::round(rate_hz))),
      judges_hum_(rate_hz >= least_rate_for_hum) {
  for (std::size_t i = 0; i < hums_.size(); ++i) {
    hums_[i].coefficient = 2 * std::cos(2 * std::numbers::pi * mains_hz[i] / rate_hz);
  }
}

void WaveQuality::sample(double value) {
  block_.count += 1;
  if (!std::isfinite(value) || std::abs(value) > largest) {
    block_.lost += 1;
    value = first_;
  } else {
    count_extremes(value);
  }
  values_.set(++n_, value);
  const double x = value - first_;
  sum_ += x;
  squares_ += x * x;
  if (judges_hum_) {
    for (Hum& hum : hums_) hum.push(x);
  }
  if (block_.count >= block_samples_) finish_block();
}

void WaveQuality::count_extremes(double value) {
  if (block_.count - block_.lost == 1) {
    first_ = block_.low = block_.high = value;
    block_.at_low = block_.at_high = 1;
    return;
  }
  if (value < block_.low) {
    block_.low = value;
    block_.at_low = 0;
  }
  if (value > block_.high) {
    block_.high = value;
    block_.at_high = 0;
  }
  block_.at_low += value == block_.low ? 1 : 0;
  block_.at_high += value == block_.high ? 1 : 0;
}

void WaveQuality::finish_block() {
  const double range = block_.high - block_.low;
  const double power = squares_ - sum_ * sum_ / block_.count;
  block_.flat = range <= flat_share * usual_range_;
  if (!block_.flat) {
    usual_range_ += (usual_range_ > 0 ? usual_memory : 1) * (range - usual_range_);
  }
  for (Hum& hum : hums_) {
    // A sine of amplitude a over n samples has Goertzel power (a n / 2)^2 and sum of squares
    // a^2 n / 2.
    const double share = power > 0 ? hum.power() * 2 / (block_.count * power) : 0;
    if (judges_hum_) block_.hum = std::max(block_.hum, std::min(share, 1.0));
    hum.one = hum.two = 0;
  }
  blocks_.push(block_);
  block_ = {};
  sum_ = squares_ = 0;
}

// Means of bins about the beat, less their mean, at unit length.
WaveQuality::Shape WaveQuality::shape_at(double time_s) const {
  Shape shape{};
  const double width_s = (kind_.before_s + kind_.after_s) / static_cast<double>(points);
  double mean = 0;
  for (std::size_t k = 0; k < points; ++k) {
    const double from_s = time_s - kind_.before_s + width_s * static_cast<double>(k);
    const auto at = [&](double s) { return static_cast<std::int64_t>(std::llround(s * rate_hz_)); };
    const std::int64_t from = std::clamp<std::int64_t>(at(from_s), 0, n_);
    const std::int64_t to = std::clamp<std::int64_t>(at(from_s + width_s), from + 1, n_ + 1);
    for (std::int64_t i = from; i < to; ++i)
      shape[k] += values_[i] / static_cast<double>(to - from);
    mean += shape[k] / static_cast<double>(points);
  }
  for (double& value : shape) value -= mean;
  return normalised(shape);
}

// The correlation with the nearer template, which then moves towards the shape.
double WaveQuality::learn(const Shape& shape) {
  Template* nearest = &templates_[0];
  double best = 0;
  for (Template& known : templates_) {
    const double likeness = known.known ? correlation(known.shape, shape) : 0;
    if (likeness <= best) continue;
    best = likeness;
    nearest = &known;
  }
  for (Template& unknown : templates_) {
    if (unknown.known || best >= same_kind) continue;
    unknown = {shape, true};
    return best;
  }
  for (std::size_t k = 0; k < points; ++k) {
    nearest->shape[k] += learning_share * (shape[k] - nearest->shape[k]);
  }
  nearest->shape = normalised(nearest->shape);
  return best;
}

void WaveQuality::beat(double time_s) {
  if (time_s < 0 || static_cast<double>(n_) / rate_hz_ - time_s > memory_s - kind_.before_s) return;
  const bool first = !templates_[0].known;
  const double likeness = learn(shape_at(time_s));
  if (!first) likeness_.push(std::clamp(likeness, 0.0, 1.0));
}

double WaveQuality::share_at_rails() const {
  double low = blocks_[0].low;
  double high = blocks_[0].high;
  for (std::size_t i = 1; i < blocks_.size(); ++i) {
    low = std::min(low, blocks_[i].low);
    high = std::max(high, blocks_[i].high);
  }
  double there = 0;
  double all = 0;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Block& b = blocks_[i];
    all += b.count;
    if (b.flat) continue;  // counted as flat
    there += (b.low == low ? b.at_low : 0) + (b.high == high ? b.at_high : 0);
  }
  return all > 0 ? there / all : 0;
}

WaveIndices WaveQuality::indices() const {
  WaveIndices out;
  if (blocks_.empty()) return out;
  const auto seconds = static_cast<double>(blocks_.size());
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    out.flat += (blocks_[i].flat ? 1 : 0) / seconds;
    out.powerline += blocks_[i].hum / seconds;
    out.lost += blocks_[i].lost / blocks_[i].count / seconds;
  }
  out.saturated = share_at_rails();
  double sum = 0;
  for (std::size_t i = 0; i < likeness_.size(); ++i) sum += likeness_[i];
  if (!likeness_.empty()) out.likeness = sum / static_cast<double>(likeness_.size());
  out.overall = share_between(out.likeness, kind_.none, kind_.clean) * (1 - out.flat) *
                (1 - out.lost) * (1 - share_between(out.saturated, rails_from, rails_to)) *
                (1 - share_between(out.powerline, hum_from, hum_to));
  return out;
}

}  // namespace kuleshov::sense
