#include "kuleshov/story/best_first.hpp"

#include <algorithm>
#include <queue>
#include <string>
#include <tuple>
#include <unordered_set>

#include "kuleshov/story/packed_bits.hpp"

namespace kuleshov::story {

namespace {

std::size_t index_of(int value) { return static_cast<std::size_t>(value); }

struct Node {
  std::string state;
  int scene;
  int way;
  int parent;
  std::int64_t spent;
};

class Walk {
 public:
  Walk(Model& model, const BestFirst& wanted, std::vector<std::int64_t> estimate)
      : model_(model),
        wanted_(wanted),
        estimate_(std::move(estimate)),
        closed_(model.scenes.size()),
        bits_(model.bit_count) {}

  SearchEnd run(FoundPath& found) {
    model_.opening_bits(bits_);
    push(model_.graph.opening(), -1, -1, 0);
    while (!open_.empty()) {
      const int at = std::get<2>(open_.top());
      open_.pop();
      if (take_up(at, found)) return SearchEnd::found;
      if (nodes_.size() > wanted_.most_states) return SearchEnd::cut_off;
    }
    return SearchEnd::none;
  }

 private:
  void push(int scene, int way, int parent, std::int64_t spent) {
    const std::int64_t to_come = estimate(scene);
    if (to_come == unreachable_cost) return;
    std::string state = packed(bits_, model_.input_end());
    if (closed_[index_of(scene)].contains(state)) return;
    nodes_.push_back({std::move(state), scene, way, parent, spent});
    const auto index = static_cast<int>(nodes_.size()) - 1;
    // Among equals the one that has come furthest, then the older.
    open_.emplace(-(spent + to_come), spent, index);
  }

  [[nodiscard]] std::int64_t estimate(int scene) const {
    const std::int64_t plain = estimate_[index_of(scene)];
    if (!wanted_.estimate || plain == unreachable_cost) return plain;
    return std::max(plain, wanted_.estimate(scene, bits_));
  }

  bool take_up(int at, FoundPath& found) {
    const int scene = nodes_[index_of(at)].scene;
    if (!closed_[index_of(scene)].insert(nodes_[index_of(at)].state).second) return false;
    unpack(nodes_[index_of(at)].state, model_.input_end(), bits_);
    const Bits here = bits_;
    const std::int64_t spent = nodes_[index_of(at)].spent + wanted_.cost[index_of(scene)];
    if (model_.table.contains((*wanted_.goals)[index_of(scene)], here)) {
      found = {spent, path_to(at)};
      return true;
    }
    for (const int w : model_.scenes[index_of(scene)].ways) {
      const ModelWay& way = model_.ways[index_of(w)];
      if (way.to < 0 || !model_.table.contains(way.guard, here)) continue;
      bits_ = here;
      model_.step(way, bits_);
      push(way.to, w, at, spent);
    }
    return false;
  }

  [[nodiscard]] std::vector<Step> path_to(int last) const {
    std::vector<Step> path;
    for (int at = last; at >= 0; at = nodes_[index_of(at)].parent) {
      path.push_back({nodes_[index_of(at)].scene, nodes_[index_of(at)].way});
    }
    std::reverse(path.begin(), path.end());
    return path;
  }

  Model& model_;
  const BestFirst& wanted_;
  std::vector<std::int64_t> estimate_;
  std::vector<std::unordered_set<std::string>> closed_;
  std::vector<Node> nodes_;
  std::priority_queue<std::tuple<std::int64_t, std::int64_t, int>> open_;
  Bits bits_;
};

}  // namespace

std::optional<std::vector<std::int64_t>> cost_to_come(const Model& model, const BestFirst& wanted) {
  std::vector<std::int64_t> best(model.scenes.size(), unreachable_cost);
  for (std::size_t s = 0; s < best.size(); ++s) {
    if ((*wanted.goals)[s] != BddTable::none) best[s] = wanted.cost[s];
  }
  bool changed = true;
  for (std::size_t round = 0; changed; ++round) {
    if (round > best.size()) return std::nullopt;
    changed = false;
    for (auto way = model.ways.rbegin(); way != model.ways.rend(); ++way) {
      if (way->to < 0 || way->guard == BddTable::none ||
          best[index_of(way->to)] == unreachable_cost)
        continue;
      const std::int64_t value = wanted.cost[index_of(way->from)] + best[index_of(way->to)];
      if (value >= best[index_of(way->from)]) continue;
      best[index_of(way->from)] = value;
      changed = true;
    }
  }
  return best;
}

SearchEnd best_first(Model& model, const BestFirst& wanted, FoundPath& found) {
  auto estimate = cost_to_come(model, wanted);
  if (!estimate) return SearchEnd::cut_off;
  return Walk(model, wanted, std::move(*estimate)).run(found);
}

}  // namespace kuleshov::story
