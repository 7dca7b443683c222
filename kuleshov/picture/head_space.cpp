#include "kuleshov/picture/head_space.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kuleshov/base/random.hpp"

namespace kuleshov::picture {

namespace {
constexpr double pi = std::numbers::pi;
constexpr Spot pivot{0, 0.38, -0.05};  // where the head turns on the neck
}  // namespace

HeadSpace::HeadSpace(const HeadPose& pose)
    : pose_(pose),
      yaw_sin_(std::sin(pose.yaw)),
      yaw_cos_(std::cos(pose.yaw)),
      pitch_sin_(std::sin(pose.pitch)),
      pitch_cos_(std::cos(pose.pitch)),
      roll_sin_(std::sin(pose.roll)),
      roll_cos_(std::cos(pose.roll)) {}

Spot HeadSpace::turned(const Spot& spot) const {
  const double x = spot.x * yaw_cos_ + spot.z * yaw_sin_;
  const double z = -spot.x * yaw_sin_ + spot.z * yaw_cos_;
  const double y = spot.y - pivot.y;
  const double y2 = y * pitch_cos_ - z * pitch_sin_, z2 = y * pitch_sin_ + z * pitch_cos_;
  return {x * roll_cos_ - y2 * roll_sin_, x * roll_sin_ + y2 * roll_cos_ + pivot.y, z2};
}

Point HeadSpace::operator()(const Spot& spot) const {
  const Spot t = turned(spot);
  return {t.x, t.y};
}

double HeadSpace::depth(const Spot& spot) const { return turned(spot).z; }

Points outline(const HeadSpace& space, std::span<const Ball> balls, int count, double rough,
               std::uint64_t seed) {
  base::Random random(seed, "outline");
  std::vector<Point> centres;
  for (const Ball& ball : balls) centres.push_back(space(ball.centre));
  Points points;
  for (int k = 0; k < count; ++k) {
    const double angle = 2 * pi * k / count;
    const Point u{std::cos(angle), std::sin(angle)};
    std::size_t best = 0;
    double reach = -1e9;
    for (std::size_t i = 0; i < centres.size(); ++i) {
      const double r = centres[i].x * u.x + centres[i].y * u.y + balls[i].radius;
      if (r > reach) reach = r, best = i;
    }
    const double bump = rough > 0 ? rough * random.uniform() : 0;
    points.push_back(centres[best] + u * (balls[best].radius + bump));
  }
  return points;
}

Points outline_part(const Points& outline, double direction, double half_angle) {
  const int n = static_cast<int>(outline.size());
  const double step = 2 * pi / n;
  const int first = static_cast<int>(std::ceil((direction - half_angle) / step));
  const int last = static_cast<int>(std::floor((direction + half_angle) / step));
  Points part;
  for (int k = first; k <= last; ++k) {
    part.push_back(outline[static_cast<std::size_t>(((k % n) + n) % n)]);
  }
  return part;
}

}  // namespace kuleshov::picture
