#include "kuleshov/story/walked.hpp"

#include <algorithm>

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
}  // namespace

std::vector<int> forward_order(const Model& model) {
  std::vector<int> order;
  std::vector<char> visited(model.scenes.size());
  std::vector<std::pair<int, std::size_t>> frames{{model.graph.opening(), 0}};
  visited[index_of(model.graph.opening())] = 1;
  while (!frames.empty()) {
    auto& [scene, next] = frames.back();
    const auto& ways = model.scenes[index_of(scene)].ways;
    if (next == ways.size()) {
      order.push_back(scene);
      frames.pop_back();
      continue;
    }
    const int to = model.ways[index_of(ways[next++])].to;
    if (to < 0 || visited[index_of(to)] != 0) continue;
    visited[index_of(to)] = 1;
    frames.emplace_back(to, 0);
  }
  std::reverse(order.begin(), order.end());
  return order;
}

Walked::Walked(Model& model)
    : model_(model), in_scene_(model.scenes.size()), known_(model.scenes.size()) {
  Bits opening;
  model_.opening_bits(opening);
  keep(opening, model_.graph.opening(), -1, -1);
}

Walked::Next Walked::keep(const Bits& bits, int scene, int way, int parent) {
  const auto number = static_cast<int>(states_.size());
  std::string state = packed(bits, model_.input_end());
  const auto [known, fresh] = known_[index_of(scene)].emplace(state, number);
  if (!fresh) return {known->second, way};
  states_.push_back({std::move(state), scene, way, parent});
  in_scene_[index_of(scene)].push_back(number);
  return {number, way};
}

const Bits& Walked::bits(int state) {
  bits_.resize(model_.bit_count);
  unpack(at(state).bits, model_.input_end(), bits_);
  return bits_;
}

const std::vector<Walked::Next>& Walked::after(int state) {
  next_.clear();
  const Bits here = bits(state);
  for (const int w : model_.scenes[index_of(scene(state))].ways) {
    const ModelWay& way = model_.ways[index_of(w)];
    if (way.to < 0 || !model_.table.contains(way.guard, here)) continue;
    bits_ = here;
    model_.step(way, bits_);
    next_.push_back(keep(bits_, way.to, w, state));
  }
  return next_;
}

// In several rounds, for films that go round: in each the states that were not walked on from yet.
void Walked::spread(std::size_t most) {
  constexpr int rounds = 12;
  const std::vector<int> order = forward_order(model_);
  std::vector<std::size_t> done(in_scene_.size());
  for (int round = 0; round < rounds; ++round) {
    bool changed = false;
    for (const int scene : order) {
      const std::vector<int> here = in_scene_[index_of(scene)];
      const std::size_t end = std::min(here.size(), most);
      for (std::size_t& i = done[index_of(scene)]; i < end; ++i) {
        after(here[i]);
        changed = true;
      }
    }
    if (!changed) return;
  }
}

std::vector<int> Walked::states_to(int state) const {
  std::vector<int> states;
  for (int i = state; i >= 0; i = at(i).parent) states.push_back(i);
  std::reverse(states.begin(), states.end());
  return states;
}

std::vector<Step> Walked::path_to(int state) const {
  std::vector<Step> path;
  for (int i = state; i >= 0; i = at(i).parent) path.push_back({at(i).scene, at(i).way});
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace kuleshov::story
