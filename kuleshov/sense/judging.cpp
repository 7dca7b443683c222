#include "kuleshov/sense/judging.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "kuleshov/sense/train.hpp"

namespace kuleshov::sense {

std::vector<double> targets_of(const Person& person) {
  std::vector<double> out;
  for (const LabelledWindow& w : person.windows) out.push_back(w.target);
  return out;
}

bool all_binary(std::span<const Person> people) {
  return std::all_of(people.begin(), people.end(), [](const Person& person) {
    return std::all_of(person.windows.begin(), person.windows.end(),
                       [](const auto& w) { return w.target == 0 || w.target == 1; });
  });
}

double balanced_accuracy(std::span<const double> scores, std::span<const double> targets,
                         double threshold) {
  double right[2] = {0, 0};
  double all[2] = {0, 0};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const int c = targets[i] > 0.5 ? 1 : 0;
    all[c] += 1;
    right[c] += (scores[i] > threshold) == (c == 1) ? 1 : 0;
  }
  if (all[0] == 0 || all[1] == 0) return 0.5;
  return (right[0] / all[0] + right[1] / all[1]) / 2;
}

// Bins of a minute: the share of ones among the others at that minute.
double elapsed_auc(const People& others, const Person& person) {
  std::map<long, std::pair<double, double>> minutes;
  for (const Person* other : others) {
    for (const LabelledWindow& w : other->windows) {
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

}  // namespace kuleshov::sense
