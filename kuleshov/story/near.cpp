#include "kuleshov/story/near.hpp"

#include <algorithm>

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
}  // namespace

void Neighbourhood::grow(std::size_t most, const std::function<bool(int)>& wanted) {
  for (; done_ < order_.size() && done_ < most && !met_; ++done_) {
    const std::vector<Walked::Next> after = walked_.after(order_[done_].state);
    for (const Walked::Next& next : after) {
      if (met_ || !allowed_(next.state)) continue;
      const auto [known, fresh] = place_.emplace(next.state, static_cast<int>(order_.size()));
      order_[done_].next.push_back(known->second);
      if (!fresh) continue;
      order_.push_back({next.state, static_cast<int>(done_)});
      met_ = wanted && wanted(next.state);
    }
  }
}

std::vector<int> Neighbourhood::path_to_met() const {
  std::vector<int> path;
  for (int at = static_cast<int>(order_.size()) - 1; at >= 0; at = order_[index_of(at)].parent)
    path.push_back(order_[index_of(at)].state);
  std::reverse(path.begin(), path.end());
  return path;
}

// Depth first; a state on the way to itself closes a loop.
std::vector<int> Neighbourhood::loop() const {
  enum class Mark : char { fresh, on_way, done };
  std::vector<Mark> marks(order_.size(), Mark::fresh);
  std::vector<std::pair<int, std::size_t>> way{{0, 0}};
  marks[0] = Mark::on_way;
  while (!way.empty()) {
    auto& [place, next] = way.back();
    const std::vector<int>& after = order_[index_of(place)].next;
    if (next == after.size()) {
      marks[index_of(place)] = Mark::done;
      way.pop_back();
      continue;
    }
    const int to = after[next++];
    if (marks[index_of(to)] == Mark::on_way) {
      std::vector<int> states;
      for (const auto& [passed, unused] : way) states.push_back(order_[index_of(passed)].state);
      states.push_back(order_[index_of(to)].state);
      return states;
    }
    if (marks[index_of(to)] != Mark::fresh) continue;
    marks[index_of(to)] = Mark::on_way;
    way.emplace_back(to, 0);
  }
  return {};
}

std::vector<int> Neighbourhood::leaves() const {
  std::vector<int> leaves;
  for (std::size_t i = 0; i < done_; ++i) {
    if (order_[i].next.empty()) leaves.push_back(order_[i].state);
  }
  return leaves;
}

}  // namespace kuleshov::story
