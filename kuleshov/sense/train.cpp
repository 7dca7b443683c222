#include "kuleshov/sense/train.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

constexpr std::size_t features = window_features.size();
constexpr double share_of_label = 0.9;
constexpr double farthest = 3;  // standardised features beyond it are cut
constexpr int newton_steps = 12;

struct Label {
  double from_unix_s;
  double to_unix_s;
  double target;
};

using Labels = std::map<std::string, std::vector<Label>>;

Result<Labels> read_labels(const base::Path& file, const std::string& target) {
  const std::string text = TRY(base::read_file(file));
  const auto lines = base::lines(text);
  if (lines.empty()) return fail("this table is empty", "", {file.string()});
  const auto names = base::split(lines[0], ',');
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  const std::size_t who = column("subject");
  const std::size_t from = column("start_unix");
  const std::size_t to = column("end_unix");
  const std::size_t what = column(target);
  const std::size_t most = std::max({who, from, to, what});
  if (most >= names.size()) {
    return fail("the labels need subject, start_unix, end_unix and " + target, "see --target",
                {file.string(), 1});
  }
  Labels labels;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (base::trim(lines[i]).empty()) continue;
    const auto parts = base::split(lines[i], ',');
    if (parts.size() <= most) return fail("this line is too short", "", {file.string(), i + 1});
    const auto start = number_in(parts[from]);
    const auto end = number_in(parts[to]);
    const auto value = number_in(parts[what]);
    if (!start || !end || !value) {
      return fail("this is not a number", "mend the line", {file.string(), i + 1});
    }
    labels[std::string(base::trim(parts[who]))].push_back({*start, *end, *value});
  }
  return labels;
}

// The label that holds for most of a window, if it holds long enough.
const Label* label_of(const std::vector<Label>& labels, double from_s, double to_s) {
  for (const Label& label : labels) {
    const double common = std::min(label.to_unix_s, to_s) - std::max(label.from_unix_s, from_s);
    if (common >= share_of_label * (to_s - from_s)) return &label;
  }
  return nullptr;
}

Eigen::VectorXd standardised(const Model& model, const Window& window) {
  Eigen::VectorXd x(features + 1);
  for (std::size_t k = 0; k < features; ++k) {
    const double z = (window.features[k] - model.mean[k]) / model.scale[k];
    x[static_cast<Eigen::Index>(k)] = std::isfinite(z) ? std::clamp(z, -farthest, farthest) : 0;
  }
  x[features] = 1;
  return x;
}

void standardise(std::span<const Person> people, Model& model) {
  for (std::size_t k = 0; k < features; ++k) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (const Person& person : people) {
      for (const LabelledWindow& w : person.windows) {
        const double value = w.window.features[k];
        if (!std::isfinite(value)) continue;
        n += 1;
        sum += value;
        squares += value * value;
      }
    }
    const double mean = n > 0 ? sum / n : 0;
    model.mean.push_back(mean);
    model.scale.push_back(n > 1 ? std::sqrt(std::max(squares / n - mean * mean, 1e-12)) : 1);
  }
}

// Every person and, for a binary target, every class of a person weighs the same.
double weight_of(const Person& person, double target, bool binary) {
  const auto same = std::count_if(person.windows.begin(), person.windows.end(),
                                  [&](const auto& w) { return !binary || w.target == target; });
  return 100 / static_cast<double>(std::max<std::ptrdiff_t>(same, 1));
}

// One Newton step of penalised likelihood; for a linear target one step is the solution.
Eigen::VectorXd newton_step(std::span<const Person> people, const Model& model,
                            const Eigen::VectorXd& b, double ridge) {
  constexpr auto size = static_cast<Eigen::Index>(features + 1);
  Eigen::MatrixXd curvature = Eigen::MatrixXd::Zero(size, size);
  Eigen::VectorXd gradient = Eigen::VectorXd::Zero(size);
  for (const Person& person : people) {
    const double weights[2] = {weight_of(person, 0, model.is_binary),
                               weight_of(person, 1, model.is_binary)};
    for (const LabelledWindow& w : person.windows) {
      const Eigen::VectorXd x = standardised(model, w.window);
      const double fitted = model.is_binary ? 1 / (1 + std::exp(-x.dot(b))) : x.dot(b);
      const double bend = model.is_binary ? fitted * (1 - fitted) : 1;
      const double weight = weights[model.is_binary && w.target > 0.5 ? 1 : 0];
      curvature += weight * bend * x * x.transpose();
      gradient += weight * (w.target - fitted) * x;
    }
  }
  for (Eigen::Index k = 0; k + 1 < size; ++k) {
    curvature(k, k) += ridge;
    gradient[k] -= ridge * b[k];
  }
  curvature(size - 1, size - 1) += 1e-9;
  return curvature.ldlt().solve(gradient);
}

bool all_binary(std::span<const Person> people) {
  return std::all_of(people.begin(), people.end(), [](const Person& person) {
    return std::all_of(person.windows.begin(), person.windows.end(),
                       [](const auto& w) { return w.target == 0 || w.target == 1; });
  });
}

std::vector<double> targets_of(const Person& person) {
  std::vector<double> out;
  for (const LabelledWindow& w : person.windows) out.push_back(w.target);
  return out;
}

double balanced_accuracy(std::span<const double> scores, std::span<const double> targets) {
  double right[2] = {0, 0};
  double all[2] = {0, 0};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const int c = targets[i] > 0.5 ? 1 : 0;
    all[c] += 1;
    right[c] += (scores[i] > 0) == (c == 1) ? 1 : 0;
  }
  if (all[0] == 0 || all[1] == 0) return 0.5;
  return (right[0] / all[0] + right[1] / all[1]) / 2;
}

// This person's labels over another's signals: windows that end at about the same second.
double swapped_auc(const Model& model, const Person& person, const Person& other) {
  std::vector<double> scores;
  std::vector<double> targets;
  for (const LabelledWindow& w : person.windows) {
    const auto near = std::min_element(other.windows.begin(), other.windows.end(),
                                       [&](const auto& a, const auto& b) {
                                         return std::abs(a.window.end_s - w.window.end_s) <
                                                std::abs(b.window.end_s - w.window.end_s);
                                       });
    if (near == other.windows.end()) continue;
    scores.push_back(model.predict(near->window));
    targets.push_back(w.target);
  }
  return area_under_curve(scores, targets);
}

// Bins of a minute: the share of ones among the others at that minute.
double elapsed_auc(std::span<const Person> others, const Person& person) {
  std::map<long, std::pair<double, double>> minutes;
  for (const Person& other : others) {
    for (const LabelledWindow& w : other.windows) {
      auto& [ones, all] = minutes[std::lround(w.window.end_s / 60)];
      ones += w.target;
      all += 1;
    }
  }
  std::vector<double> scores;
  for (const LabelledWindow& w : person.windows) {
    const auto found = minutes.find(std::lround(w.window.end_s / 60));
    scores.push_back(found == minutes.end() ? 0.5 : found->second.first / found->second.second);
  }
  return area_under_curve(scores, targets_of(person));
}

}  // namespace

Result<std::vector<Person>> read_people(const base::Path& folder, const std::string& target) {
  const Labels labels = TRY(read_labels(folder / "labels.csv", target));
  std::vector<Person> people;
  for (const auto& [name, spans] : labels) {
    const Recording recording = TRY(read_empatica(folder / name));
    Person person{name, {}};
    for (const Window& window : windows_of(recording)) {
      const double end = recording.unix_start_s + window.end_s;
      const Label* label = label_of(spans, end - window_length_s, end);
      if (label != nullptr) person.windows.push_back({window, label->target});
    }
    people.push_back(std::move(person));
  }
  if (people.size() < 3) {
    return fail("fewer than three people", "a model must be judged on people it never saw",
                {folder.string()});
  }
  return people;
}

double Model::predict(const Window& window) const {
  const Eigen::VectorXd x = standardised(*this, window);
  double sum = offset;
  for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * x[static_cast<long>(k)];
  return sum;
}

Model fit(std::span<const Person> people, const std::string& target, double ridge) {
  Model model;
  model.target = target;
  model.is_binary = all_binary(people);
  standardise(people, model);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(features + 1));
  for (int step = 0; step < newton_steps; ++step) b += newton_step(people, model, b, ridge);
  model.weights.assign(b.data(), b.data() + features);
  model.offset = b[static_cast<Eigen::Index>(features)];
  for (const Person& person : people) model.people.push_back(person.name);
  return model;
}

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

CrossValidation cross_validate(std::span<const Person> people, const std::string& target) {
  CrossValidation out;
  const auto n = static_cast<double>(people.size());
  for (std::size_t left_out = 0; left_out < people.size(); ++left_out) {
    std::vector<Person> others;
    for (std::size_t p = 0; p < people.size(); ++p) {
      if (p != left_out) others.push_back(people[p]);
    }
    const Person& person = people[left_out];
    const Model model = fit(others, target);
    const std::vector<double> targets = targets_of(person);
    std::vector<double> scores;
    double errors = 0;
    double errors_of_mean = 0;
    double mean = 0;
    double count = 0;
    for (const Person& other : others) {
      for (const LabelledWindow& w : other.windows) mean += w.target, count += 1;
    }
    for (const LabelledWindow& w : person.windows) {
      scores.push_back(model.predict(w.window));
      errors += std::pow(scores.back() - w.target, 2);
      errors_of_mean += std::pow(mean / count - w.target, 2);
    }
    const auto windows = static_cast<double>(std::max<std::size_t>(scores.size(), 1));
    out.rows.push_back({person.name, scores.size(), area_under_curve(scores, targets),
                        balanced_accuracy(scores, targets), std::sqrt(errors / windows),
                        std::sqrt(errors_of_mean / windows)});
    out.auc += out.rows.back().auc / n;
    out.balanced_accuracy += out.rows.back().balanced_accuracy / n;
    out.rmse += out.rows.back().rmse / n;
    out.rmse_of_mean += out.rows.back().rmse_of_mean / n;
    out.auc_swapped += swapped_auc(model, person, people[(left_out + 1) % people.size()]) / n;
    out.auc_elapsed_time += elapsed_auc(others, person) / n;
  }
  return out;
}

std::string model_json(const Model& model, const CrossValidation& judged) {
  base::Json json;
  json["what"] = "a ridge observation model of kuleshov sense";
  json["version"] = 1;
  json["target"] = model.target;
  json["kind"] = model.is_binary ? "logistic" : "linear";
  json["window_s"] = window_length_s;
  json["memory_s"] = window_memory_s;
  json["people"] = model.people;
  json["offset"] = base::quantise(model.offset, 6);
  for (std::size_t k = 0; k < features; ++k) {
    json["features"].push_back({{"name", window_features[k]},
                                {"mean", base::quantise(model.mean[k], 6)},
                                {"scale", base::quantise(model.scale[k], 6)},
                                {"weight", base::quantise(model.weights[k], 6)}});
  }
  auto& left_out = json["leave_one_person_out"];
  if (model.is_binary) {
    left_out["auc"] = base::quantise(judged.auc);
    left_out["balanced_accuracy"] = base::quantise(judged.balanced_accuracy);
    left_out["auc_of_another_persons_signals"] = base::quantise(judged.auc_swapped);
    left_out["auc_of_elapsed_time_alone"] = base::quantise(judged.auc_elapsed_time);
  } else {
    left_out["rmse"] = base::quantise(judged.rmse);
    left_out["rmse_of_the_mean"] = base::quantise(judged.rmse_of_mean);
  }
  return json.dump(2) + "\n";
}

}  // namespace kuleshov::sense
