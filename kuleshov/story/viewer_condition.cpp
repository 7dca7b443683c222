#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kuleshov/story/expression.hpp"

namespace kuleshov::story {

namespace {
double lower_edge(const ViewerCondition& condition) {
  return std::max(0.05, condition.surely - hysteresis);
}
}  // namespace

std::string_view name_of(Quantity quantity) {
  static constexpr std::array<std::string_view, 3> names{"arousal", "valence", "attention"};
  return names[static_cast<std::size_t>(quantity)];
}

double probability(const ViewerCondition& condition, const ViewerBelief& belief) {
  const auto index = static_cast<std::size_t>(condition.quantity);
  const double away = belief.mean[index] - condition.threshold;
  const double signed_away = condition.above ? away : -away;
  const double sd = belief.sd[index];
  if (!(sd > 0)) return signed_away > 0 ? 1 : 0;
  return 0.5 * std::erfc(-signed_away / (sd * std::numbers::sqrt2));
}

void observe(const ViewerCondition& condition, const ViewerBelief& belief, base::Ticks elapsed,
             ConditionMemory& memory) {
  const double p = probability(condition, belief);
  const bool was = memory.above;
  memory.above = p >= (was ? lower_edge(condition) : condition.surely);
  memory.since = memory.above && was ? memory.since + elapsed : base::Ticks{};
  memory.holds = memory.above && memory.since >= condition.held;
}

bool implies(const ViewerCondition& a, const ViewerCondition& b) {
  if (a.quantity != b.quantity || a.above != b.above) return false;
  const bool stricter = a.above ? a.threshold >= b.threshold : a.threshold <= b.threshold;
  return stricter && a.surely >= b.surely && a.held >= b.held;
}

bool exclude(const ViewerCondition& a, const ViewerCondition& b) {
  if (a.quantity != b.quantity || a.above == b.above) return false;
  const ViewerCondition& over = a.above ? a : b;
  const ViewerCondition& under = a.above ? b : a;
  // P(x > t) + P(x < u) <= 1 for t >= u, so both can hold only if their lower edges fit into 1.
  return over.threshold >= under.threshold && lower_edge(a) + lower_edge(b) > 1;
}

}  // namespace kuleshov::story
