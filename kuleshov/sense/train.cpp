#include "kuleshov/sense/train.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/gains.hpp"
#include "kuleshov/sense/judging.hpp"

namespace kuleshov::sense {

using base::Result;

namespace {

// A binary target is read as half way up (1) or down (0): neither is the end of the scale.
constexpr double binary_state = 0.5;

void standardise(const People& people, LearnedModel& model) {
  for (std::size_t k = 0; k < window_features.size(); ++k) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (const Person* person : people) {
      for (const LabelledWindow& w : person->windows) {
        const double value = w.window.features[k];
        if (!std::isfinite(value)) continue;
        n += 1;
        sum += value;
        squares += value * value;
      }
    }
    model.mean[k] = n > 0 ? sum / n : 0;
    const double variance = n > 1 ? squares / n - model.mean[k] * model.mean[k] : 1;
    model.scale[k] = std::sqrt(std::max(variance, 1e-12));
  }
}

// Every person and, for a binary target, every class of a person weighs the same.
std::vector<FitRow> rows_of(const People& people, const LearnedModel& model) {
  std::vector<FitRow> rows;
  for (const Person* person : people) {
    for (const LabelledWindow& w : person->windows) {
      const auto same =
          std::count_if(person->windows.begin(), person->windows.end(),
                        [&](const auto& v) { return !model.is_binary || v.target == w.target; });
      rows.push_back(
          {model.standardised(w.window.features), w.target, 1 / static_cast<double>(same)});
    }
  }
  double sum = 0;
  for (const FitRow& row : rows) sum += row.weight;
  for (FitRow& row : rows) row.weight *= static_cast<double>(rows.size()) / sum;
  return rows;
}

Result<LearnedModel> fit(const People& people, const TrainRequest& request, bool binary) {
  LearnedModel model;
  model.target = request.target;
  model.kind = request.kind;
  model.dimension = request.dimension;
  model.is_binary = binary;
  for (const Person* person : people) model.people.push_back(person->name);
  standardise(people, model);
  const std::vector<FitRow> rows = rows_of(people, model);
  if (rows.empty()) {
    return base::fail("no window has a label", "labels must hold for two minutes or more");
  }
  switch (request.kind) {
    case LearnedKind::ridge:
      fit_ridge(rows, model);
      break;
    case LearnedKind::gaussian_process:
      fit_gaussian_process(rows, model);
      break;
    case LearnedKind::boosted_trees:
      TRY(fit_trees(rows, model));
      break;
    case LearnedKind::gains:  // fitted to recordings, not to windows
      break;
  }
  return model;
}

// This person's labels over another's signals: windows that end at about the same second.
double swapped_auc(const LearnedModel& model, const Person& person, const Person& other) {
  std::vector<double> scores;
  std::vector<double> targets;
  for (const LabelledWindow& w : person.windows) {
    const auto near = std::min_element(other.windows.begin(), other.windows.end(),
                                       [&](const auto& a, const auto& b) {
                                         return std::abs(a.window.end_s - w.window.end_s) <
                                                std::abs(b.window.end_s - w.window.end_s);
                                       });
    if (near == other.windows.end()) continue;
    scores.push_back(model.score(near->window.features));
    targets.push_back(w.target);
  }
  return area_under_curve(scores, targets);
}

double mean_target(const People& people) {
  double sum = 0;
  double count = 0;
  for (const Person* person : people) {
    for (const LabelledWindow& w : person->windows) sum += w.target;
    count += static_cast<double>(person->windows.size());
  }
  return count > 0 ? sum / count : 0;
}

// A straight line from state to score, each person weighing the same.
class Line {
 public:
  void add(double state, double score, double weight) {
    n_ += weight;
    x_ += weight * state;
    y_ += weight * score;
    xx_ += weight * state * state;
    xy_ += weight * state * score;
    yy_ += weight * score * score;
  }
  [[nodiscard]] LearnedModel::Observation fitted() const {
    LearnedModel::Observation out;
    if (!(n_ > 0)) return out;
    const double xx = xx_ / n_ - x_ / n_ * x_ / n_;
    const double xy = xy_ / n_ - x_ / n_ * y_ / n_;
    const double yy = yy_ / n_ - y_ / n_ * y_ / n_;
    out.slope = xx > 1e-9 ? xy / xx : 0;
    out.offset = y_ / n_ - out.slope * x_ / n_;
    out.sd = std::sqrt(std::max(yy - out.slope * xy, 1e-6));
    return out;
  }

 private:
  double n_ = 0, x_ = 0, y_ = 0, xx_ = 0, xy_ = 0, yy_ = 0;
};

CrossValidation::Row judge(const LearnedModel& model, const Person& person, double mean,
                           Line& line) {
  const std::vector<double> targets = targets_of(person);
  std::vector<double> scores;
  double errors = 0;
  double errors_of_mean = 0;
  for (const LabelledWindow& w : person.windows) {
    scores.push_back(model.score(w.window.features));
    errors += std::pow(scores.back() - w.target, 2);
    errors_of_mean += std::pow(mean - w.target, 2);
    const double state = model.is_binary ? binary_state * (2 * w.target - 1) : w.target;
    line.add(state, scores.back(), 1 / static_cast<double>(person.windows.size()));
  }
  const auto windows = static_cast<double>(std::max<std::size_t>(scores.size(), 1));
  return {person.name,
          scores.size(),
          area_under_curve(scores, targets),
          balanced_accuracy(scores, targets),
          std::sqrt(errors / windows),
          std::sqrt(errors_of_mean / windows)};
}

Result<CrossValidation> cross_validate(std::span<const Person> people, const TrainRequest& request,
                                       bool binary) {
  CrossValidation out;
  out.is_binary = binary;
  const auto n = static_cast<double>(people.size());
  Line line;
  for (std::size_t left_out = 0; left_out < people.size(); ++left_out) {
    People others;
    for (std::size_t p = 0; p < people.size(); ++p) {
      if (p != left_out) others.push_back(&people[p]);
    }
    const Person& person = people[left_out];
    const LearnedModel model = TRY(fit(others, request, binary));
    out.rows.push_back(judge(model, person, mean_target(others), line));
    const CrossValidation::Row& row = out.rows.back();
    out.auc += row.auc / n;
    out.balanced_accuracy += row.balanced_accuracy / n;
    out.rmse += row.rmse / n;
    out.rmse_of_mean += row.rmse_of_mean / n;
    out.auc_swapped += swapped_auc(model, person, people[(left_out + 1) % people.size()]) / n;
    out.auc_elapsed_time += elapsed_auc(others, person) / n;
  }
  out.observation = line.fitted();
  return out;
}

}  // namespace

double area_under_curve(std::span<const double> scores, std::span<const double> targets) {
  double wins = 0;
  double pairs = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    for (std::size_t j = 0; j < scores.size(); ++j) {
      if (!(targets[i] > 0.5) || targets[j] > 0.5) continue;
      pairs += 1;
      wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
    }
  }
  return pairs > 0 ? wins / pairs : 0.5;
}

Result<Trained> train(std::span<const Person> people, const TrainRequest& request) {
  if (request.kind == LearnedKind::gains) return train_gains(people, request);
  const bool binary = all_binary(people);
  People all;
  for (const Person& person : people) all.push_back(&person);
  Trained out;
  out.judged = TRY(cross_validate(people, request, binary));
  out.model = TRY(fit(all, request, binary));
  out.model.observation = out.judged.observation;
  return out;
}

std::string trained_json(const Trained& trained) {
  const CrossValidation& judged = trained.judged;
  base::Json json;
  json["people"] = judged.rows.size();
  if (judged.is_binary) {
    json["auc"] = base::quantise(judged.auc);
    json["balanced_accuracy"] = base::quantise(judged.balanced_accuracy);
    json["auc_of_another_persons_signals"] = base::quantise(judged.auc_swapped);
    json["auc_of_elapsed_time_alone"] = base::quantise(judged.auc_elapsed_time);
    if (judged.within_90_pct > 0) {
      json["within_50_pct"] = base::quantise(judged.within_50_pct, 1);
      json["within_90_pct"] = base::quantise(judged.within_90_pct, 1);
    }
  } else {
    json["rmse"] = base::quantise(judged.rmse);
    json["rmse_of_the_mean"] = base::quantise(judged.rmse_of_mean);
  }
  return learned_json(trained.model, json.dump());
}

}  // namespace kuleshov::sense
