#include "kuleshov/story/refine.hpp"

#include <algorithm>
#include <queue>
#include <set>

namespace kuleshov::story {

namespace {

constexpr int most_rounds = 64;          // of refinement, for one question
constexpr std::size_t first_walk = 300;  // states walked on from before refining
constexpr std::size_t longest_walk = 60'000;
constexpr std::size_t most_walked = 3'000'000;  // states kept: about 0.4 GiB
constexpr std::size_t spread_in_scene = 96;
constexpr std::size_t most_starts = 400;
constexpr std::size_t most_shortest = 300'000;  // states tried for the shortest path
constexpr std::size_t tidy_at = std::size_t{1} << 21U;

std::size_t index_of(int value) { return static_cast<std::size_t>(value); }

}  // namespace

Refiner::Refiner(Model& model, std::size_t most_nodes)
    : model_(model), most_nodes_(most_nodes / 2), walked_(model), into_(ways_into(model)) {
  walked_.spread(spread_in_scene);
}

bool Refiner::is_in(const StateSets& sets, int state) {
  const Bdd set = sets[index_of(walked_.scene(state))];
  if (set <= BddTable::all) return set == BddTable::all;
  return model_.table.contains(set, walked_.bits(state));
}

void Refiner::next_question() {
  asked_.clear();
  layers_.reset();
  followed_.reset();
  if (model_.table.in_use() < tidy_at && !model_.exhausted()) return;
  std::vector<Bdd> roots = protected_;
  model_.add_roots(roots);
  model_.table.recover(roots);
}

bool Refiner::known_to_reach(const StateSets& targets) {
  for (std::size_t s = 0; s < targets.size(); ++s) {
    if (targets[s] == BddTable::none) continue;
    for (const int state : walked_.in_scene(s)) {
      if (!is_in(targets, state)) continue;
      found_ = state;
      return true;
    }
  }
  return false;
}

Reached Refiner::reaches(const StateSets& targets) {
  if (model_.exhausted()) return Reached::unsettled;
  if (known_to_reach(targets)) return Reached::sometimes;
  asked_ = targets;
  followed_.emplace(model_);
  followed_->follow_support(targets);
  layers_.emplace(model_, *followed_, into_);
  std::size_t most = first_walk;
  for (int round = 0; round < most_rounds; ++round) {
    if (!layers_->run(targets, most_nodes_)) break;
    if (layers_->distance(walked_.scene(0), walked_.bits(0)) < 0) return Reached::never;
    const End end = walk_to(targets, most);
    if (end == End::found) return Reached::sometimes;
    if (end == End::nowhere) return Reached::never;
    most = std::min(longest_walk, most + most / 2);
    if (!follow_what_blocks() && most == longest_walk) break;
  }
  asked_.clear();
  return Reached::unsettled;
}

// The walked states nearest to the targets, and the opening: distance, state.
std::vector<std::pair<int, int>> Refiner::nearest_walked() {
  std::vector<std::pair<int, int>> starts;
  for (std::size_t s = 0; s < into_.size(); ++s) {
    if (!layers_->met(static_cast<int>(s))) continue;
    for (const int state : walked_.in_scene(s)) {
      const int distance = layers_->distance(static_cast<int>(s), walked_.bits(state));
      if (distance >= 0) starts.emplace_back(distance, state);
    }
  }
  std::sort(starts.begin(), starts.end());
  if (starts.size() > most_starts) starts.resize(most_starts);
  starts.emplace_back(layers_->distance(walked_.scene(0), walked_.bits(0)), 0);
  return starts;
}

// Always on from the state nearest to the targets. Whatever the abstraction says cannot come there
// is left out; so where nothing is left to walk on from, the film cannot come there either.
Refiner::End Refiner::walk_to(const StateSets& targets, std::size_t most) {
  std::priority_queue<std::pair<int, int>, std::vector<std::pair<int, int>>, std::greater<>> open;
  std::set<int> met;
  for (const auto& start : nearest_walked()) {
    if (met.insert(start.second).second) open.push(start);
  }
  nearest_.clear();
  for (std::size_t walks = 0; !open.empty(); ++walks) {
    if (walks == most || walked_.size() > most_walked) return End::cut_off;
    const auto [distance, state] = open.top();
    open.pop();
    if (distance == 0 && is_in(targets, state)) {
      found_ = state;
      return End::found;
    }
    if (nearest_.empty() || distance < nearest_.front().first) nearest_.clear();
    if (nearest_.empty() || distance == nearest_.front().first)
      nearest_.emplace_back(distance, state);
    const std::vector<Walked::Next> after = walked_.after(state);
    for (const Walked::Next& next : after) {
      if (!met.insert(next.state).second) continue;
      const int left = layers_->distance(walked_.scene(next.state), walked_.bits(next.state));
      if (left >= 0) open.emplace(left, next.state);
    }
  }
  return End::nowhere;
}

Bdd Refiner::before(int scene, const std::function<Bdd(int to)>& after) {
  Bdd states = BddTable::none;
  for (const int w : model_.scenes[index_of(scene)].ways) {
    const ModelWay& way = model_.ways[index_of(w)];
    if (way.to < 0) continue;
    const Bdd goal = after(way.to);
    if (goal == BddTable::none) continue;
    states = model_.table.either(states, model_.preimage(way, goal));
  }
  return states;
}

// What would have to be otherwise in the state for a way to lead nearer.
std::vector<std::uint32_t> Refiner::blocking(int state, int distance) {
  const Bdd nearer =
      before(walked_.scene(state), [&](int to) { return layers_->at_distance(to, distance - 1); });
  const Bits bits = walked_.bits(state);
  const Bdd others = followed_->rest(nearer, bits);
  return others == BddTable::none ? std::vector<std::uint32_t>{}
                                  : model_.table.to_turn(others, bits);
}

bool Refiner::follow_what_blocks() {
  constexpr std::size_t most_asked = 24;
  std::vector<std::uint32_t> best;
  for (std::size_t i = 0; i < std::min(most_asked, nearest_.size()); ++i) {
    const auto& [distance, state] = nearest_[i];
    if (distance == 0) continue;
    auto bits = blocking(state, distance);
    if (!bits.empty() && (best.empty() || bits.size() < best.size())) best = std::move(bits);
  }
  return followed_->follow(best);
}

// Layers for these targets, with what was followed when they were asked for.
bool Refiner::settled_layers(const StateSets& targets) {
  if (layers_ && asked_ == targets) return true;
  asked_ = targets;
  followed_.emplace(model_);
  followed_->follow_support(targets);
  layers_.emplace(model_, *followed_, into_);
  if (layers_->run(targets, most_nodes_)) return true;
  asked_.clear();
  return false;
}

std::optional<Witness> Refiner::shortest_path(const StateSets& targets) {
  if (reaches(targets) != Reached::sometimes) return std::nullopt;
  Witness known{walked_.path_to(found_), false};
  if (!settled_layers(targets)) return known;
  BestFirst wanted;
  wanted.cost.assign(model_.scenes.size(), 1);
  wanted.goals = &targets;
  wanted.most_states = most_shortest;
  wanted.estimate = [&](int scene, const Bits& bits) {
    const int distance = layers_->distance(scene, bits);
    return distance < 0 ? unreachable_cost : distance + 1;
  };
  FoundPath found;
  if (best_first(model_, wanted, found) != SearchEnd::found) return known;
  return Witness{std::move(found.path), true};
}

}  // namespace kuleshov::story
