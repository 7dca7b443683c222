// Off-policy evaluation: what another policy would have been worth, from the logs of this one.
// Self-normalised inverse propensity scoring (Swaminathan & Joachims 2015) and the doubly robust
// estimator (Dudik, Langford & Li 2011), each decision taken as one round of a contextual bandit.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "kuleshov/direct/simulate.hpp"

namespace kuleshov::direct {

struct Worth {
  double value = 0;       // mean reward a decision: minus the mean squared distance to the line
  double half_width = 0;  // of the 95 % confidence interval
  double effective = 0;   // effective sample size (Kish): how much the logs say about that policy
};

// Fills the probability of each candidate under the policy in question; closed ones get 0.
using Target = std::function<void(const LoggedChoice&, std::span<double>)>;

Worth on_log(const std::vector<LoggedChoice>& log);  // the logging policy itself
Worth snips(const std::vector<LoggedChoice>& log, const Target& target);
// The reward model is a ridge regression on the engine's predicted distance with an effect per way,
// fitted on the other half of the log (cross-fitting).
Worth doubly_robust(const std::vector<LoggedChoice>& log, const Target& target);

// Films of several key points: what an early decision does to later ones counts. Per-decision
// weighted importance sampling (Precup, Sutton & Singh 2000) and the doubly robust estimator for
// sequences (Jiang & Li 2016). The value is still a decision's; the log lists each showing's
// decisions in order.
Worth snips_of_showings(const std::vector<LoggedChoice>& log, const Target& target);
Worth doubly_robust_of_showings(const std::vector<LoggedChoice>& log, const Target& target);

// Targets: the way with the best score; every open way alike; the film's default way.
Target greedy_target();
Target even_target();
Target default_target(const Plan& plan);

}  // namespace kuleshov::direct
