#include "kuleshov/sense/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {

constexpr double width = 1200;
constexpr double height = 170;
constexpr double left = 56;
constexpr double right = 1172;
constexpr double top = 12;
constexpr double bottom = 148;
constexpr double strip = 5;

// 1, 2 or 5 times a power of ten: about `count` of them in the range.
double round_step(double range, double count) {
  const double raw = range / count;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (raw <= step * power) return step * power;
  }
  return 10 * power;
}

// Seconds in steps that clocks know.
double time_step(double range_s) {
  for (const double step :
       {0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0}) {
    if (range_s / step <= 12) return step;
  }
  return 14400;
}

std::string clock(double t, double step) {
  if (step < 1) return fmt::format("{:.1f} s", t);
  if (step < 60) return fmt::format("{:.0f} s", t);
  return fmt::format("{:.0f} min", t / 60);
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

Panel::Panel(double from_s, double to_s, double low, double high)
    : from_s_(from_s), to_s_(std::max(to_s, from_s + 1e-6)), low_(low), high_(high) {}

Panel Panel::about(const std::vector<PlotPoint>& points, double from_s, double to_s) {
  if (points.empty()) return {from_s, to_s, 0, 1};
  const auto [low, high] =
      std::minmax_element(points.begin(), points.end(),
                          [](const PlotPoint& a, const PlotPoint& b) { return a.v < b.v; });
  const double margin = std::max(0.06 * (high->v - low->v), 1e-6 + 1e-6 * std::abs(high->v));
  return {from_s, to_s, low->v - margin, high->v + margin};
}

double Panel::x(double t) const {
  return left + (right - left) * (std::clamp(t, from_s_, to_s_) - from_s_) / (to_s_ - from_s_);
}

double Panel::y(double v) const {
  return bottom - (bottom - top) * (std::clamp(v, low_, high_) - low_) / (high_ - low_);
}

void Panel::curve(const std::vector<PlotPoint>& points, double hole_s, const char* colour) {
  std::string path;
  double last_t = -1e18;
  std::size_t i = 0;
  while (i < points.size()) {
    const double column = std::floor(x(points[i].t));
    const double t = points[i].t;
    double low = points[i].v;
    double high = low;
    double last = low;
    const double first = low;
    const char* pen = t - last_t > hole_s ? "M" : "L";
    for (; i < points.size() && std::floor(x(points[i].t)) == column; ++i) {
      low = std::min(low, points[i].v);
      high = std::max(high, points[i].v);
      last = points[i].v;
      last_t = points[i].t;
    }
    path += fmt::format("{}{:.1f} {:.1f}", pen, x(t), y(first));
    if (high > low) {
      path += fmt::format("V{:.1f}V{:.1f}V{:.1f}", y(low), y(high), y(last));
    }
  }
  body_ +=
      fmt::format(R"(<path d="{}" fill="none" stroke="{}" stroke-width="1.2"/>)", path, colour);
}

void Panel::band(const std::vector<PlotPoint>& low, const std::vector<PlotPoint>& high,
                 const char* colour) {
  std::string points;
  for (const PlotPoint& p : high) points += fmt::format("{:.1f},{:.1f} ", x(p.t), y(p.v));
  for (auto p = low.rbegin(); p != low.rend(); ++p) {
    points += fmt::format("{:.1f},{:.1f} ", x(p->t), y(p->v));
  }
  body_ += fmt::format(R"(<polygon points="{}" fill="{}" fill-opacity="0.22"/>)", points, colour);
}

void Panel::shade(double from_s, double to_s, const char* colour) {
  if (to_s < from_s_ || from_s > to_s_) return;
  body_ += fmt::format(R"(<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" fill="{}"/>)",
                       x(from_s), top, std::max(1.0, x(to_s) - x(from_s)), bottom - top, colour);
}

void Panel::line(double t, const char* colour, bool dashed) {
  if (!holds(t)) return;
  body_ += fmt::format(R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}" stroke="{3}"{4}/>)",
                       x(t), top, bottom, colour, dashed ? " stroke-dasharray=\"4 3\"" : "");
}

void Panel::dot(double t, double v, const char* colour) {
  if (!holds(t)) return;
  body_ += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"/>)", x(t), y(v), colour);
}

void Panel::tick(double t, const char* colour) {
  if (!holds(t)) return;
  body_ += fmt::format(R"(<path d="M{:.1f} {}v-9" stroke="{}" stroke-width="1.5"/>)", x(t), bottom,
                       colour);
}

void Panel::quality(double from_s, double to_s, double value) {
  if (value < 0 || to_s < from_s_ || from_s > to_s_) return;
  body_ += fmt::format(
      R"x(<rect x="{:.1f}" y="{}" width="{:.2f}" height="{}" fill="hsl({:.0f} 70% 45%)"/>)x",
      x(from_s), top - strip - 2, x(to_s) - x(from_s) + 0.3, strip,
      120 * std::clamp(value, 0.0, 1.0));
}

std::string Panel::axes() const {
  std::string out =
      fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="#bbb"/>)", left,
                  top, right - left, bottom - top);
  const double step = round_step(high_ - low_, 5);
  for (double v = std::ceil(low_ / step) * step; v <= high_; v += step) {
    const double shown = std::abs(v) < step / 1e6 ? 0 : v;
    out += fmt::format(R"(<path d="M{0} {2:.1f}H{1}" stroke="#eee"/>)", left, right, y(v));
    out += fmt::format(R"(<text x="{}" y="{:.1f}" text-anchor="end">{:.6g}</text>)", left - 6,
                       y(v) + 4, shown);
  }
  const double seconds = time_step(to_s_ - from_s_);
  for (double t = std::ceil(from_s_ / seconds) * seconds; t <= to_s_; t += seconds) {
    out += fmt::format(R"(<path d="M{:.1f} {}v4" stroke="#888"/>)", x(t), bottom);
    out += fmt::format(R"(<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>)", x(t),
                       bottom + 16, clock(t, seconds));
  }
  return out;
}

std::string Panel::html(const std::string& title, const std::string& legend) const {
  return fmt::format("<h2>{}<small>{}</small></h2><svg viewBox=\"0 0 {} {}\">{}{}</svg>\n",
                     html_escaped(title), legend, width, height, axes(), body_);
}

}  // namespace kuleshov::sense
