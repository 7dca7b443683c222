#include "kuleshov/picture/canvas.hpp"

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kuleshov::picture {

namespace {

void ink(cairo_t* cairo, const Colour& c) { cairo_set_source_rgba(cairo, c.r, c.g, c.b, c.a); }

void add_stops(cairo_pattern_t* pattern, const Stops& stops) {
  for (const auto& [at, c] : stops) {
    cairo_pattern_add_color_stop_rgba(pattern, at, c.r, c.g, c.b, c.a);
  }
}

void fill_with(cairo_t* cairo, cairo_pattern_t* pattern, const Stops& stops) {
  add_stops(pattern, stops);
  cairo_set_source(cairo, pattern);
  cairo_fill(cairo);
  cairo_pattern_destroy(pattern);
}

// Catmull-Rom segment b to c as a Bezier curve, its neighbours being a and d.
void segment(cairo_t* cairo, Point a, Point b, Point c, Point d) {
  const Point one = b + (c - a) * (1.0 / 6), two = c - (d - b) * (1.0 / 6);
  cairo_curve_to(cairo, one.x, one.y, two.x, two.y, c.x, c.y);
}

}  // namespace

Point between(Point a, Point b, double share) { return a + (b - a) * share; }
double length(Point a) { return std::hypot(a.x, a.y); }

Canvas::Canvas(Bitmap& target) {
  cairo_surface_t* surface = cairo_image_surface_create_for_data(
      target.bytes(), CAIRO_FORMAT_ARGB32, target.width(), target.height(), target.stride_bytes());
  cairo_ = cairo_create(surface);
  cairo_surface_destroy(surface);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
}

Canvas::~Canvas() { cairo_destroy(cairo_); }

Canvas& Canvas::move(Point p) {
  cairo_move_to(cairo_, p.x, p.y);
  return *this;
}
Canvas& Canvas::line(Point p) {
  cairo_line_to(cairo_, p.x, p.y);
  return *this;
}
Canvas& Canvas::close() {
  cairo_close_path(cairo_);
  return *this;
}

Canvas& Canvas::curve(Point a, Point b, Point p) {
  cairo_curve_to(cairo_, a.x, a.y, b.x, b.y, p.x, p.y);
  return *this;
}

Canvas& Canvas::ellipse(Point centre, double rx, double ry, double turned) {
  if (rx <= 1e-9 || ry <= 1e-9) return *this;
  cairo_save(cairo_);
  cairo_translate(cairo_, centre.x, centre.y);
  cairo_rotate(cairo_, turned);
  cairo_scale(cairo_, rx, ry);
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, 0, 0, 1, 0, 2 * std::numbers::pi);
  cairo_close_path(cairo_);
  cairo_restore(cairo_);
  return *this;
}

Canvas& Canvas::rect(const Box& box) {
  cairo_rectangle(cairo_, box.x, box.y, box.w, box.h);
  return *this;
}

Canvas& Canvas::rounded(const Box& box, double radius) {
  constexpr double quarter = std::numbers::pi / 2;
  const double r = std::min({radius, box.w / 2, box.h / 2});
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, box.x + box.w - r, box.y + r, r, -quarter, 0);
  cairo_arc(cairo_, box.x + box.w - r, box.y + box.h - r, r, 0, quarter);
  cairo_arc(cairo_, box.x + r, box.y + box.h - r, r, quarter, 2 * quarter);
  cairo_arc(cairo_, box.x + r, box.y + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(cairo_);
  return *this;
}

Canvas& Canvas::polygon(std::span<const Point> points) {
  if (points.empty()) return *this;
  move(points.front());
  for (const Point& p : points.subspan(1)) line(p);
  return close();
}

Canvas& Canvas::polygon(std::initializer_list<Point> points) {
  return polygon(std::span<const Point>(points.begin(), points.size()));
}

Canvas& Canvas::blob(std::span<const Point> points) {
  const std::size_t n = points.size();
  if (n < 3) return polygon(points);
  move(points[0]);
  for (std::size_t i = 0; i < n; ++i) {
    segment(cairo_, points[(i + n - 1) % n], points[i], points[(i + 1) % n], points[(i + 2) % n]);
  }
  return close();
}

Canvas& Canvas::blob(std::initializer_list<Point> points) {
  return blob(std::span<const Point>(points.begin(), points.size()));
}

Canvas& Canvas::smooth(std::span<const Point> points, bool go_on) {
  const std::size_t n = points.size();
  if (n == 0) return *this;
  go_on ? line(points[0]) : move(points[0]);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    segment(cairo_, points[i == 0 ? 0 : i - 1], points[i], points[i + 1],
            points[std::min(i + 2, n - 1)]);
  }
  return *this;
}

Canvas& Canvas::smooth(std::initializer_list<Point> points) {
  return smooth(std::span<const Point>(points.begin(), points.size()));
}

void Canvas::fill(const Colour& colour) {
  ink(cairo_, colour);
  cairo_fill(cairo_);
}

void Canvas::fill_keep(const Colour& colour) {
  ink(cairo_, colour);
  cairo_fill_preserve(cairo_);
}

void Canvas::fill_linear(Point from, Point to, const Stops& stops) {
  fill_with(cairo_, cairo_pattern_create_linear(from.x, from.y, to.x, to.y), stops);
}

void Canvas::fill_radial(Point centre, double radius, const Stops& stops) {
  fill_with(cairo_, cairo_pattern_create_radial(centre.x, centre.y, 0, centre.x, centre.y, radius),
            stops);
}

void Canvas::stroke(const Colour& colour, double width) {
  ink(cairo_, colour);
  cairo_set_line_width(cairo_, width);
  cairo_stroke(cairo_);
}

void Canvas::clip() { cairo_clip(cairo_); }

void Canvas::taper(Point from, Point to, double w0, double w1, const Colour& colour) {
  const Point d = to - from;
  const double l = std::max(1e-9, length(d));
  const Point n{-d.y / l, d.x / l};
  ellipse(from, w0 / 2, w0 / 2).ellipse(to, w1 / 2, w1 / 2);
  const Point a = from + n * (w0 / 2), b = to + n * (w1 / 2);
  const Point c = to - n * (w1 / 2), e = from - n * (w0 / 2);
  // Same direction of turning as the circles, so that the union has no holes.
  const double area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  area > 0 ? polygon({a, b, c, e}) : polygon({e, c, b, a});
  fill(colour);
}

void Canvas::brush(std::span<const Point> points, double width, const Colour& colour) {
  const std::size_t n = points.size();
  if (n < 2) return;
  Points there, back;
  for (std::size_t i = 0; i < n; ++i) {
    const Point d = points[std::min(i + 1, n - 1)] - points[i == 0 ? 0 : i - 1];
    const double l = std::max(1e-9, length(d));
    const double share = static_cast<double>(i) / static_cast<double>(n - 1);
    const double half = width / 2 * std::sin(std::numbers::pi * (0.06 + 0.88 * share));
    there.push_back(points[i] + Point{-d.y / l, d.x / l} * half);
    back.push_back(points[i] - Point{-d.y / l, d.x / l} * half);
  }
  smooth(there);
  smooth(Points(back.rbegin(), back.rend()), true);
  close().fill(colour);
}

void Canvas::brush(std::initializer_list<Point> points, double width, const Colour& colour) {
  brush(std::span<const Point>(points.begin(), points.size()), width, colour);
}

void Canvas::glow(Point centre, double rx, double ry, const Colour& colour) {
  if (rx <= 1e-9 || ry <= 1e-9) return;
  const Keep restored = keep();
  translate(centre);
  scale(rx, ry);
  ellipse({0, 0}, 1, 1);
  fill_radial({0, 0}, 1,
              {{0, colour},
               {0.35, alpha(colour, colour.a * 0.55)},
               {0.7, alpha(colour, colour.a * 0.14)},
               {1, alpha(colour, 0)}});
}

Canvas::Keep::Keep(cairo_t* cairo) : cairo_(cairo) { cairo_save(cairo_); }
Canvas::Keep::~Keep() { cairo_restore(cairo_); }

void Canvas::translate(Point by) { cairo_translate(cairo_, by.x, by.y); }
void Canvas::scale(double x, double y) { cairo_scale(cairo_, x, y); }
void Canvas::turn(double radians) { cairo_rotate(cairo_, radians); }
void Canvas::fast_edges() { cairo_set_antialias(cairo_, CAIRO_ANTIALIAS_FAST); }

}  // namespace kuleshov::picture
