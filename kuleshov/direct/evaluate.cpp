#include "kuleshov/direct/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace kuleshov::direct {

namespace {

constexpr double way_ridge = 5;  // pseudo-decisions that pull a way's effect to 0

double propensity(const LoggedChoice& choice) {
  return choice.candidates[static_cast<std::size_t>(choice.chosen)].propensity;
}

bool usable(const LoggedChoice& choice) { return propensity(choice) > 0; }

Worth worth_of(const std::vector<double>& values, double effective) {
  const auto n = static_cast<double>(values.size());
  double mean = 0;
  for (const double v : values) mean += v / n;
  double variance = 0;
  for (const double v : values) variance += (v - mean) * (v - mean) / (n - 1);
  return {mean, 1.96 * std::sqrt(variance / n), effective};
}

struct Weights {
  std::vector<double> of;
  double sum = 0, squares = 0;
  [[nodiscard]] double effective() const { return squares > 0 ? sum * sum / squares : 0; }
};

Weights weights_of(const std::vector<LoggedChoice>& log, const Target& target) {
  Weights weights;
  std::vector<double> probabilities;
  for (const LoggedChoice& choice : log) {
    probabilities.assign(choice.candidates.size(), 0);
    target(choice, probabilities);
    const double w =
        usable(choice) ? probabilities[static_cast<std::size_t>(choice.chosen)] / propensity(choice)
                       : 0;
    weights.of.push_back(w);
    weights.sum += w;
    weights.squares += w * w;
  }
  return weights;
}

// reward = level + slope * -distance + effect of the way
class RewardModel {
 public:
  RewardModel(const std::vector<LoggedChoice>& log, std::size_t fold) {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    each(log, fold, [&](double feature, double reward, int) {
      n += 1;
      x += feature;
      y += reward;
      xx += feature * feature;
      xy += feature * reward;
    });
    if (n == 0) return;
    const double spread = xx - x * x / n;
    slope_ = spread > 1e-9 ? (xy - x * y / n) / spread : 0;
    level_ = (y - slope_ * x) / n;
    std::map<int, std::pair<double, double>> sums;
    each(log, fold, [&](double feature, double reward, int way) {
      sums[way].first += reward - level_ - slope_ * feature;
      sums[way].second += 1;
    });
    for (const auto& [way, sum] : sums) effects_[way] = sum.first / (sum.second + way_ridge);
  }

  [[nodiscard]] double predict(const Candidate& candidate) const {
    const auto effect = effects_.find(candidate.way);
    return level_ - slope_ * candidate.distance + (effect == effects_.end() ? 0 : effect->second);
  }

 private:
  template <class Use>
  static void each(const std::vector<LoggedChoice>& log, std::size_t fold, Use use) {
    for (std::size_t i = 1 - fold; i < log.size(); i += 2) {
      const Candidate& taken = log[i].candidates[static_cast<std::size_t>(log[i].chosen)];
      use(-taken.distance, log[i].reward, taken.way);
    }
  }
  double level_ = 0, slope_ = 0;
  std::map<int, double> effects_;
};

}  // namespace

Worth on_log(const std::vector<LoggedChoice>& log) {
  std::vector<double> rewards;
  for (const LoggedChoice& choice : log) rewards.push_back(choice.reward);
  return worth_of(rewards, static_cast<double>(log.size()));
}

Worth snips(const std::vector<LoggedChoice>& log, const Target& target) {
  const Weights weights = weights_of(log, target);
  if (weights.sum <= 0) return {};
  double value = 0;
  for (std::size_t i = 0; i < log.size(); ++i) value += weights.of[i] * log[i].reward;
  value /= weights.sum;
  double variance = 0;  // delta method for a ratio
  for (std::size_t i = 0; i < log.size(); ++i) {
    const double part = weights.of[i] * (log[i].reward - value);
    variance += part * part;
  }
  return {value, 1.96 * std::sqrt(variance) / weights.sum, weights.effective()};
}

Worth doubly_robust(const std::vector<LoggedChoice>& log, const Target& target) {
  if (log.size() < 4) return {};
  const Weights weights = weights_of(log, target);
  const RewardModel models[2]{{log, 0}, {log, 1}};
  std::vector<double> values;
  std::vector<double> probabilities;
  for (std::size_t i = 0; i < log.size(); ++i) {
    const RewardModel& model = models[i % 2];
    const LoggedChoice& choice = log[i];
    probabilities.assign(choice.candidates.size(), 0);
    target(choice, probabilities);
    double value = 0;
    for (std::size_t k = 0; k < choice.candidates.size(); ++k)
      value += probabilities[k] * model.predict(choice.candidates[k]);
    const Candidate& taken = choice.candidates[static_cast<std::size_t>(choice.chosen)];
    values.push_back(value + weights.of[i] * (choice.reward - model.predict(taken)));
  }
  return worth_of(values, weights.effective());
}

Target greedy_target() {
  return [](const LoggedChoice& choice, std::span<double> probabilities) {
    std::size_t best = choice.candidates.size();
    for (std::size_t i = 0; i < choice.candidates.size(); ++i)
      if (choice.candidates[i].closed == Closed::no &&
          (best == choice.candidates.size() ||
           choice.candidates[i].score > choice.candidates[best].score))
        best = i;
    if (best < choice.candidates.size()) probabilities[best] = 1;
  };
}

Target even_target() {
  return [](const LoggedChoice& choice, std::span<double> probabilities) {
    const auto open = std::count_if(choice.candidates.begin(), choice.candidates.end(),
                                    [](const Candidate& c) { return c.closed == Closed::no; });
    for (std::size_t i = 0; i < choice.candidates.size(); ++i)
      if (choice.candidates[i].closed == Closed::no)
        probabilities[i] = 1 / static_cast<double>(open);
  };
}

Target default_target(const Plan& plan) {
  return [&plan](const LoggedChoice& choice, std::span<double> probabilities) {
    for (std::size_t i = 0; i < choice.candidates.size(); ++i) {
      const auto from = static_cast<std::size_t>(
          plan.ways()[static_cast<std::size_t>(choice.candidates[i].way)].from);
      if (choice.candidates[i].way == plan.scenes()[from].default_way) probabilities[i] = 1;
    }
  };
}

}  // namespace kuleshov::direct
