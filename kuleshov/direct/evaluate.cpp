#include "kuleshov/direct/evaluate.hpp"

#include <algorithm>
#include <array>
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
  // Fitted on the decisions (indices) of `others`.
  RewardModel(const std::vector<LoggedChoice>& log, const std::vector<std::size_t>& others) {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    each(log, others, [&](double feature, double reward, int) {
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
    each(log, others, [&](double feature, double reward, int way) {
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
  static void each(const std::vector<LoggedChoice>& log, const std::vector<std::size_t>& others,
                   Use use) {
    for (const std::size_t i : others) {
      const Candidate& taken = log[i].candidates[static_cast<std::size_t>(log[i].chosen)];
      use(-taken.distance, log[i].reward, taken.way);
    }
  }
  double level_ = 0, slope_ = 0;
  std::map<int, double> effects_;
};

// Decisions of showings with an even number, and of the others: a model of one half judges the
// other.
std::array<std::vector<std::size_t>, 2> halves_of(const std::vector<LoggedChoice>& log) {
  std::array<std::vector<std::size_t>, 2> halves;
  std::size_t showing = 0;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (i > 0 && log[i].showing != log[i - 1].showing) ++showing;
    halves[showing % 2].push_back(i);
  }
  return halves;
}

// The decisions of each showing, [begin, end) in the log.
std::vector<std::pair<std::size_t, std::size_t>> showings_of(const std::vector<LoggedChoice>& log) {
  std::vector<std::pair<std::size_t, std::size_t>> showings;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (i == 0 || log[i].showing != log[i - 1].showing) showings.emplace_back(i, i);
    showings.back().second = i + 1;
  }
  return showings;
}

struct Expectation {
  double taken = 0;   // of the way that was taken
  double target = 0;  // of what the target would do
};

Expectation expected(const RewardModel& model, const LoggedChoice& choice, const Target& target) {
  std::vector<double> probabilities(choice.candidates.size());
  target(choice, probabilities);
  Expectation result;
  for (std::size_t k = 0; k < choice.candidates.size(); ++k) {
    if (probabilities[k] > 0)
      result.target += probabilities[k] * model.predict(choice.candidates[k]);
  }
  result.taken = model.predict(choice.candidates[static_cast<std::size_t>(choice.chosen)]);
  return result;
}

// Sums over showings, decision by decision; a showing that is over goes on without reward.
struct PerDecision {
  double total = 0, decisions = 0, effective = 0;
  std::vector<double> influence;  // of each showing on the total
};

PerDecision per_decision(const std::vector<LoggedChoice>& log, const std::vector<double>& weights) {
  const auto showings = showings_of(log);
  PerDecision sums;
  sums.influence.resize(showings.size());
  std::vector<double> ratio(showings.size(), 1);
  std::size_t longest = 0;
  for (const auto& [begin, end] : showings) longest = std::max(longest, end - begin);
  for (std::size_t t = 0; t < longest; ++t) {
    double weight = 0, squares = 0, rewards = 0, going_on = 0;
    for (std::size_t i = 0; i < showings.size(); ++i) {
      const std::size_t at = showings[i].first + t;
      const bool goes_on = at < showings[i].second;
      if (goes_on) ratio[i] *= weights[at];
      weight += ratio[i];
      squares += ratio[i] * ratio[i];
      rewards += goes_on ? ratio[i] * log[at].reward : 0;
      going_on += goes_on ? ratio[i] : 0;
    }
    if (weight <= 0) return {};
    for (std::size_t i = 0; i < showings.size(); ++i) {
      const std::size_t at = showings[i].first + t;
      const double reward = at < showings[i].second ? log[at].reward : 0;
      sums.influence[i] += ratio[i] * (reward - rewards / weight) / weight;
    }
    sums.total += rewards / weight;
    sums.decisions += going_on / weight;
    sums.effective = weight * weight / squares;
  }
  return sums;
}

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
  const auto halves = halves_of(log);
  std::vector<double> values(log.size());
  for (std::size_t half = 0; half < 2; ++half) {
    const RewardModel model(log, halves[1 - half]);
    for (const std::size_t i : halves[half]) {
      const Expectation e = expected(model, log[i], target);
      values[i] = e.target + weights.of[i] * (log[i].reward - e.taken);
    }
  }
  return worth_of(values, weights.effective());
}

Worth snips_of_showings(const std::vector<LoggedChoice>& log, const Target& target) {
  const PerDecision sums = per_decision(log, weights_of(log, target).of);
  if (sums.decisions <= 0) return {};
  double variance = 0;
  for (const double part : sums.influence) variance += part * part;
  return {sums.total / sums.decisions, 1.96 * std::sqrt(variance) / sums.decisions, sums.effective};
}

Worth doubly_robust_of_showings(const std::vector<LoggedChoice>& log, const Target& target) {
  const auto showings = showings_of(log);
  const Weights weights = weights_of(log, target);
  const PerDecision sums = per_decision(log, weights.of);
  if (showings.size() < 4 || sums.decisions <= 0) return {};
  std::vector<LoggedChoice> to_go = log;  // rewards: what was still to come
  for (const auto& [begin, end] : showings)
    for (std::size_t i = end - 1; i-- > begin;) to_go[i].reward += to_go[i + 1].reward;
  const auto halves = halves_of(log);
  const RewardModel models[2]{{to_go, halves[1]}, {to_go, halves[0]}};
  std::vector<double> values;
  for (std::size_t s = 0; s < showings.size(); ++s) {
    double value = 0;
    for (std::size_t i = showings[s].second; i-- > showings[s].first;) {
      const Expectation e = expected(models[s % 2], log[i], target);
      value = e.target + weights.of[i] * (log[i].reward + value - e.taken);
    }
    values.push_back(value / sums.decisions);
  }
  return worth_of(values, sums.effective);
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
