#include "kuleshov/story/near.hpp"

#include <algorithm>

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
}  // namespace

void Neighbourhood::grow(std::size_t most) {
  for (; done_ < order_.size() && done_ < most; ++done_) {
    const std::vector<Walked::Next> after = walked_.after(order_[done_].state);
    for (const Walked::Next& next : after) {
      if (!allowed_(next.state)) continue;
      const auto [known, fresh] = place_.emplace(next.state, static_cast<int>(order_.size()));
      order_[done_].next.push_back(known->second);
      if (fresh) order_.push_back({next.state});
    }
  }
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

std::vector<int> deep_loop(Walked& walked, int from, const std::function<bool(int)>& allowed,
                           std::size_t most) {
  std::unordered_map<int, bool> on_way{{from, true}};
  struct Passed {
    int state;
    std::vector<Walked::Next> after;
  };
  std::vector<Passed> way{{from, walked.after(from)}};
  while (!way.empty() && on_way.size() < most) {
    if (way.back().after.empty()) {
      on_way[way.back().state] = false;
      way.pop_back();
      continue;
    }
    const int to = way.back().after.back().state;
    way.back().after.pop_back();
    if (!allowed(to)) continue;
    const auto [known, fresh] = on_way.emplace(to, true);
    if (fresh) {
      way.push_back({to, walked.after(to)});
    } else if (known->second) {
      std::vector<int> states;
      for (const Passed& passed : way) states.push_back(passed.state);
      states.push_back(to);
      return states;
    }
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
