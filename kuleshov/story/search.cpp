#include "kuleshov/story/search.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "kuleshov/story/walked.hpp"

namespace kuleshov::story {

namespace {

std::size_t index_of(int value) { return static_cast<std::size_t>(value); }

}  // namespace

// Forgets sets that were only on the way, once they are many. `a` and `b` are in use by the caller.
void Search::tidy(const StateSets& a, const StateSets& b) {
  if (model_.table.in_use() < tidy_at_) return;
  std::vector<Bdd> roots;
  model_.add_roots(roots);
  for (const StateSets* sets : std::initializer_list<const StateSets*>{&reachable_, &met_, &a, &b})
    roots.insert(roots.end(), sets->begin(), sets->end());
  for (const auto& round : rounds_) {
    for (const auto& [scene, states] : round) roots.push_back(states);
  }
  model_.table.collect(roots);
  tidy_at_ = std::max(tidy_at_, 2 * model_.table.in_use());
}

const StateSets& Search::reachable() {
  if (done_) return reachable_;
  done_ = true;
  reachable_.assign(model_.scenes.size(), BddTable::none);
  StateSets waiting = reachable_;
  const std::vector<int> order = forward_order(model_);
  std::vector<std::size_t> rank(model_.scenes.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank[index_of(order[i])] = i;
  std::set<std::size_t> due{rank[index_of(model_.graph.opening())]};
  waiting[index_of(model_.graph.opening())] = reachable_[index_of(model_.graph.opening())] =
      model_.opening_states();
  while (!due.empty() && !model_.exhausted()) {
    const int scene = order[*due.begin()];
    due.erase(due.begin());
    tidy(waiting, {});
    const Bdd states = std::exchange(waiting[index_of(scene)], BddTable::none);
    for (const int w : model_.scenes[index_of(scene)].ways) {
      const ModelWay& way = model_.ways[index_of(w)];
      if (way.to < 0) continue;
      const std::size_t to = index_of(way.to);
      const Bdd fresh = model_.table.without(model_.image(way, states), reachable_[to]);
      if (fresh == BddTable::none) continue;
      reachable_[to] = model_.table.either(reachable_[to], fresh);
      waiting[to] = model_.table.either(waiting[to], fresh);
      due.insert(rank[to]);
    }
  }
  return reachable_;
}

void Search::next_round() {
  std::map<int, Bdd> fresh;
  if (rounds_.empty()) {
    met_.assign(model_.scenes.size(), BddTable::none);
    fresh[model_.graph.opening()] = model_.opening_states();
  } else {
    const auto last = rounds_.back();
    for (const auto& [scene, states] : last) {
      for (const int w : model_.scenes[index_of(scene)].ways) {
        const ModelWay& way = model_.ways[index_of(w)];
        if (way.to < 0) continue;
        const Bdd here = model_.table.without(model_.image(way, states), met_[index_of(way.to)]);
        if (here == BddTable::none) continue;
        Bdd& known = fresh.emplace(way.to, BddTable::none).first->second;
        known = model_.table.either(known, here);
      }
    }
  }
  for (const auto& [scene, states] : fresh)
    met_[index_of(scene)] = model_.table.either(met_[index_of(scene)], states);
  rounds_.emplace_back(fresh.begin(), fresh.end());
}

std::optional<Witness> Search::shortest_path(const StateSets& targets) {
  if (model_.exhausted()) return std::nullopt;
  BestFirst wanted;
  wanted.cost.assign(model_.scenes.size(), 1);
  wanted.goals = &targets;
  wanted.most_states = 200'000;
  FoundPath found;
  const SearchEnd end = best_first(model_, wanted, found);
  if (end == SearchEnd::found) return Witness{std::move(found.path)};
  if (end == SearchEnd::none) return std::nullopt;
  auto path = by_rounds(targets);
  return path ? std::optional(Witness{std::move(*path)}) : std::nullopt;
}

Reached Search::reaches(const StateSets& targets) {
  bool any = false;
  for (std::size_t s = 0; s < targets.size() && !any; ++s)
    any = model_.table.both(targets[s], reachable()[s]) != BddTable::none;
  if (model_.exhausted()) return Reached::unsettled;
  return any ? Reached::sometimes : Reached::never;
}

Answer Search::trapped(const StateSets& endings) {
  StateSets lost = can_reach(endings);
  for (std::size_t s = 0; s < lost.size(); ++s)
    lost[s] = model_.table.without(reachable()[s], lost[s]);
  if (model_.exhausted()) return {Reached::unsettled, {}};
  auto witness = shortest_path(lost);
  return witness ? Answer{Reached::sometimes, std::move(*witness)} : Answer{};
}

Answer Search::endless() {
  const StateSets inside = can_go_on_for_ever();
  if (model_.exhausted()) return {Reached::unsettled, {}};
  auto witness = shortest_path(inside);
  if (!witness) return {};
  witness->path = with_loop(std::move(witness->path), inside);
  return {Reached::sometimes, std::move(*witness)};
}

std::optional<std::vector<Step>> Search::by_rounds(const StateSets& targets) {
  for (std::size_t round = 0; !model_.exhausted(); ++round) {
    if (round == rounds_.size()) next_round();
    if (rounds_[round].empty()) return std::nullopt;
    for (const auto& [scene, states] : rounds_[round]) {
      const Bdd found = model_.table.both(states, targets[index_of(scene)]);
      if (found != BddTable::none) return trace(round, scene, found);
    }
  }
  return std::nullopt;
}

// Backwards through the rounds: each state of a round has a state before it in the last one.
std::vector<Step> Search::trace(std::size_t round, int scene, Bdd target) {
  std::vector<Step> path;
  for (; round > 0; --round) {
    bool found = false;
    for (const auto& [before, states] : rounds_[round - 1]) {
      for (const int w : model_.scenes[index_of(before)].ways) {
        const ModelWay& way = model_.ways[index_of(w)];
        if (way.to != scene || found) continue;
        const Bdd earlier = model_.table.both(model_.preimage(way, target), states);
        if (earlier == BddTable::none) continue;
        path.push_back({scene, w});
        target = earlier;
        found = true;
      }
      if (found) {
        scene = before;
        break;
      }
    }
    if (!found) break;
  }
  path.push_back({scene, -1});
  std::reverse(path.begin(), path.end());
  return path;
}

StateSets Search::can_reach(const StateSets& goals) {
  const StateSets& inside = reachable();
  StateSets good(goals.size(), BddTable::none);
  const std::vector<std::vector<int>> into = ways_into(model_);
  const std::vector<int> order = forward_order(model_);
  std::vector<std::size_t> rank(goals.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank[index_of(order[i])] = i;
  std::set<std::size_t> due;
  for (const int scene : order) {
    good[index_of(scene)] = model_.table.both(goals[index_of(scene)], inside[index_of(scene)]);
    if (good[index_of(scene)] != BddTable::none) due.insert(rank[index_of(scene)]);
  }
  while (!due.empty() && !model_.exhausted()) {
    const int scene = order[*due.rbegin()];  // the last first: most ways lead forward
    due.erase(std::prev(due.end()));
    tidy(goals, good);
    for (const int w : into[index_of(scene)]) {
      const ModelWay& way = model_.ways[index_of(w)];
      const std::size_t from = index_of(way.from);
      const Bdd here = model_.table.both(model_.preimage(way, good[index_of(scene)]), inside[from]);
      const Bdd wider = model_.table.either(good[from], here);
      if (wider == good[from]) continue;
      good[from] = wider;
      due.insert(rank[from]);
    }
  }
  return good;
}

// The greatest set from which some way leads into it again.
StateSets Search::can_go_on_for_ever() {
  StateSets inside = reachable();
  const std::vector<bool> cyclic = in_cycles(model_);
  for (std::size_t s = 0; s < inside.size(); ++s) {
    if (!cyclic[s]) inside[s] = BddTable::none;
  }
  for (bool changed = true; changed && !model_.exhausted();) {
    changed = false;
    for (std::size_t s = inside.size(); s-- > 0;) {
      if (inside[s] == BddTable::none) continue;
      tidy(inside, {});
      Bdd stays = BddTable::none;
      for (const int w : model_.scenes[s].ways) {
        const ModelWay& way = model_.ways[index_of(w)];
        if (way.to < 0 || inside[index_of(way.to)] == BddTable::none) continue;
        stays = model_.table.either(stays, model_.preimage(way, inside[index_of(way.to)]));
      }
      const Bdd kept = model_.table.both(inside[s], stays);
      changed |= kept != inside[s];
      inside[s] = kept;
    }
  }
  return inside;
}

std::vector<Step> Search::with_loop(std::vector<Step> path, const StateSets& inside) {
  // One concrete state, carried along the path.
  Bdd state = model_.opening_states();
  for (const Step& step : path) {
    if (step.way >= 0) state = model_.image(model_.ways[index_of(step.way)], state);
  }
  int scene = path.back().scene;
  state = model_.table.both(state, inside[index_of(scene)]);
  std::vector<std::uint8_t> bits(model_.bit_count);
  std::set<std::pair<int, Bdd>> passed;
  while (state != BddTable::none && !model_.exhausted()) {
    model_.table.pick(state, bits);
    state = model_.single(scene, bits);
    if (!passed.emplace(scene, state).second) break;
    Bdd next = BddTable::none;
    for (const int w : model_.scenes[index_of(scene)].ways) {
      const ModelWay& way = model_.ways[index_of(w)];
      if (way.to < 0) continue;
      next = model_.table.both(model_.image(way, state), inside[index_of(way.to)]);
      if (next == BddTable::none) continue;
      path.push_back({way.to, w});
      scene = way.to;
      break;
    }
    state = next;
  }
  return path;
}

}  // namespace kuleshov::story
