#include <algorithm>
#include <cmath>
#include <filesystem>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

namespace {

bool is_signal(const base::Path& file) {
  const std::string extension = base::lower_ascii(file.extension().string());
  for (const char* known : {".csv", ".tsv", ".rr", ".edf", ".bdf", ".xdf", ".hea"}) {
    if (extension == known) return true;
  }
  return false;
}

bool is_empatica(const base::Path& folder) {
  std::error_code ignored;
  for (const char* name : {"EDA.csv", "IBI.csv", "HR.csv", "BVP.csv"}) {
    if (std::filesystem::exists(folder / name, ignored)) return true;
  }
  return false;
}

bool has(const Recording& recording, const Series& series) {
  return std::any_of(recording.series.begin(), recording.series.end(), [&](const Series& s) {
    return s.channel == series.channel && s.index == series.index;
  });
}

std::string left_out(const base::Error& error) {
  const std::string line =
      error.place.line > 0 ? ":" + std::to_string(error.place.line) : std::string();
  return "left out " + error.place.file + line + ": " + error.what;
}

void take_in(Recording one, Recording& all) {
  const bool shares_clock = std::isfinite(one.export_start_s);
  if (shares_clock && !std::isfinite(all.export_start_s)) all.export_start_s = one.export_start_s;
  const double late_s = shares_clock ? one.export_start_s - all.export_start_s : 0;
  for (Series& series : one.series) {
    if (!has(all, series)) {
      all.series.push_back(std::move(series));
    } else {
      all.notes.push_back("left out " + one.file + ": another file gives " +
                          std::string(name_of(series.channel)));
    }
  }
  for (Mark& mark : one.marks) {
    mark.time_s += late_s;
    all.marks.push_back(std::move(mark));
  }
  for (std::string& note : one.notes) all.notes.push_back(std::move(note));
}

// Those with signals first: they say when the recording began.
void sort_by_signals(std::vector<Recording>& recordings) {
  std::stable_partition(recordings.begin(), recordings.end(),
                        [](const Recording& r) { return !r.series.empty(); });
}

// Recordings that began together: their series become those of one, the first of each kind. What
// is no recording is left out, and said: exports hold lists and calibrations too.
base::Result<Recording> read_together(const base::Path& folder) {
  Recording all;
  all.file = folder.string();
  all.format = "folder";
  std::vector<Recording> found;
  for (const base::Path& file : signals_in(folder)) {
    auto one = read_recording(file);
    if (one) {
      found.push_back(std::move(*one));
    } else {
      all.notes.push_back(left_out(one.error()));
    }
  }
  sort_by_signals(found);
  for (Recording& one : found) take_in(std::move(one), all);
  std::stable_sort(all.marks.begin(), all.marks.end(),
                   [](const Mark& a, const Mark& b) { return a.time_s < b.time_s; });
  if (!all.series.empty()) return all;
  return base::fail(all.notes.empty() ? "no recording in this folder" : all.notes.front(),
                    "expected EDA.csv, BVP.csv, HR.csv, IBI.csv ... or one viewer's tables",
                    {folder.string()}, base::ErrorKind::not_found);
}

}  // namespace

std::vector<base::Path> signals_in(const base::Path& folder) {
  std::vector<base::Path> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (entry.is_regular_file() && is_signal(entry.path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

base::Result<Recording> read_folder(const base::Path& folder) {
  return is_empatica(folder) ? read_empatica(folder) : read_together(folder);
}

}  // namespace kuleshov::sense
