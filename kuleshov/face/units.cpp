#include "kuleshov/face/units.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::face {

void add_shapes(const UnitLevels& units, const Tables& tables, FaceFrame& frame) {
  for (std::size_t unit = 0; unit < unit_limit; ++unit) {
    if (units[unit] <= 0) continue;
    for (const ShapeWeight& target : tables.units[unit].shapes) {
      frame[target.shape] = std::min(1.0F, frame[target.shape] + target.weight * units[unit]);
    }
  }
}

namespace {

// Units that one shape cannot tell apart are left to their plainest: 43 and 41 read as 45, 27 and
// 29 as 26, and the small helpers 8, 11, 13, 16 are not solved for.
bool solved_for(int unit) {
  static constexpr int left_out[] = {8, 11, 13, 23, 27, 41, 43};
  return std::ranges::find(left_out, unit) == std::end(left_out);
}

bool is_look(std::size_t s) {
  const auto shape = static_cast<Shape>(s);
  return shape == Shape::eye_look_down_left || shape == Shape::eye_look_in_left ||
         shape == Shape::eye_look_out_left || shape == Shape::eye_look_up_left ||
         shape == Shape::eye_look_down_right || shape == Shape::eye_look_in_right ||
         shape == Shape::eye_look_out_right || shape == Shape::eye_look_up_right;
}

std::size_t mirror_of(std::size_t s) {
  const std::string_view name = name_of(static_cast<Shape>(s));
  std::string other(name);
  if (name.ends_with("Left")) other.replace(name.size() - 4, 4, "Right");
  if (name.ends_with("Right")) other.replace(name.size() - 5, 5, "Left");
  if (name == "JawLeft" || name == "JawRight") return s;
  const auto shape = shape_named(other);
  return shape ? static_cast<std::size_t>(*shape) : s;
}

const std::array<std::size_t, shape_count>& mirrors() {
  static const auto table = [] {
    std::array<std::size_t, shape_count> out{};
    for (std::size_t s = 0; s < shape_count; ++s) out[s] = mirror_of(s);
    return out;
  }();
  return table;
}

bool is_left(std::size_t s) { return name_of(static_cast<Shape>(s)).ends_with("Left"); }

}  // namespace

bool UnitSolver::solves(int unit) { return solved_for(unit); }

UnitSolver::UnitSolver(const Tables& tables) {
  for (int unit = 1; unit < unit_limit; ++unit) {
    const auto& shapes = tables.units[static_cast<std::size_t>(unit)].shapes;
    if (shapes.empty() || !solved_for(unit)) continue;
    std::array<float, shape_count> column{};
    for (const ShapeWeight& target : shapes) {
      column[static_cast<std::size_t>(target.shape)] += target.weight;
    }
    numbers_.push_back(unit);
    columns_.push_back(column);
  }
  const std::size_t n = numbers_.size();
  gram_.assign(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t s = 0; s < shape_count; ++s) {
        gram_[i * n + j] += static_cast<double>(columns_[i][s]) * columns_[j][s];
      }
    }
  }
}

void UnitSolver::prefer_parted_lips(std::array<double, unit_limit>& x) const {
  const auto place = [this](int unit) {
    return static_cast<std::size_t>(std::ranges::find(numbers_, unit) - numbers_.begin());
  };
  const std::array<std::pair<std::size_t, std::size_t>, 3> parts{
      {{place(16), static_cast<std::size_t>(Shape::mouth_lower_down_left)},
       {place(10), static_cast<std::size_t>(Shape::mouth_upper_up_left)},
       {place(26), static_cast<std::size_t>(Shape::jaw_open)}}};
  const std::size_t parted = place(25);
  if (parted >= numbers_.size()) return;
  double most = 1 - x[parted];
  for (const auto& [unit, shape] : parts) {
    if (unit >= numbers_.size() || columns_[parted][shape] <= 0) return;
    most = std::min(most, x[unit] * columns_[unit][shape] / columns_[parted][shape]);
  }
  x[parted] += most;
  for (const auto& [unit, shape] : parts) {
    x[unit] -= most * columns_[parted][shape] / columns_[unit][shape];
  }
}

UnitFit UnitSolver::fit(const std::array<double, shape_count>& wanted) const {
  const std::size_t n = numbers_.size();
  std::array<double, unit_limit> x{};
  std::array<double, unit_limit> right{};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t s = 0; s < shape_count; ++s) right[i] += columns_[i][s] * wanted[s];
  }
  for (int round = 0; round < 60; ++round) {
    double moved = 0;
    for (std::size_t i = 0; i < n; ++i) {
      double gradient = right[i];
      for (std::size_t j = 0; j < n; ++j) gradient -= gram_[i * n + j] * x[j];
      const double next = std::clamp(x[i] + gradient / gram_[i * n + i], 0.0, 1.0);
      moved = std::max(moved, std::abs(next - x[i]));
      x[i] = next;
    }
    if (moved < 1e-6) break;
  }
  prefer_parted_lips(x);
  UnitFit out;
  std::array<double, shape_count> made{};
  for (std::size_t i = 0; i < n; ++i) {
    out.units[static_cast<std::size_t>(numbers_[i])] = static_cast<float>(x[i]);
    for (std::size_t s = 0; s < shape_count; ++s) made[s] += columns_[i][s] * x[i];
  }
  double squares = 0;
  int counted = 0;
  for (std::size_t s = 0; s < shape_count; ++s) {
    if (is_look(s)) continue;  // gaze is a track of its own
    squares += (made[s] - wanted[s]) * (made[s] - wanted[s]);
    ++counted;
  }
  out.residual = std::sqrt(squares / counted);
  return out;
}

UnitFit UnitSolver::solve(const FaceFrame& frame) const {
  std::array<double, shape_count> wanted{};
  for (std::size_t s = 0; s < shape_count; ++s) {
    wanted[s] = 0.5 * (frame.shape[s] + frame.shape[mirrors()[s]]);
  }
  return fit(wanted);
}

UnitFit UnitSolver::solve_side(const FaceFrame& frame, Side side) const {
  std::array<double, shape_count> wanted{};
  for (std::size_t s = 0; s < shape_count; ++s) {
    const std::size_t other = mirrors()[s];
    const bool mine = s == other || is_left(s) == (side == Side::left);
    wanted[s] = frame.shape[mine ? s : other];
  }
  return fit(wanted);
}

}  // namespace kuleshov::face
