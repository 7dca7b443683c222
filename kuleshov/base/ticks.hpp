// Film time. One grid for picture and sound: 25 frames a second, 48 kHz, 20 ms Opus packets, so
// that every frame is a possible cut for both. The clock is a 64-bit count of 1/48,000 s.
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace kuleshov::base {

class Ticks {
 public:
  static constexpr std::int64_t per_second = 48'000;
  static constexpr std::int64_t frames_per_second = 25;
  static constexpr std::int64_t per_frame = per_second / frames_per_second;

  constexpr Ticks() = default;
  constexpr explicit Ticks(std::int64_t count) : count_(count) {}
  static constexpr Ticks frames(std::int64_t n) { return Ticks(n * per_frame); }
  // Nearest tick.
  static Ticks seconds(double s) {
    return Ticks(static_cast<std::int64_t>(std::llround(s * static_cast<double>(per_second))));
  }
  // Nearest whole frame.
  static Ticks seconds_on_frame(double s) {
    return frames(std::llround(s * static_cast<double>(frames_per_second)));
  }

  [[nodiscard]] constexpr std::int64_t count() const { return count_; }
  [[nodiscard]] constexpr double seconds() const {
    return static_cast<double>(count_) / static_cast<double>(per_second);
  }
  // Whole frames passed, rounded down.
  [[nodiscard]] constexpr std::int64_t whole_frames() const { return count_ / per_frame; }

  constexpr auto operator<=>(const Ticks&) const = default;
  constexpr Ticks& operator+=(Ticks other) {
    count_ += other.count_;
    return *this;
  }
  constexpr Ticks& operator-=(Ticks other) {
    count_ -= other.count_;
    return *this;
  }
  friend constexpr Ticks operator+(Ticks a, Ticks b) { return Ticks(a.count_ + b.count_); }
  friend constexpr Ticks operator-(Ticks a, Ticks b) { return Ticks(a.count_ - b.count_); }
  friend constexpr Ticks operator*(Ticks a, std::int64_t n) { return Ticks(a.count_ * n); }

 private:
  std::int64_t count_ = 0;
};

}  // namespace kuleshov::base
