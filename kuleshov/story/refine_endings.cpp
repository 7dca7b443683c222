// Whether every path ends, by refinement.
#include <algorithm>
#include <queue>
#include <unordered_map>

#include "kuleshov/story/near.hpp"
#include "kuleshov/story/refine.hpp"

namespace kuleshov::story {

namespace {

constexpr int most_rounds = 48;
constexpr std::size_t most_near = 40'000;  // states around one that is in question

constexpr std::size_t most_deep = 400'000;
// Nodes spent on knowing exactly which states keep the promises.
constexpr std::size_t most_more = std::size_t{1} << 20U;

std::size_t index_of(int value) { return static_cast<std::size_t>(value); }

std::vector<Step> joined(std::vector<Step> path, const std::vector<Step>& rest) {
  path.insert(path.end(), rest.begin(), rest.end());
  return path;
}

}  // namespace

StateSets Refiner::surely_reach(const StateSets& goals, bool& all) {
  next_question();
  Followed followed(model_);
  followed.follow_support(goals);
  protected_ = surely_reach(goals, followed, most_nodes_);
  followed.follow_all();
  const std::size_t most = model_.table.in_use() + most_more;
  const StateSets more = surely_reach(protected_, followed, most);
  all = !model_.exhausted() && model_.table.in_use() <= most;
  if (!model_.exhausted()) protected_ = more;
  next_question();
  return protected_;
}

// Backwards: a state belongs to the set if every state that agrees with it in what is followed has
// some way into the set. What was found when the nodes are too many is true, and not all.
StateSets Refiner::surely_reach(StateSets good, Followed& followed, std::size_t most_nodes) {
  for (Bdd& states : good) states = followed.every(states);
  std::vector<int> order = forward_order(model_);
  std::reverse(order.begin(), order.end());
  for (bool changed = true; changed && !model_.exhausted();) {
    changed = false;
    for (const int scene : order) {
      Bdd& here = good[index_of(scene)];
      if (here == BddTable::all) continue;
      if (model_.table.in_use() > most_nodes) return good;
      const Bdd leads = before(scene, [&](int to) { return good[index_of(to)]; });
      const Bdd wider = model_.table.either(here, followed.every(leads));
      changed |= wider != here;
      here = wider;
    }
  }
  return good;
}

Answer Refiner::trapped(const StateSets& endings) {
  Followed followed(model_);
  for (int round = 0; round < most_rounds; ++round) {
    const StateSets good = surely_reach(endings, followed, most_nodes_);
    StateSets doubtful = good;
    for (Bdd& states : doubtful) states = model_.table.inverse(states);
    const Reached reached = reaches(doubtful);
    if (reached != Reached::sometimes) return {reached, {}};
    const int doubted = found_;
    if (learned_from_endings(endings, good, followed)) continue;
    End end = End::cut_off;
    const std::vector<int> path = led(doubted, endings, end);
    if (end == End::nowhere) return {Reached::sometimes, {walked_.path_to(doubted), false}};
    if (end == End::cut_off || !refine_surely(good, path, followed)) break;
  }
  return {Reached::unsettled, {}};
}

// From paths that were walked to an ending.
bool Refiner::learned_from_endings(const StateSets& endings, const StateSets& good,
                                   Followed& followed) {
  constexpr std::size_t most_asked = 32;
  for (std::size_t s = 0; s < endings.size(); ++s) {
    if (endings[s] == BddTable::none) continue;
    const std::vector<int> walked = walked_.in_scene(s);
    for (std::size_t i = 0; i < std::min(most_asked, walked.size()); ++i) {
      if (!is_in(endings, walked[i])) continue;
      if (refine_surely(good, walked_.states_to(walked[i]), followed)) return true;
    }
  }
  return false;
}

std::vector<int> Refiner::led(int from, const StateSets& goals, End& end) {
  Followed none(model_);
  Layers plain(model_, none, into_);
  if (!plain.run(goals, most_nodes_)) return {};
  std::priority_queue<std::pair<int, int>, std::vector<std::pair<int, int>>, std::greater<>> open;
  std::unordered_map<int, int> parent{{from, -1}};
  const auto push = [&](int state) {
    const int distance = plain.distance(walked_.scene(state), walked_.bits(state));
    if (distance >= 0) open.emplace(distance, state);
  };
  push(from);
  for (std::size_t walks = 0; !open.empty(); ++walks) {
    if (walks == most_near) return {};
    const int state = open.top().second;
    open.pop();
    if (is_in(goals, state)) {
      end = End::found;
      std::vector<int> path;
      for (int at = state; at >= 0; at = parent[at]) path.push_back(at);
      std::reverse(path.begin(), path.end());
      return path;
    }
    const std::vector<Walked::Next> after = walked_.after(state);
    for (const Walked::Next& next : after) {
      if (parent.emplace(next.state, state).second) push(next.state);
    }
  }
  end = End::nowhere;
  return {};
}

// The path leads from outside `good` into it: what has to be followed for its last state outside to
// be seen to lead there.
bool Refiner::refine_surely(const StateSets& good, const std::vector<int>& path,
                            Followed& followed) {
  for (std::size_t i = path.size() - 1; i-- > 0;) {
    if (is_in(good, path[i]) || !is_in(good, path[i + 1])) continue;
    const Bdd leads = before(walked_.scene(path[i]), [&](int to) { return good[index_of(to)]; });
    const Bits bits = walked_.bits(path[i]);
    const Bdd astray = followed.rest(model_.table.inverse(leads), bits);
    return astray != BddTable::none && followed.follow(model_.table.to_turn(astray, bits));
  }
  return false;
}

// The greatest set within cycles of the graph from which some way may lead into it again.
StateSets Refiner::inside_cycles(Followed& followed) {
  const std::vector<bool> cyclic = in_cycles(model_);
  StateSets inside(cyclic.size(), BddTable::none);
  for (std::size_t s = 0; s < cyclic.size(); ++s) {
    if (cyclic[s]) inside[s] = BddTable::all;
  }
  for (bool changed = true; changed && !model_.exhausted();) {
    changed = false;
    for (std::size_t s = inside.size(); s-- > 0;) {
      if (inside[s] == BddTable::none) continue;
      const Bdd stays = before(static_cast<int>(s), [&](int to) { return inside[index_of(to)]; });
      const Bdd kept = model_.table.both(inside[s], followed.some(stays));
      changed |= kept != inside[s];
      inside[s] = kept;
    }
  }
  return inside;
}

bool Refiner::refine_inside(const StateSets& inside, const std::vector<int>& leaves,
                            Followed& followed) {
  std::vector<std::uint32_t> best;
  for (std::size_t i = 0; i < std::min<std::size_t>(24, leaves.size()); ++i) {
    const Bdd stays =
        before(walked_.scene(leaves[i]), [&](int to) { return inside[index_of(to)]; });
    const Bits bits = walked_.bits(leaves[i]);
    const Bdd others = followed.rest(stays, bits);
    if (others == BddTable::none) continue;
    auto turned = model_.table.to_turn(others, bits);
    if (!turned.empty() && (best.empty() || turned.size() < best.size())) best = std::move(turned);
  }
  return followed.follow(best);
}

Answer Refiner::endless() {
  Followed followed(model_);
  for (int round = 0; round < most_rounds; ++round) {
    const StateSets inside = inside_cycles(followed);
    const Reached reached = reaches(inside);
    if (reached != Reached::sometimes) return {reached, {}};
    const int first = found_;
    Neighbourhood near(walked_, first, [&](int state) { return is_in(inside, state); });
    for (const std::size_t most : {std::size_t{60}, std::size_t{1200}, most_near}) {
      near.grow(most);
      const std::vector<int> loop = near.loop();
      if (loop.empty()) continue;
      return {Reached::sometimes, {joined(walked_.path_to(first), steps_of(loop)), false}};
    }
    if (near.whole() || !near.leaves().empty()) {
      if (!refine_inside(inside, near.leaves(), followed)) break;
      continue;
    }
    return looped(inside, first);
  }
  return {Reached::unsettled, {}};
}

// No short way round: any, found in the depth, and then the shortest from where it closes.
Answer Refiner::looped(const StateSets& inside, int from) {
  const auto allowed = [&](int state) { return is_in(inside, state); };
  const std::vector<int> deep = deep_loop(walked_, from, allowed, most_deep);
  if (deep.empty()) return {Reached::unsettled, {}};
  const auto closes = std::find(deep.begin(), deep.end(), deep.back());
  std::vector<int> loop(closes, deep.end());
  Neighbourhood near(walked_, deep.back(), allowed);
  for (const std::size_t most : {std::size_t{60}, std::size_t{1200}}) {
    near.grow(most);
    const std::vector<int> nearer = near.loop();
    if (!nearer.empty() && nearer.size() < loop.size()) loop = nearer;
  }
  return {Reached::sometimes, {joined(walked_.path_to(loop.front()), steps_of(loop)), false}};
}

// The ways between states that follow each other, without the first state.
std::vector<Step> Refiner::steps_of(const std::vector<int>& states) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i + 1 < states.size(); ++i) {
    const std::vector<Walked::Next> after = walked_.after(states[i]);
    const auto next = std::find_if(after.begin(), after.end(),
                                   [&](const Walked::Next& n) { return n.state == states[i + 1]; });
    steps.push_back({walked_.scene(next->state), next->way});
  }
  return steps;
}

}  // namespace kuleshov::story
