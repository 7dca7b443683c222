#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"
#include "kuleshov/sense/ring.hpp"
#include "kuleshov/sense/shown.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

const double unseen = std::nan("");

struct Eyes {
  std::vector<double> times_s;
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> pupil;
  std::vector<double> openness;
};

// Mean of what is there of two eyes.
double mean_of(double left, double right) {
  if (!std::isfinite(left)) return right;
  return std::isfinite(right) ? (left + right) / 2 : left;
}

double positive(double value) { return value > 0 ? value : unseen; }

Result<Recording> finish(Eyes eyes, Recording recording, const std::vector<std::size_t>& lines) {
  const double start = eyes.times_s.empty() ? 0 : eyes.times_s.front();
  for (std::size_t i = 0; i < eyes.times_s.size(); ++i) {
    eyes.times_s[i] -= start;
    const bool forward =
        std::isfinite(eyes.times_s[i]) && (i == 0 || eyes.times_s[i] >= eyes.times_s[i - 1]);
    if (!forward) {
      return fail("the time goes back or is not a number", "sort the lines by time",
                  {recording.file, i < lines.size() ? lines[i] : 0});
    }
  }
  const auto add = [&](Channel channel, std::vector<double>& values) {
    if (values.size() != eyes.times_s.size() || values.empty()) return;
    Series series;
    series.channel = channel;
    series.name = name_of(channel);
    series.times_s = eyes.times_s;
    series.values = std::move(values);
    recording.series.push_back(std::move(series));
  };
  add(Channel::gaze_x, eyes.x);
  add(Channel::gaze_y, eyes.y);
  add(Channel::pupil, eyes.pupil);
  add(Channel::eye_openness, eyes.openness);
  if (recording.series.empty()) {
    return fail("no gaze in this file", "expected samples: a time and a place on each line",
                {recording.file});
  }
  return recording;
}

}  // namespace

Result<Recording> recording_of_pupil_labs(const Table& table, const std::string& file) {
  const auto* time = table.find("gaze_timestamp");
  const auto* x = table.find("norm_pos_x");
  const auto* y = table.find("norm_pos_y");
  const auto* confidence = table.find("confidence");
  if (time == nullptr || x == nullptr || y == nullptr) {
    return fail("Pupil Labs gaze needs gaze_timestamp, norm_pos_x, norm_pos_y", "", {file, 1});
  }
  Eyes eyes;
  eyes.times_s = *time;
  for (std::size_t i = 0; i < time->size(); ++i) {
    const bool sure = confidence == nullptr || (*confidence)[i] >= 0.6;  // the maker's own limit
    eyes.x.push_back(sure ? ((*x)[i] - 0.5) * picture_width_deg : unseen);
    eyes.y.push_back(sure ? ((*y)[i] - 0.5) * picture_height_deg : unseen);
  }
  const double start_s = time->empty() ? unseen : time->front();
  return finish(std::move(eyes), {file, "pupil-labs", 0, {}, {}, table.notes, start_s},
                table.lines);
}

namespace {

// Exports name milliseconds or microseconds, or neither: then steps of half a thousand and more,
// which would be two samples a second, are microseconds.
double unit_of_tobii_time(const Table& table, const std::vector<double>& time) {
  for (const std::string& name : table.names) {
    if (!base::lower_ascii(name).starts_with("recording timestamp")) continue;
    if (name.find("[ms]") != std::string::npos) return 1e-3;
    if (name.find('[') != std::string::npos) return 1e-6;
  }
  std::vector<double> steps;
  for (std::size_t i = 1; i < time.size(); ++i) steps.push_back(time[i] - time[i - 1]);
  return median_in_place(steps.data(), steps.size()) >= 500 ? 1e-6 : 1e-3;
}

}  // namespace

Result<Recording> recording_of_pupil_labs_events(const Table& table, const std::string& file) {
  const auto* start = table.find("start_timestamp");
  const auto* length = table.find("duration");
  if (start == nullptr || length == nullptr) {
    return fail("Pupil Labs events need start_timestamp and duration", "", {file, 1});
  }
  const bool fixations = table.find("dispersion") != nullptr;  // whose durations are in ms
  Recording recording{file, "pupil-labs-events", 0, {}, {}, table.notes};
  const double first = start->empty() ? 0 : start->front();
  recording.export_start_s = first;
  for (std::size_t i = 0; i < start->size(); ++i) {
    recording.marks.push_back({(*start)[i] - first, fixations ? "fixation" : "blink",
                               (*length)[i] * (fixations ? 1e-3 : 1)});
  }
  return recording;
}

Result<Recording> recording_of_tobii(const Table& table, const std::string& file) {
  const auto column = [&](std::string_view start) -> const std::vector<double>* {
    for (std::size_t k = 0; k < table.names.size(); ++k) {
      if (base::lower_ascii(table.names[k]).starts_with(start)) return &table.columns[k];
    }
    return nullptr;
  };
  const auto* time = column("recording timestamp");
  const auto* x = column("gaze point x");
  const auto* y = column("gaze point y");
  const auto* left = column("pupil diameter left");
  const auto* right = column("pupil diameter right");
  const auto* width = column("recording resolution width");
  const auto* height = column("recording resolution height");
  if (time == nullptr || x == nullptr || y == nullptr) {
    return fail("a Tobii export needs Recording timestamp and Gaze point X, Y", "", {file, 1});
  }
  const double to_seconds = unit_of_tobii_time(table, *time);
  Eyes eyes;
  for (std::size_t i = 0; i < time->size(); ++i) {
    const double w = width != nullptr && (*width)[i] > 0 ? (*width)[i] : 1920;
    const double h = height != nullptr && (*height)[i] > 0 ? (*height)[i] : 1080;
    eyes.times_s.push_back((*time)[i] * to_seconds);
    eyes.x.push_back(((*x)[i] / w - 0.5) * picture_width_deg);
    eyes.y.push_back((0.5 - (*y)[i] / h) * picture_height_deg);
    const double l = left == nullptr ? unseen : positive((*left)[i]);
    const double r = right == nullptr ? unseen : positive((*right)[i]);
    if (left != nullptr || right != nullptr) eyes.pupil.push_back(mean_of(l, r));
  }
  return finish(std::move(eyes), {file, "tobii", 0, {}, {}, table.notes}, table.lines);
}

Result<Recording> recording_of_eyes(const Table& table, const std::string& file) {
  const auto* time = table.find("t_ms");
  const auto* open_left = table.find("open_l");
  const auto* open_right = table.find("open_r");
  const auto* left = table.find("pupil_l_mm");
  const auto* right = table.find("pupil_r_mm");
  if (time == nullptr || left == nullptr || right == nullptr) {
    return fail("expected t_ms, pupil_l_mm and pupil_r_mm", "", {file, 1});
  }
  Eyes eyes;
  for (std::size_t i = 0; i < time->size(); ++i) {
    eyes.times_s.push_back((*time)[i] / 1000);
    eyes.pupil.push_back(mean_of(positive((*left)[i]), positive((*right)[i])));
    if (open_left != nullptr && open_right != nullptr) {
      eyes.openness.push_back(mean_of((*open_left)[i], (*open_right)[i]));
    }
  }
  return finish(std::move(eyes), {file, "eye-table", 0, {}, {}, table.notes}, table.lines);
}

namespace {

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t from = line.find_first_not_of(" \t\r", at);
    if (from == std::string_view::npos) break;
    at = std::min(line.find_first_of(" \t\r", from), line.size());
    out.push_back(line.substr(from, at - from));
  }
  return out;
}

struct Screen {
  double width = 1280;
  double height = 1024;
  [[nodiscard]] double x_deg(double px) const { return (px / width - 0.5) * picture_width_deg; }
  [[nodiscard]] double y_deg(double px) const {
    return (0.5 - px / height) * picture_width_deg * height / width;
  }
};

// "EFIX L start end duration ..." and its kin.
void add_mark(const std::vector<std::string_view>& parts, Recording& recording) {
  const std::array<std::pair<std::string_view, std::string_view>, 3> kinds{
      {{"EFIX", "fixation"}, {"ESACC", "saccade"}, {"EBLINK", "blink"}}};
  for (const auto& [word, kind] : kinds) {
    if (parts[0] != word || parts.size() < 5) continue;
    const auto start = number_in(parts[2]);
    const auto length = number_in(parts[4]);
    if (start && length) {
      recording.marks.push_back({*start / 1000, std::string(kind), *length / 1000});
    }
  }
}

}  // namespace

Result<Recording> parse_eyelink(std::string_view text, const std::string& file) {
  Recording recording{file, "eyelink-asc", 0, {}, {}, {}};
  Screen screen;
  Eyes eyes;
  std::vector<std::size_t> lines;
  std::size_t number = 0;
  for (const auto line : base::lines(text)) {
    ++number;
    const auto parts = words(line);
    if (parts.empty() || parts[0].starts_with("**")) continue;
    const auto found = line.find("DISPLAY_COORDS");
    if (found != std::string_view::npos && parts.size() >= 4) {
      screen.width = number_in(parts[parts.size() - 2]).value_or(1279) + 1;
      screen.height = number_in(parts.back()).value_or(1023) + 1;
    }
    add_mark(parts, recording);
    const auto time = number_in(parts[0]);
    const bool at_margin = line.front() >= '0' && line.front() <= '9';
    if (!time || !at_margin || parts.size() < 4) continue;
    const bool both = parts.size() >= 7;
    const auto value = [&](std::size_t k) { return number_in(parts[k]).value_or(unseen); };
    eyes.times_s.push_back(*time / 1000);
    lines.push_back(number);
    eyes.x.push_back(screen.x_deg(both ? mean_of(value(1), value(4)) : value(1)));
    eyes.y.push_back(screen.y_deg(both ? mean_of(value(2), value(5)) : value(2)));
  }
  const double start = !eyes.times_s.empty()      ? eyes.times_s.front()
                       : !recording.marks.empty() ? recording.marks.front().time_s
                                                  : 0;
  for (Mark& mark : recording.marks) mark.time_s -= start;
  std::stable_sort(recording.marks.begin(), recording.marks.end(),
                   [](const Mark& a, const Mark& b) { return a.time_s < b.time_s; });
  if (eyes.times_s.empty() && !recording.marks.empty()) {
    recording.notes.push_back("only the tracker's own events: to find ours, give its samples too");
    return recording;
  }
  return finish(std::move(eyes), std::move(recording), lines);
}

}  // namespace kuleshov::sense
