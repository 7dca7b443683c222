// The newest part of a stream: sums over it, values by their number. Fixed size after construction.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kuleshov::sense {

// A sum over the last n samples, exact to rounding for bounded input.
class RunningSum {
 public:
  explicit RunningSum(std::size_t n) : items_(n > 0 ? n : 1, 0.0) {}
  double push(double x) {
    sum_ += x - items_[at_];
    items_[at_] = x;
    if (++at_ == items_.size()) at_ = 0;
    return sum_;
  }
  [[nodiscard]] std::size_t size() const { return items_.size(); }

 private:
  std::vector<double> items_;
  std::size_t at_ = 0;
  double sum_ = 0;
};

// The newest values of a stream by their number in it.
class History {
 public:
  explicit History(std::size_t least) : mask_(std::bit_ceil(least) - 1), items_(mask_ + 1, 0.0) {}
  void fill(double value) { std::fill(items_.begin(), items_.end(), value); }
  void set(std::int64_t i, double value) { items_[static_cast<std::size_t>(i) & mask_] = value; }
  double operator[](std::int64_t i) const { return items_[static_cast<std::size_t>(i) & mask_]; }

 private:
  std::size_t mask_;
  std::vector<double> items_;
};

}  // namespace kuleshov::sense
