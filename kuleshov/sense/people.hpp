// Annotated recordings of several people, as windows with a label each: what a model is fitted on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/sense/recording.hpp"
#include "kuleshov/sense/windows.hpp"

namespace kuleshov::sense {

struct LabelledWindow {
  Window window;
  double target = 0;
};

// What held from one second of the recording to another.
struct LabelledSpan {
  double from_s;
  double to_s;
  double target;
};

struct Person {
  std::string name;
  std::vector<LabelledWindow> windows;
  std::vector<LabelledSpan> spans = {};
  std::shared_ptr<const Recording> recording = {};
};

// FOLDER/labels.csv: columns subject, start_unix and end_unix (or start_s and end_s, from the start
// of the recording), and one named `target`. FOLDER/SUBJECT is an Empatica folder, or one of
// recordings that began together; FOLDER/SUBJECT.csv and the like is a recording by itself. A
// window takes the label that holds for nine tenths of it; others are left out. Errors: fewer than
// three people, a missing column or recording, a line that is wrong.
base::Result<std::vector<Person>> read_people(const base::Path& folder, const std::string& target);

}  // namespace kuleshov::sense
