// Drawing with Cairo in a few words. A Canvas borrows a Bitmap; one thread at a time.
#pragma once

#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include "kuleshov/picture/bitmap.hpp"
#include "kuleshov/picture/colour.hpp"

typedef struct _cairo cairo_t;  // NOLINT(bugprone-reserved-identifier): as Cairo declares it

namespace kuleshov::picture {

struct Point {
  double x = 0;
  double y = 0;
  friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
  friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
  friend Point operator*(Point a, double k) { return {a.x * k, a.y * k}; }
};
Point between(Point a, Point b, double share);
double length(Point a);

using Points = std::vector<Point>;
using Stops = std::vector<std::pair<double, Colour>>;

struct Box {
  double x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] Point centre() const { return {x + w / 2, y + h / 2}; }
};

class Canvas {
 public:
  explicit Canvas(Bitmap& target);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  ~Canvas();

  // Paths.
  Canvas& move(Point p);
  Canvas& line(Point p);
  Canvas& curve(Point a, Point b, Point p);
  Canvas& close();
  Canvas& ellipse(Point centre, double rx, double ry, double turn = 0);
  Canvas& rect(const Box& box);
  Canvas& rounded(const Box& box, double radius);
  Canvas& polygon(std::span<const Point> points);
  Canvas& polygon(std::initializer_list<Point> points);
  // A smooth closed curve (Catmull-Rom) through the points.
  Canvas& blob(std::span<const Point> points);
  Canvas& blob(std::initializer_list<Point> points);
  // A smooth open curve through the points; `go_on` continues the path instead of starting anew.
  Canvas& smooth(std::span<const Point> points, bool go_on = false);
  Canvas& smooth(std::initializer_list<Point> points);

  // Ink. Each uses up the path; the `_keep` forms leave it.
  void fill(const Colour& colour);
  void fill_keep(const Colour& colour);
  void fill_linear(Point from, Point to, const Stops& stops);
  void fill_radial(Point centre, double radius, const Stops& stops);
  void stroke(const Colour& colour, double width);
  void clip();
  // A limb: a stroke that tapers from width w0 to w1, with round ends.
  void taper(Point from, Point to, double w0, double w1, const Colour& colour);
  // A brush stroke through the points, thick in the middle and thin at its ends.
  void brush(std::span<const Point> points, double width, const Colour& colour);
  void brush(std::initializer_list<Point> points, double width, const Colour& colour);
  // A soft round light or shadow.
  void glow(Point centre, double rx, double ry, const Colour& colour);

  // Coordinates. `Keep` restores them (and the clip) at the end of its scope.
  class Keep {
   public:
    explicit Keep(cairo_t* cairo);
    Keep(const Keep&) = delete;
    Keep& operator=(const Keep&) = delete;
    ~Keep();

   private:
    cairo_t* cairo_;
  };
  [[nodiscard]] Keep keep() { return Keep(cairo_); }
  void translate(Point by);
  void scale(double x, double y);
  void turn(double radians);
  void fast_edges();  // coarser antialiasing for what is drawn anew in each frame
  [[nodiscard]] cairo_t* raw() { return cairo_; }

 private:
  cairo_t* cairo_;
};

}  // namespace kuleshov::picture
