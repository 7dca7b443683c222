// How far a take is from recorded people.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/face/audit.hpp"

namespace kuleshov::face {

// Adds the measure "human-distance" and the overall reading: by `model` if one is given, else by
// the shipped reference of data/face/norms.yaml.
base::Result<void> add_likeness(const LikenessModel* model,
                                const std::map<std::string, Norm>& norms, Audit& audit);

// The measures of the shipped reference, and a take's distance from it with one of them moved: its
// centre and its deviation times a factor. For asking what the reading hangs on.
std::vector<std::string> reference_measures();
double distance_with(const Audit& audit, const std::string& measure, double centre,
                     double deviation);

// One take of a calibration: its measures and what it is.
struct Example {
  std::string file;
  std::string performer;  // takes of one performer or model are held out together
  bool human = false;
  Audit audit;
};

// What was said of one performer's takes by a model that had seen none of them.
struct LeftOut {
  std::string performer;
  bool human = false;
  int correct = 0;
  int total = 0;
};

struct Calibration {
  LikenessModel model;
  int correct = 0;  // leave-one-performer-out
  int total = 0;
  std::vector<LeftOut> left_out;
  std::vector<std::string> errors;  // files that were taken for the other kind
  bool enough = false;              // false: fewer than two performers of either kind
};

// Ridge logistic regression on the dynamic measures; tested with every performer left out in turn.
base::Result<Calibration> calibrate(const std::vector<Example>& examples);

std::string model_to_json(const LikenessModel& model);
base::Result<LikenessModel> model_from_json(std::string_view json, const std::string& file);

}  // namespace kuleshov::face
