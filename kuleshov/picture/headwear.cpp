// What is worn on the head, over the hair.
#include <array>
#include <cmath>
#include <numbers>

#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

namespace {

constexpr double pi = std::numbers::pi;

void shaded(Canvas& canvas, const Design& d, const Points& shape, const Tone& cloth) {
  const auto restored = canvas.keep();
  canvas.blob(shape);
  canvas.fill_keep(cloth.lit);
  canvas.clip();
  const double s = -d.key_side;
  canvas.polygon({{s * 0.08, -2}, {s * 2, -2}, {s * 2, 1}, {s * 0.16, 1}})
      .fill(alpha(cloth.shade, 0.85));
}

// Cloth wound about the head and tied high at one side.
void head_tie(Canvas& canvas, const Design& d, const HeadSpace& space) {
  const double w = d.width;
  const Points wound{space({-0.37 * w, -0.12, 0.0}),   space({-0.31 * w, -0.20, 0.24}),
                     space({0, -0.27, 0.33}),          space({0.31 * w, -0.20, 0.24}),
                     space({0.37 * w, -0.12, 0.0}),    space({0.46 * w, -0.45, -0.05}),
                     space({0.30 * w, -0.74, -0.05}),  space({-0.05, -0.80, -0.08}),
                     space({-0.36 * w, -0.66, -0.05}), space({-0.45 * w, -0.40, -0.05})};
  shaded(canvas, d, wound, d.accent);
  for (const double t : {0.0, 0.33, 0.66}) {
    canvas.brush({space({-0.36 * w, -0.2 - 0.2 * t, 0.1}), space({0, -0.32 - 0.3 * t, 0.3}),
                  space({0.38 * w, -0.25 - 0.32 * t, 0.1})},
                 0.035, alpha(d.accent.deep, 0.5));
  }
  const double s = d.seed % 2 == 0 ? 1 : -1;
  const Point knot = space({s * 0.2, -0.6, 0.2});
  canvas.blob({knot, knot + Point{s * 0.16, -0.2}, knot + Point{s * 0.32, -0.16},
               knot + Point{s * 0.22, 0.04}});
  canvas.fill(d.accent.light);
}

void soft_cap(Canvas& canvas, const Design& d, const HeadSpace& space) {
  const double w = d.width, s = d.seed % 2 == 0 ? 1 : -1;
  shaded(canvas, d,
         {space({-0.37 * w, -0.20, 0.02}), space({-0.26 * w, -0.29, 0.25}), space({0, -0.32, 0.32}),
          space({0.26 * w, -0.29, 0.25}), space({0.37 * w, -0.20, 0.02}),
          space({s * 0.36 * w, -0.60, -0.06}), space({s * 0.1, -0.72, -0.08}),
          space({-s * 0.3 * w, -0.56, -0.06})},
         d.accent);
  canvas.brush(
      {space({-0.34 * w, -0.25, 0.1}), space({0, -0.36, 0.31}), space({0.34 * w, -0.25, 0.1})},
      0.05, alpha(d.accent.deep, 0.6));
}

void hat(Canvas& canvas, const Design& d, const HeadSpace& space, double brim, double high,
         const Tone& felt) {
  const double w = d.width;
  const Point middle = space({0, -0.30, 0.02});
  const double lean = space.pose().roll, tip = 0.10 + 0.10 * std::sin(-space.pose().pitch);
  canvas.ellipse(middle + Point{0, 0.02}, brim, tip + 0.02, lean).fill(felt.deep);
  canvas.ellipse(middle, brim, tip, lean).fill(mix(felt.lit, felt.shade, 0.4));
  shaded(canvas, d,
         {space({-0.35 * w, -0.32, 0.0}), space({0, -0.29, 0.3}), space({0.35 * w, -0.32, 0.0}),
          space({0.29 * w, -0.32 - high, -0.03}), space({0, -0.38 - high, -0.03}),
          space({-0.29 * w, -0.32 - high, -0.03})},
         felt);
  canvas.brush(
      {space({-0.34 * w, -0.36, 0.05}), space({0, -0.345, 0.31}), space({0.34 * w, -0.36, 0.05})},
      0.075, d.accent.shade);
}

void headscarf(Canvas& canvas, const Design& d, const HeadSpace& space) {
  const double w = d.width;
  const auto restored = canvas.keep();
  canvas.rect({-4, -4, 8, 8});
  Points hole{space({-0.33 * w, 0.06, 0.10}),
              space({-0.27 * w, -0.16, 0.23}),
              space({0, -0.24, 0.32}),
              space({0.27 * w, -0.16, 0.23}),
              space({0.33 * w, 0.06, 0.10}),
              space({0.30 * w, 0.30, 0.12}),
              Point{0.3, 0.9},
              Point{-0.3, 0.9},
              space({-0.30 * w, 0.30, 0.12})};
  canvas.blob(Points(hole.rbegin(), hole.rend())).clip();
  const std::array<Ball, 3> cloth{
      {{{0, -0.13, -0.07}, 0.42 * w}, {{0.25, 0.2, -0.08}, 0.17}, {{-0.25, 0.2, -0.08}, 0.17}}};
  const Points around = outline(space, cloth, 40);
  canvas.blob(around).fill(d.accent.lit);
  Points part = outline_part(around, d.key_side < 0 ? 0.0 : pi, 1.5);
  for (Point& p : part) p = p * 0.93;
  canvas.brush(part, 0.16, alpha(d.accent.shade, 0.85));
}

void knit_cap(Canvas& canvas, const Design& d, const HeadSpace& space) {
  const double w = d.width;
  shaded(
      canvas, d,
      {space({-0.38 * w, -0.16, 0.0}), space({-0.28 * w, -0.25, 0.25}), space({0, -0.285, 0.33}),
       space({0.28 * w, -0.25, 0.25}), space({0.38 * w, -0.16, 0.0}),
       space({0.32 * w, -0.48, -0.05}), space({0, -0.62, -0.07}), space({-0.32 * w, -0.48, -0.05})},
      d.accent);
  canvas.brush(
      {space({-0.37 * w, -0.19, 0.06}), space({0, -0.31, 0.33}), space({0.37 * w, -0.19, 0.06})},
      0.10, mix(d.accent.shade, d.accent.deep, 0.3));
}

}  // namespace

bool is_hat(const std::string& head) { return head == "felt-hat" || head == "straw-hat"; }

void draw_on_head(Canvas& canvas, const Design& d, const HeadParts& parts) {
  const HeadSpace& space = parts.space;
  if (d.head == "head-tie") head_tie(canvas, d, space);
  if (d.head == "soft-cap") soft_cap(canvas, d, space);
  if (d.head == "headscarf") headscarf(canvas, d, space);
  if (d.head == "knit-cap") knit_cap(canvas, d, space);
  if (d.head == "felt-hat") hat(canvas, d, space, 0.56, 0.26, d.hat);
  if (d.head == "straw-hat") hat(canvas, d, space, 0.74, 0.24, d.hat);
}

}  // namespace kuleshov::picture
