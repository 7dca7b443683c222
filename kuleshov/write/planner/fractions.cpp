#include "kuleshov/write/planner/fractions.hpp"

#include <algorithm>
#include <numeric>

namespace kuleshov::write::planner {

namespace {

int scale_of(const Expression* e) {
  if (e == nullptr) return 1;
  const int own = e->thousandths == 0         ? 1
                  : e->thousandths % 100 == 0 ? 10
                  : e->thousandths % 10 == 0  ? 100
                                              : 1000;
  return std::accumulate(
      e->children.begin(), e->children.end(), own,
      [](int so_far, const auto& c) { return std::max(so_far, scale_of(c.get())); });
}

}  // namespace

int scale_of(const Problem& problem) {
  int scale = 1;
  const auto see = [&](const ExpressionRef& e) { scale = std::max(scale, scale_of(e.get())); };
  for (const auto& e : problem.initial) see(e);
  for (const auto* events : {&problem.actions, &problem.triggers})
    for (const Event& event : *events) see(event.precondition), see(event.effect);
  for (const Utility& utility : problem.utilities) see(utility.value);
  return scale;
}

}  // namespace kuleshov::write::planner
