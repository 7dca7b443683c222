// What `kuleshov review` says of one input, whatever its kind: measures beside their norms.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::review {

struct Measure {
  std::string name;
  std::string unit;
  double value = 0;
  double low = 0;  // the norm; infinite: no limit on that side
  double high = 0;
  std::string status = "ok";  // ok warn flag not-recorded not-enough
  std::string source;
  double confidence = 1;
  std::vector<std::string> evidence;
  std::string cause;
  std::string remedy;
  std::vector<std::pair<double, double>> frames;  // of takes: from, to, seconds; at most ten
};

struct Cut {  // for video
  double start_s = 0;
  double end_s = 0;
  std::string transition = "cut";  // cut fade dissolve
};

struct Report {
  std::string file;
  std::string kind;  // take script video image film audio
  std::vector<Measure> measures;
  std::vector<Cut> shots;
  bool has_likeness = false;  // takes
  bool likeness_enough = false;
  double recorded_person = 0;
  int likeness_basis = 0;
  std::string likeness_about;
  std::vector<std::string> notes;
};

// What the person asks besides the input.
struct Options {
  std::string emotion, context, culture;
  std::string voice;  // a WAV file that belongs to a take
  std::string words;  // the line that is said
  std::string model;  // a likeness model of `face calibrate`
};

// A reviewer takes inputs of one kind. Others add theirs with add_reviewer at start-up.
struct Reviewer {
  std::string kind;
  std::function<bool(const std::string& path)> takes;
  std::function<base::Result<Report>(const std::string& path, const Options&)> review;
};
std::vector<Reviewer>& reviewers();

// By the first reviewer that takes the path. Errors: nobody does.
base::Result<Report> review(const std::string& path, const Options& options);

// The contract's document: {"inputs": [...]}. Equal reports are equal bytes.
std::string to_json(const std::vector<Report>& reports);
// For people: what is out of its norm, with cause and remedy; the rest in one line, or with `all`
// in a line each.
std::string to_text(const Report& report, bool all = false);
bool any_status(const std::vector<Report>& reports, const std::string& status);

}  // namespace kuleshov::review
