// A drawing over time as SVG: axes with round numbers, curves, bands, spans, marks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kuleshov::sense {

struct PlotPoint {
  double t;
  double v;
};

std::string html_escaped(std::string_view text);

class Panel {
 public:
  // `low` < `high` and `from_s` < `to_s`.
  Panel(double from_s, double to_s, double low, double high);
  // From the lowest to the highest of the points, with a margin.
  static Panel about(const std::vector<PlotPoint>& points, double from_s, double to_s);

  // Lowest and highest value of each pixel column; a hole longer than `hole_s` breaks the line.
  void curve(const std::vector<PlotPoint>& points, double hole_s, const char* colour);
  // Between two curves over the same times.
  void band(const std::vector<PlotPoint>& low, const std::vector<PlotPoint>& high,
            const char* colour);
  void shade(double from_s, double to_s, const char* colour);
  void line(double t, const char* colour, bool dashed = false);
  void dot(double t, double v, const char* colour);
  void tick(double t, const char* colour);  // at the lower edge
  // A coloured strip along the upper edge: 0 red .. 1 green, below 0 nothing.
  void quality(double from_s, double to_s, double value);
  [[nodiscard]] bool holds(double t) const { return t >= from_s_ && t <= to_s_; }
  // With a heading of escaped text and, after it, `legend` in HTML.
  [[nodiscard]] std::string html(const std::string& title, const std::string& legend = {}) const;

 private:
  [[nodiscard]] double x(double t) const;
  [[nodiscard]] double y(double v) const;
  [[nodiscard]] std::string axes() const;
  double from_s_;
  double to_s_;
  double low_;
  double high_;
  std::string body_;
};

}  // namespace kuleshov::sense
