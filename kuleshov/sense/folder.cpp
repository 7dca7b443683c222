#include <algorithm>
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

// Recordings that began together: their series become those of one, the first of each kind.
base::Result<Recording> read_together(const base::Path& folder) {
  Recording all;
  all.file = folder.string();
  all.format = "folder";
  for (const base::Path& file : signals_in(folder)) {
    Recording one = TRY(read_recording(file));
    for (Series& series : one.series) {
      if (!has(all, series)) all.series.push_back(std::move(series));
    }
    for (std::string& note : one.notes) all.notes.push_back(std::move(note));
  }
  if (!all.series.empty()) return all;
  return base::fail("no recording in this folder",
                    "expected EDA.csv, BVP.csv, HR.csv, IBI.csv ... or tables of signals",
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
