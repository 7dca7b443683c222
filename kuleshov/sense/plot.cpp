#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "kuleshov/sense/analysis.hpp"

namespace kuleshov::sense {

namespace {

constexpr double width = 1200;
constexpr double height = 150;
constexpr double excerpt_s = 10;

struct Panel {
  double from_s;
  double to_s;
  double low;
  double high;
  std::string body;
  [[nodiscard]] double x(double t) const { return width * (t - from_s) / (to_s - from_s); }
  [[nodiscard]] double y(double v) const { return height - height * (v - low) / (high - low); }
};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

void line(Panel& panel, double t, const char* colour) {
  panel.body += fmt::format(R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="0" y2="{1}" stroke="{2}"/>)",
                            panel.x(t), height, colour);
}

void shade(Panel& panel, double from_s, double to_s, const char* colour) {
  panel.body +=
      fmt::format(R"(<rect x="{:.1f}" y="0" width="{:.1f}" height="{}" fill="{}"/>)",
                  panel.x(from_s), std::max(1.0, panel.x(to_s) - panel.x(from_s)), height, colour);
}

struct Point {
  double t;
  double v;
};

// Lowest and highest value of each pixel column; a hole longer than `hole_s` breaks the line.
void curve(Panel& panel, const std::vector<Point>& points, double hole_s, const char* colour) {
  std::string path;
  double last_t = -1e18;
  std::size_t i = 0;
  while (i < points.size()) {
    const double column = std::floor(panel.x(points[i].t));
    double low = points[i].v;
    double high = points[i].v;
    const double t = points[i].t;
    double end_t = t;
    for (; i < points.size() && std::floor(panel.x(points[i].t)) == column; ++i) {
      low = std::min(low, points[i].v);
      high = std::max(high, points[i].v);
      end_t = points[i].t;
    }
    path +=
        fmt::format("{}{:.1f} {:.1f}", t - last_t > hole_s ? "M" : "L", panel.x(t), panel.y(low));
    if (high > low) path += fmt::format("L{:.1f} {:.1f}", panel.x(t), panel.y(high));
    last_t = end_t;
  }
  panel.body += fmt::format(R"(<path d="{}" fill="none" stroke="{}"/>)", path, colour);
}

std::string drawn(const Panel& panel, const std::string& title) {
  return fmt::format(
      R"(<h2>{}</h2><svg viewBox="0 0 {} {}" preserveAspectRatio="none">{}</svg>)"
      "<p class=axis><span>{:.0f} s</span><span>{:.3g} to {:.3g}</span><span>{:.0f} s</span></p>\n",
      escaped(title), width, height, panel.body, panel.from_s, panel.low, panel.high, panel.to_s);
}

std::vector<Point> points_of(const Series& series, double from_s, double to_s) {
  std::vector<Point> out;
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    const double t = series.time_s(i);
    if (t >= from_s && t <= to_s && std::isfinite(series.values[i])) {
      out.push_back({t, series.values[i]});
    }
  }
  return out;
}

Panel panel_about(const std::vector<Point>& points, double from_s, double to_s) {
  Panel panel{from_s, to_s, 0, 1, {}};
  if (points.empty()) return panel;
  const auto [low, high] = std::minmax_element(
      points.begin(), points.end(), [](const Point& a, const Point& b) { return a.v < b.v; });
  const double margin = std::max(0.05 * (high->v - low->v), 1e-9);
  panel.low = low->v - margin;
  panel.high = high->v + margin;
  return panel;
}

bool belongs(EventKind kind, Channel channel) {
  switch (kind) {
    case EventKind::r_peak:
      return channel == Channel::ecg;
    case EventKind::ppg_peak:
      return channel == Channel::ppg;
    case EventKind::scr_onset:
      return channel == Channel::skin_conductance;
    case EventKind::blink:
    case EventKind::closure:
      return channel == Channel::eye_openness || channel == Channel::pupil;
    case EventKind::saccade:
      return channel == Channel::gaze_x;
    default:
      return false;
  }
}

void marks(Panel& panel, const Analysis& analysis, Channel channel) {
  double since = -1;
  for (const Event& e : analysis.events) {
    const bool inside = e.time_s >= panel.from_s && e.time_s <= panel.to_s;
    if (inside && belongs(e.kind, channel)) line(panel, e.time_s, "#d33a");
    if (channel != Channel::skin_conductance) continue;
    if (e.kind == EventKind::artefact_start) since = e.time_s;
    if (e.kind == EventKind::artefact_end && since >= 0) shade(panel, since, e.time_s, "#fb08");
  }
}

std::string series_panels(const Series& series, const Analysis& analysis) {
  const bool fast = series.rate_hz >= 30 || series.channel == Channel::ppg;
  const bool waves = series.channel == Channel::ecg || series.channel == Channel::ppg;
  std::string out;
  const auto draw = [&](double from_s, double to_s) {
    const auto points = points_of(series, from_s, to_s);
    if (points.empty()) return;
    Panel panel = panel_about(points, from_s, to_s);
    marks(panel, analysis, series.channel);
    curve(panel, points, fast ? 0.5 : 5, "#234");
    out += drawn(panel, fmt::format("{} ({}), {}", name_of(series.channel), series.name,
                                    unit_of(series.channel)));
  };
  if (!waves || analysis.length_s < 4 * excerpt_s) {
    draw(0, analysis.length_s);
  } else {
    for (const double share : {0.02, 0.5, 0.95}) {
      draw(share * analysis.length_s, share * analysis.length_s + excerpt_s);
    }
  }
  return out;
}

std::string rate_panel(const Analysis& analysis) {
  std::vector<Point> points;
  for (const Event& e : analysis.events) {
    const bool beat =
        e.kind == EventKind::r_peak || e.kind == EventKind::ppg_peak || e.kind == EventKind::beat;
    if (beat && e.value > 0) points.push_back({e.time_s, 60 / e.value});
  }
  if (points.empty()) return {};
  Panel panel = panel_about(points, 0, analysis.length_s);
  curve(panel, points, 3, "#a22");
  return drawn(panel, "heart rate from believed beats, bpm (gaps: none believed)");
}

std::string state_panel(const Analysis& analysis, const char* title, const char* colour, double low,
                        double high, const std::function<Estimate(const ViewerState&)>& of) {
  Panel panel{0, std::max(analysis.length_s, 1.0), low, high, {}};
  std::vector<Point> means;
  const std::size_t stride = std::max<std::size_t>(1, analysis.states.size() / 1200);
  // Half of a normal lies within 0.674 sd, nine tenths within 1.645.
  for (const double deviations : {1.645, 0.674}) {
    std::string there;
    std::string back;
    for (std::size_t i = 0; i < analysis.states.size(); i += stride) {
      const Estimate e = of(analysis.states[i]);
      const double t = analysis.states[i].time_s;
      const auto at = [&](double v) {
        return fmt::format("{:.1f},{:.1f} ", panel.x(t), panel.y(std::clamp(v, low, high)));
      };
      there += at(e.mean + deviations * e.sd);
      back = at(e.mean - deviations * e.sd) + back;
      if (deviations < 1) means.push_back({t, e.mean});
    }
    panel.body += fmt::format(R"(<polygon points="{}{}" fill="{}" fill-opacity="0.25"/>)", there,
                              back, colour);
  }
  curve(panel, means, 1e9, colour);
  return drawn(panel, title);
}

std::string quality_panel(const Analysis& analysis) {
  Panel panel{0, std::max(analysis.length_s, 1.0), 0, 1, {}};
  std::vector<Point> points;
  for (const ViewerState& s : analysis.states) points.push_back({s.time_s, s.quality});
  curve(panel, points, 1e9, "#384");
  return drawn(panel, "quality of the signals, 0 none to 1 clean");
}

}  // namespace

std::string plot_html(std::span<const Recording> recordings, const Analysis& analysis,
                      const std::string& title) {
  std::string out = fmt::format(
      "<!doctype html><html lang=en><meta charset=utf-8><title>{0}</title><style>"
      "body{{font:14px sans-serif;max-width:1240px;margin:2em auto;color:#222}}"
      "svg{{width:100%;height:150px;background:#fafafa;border:1px solid #ddd}}"
      "h2{{font-size:14px;margin:1em 0 .2em}}"
      ".axis{{display:flex;justify-content:space-between;margin:0;color:#666;font-size:12px}}"
      "</style><h1>{0}</h1>\n<p>Bands: half and nine tenths of the belief. Red lines: events. "
      "Orange: artefacts of the skin signal.</p>\n",
      escaped(title));
  out += state_panel(analysis, "arousal", "#b33", -1, 1,
                     [](const ViewerState& s) { return s.arousal; });
  out += state_panel(analysis, "valence", "#36a", -1, 1,
                     [](const ViewerState& s) { return s.valence; });
  out += state_panel(analysis, "attention", "#384", 0, 1,
                     [](const ViewerState& s) { return s.attention; });
  out += quality_panel(analysis) + rate_panel(analysis);
  for (const Recording& recording : recordings) {
    for (const Series& series : recording.series) {
      if (series.channel != Channel::heart_beat) out += series_panels(series, analysis);
    }
    for (const std::string& note : recording.notes) out += "<p>" + escaped(note) + "</p>\n";
  }
  return out + "</html>\n";
}

}  // namespace kuleshov::sense
