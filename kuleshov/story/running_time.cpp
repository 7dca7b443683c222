#include "kuleshov/story/running_time.hpp"

#include "kuleshov/story/answers.hpp"

namespace kuleshov::story {

namespace {

// Costs are to be as small as can be: the longest run counts negative.
BestFirst wanted_of(const Model& model, const StateSets& endings, Extreme extreme,
                    std::size_t most_states) {
  BestFirst wanted;
  for (const Scene& scene : model.graph.film().scenes) {
    const bool longest = extreme == Extreme::longest;
    wanted.cost.push_back(longest ? -longest_length(scene).count()
                                  : shortest_length(scene).count());
  }
  wanted.goals = &endings;
  wanted.most_states = most_states;
  return wanted;
}

base::Ticks time_of(std::int64_t cost, Extreme extreme) {
  return base::Ticks(extreme == Extreme::longest ? -cost : cost);
}

}  // namespace

base::Ticks shortest_length(const Scene& scene) {
  base::Ticks sum;
  for (const Shot& shot : scene.shots) sum += shot.shortest;
  return sum;
}

base::Ticks longest_length(const Scene& scene) {
  base::Ticks sum;
  for (const Shot& shot : scene.shots) sum += shot.longest;
  return sum;
}

RunningTimes running_time(Model& model, const std::vector<bool>& reached, Extreme extreme,
                          std::size_t most_states) {
  StateSets endings = all_of_endings(model);
  for (std::size_t s = 0; s < endings.size(); ++s) {
    if (!reached[s]) endings[s] = BddTable::none;
  }
  const BestFirst wanted = wanted_of(model, endings, extreme, most_states);
  RunningTimes times;
  const auto plain = cost_to_come(model, wanted);
  const auto opening = static_cast<std::size_t>(model.graph.opening());
  times.bounded = plain && (*plain)[opening] != unreachable_cost;
  if (times.bounded) times.bound = time_of((*plain)[opening], extreme);
  FoundPath found;
  const SearchEnd end = best_first(model, wanted, found);
  times.cut_off = end == SearchEnd::cut_off;
  if (end == SearchEnd::found)
    times.exact = RunningTime{time_of(found.cost, extreme), std::move(found.path)};
  return times;
}

}  // namespace kuleshov::story
