#include "kuleshov/sense/people.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

constexpr double share_of_label = 0.9;
constexpr std::size_t least_people = 3;

struct Labels {
  bool in_unix_time = true;
  std::map<std::string, std::vector<LabelledSpan>> of;
};

struct Columns {
  std::size_t who;
  std::size_t from;
  std::size_t to;
  std::size_t what;
  bool in_unix_time;
  [[nodiscard]] std::size_t last() const { return std::max({who, from, to, what}); }
};

Result<Columns> columns_of(std::string_view header, const std::string& target,
                           const std::string& file) {
  const auto names = base::split(header, ',');
  const auto at = [&](std::string_view name) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](std::string_view n) { return base::trim(n) == name; });
    return static_cast<std::size_t>(found - names.begin());
  };
  const bool in_unix_time = at("start_unix") < names.size();
  const Columns columns{at("subject"), at(in_unix_time ? "start_unix" : "start_s"),
                        at(in_unix_time ? "end_unix" : "end_s"), at(target), in_unix_time};
  if (columns.last() < names.size()) return columns;
  return fail("the labels need subject, start_unix, end_unix (or start_s, end_s) and " + target,
              "see --target", {file, 1});
}

Result<Labels> read_labels(const base::Path& path, const std::string& target) {
  const std::string text = TRY(base::read_file(path));
  const std::string file = path.string();
  const auto lines = base::lines(text);
  if (lines.empty()) return fail("this table is empty", "", {file});
  const Columns columns = TRY(columns_of(lines[0], target, file));
  Labels labels{columns.in_unix_time, {}};
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (base::trim(lines[i]).empty()) continue;
    const auto parts = base::split(lines[i], ',');
    if (parts.size() <= columns.last()) {
      return fail("this line is too short", "mend the line", {file, i + 1});
    }
    const auto start = number_in(parts[columns.from]);
    const auto end = number_in(parts[columns.to]);
    const auto value = number_in(parts[columns.what]);
    if (!start || !end || !value) {
      return fail("this is not a number", "mend the line", {file, i + 1});
    }
    labels.of[std::string(base::trim(parts[columns.who]))].push_back({*start, *end, *value});
  }
  return labels;
}

// The label that holds for most of a window, if it holds long enough.
const LabelledSpan* label_of(const std::vector<LabelledSpan>& labels, double from_s, double to_s) {
  for (const LabelledSpan& label : labels) {
    const double common = std::min(label.to_s, to_s) - std::max(label.from_s, from_s);
    if (common >= share_of_label * (to_s - from_s)) return &label;
  }
  return nullptr;
}

Result<Recording> recording_of_person(const base::Path& folder, const std::string& name) {
  const base::Path own = folder / name;
  std::error_code ignored;
  if (std::filesystem::is_directory(own, ignored)) return read_folder(own);
  for (const base::Path& file : signals_in(folder)) {
    if (file.stem() == name) return read_recording(file);
  }
  return fail("there is no recording of " + name, "expected " + own.string() + " or a file of it",
              {folder.string()}, base::ErrorKind::not_found);
}

Person labelled(const std::string& name, Recording recording, std::vector<LabelledSpan> spans,
                bool in_unix_time) {
  for (LabelledSpan& span : spans) {
    span.from_s -= in_unix_time ? recording.unix_start_s : 0;
    span.to_s -= in_unix_time ? recording.unix_start_s : 0;
  }
  Person person{name, {}};
  for (const Window& window : windows_of(recording)) {
    const LabelledSpan* label = label_of(spans, window.end_s - window_length_s, window.end_s);
    if (label != nullptr) person.windows.push_back({window, label->target});
  }
  person.spans = std::move(spans);
  person.recording = std::make_shared<const Recording>(std::move(recording));
  return person;
}

}  // namespace

Result<std::vector<Person>> read_people(const base::Path& folder, const std::string& target) {
  const Labels labels = TRY(read_labels(folder / "labels.csv", target));
  std::vector<Person> people;
  for (const auto& [name, spans] : labels.of) {
    people.push_back(
        labelled(name, TRY(recording_of_person(folder, name)), spans, labels.in_unix_time));
  }
  if (people.size() >= least_people) return people;
  return fail("fewer than three people", "a model must be judged on people it never saw",
              {folder.string()});
}

}  // namespace kuleshov::sense
