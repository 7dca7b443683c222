// Learning an observation model from recordings with annotations: ridge (logistic where the target
// is 0 or 1, linear else), judged only on people it never saw.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/sense/windows.hpp"

namespace kuleshov::sense {

struct LabelledWindow {
  Window window;
  double target = 0;
};

struct Person {
  std::string name;
  std::vector<LabelledWindow> windows;
};

// FOLDER/labels.csv: columns subject, start_unix, end_unix and one named `target`; FOLDER/SUBJECT
// is an Empatica folder. A window takes the label that holds for nine tenths of it; others are left
// out.
base::Result<std::vector<Person>> read_people(const base::Path& folder, const std::string& target);

struct Model {
  std::string target;
  bool is_binary = true;
  std::vector<double> mean;  // of each feature, over the training windows
  std::vector<double> scale;
  std::vector<double> weights;  // of the standardised features; missing counts as the mean
  double offset = 0;
  std::vector<std::string> people;
  // Log odds of 1, or the target itself.
  [[nodiscard]] double predict(const Window& window) const;
};

Model fit(std::span<const Person> people, const std::string& target, double ridge = 100);

// Leave one person out. Binary: area under the curve, averaged over people, and balanced accuracy
// at even odds. Continuous: root mean square error beside that of the training people's mean.
struct CrossValidation {
  struct Row {
    std::string person;
    std::size_t windows = 0;
    double auc = 0;
    double balanced_accuracy = 0;
    double rmse = 0;
    double rmse_of_mean = 0;
  };
  std::vector<Row> rows;
  double auc = 0;
  double balanced_accuracy = 0;
  double rmse = 0;
  double rmse_of_mean = 0;
  // Controls: the same with another person's signals under this person's labels (what the common
  // order of the protocol gives away), and with elapsed time alone (what a model must never see).
  double auc_swapped = 0;
  double auc_elapsed_time = 0;
};
CrossValidation cross_validate(std::span<const Person> people, const std::string& target);

// Area under the ROC curve; 0.5 where a class is empty.
double area_under_curve(std::span<const double> scores, std::span<const double> targets);

std::string model_json(const Model& model, const CrossValidation& judged);

}  // namespace kuleshov::sense
