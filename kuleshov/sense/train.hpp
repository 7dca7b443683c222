// Learning an observation model from recordings with annotations, judged only on people it never
// saw. Every person, and every class of a person, weighs the same. Kinds:
//   ridge: logistic where the target is 0 or 1, linear else, with a penalty on the squares;
//   gp:    Gaussian process on 24 inducing points, the deterministic training conditional
//          (Quinonero-Candela & Rasmussen 2005, J Mach Learn Res 6:1939); classes as -1 and 1, by
//          least squares (Rasmussen & Williams 2006, section 6.5); length and size of the kernel by
//          the marginal likelihood;
//   trees: gradient-boosted trees of depth two by XGBoost (Chen & Guestrin 2016, KDD), where the
//          build has it;
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/learned.hpp"
#include "kuleshov/sense/people.hpp"

namespace kuleshov::sense {

struct TrainRequest {
  std::string target;
  LearnedKind kind = LearnedKind::ridge;
  Dimension dimension = Dimension::arousal;
};

// Whether this build can fit that kind. A fitted model of any kind can be read and used by all.
bool can_fit(LearnedKind kind);

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
    double within_50_pct = 0;  // of gains only
    double within_90_pct = 0;
  };
  std::vector<Row> rows;
  bool is_binary = true;
  double auc = 0;
  double balanced_accuracy = 0;
  double rmse = 0;
  double rmse_of_mean = 0;
  // Of gains only: share of moments whose label lies within the 50 and 90 % intervals of the state.
  double within_50_pct = 0;
  double within_90_pct = 0;
  // Controls: the same with another person's signals under this person's labels (what the common
  // order of the protocol gives away), and with elapsed time alone (what a model must never see).
  double auc_swapped = 0;
  double auc_elapsed_time = 0;
  // How scores of people left out go with the state, binary targets being read as half way up and
  // half way down, others as they are.
  LearnedModel::Observation observation;
};

// The model on all people with what the left-out people say of it. Errors: a kind that this build
// cannot fit (backend_absent).
struct Trained {
  LearnedModel model;
  CrossValidation judged;
};
base::Result<Trained> train(std::span<const Person> people, const TrainRequest& request);

// Area under the ROC curve; 0.5 where a class is empty.
double area_under_curve(std::span<const double> scores, std::span<const double> targets);

// The model's file, with how it was judged.
std::string trained_json(const Trained& trained);

// What a fit sees: standardised features (NaN: missing) with a target and a weight each.
struct FitRow {
  WindowFeatures x;
  double target;
  double weight;  // 1 on average
};
// Each fills in its own part of `model`, whose mean and scale are set.
void fit_ridge(std::span<const FitRow> rows, LearnedModel& model);
void fit_gaussian_process(std::span<const FitRow> rows, LearnedModel& model);
base::Result<void> fit_trees(std::span<const FitRow> rows, LearnedModel& model);

}  // namespace kuleshov::sense
