#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

namespace {

constexpr double pi = std::numbers::pi;
using face::Shape;

std::vector<Ball> skull_balls(const Design& d, double jaw_open) {
  const double w = d.width, drop = 0.085 * jaw_open;
  std::vector<Ball> balls{{{0, -0.115, -0.06}, 0.375 * w},
                          {{0, -0.16, 0.05}, 0.32 * w},
                          {{0.165 * w, 0.06, 0.13}, 0.175},
                          {{-0.165 * w, 0.06, 0.13}, 0.175}};
  const double jaw = 0.165 * d.jaw * w;
  balls.push_back({{jaw, 0.245 + drop * 0.5, 0.06}, 0.115});
  balls.push_back({{-jaw, 0.245 + drop * 0.5, 0.06}, 0.115});
  const double chin = d.feminine ? 0.035 : 0.065 * d.jaw;
  balls.push_back({{chin, 0.395 + d.chin + drop, 0.22}, 0.088});
  balls.push_back({{-chin, 0.395 + d.chin + drop, 0.22}, 0.088});
  return balls;
}

void draw_ear(Canvas& canvas, const Design& d, const HeadSpace& space, double side) {
  const Spot middle{side * 0.362 * d.width, 0.03, -0.02};
  if (space.depth(middle) < -0.12) return;
  const Point p = space(middle);
  const double squeeze = 0.035 + 0.06 * std::abs(std::sin(space.pose().yaw));
  const double lean = space.pose().roll + side * 0.15;
  canvas.ellipse(p, squeeze, 0.095, lean).fill(mix(d.skin.lit, d.skin.shade, 0.5));
  canvas.ellipse(p + Point{-side * 0.004, 0.005}, squeeze * 0.55, 0.06, lean)
      .fill(alpha(d.skin.deep, 0.35));
}

// The ear on the far side lies behind the face, the others before the hair; some hair covers both.
enum class Ears { far, near };
void draw_ears(Canvas& canvas, const Design& d, const HeadSpace& space, Ears which) {
  const bool covered = d.hair_style == "bob" || d.hair_style == "long" || d.hair_style == "curly" ||
                       d.hair_style == "veil";
  if (covered) return;
  for (const double side : {-1.0, 1.0}) {
    const bool far = side * std::sin(space.pose().yaw) > 0.06;
    if (far == (which == Ears::far)) draw_ear(canvas, d, space, side);
  }
}

// The shadow that falls on the side away from the key light, with the nose's ridge as its edge.
void draw_face_shadow(Canvas& canvas, const Design& d, const HeadParts& parts) {
  const double s = -d.key_side;
  const std::array<Spot, 9> edge{{{s * 0.12, -0.42, 0.22},
                                  {s * 0.155, -0.22, 0.31},
                                  {s * 0.075, -0.085, 0.36},
                                  {s * 0.03, -0.02, 0.385},
                                  {s * 0.022, 0.12 * d.nose, 0.47},
                                  {s * 0.10, 0.165, 0.36},
                                  {s * 0.125, 0.25, 0.31},
                                  {s * 0.07, 0.34, 0.32},
                                  {s * 0.05, 0.50, 0.25}}};
  Points line;
  for (const Spot& spot : edge) line.push_back(parts.space(spot));
  Points rest = outline_part(parts.skull, s > 0 ? 0 : pi, pi * 0.52);
  if (s < 0) std::reverse(rest.begin(), rest.end());
  std::reverse(rest.begin(), rest.end());
  canvas.smooth(line);
  for (const Point& p : rest) canvas.line(p);
  canvas.close().fill(alpha(d.skin.shade, 0.80));
}

void draw_rim(Canvas& canvas, const Design& d, const Points& around, double width) {
  const double side = -d.key_side;
  Points part = outline_part(around, side > 0 ? 0.30 : pi - 0.30, 0.80);
  for (Point& p : part) p = p * 0.985;
  canvas.brush(part, width, alpha(d.rim, d.rim_strength));
}

void draw_blush(Canvas& canvas, const Design& d, const Expression& e, const HeadSpace& space) {
  if (e.small < 60) return;
  const double warm = 0.14 + 0.12 * (d.feminine || d.child ? 1 : 0) +
                      0.15 * std::max(e.face[Shape::cheek_squint_left], e.face[Shape::cheek_puff]);
  const Colour red = alpha(mix(d.lip, d.skin.lit, 0.35), warm);
  for (const double s : {-1.0, 1.0}) {
    const Spot cheek{s * 0.20, 0.14, 0.27};
    if (space.depth(cheek) < 0.08) continue;
    canvas.glow(space(cheek), 0.13, 0.10, red);
  }
  const Spot forehead{d.key_side * 0.10, -0.2, 0.33};
  if (space.depth(forehead) > 0.25)
    canvas.glow(space(forehead), 0.18, 0.14, alpha(d.skin.light, 0.25));
}

void draw_glasses(Canvas& canvas, const Design& d, const HeadSpace& space) {
  if (!d.glasses) return;
  const Colour frame = darker(d.hair.deep, 0.4);
  const double squeeze = std::cos(space.pose().yaw);
  for (const double s : {-1.0, 1.0}) {
    const Point p = space({s * d.eye_gap, 0.005, 0.36});
    const double rx = 0.115 * std::max(0.35, squeeze - s * 0.25 * std::sin(space.pose().yaw));
    canvas.ellipse(p, rx, 0.098, space.pose().roll).fill(alpha(d.white, 0.10));
    canvas.ellipse(p, rx, 0.098, space.pose().roll).stroke(frame, 0.016);
    canvas.move(p + Point{s * rx, -0.01}).line(space({s * 0.37, -0.02, 0.0})).stroke(frame, 0.014);
  }
  const Point a = space({-d.eye_gap + 0.11, -0.01, 0.385}),
              b = space({d.eye_gap - 0.11, -0.01, 0.385});
  canvas.move(a).curve(a + Point{0.02, -0.03}, b + Point{-0.02, -0.03}, b).stroke(frame, 0.016);
}

}  // namespace

HeadParts head_parts(const Design& d, const Expression& e) {
  HeadSpace space(e.pose);
  const auto balls = skull_balls(d, e.face[Shape::jaw_open]);
  Points skull = outline(space, balls, 72);
  return {space, std::move(skull)};
}

void draw_head(Canvas& canvas, const Design& d, const Expression& e) {
  const HeadParts parts = head_parts(d, e);
  const bool away = std::cos(e.pose.yaw) < 0.1;
  draw_ears(canvas, d, parts.space, Ears::far);
  canvas.polygon(parts.skull).fill(d.skin.lit);
  if (!away) {
    draw_face_shadow(canvas, d, parts);
    draw_blush(canvas, d, e, parts.space);
  }
  // Light from behind does not reach a cheek through hair.
  if (e.small > 40 && d.hair_style != "veil" && !hair_frames_face(d))
    draw_rim(canvas, d, parts.skull, 0.028);
  draw_hair_cap(canvas, d, parts);
  draw_ears(canvas, d, parts.space, Ears::near);
  if (!away) {
    draw_beard(canvas, d, e, parts.space);
    draw_features(canvas, d, e, parts);
    draw_glasses(canvas, d, parts.space);
  }
  draw_hair_front(canvas, d, parts);
  draw_headwear(canvas, d, parts);
  draw_on_head(canvas, d, parts);
}

}  // namespace kuleshov::picture
