#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/sense/analysis.hpp"
#include "kuleshov/sense/panel.hpp"

namespace kuleshov::sense {

namespace {

constexpr double excerpt_s = 10;
constexpr double shortest_gap_s = 2;
constexpr std::size_t most_marks_drawn = 60;
constexpr const char* ink = "#234";
constexpr const char* event_ink = "#c22";
constexpr const char* second_ink = "#07a";
constexpr const char* gap_ink = "#ccc8";
constexpr const char* artefact_ink = "#fb08";
constexpr const char* lid_ink = "#99f6";

std::string key(const char* colour, const char* what) {
  return fmt::format(" <b style=\"color:{}\">&#9632;</b> {}", colour, what);
}

using Points = std::vector<PlotPoint>;

Points points_of(const Series& series, double from_s, double to_s) {
  Points out;
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    const double t = series.time_s(i);
    const bool seen = series.channel != Channel::pupil || series.values[i] > 0;
    if (t >= from_s && t <= to_s && seen && std::isfinite(series.values[i])) {
      out.push_back({t, series.values[i]});
    }
  }
  return out;
}

double value_at(const Points& points, double t) {
  const auto next = std::lower_bound(points.begin(), points.end(), t,
                                     [](const PlotPoint& p, double at) { return p.t < at; });
  return next == points.end() ? points.back().v : next->v;
}

double QualityRow::* quality_for(Channel channel) {
  switch (channel) {
    case Channel::ecg:
    case Channel::ppg:
    case Channel::heart_beat:
    case Channel::heart_rate:
      return &QualityRow::heart;
    case Channel::skin_conductance:
      return &QualityRow::skin;
    case Channel::pupil:
    case Channel::eye_openness:
      return &QualityRow::eyes;
    case Channel::gaze_x:
    case Channel::gaze_y:
      return &QualityRow::gaze;
    case Channel::action_unit:
      return &QualityRow::face;
    default:
      return nullptr;
  }
}

void draw_quality(Panel& panel, const Analysis& analysis, Channel channel) {
  const auto which = quality_for(channel);
  if (which == nullptr) return;
  for (const QualityRow& row : analysis.qualities) {
    panel.quality(row.time_s - 1, row.time_s, row.*which);
  }
}

void draw_gaps(Panel& panel, const Points& points, double from_s, double to_s, double hole_s) {
  double last_s = from_s;
  for (const PlotPoint& p : points) {
    if (p.t - last_s > hole_s) panel.shade(last_s, p.t, gap_ink);
    last_s = p.t;
  }
  if (to_s - last_s > hole_s) panel.shade(last_s, to_s, gap_ink);
}

// Spans go under the curve.
void draw_spans(Panel& panel, const Analysis& analysis, Channel channel) {
  double since = -1;
  for (const Event& e : analysis.events) {
    const bool lids = channel == Channel::pupil || channel == Channel::eye_openness;
    if (lids && (e.kind == EventKind::blink || e.kind == EventKind::closure)) {
      panel.shade(e.time_s, e.time_s + e.value, lid_ink);
    }
    if (channel != Channel::skin_conductance) continue;
    if (e.kind == EventKind::artefact_start) since = e.time_s;
    if (e.kind == EventKind::artefact_end && since >= 0) {
      panel.shade(since, e.time_s, artefact_ink);
      since = -1;
    }
  }
}

void draw_events(Panel& panel, const Analysis& analysis, Channel channel, const Points& points) {
  for (const Event& e : analysis.events) {
    const bool here = (channel == Channel::ecg && e.kind == EventKind::r_peak) ||
                      (channel == Channel::ppg && e.kind == EventKind::ppg_peak);
    if (here || (channel == Channel::skin_conductance && e.kind == EventKind::scr_onset)) {
      panel.dot(e.time_s, value_at(points, e.time_s), event_ink);
    } else if (channel == Channel::skin_conductance && e.kind == EventKind::scr_peak) {
      panel.dot(e.time_s, value_at(points, e.time_s), second_ink);
    } else if (channel == Channel::gaze_x && e.kind == EventKind::saccade) {
      panel.tick(e.time_s, event_ink);
    }
  }
}

std::string legend_for(Channel channel) {
  switch (channel) {
    case Channel::ecg:
      return key(event_ink, "R peak") + key("#888", "gap") + key(second_ink, "mark of the file");
    case Channel::ppg:
      return key(event_ink, "systolic peak") + key("#888", "gap");
    case Channel::skin_conductance:
      return key(event_ink, "onset of a response") + key(second_ink, "its peak") +
             key("#fb0", "artefact") + key("#888", "gap");
    case Channel::pupil:
    case Channel::eye_openness:
      return key("#99f", "blink or closure") + key("#888", "gap");
    case Channel::gaze_x:
      return key(event_ink, "saccade") + key("#888", "gap");
    default:
      return key("#888", "gap");
  }
}

void draw_marks(Panel& panel, const Recording& recording) {
  std::size_t inside = 0;
  for (const Mark& mark : recording.marks) inside += panel.holds(mark.time_s) ? 1 : 0;
  if (inside > most_marks_drawn) return;
  for (const Mark& mark : recording.marks) panel.tick(mark.time_s, second_ink);
}

// What the range of a panel follows: an artefact ten times as high would flatten everything else.
Points without_artefacts(const Points& points, const Analysis& analysis, Channel channel) {
  if (channel != Channel::skin_conductance) return points;
  Points out;
  double since = -1;
  std::size_t next = 0;
  for (const Event& e : analysis.events) {
    if (e.kind == EventKind::artefact_start) since = e.time_s;
    if (e.kind != EventKind::artefact_end || since < 0) continue;
    for (; next < points.size() && points[next].t < since - 0.5; ++next) {
      out.push_back(points[next]);
    }
    while (next < points.size() && points[next].t < e.time_s) ++next;
  }
  out.insert(out.end(), points.begin() + static_cast<std::ptrdiff_t>(next), points.end());
  return 2 * out.size() > points.size() ? out : points;
}

double worst_time(const Analysis& analysis, Channel channel) {
  const auto which = quality_for(channel);
  if (which == nullptr || analysis.qualities.empty()) return 0;
  // Not the first seconds, when nothing is known yet.
  const auto first = analysis.qualities.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                      15, analysis.qualities.size() / 2));
  const auto worst = std::min_element(
      first, analysis.qualities.end(),
      [&](const QualityRow& a, const QualityRow& b) { return a.*which < b.*which; });
  return worst->time_s;
}

struct Drawing {
  const Recording& recording;
  const Analysis& analysis;
  double length_s;
};

std::string draw(const Drawing& d, const Series& series, double from_s, double to_s,
                 const std::string& note) {
  const auto points = points_of(series, from_s, to_s);
  if (points.empty()) return {};
  const double usual_s = series.rate_hz > 0 ? 1 / series.rate_hz : 0;
  const double hole_s = std::max(shortest_gap_s, 4 * usual_s);
  Panel panel = Panel::about(without_artefacts(points, d.analysis, series.channel), from_s, to_s);
  draw_gaps(panel, points, from_s, to_s, hole_s);
  draw_spans(panel, d.analysis, series.channel);
  panel.curve(points, hole_s, ink);
  const bool crowded = quality_for(series.channel) == &QualityRow::heart && to_s - from_s > 60;
  if (!crowded) draw_events(panel, d.analysis, series.channel, points);
  draw_marks(panel, d.recording);
  draw_quality(panel, d.analysis, series.channel);
  return panel.html(fmt::format("{} ({}), {}{}", name_of(series.channel), series.name,
                                unit_of(series.channel), note),
                    legend_for(series.channel));
}

// A wave is too long to be seen whole: all of it, and ten seconds early, in the middle and at
// worst.
std::string series_panels(const Drawing& d, const Series& series) {
  const bool waves = series.channel == Channel::ecg || series.channel == Channel::ppg;
  std::string out = draw(d, series, 0, d.length_s, "");
  if (!waves || d.length_s < 4 * excerpt_s) return out;
  const double worst_s =
      std::clamp(worst_time(d.analysis, series.channel) - excerpt_s, 0.0, d.length_s - excerpt_s);
  const std::array<std::pair<double, const char*>, 3> excerpts{
      {{0.05 * d.length_s, ": ten seconds, early"},
       {0.5 * d.length_s, ": ten seconds, in the middle"},
       {worst_s, ": ten seconds, where quality is worst"}}};
  for (const auto& [from_s, note] : excerpts) {
    out += draw(d, series, from_s, from_s + excerpt_s, note);
  }
  return out;
}

std::string rate_panel(const Analysis& analysis, double length_s) {
  Points points;
  for (const Event& e : analysis.events) {
    const bool beat =
        e.kind == EventKind::r_peak || e.kind == EventKind::ppg_peak || e.kind == EventKind::beat;
    if (beat && e.value > 0) points.push_back({e.time_s, 60 / e.value});
  }
  if (points.empty()) return {};
  Panel panel = Panel::about(points, 0, length_s);
  draw_gaps(panel, points, 0, length_s, 5);
  panel.curve(points, 3, "#a22");
  draw_quality(panel, analysis, Channel::ecg);
  return panel.html("heart rate from believed beats, bpm", key("#888", "none believed"));
}

struct StatePanel {
  const char* name;
  const char* colour;
  double low;
  Estimate ViewerState::* estimate;
};

std::string state_panel(const Analysis& analysis, double length_s, const StatePanel& wanted) {
  Panel panel(0, length_s, wanted.low, 1);
  Points means;
  const std::size_t stride = std::max<std::size_t>(1, analysis.states.size() / 1200);
  // Half of a normal lies within 0.674 sd, nine tenths within 1.645.
  for (const double deviations : {1.645, 0.674}) {
    Points low;
    Points high;
    means.clear();
    for (std::size_t i = 0; i < analysis.states.size(); i += stride) {
      const Estimate& e = analysis.states[i].*wanted.estimate;
      const double t = analysis.states[i].time_s;
      low.push_back({t, e.mean - deviations * e.sd});
      high.push_back({t, e.mean + deviations * e.sd});
      means.push_back({t, e.mean});
    }
    panel.band(low, high, wanted.colour);
  }
  panel.curve(means, 1e9, wanted.colour);
  return panel.html(wanted.name);
}

std::string quality_panel(const Analysis& analysis, double length_s) {
  struct Line {
    const char* name;
    const char* colour;
    double QualityRow::* value;
  };
  constexpr std::array lines{
      Line{"heart", "#a22", &QualityRow::heart}, Line{"skin", "#07a", &QualityRow::skin},
      Line{"eyes", "#384", &QualityRow::eyes}, Line{"gaze", "#a70", &QualityRow::gaze},
      Line{"face", "#749", &QualityRow::face}};
  Panel panel(0, length_s, -0.03, 1.03);
  std::string legend;
  for (const Line& line : lines) {
    Points points;
    for (const QualityRow& row : analysis.qualities) {
      if (row.*line.value >= 0) points.push_back({row.time_s, row.*line.value});
    }
    if (points.empty()) continue;
    panel.curve(points, 5, line.colour);
    legend += key(line.colour, line.name);
  }
  return panel.html("quality of the signals, 0 none to 1 clean", legend);
}

constexpr const char* style =
    "body{font:14px system-ui,sans-serif;max-width:1240px;margin:2em auto;padding:0 1em;color:#222}"
    "svg{width:100%;display:block}svg text{font-size:11px;fill:#555}"
    "h1{font-size:20px}h2{font-size:14px;margin:1.2em 0 .1em}"
    "h2 small{font-weight:normal;margin-left:1.5em;color:#555}p{max-width:60em}";

}  // namespace

std::string plot_html(std::span<const Recording> recordings, const Analysis& analysis,
                      const std::string& title) {
  const double length_s = std::max(analysis.length_s, 1.0);
  std::string out = fmt::format(
      "<!doctype html><html lang=en><meta charset=utf-8><title>{0}</title><style>{1}</style>"
      "<h1>{0}</h1>\n<p>The state is a belief: the line is its mean, the dark band holds half of "
      "it and the pale one nine tenths. The strip above a signal is its quality, red to green; "
      "grey means that nothing came.</p>\n",
      html_escaped(title), style);
  for (const StatePanel& wanted :
       {StatePanel{"arousal: -1 calm to 1 stirred", "#b33", -1, &ViewerState::arousal},
        StatePanel{"valence: -1 unpleasant to 1 pleasant", "#36a", -1, &ViewerState::valence},
        StatePanel{"attention: 0 to 1", "#384", 0, &ViewerState::attention}}) {
    out += state_panel(analysis, length_s, wanted);
  }
  out += quality_panel(analysis, length_s) + rate_panel(analysis, length_s);
  for (const Recording& recording : recordings) {
    const Drawing drawing{recording, analysis, length_s};
    for (const Series& series : recording.series) {
      if (series.channel != Channel::heart_beat) out += series_panels(drawing, series);
    }
    for (const std::string& note : recording.notes) out += "<p>" + html_escaped(note) + "</p>\n";
  }
  return out + "</html>\n";
}

}  // namespace kuleshov::sense
