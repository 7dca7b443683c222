#include "kuleshov/story/layers.hpp"

#include <map>

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
}  // namespace

Followed::Followed(Model& model)
    : model_(model), variable_of_bit_(model.bit_count, -1), follows_(model.variables.size()) {
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    const ModelVariable& variable = model.variables[v];
    for (std::uint32_t i = 0; i < variable.bits; ++i)
      variable_of_bit_[variable.first_bit + i] = static_cast<int>(v);
  }
  find_others();
}

void Followed::find_others() {
  others_ = BddTable::all;
  for (std::uint32_t bit = model_.bit_count; bit-- > model_.input_end();) {
    if (follows_[index_of(variable_of_bit_[bit])]) continue;
    others_ = model_.table.both(model_.table.bit(bit), others_);
  }
}

bool Followed::follow(const std::vector<std::uint32_t>& bits) {
  const std::size_t before = count_;
  for (const std::uint32_t bit : bits) {
    const int variable = variable_of_bit_[bit];
    if (variable < 0 || follows_[index_of(variable)]) continue;
    follows_[index_of(variable)] = true;
    ++count_;
  }
  if (count_ == before) return false;
  find_others();
  return true;
}

void Followed::follow_all() {
  follows_.assign(follows_.size(), true);
  count_ = follows_.size();
  others_ = BddTable::all;
}

bool Followed::follow_support(const StateSets& sets) {
  bool any = false;
  for (const Bdd set : sets) any |= set > BddTable::all && follow(model_.table.support(set));
  return any;
}

Bdd Followed::rest(Bdd states, const Bits& bits) {
  Bdd here = BddTable::all;
  for (std::uint32_t bit = model_.bit_count; bit-- > model_.input_end();) {
    if (!follows_[index_of(variable_of_bit_[bit])]) continue;
    const Bdd one = model_.table.bit(bit);
    here = model_.table.both(bits[bit] != 0 ? one : model_.table.inverse(one), here);
  }
  return model_.table.restricted(states, here);
}

bool Layers::run(const StateSets& targets, std::size_t most_nodes) {
  rounds_.assign(targets.size(), {});
  StateSets met(targets.size(), BddTable::none);
  std::map<int, Bdd> last;
  for (std::size_t s = 0; s < targets.size(); ++s) {
    if (targets[s] != BddTable::none) last[static_cast<int>(s)] = followed_.some(targets[s]);
  }
  for (int distance = 0; !last.empty(); ++distance) {
    for (const auto& [scene, states] : last) {
      rounds_[index_of(scene)].push_back({distance, states});
      met[index_of(scene)] = model_.table.either(met[index_of(scene)], states);
    }
    std::map<int, Bdd> fresh;
    for (const auto& [scene, states] : last) {
      for (const int w : into_[index_of(scene)]) {
        const ModelWay& way = model_.ways[index_of(w)];
        if (met[index_of(way.from)] == BddTable::all) continue;
        const Bdd before = followed_.some(model_.preimage(way, states));
        const Bdd here = model_.table.without(before, met[index_of(way.from)]);
        if (here == BddTable::none) continue;
        Bdd& known = fresh.emplace(way.from, BddTable::none).first->second;
        known = model_.table.either(known, here);
      }
    }
    if (model_.exhausted() || model_.table.in_use() > most_nodes) return false;
    last = std::move(fresh);
  }
  return true;
}

int Layers::distance(int scene, const Bits& bits) const {
  for (const Round& round : rounds_[index_of(scene)]) {
    if (model_.table.contains(round.states, bits)) return round.distance;
  }
  return -1;
}

Bdd Layers::at_distance(int scene, int distance) const {
  for (const Round& round : rounds_[index_of(scene)]) {
    if (round.distance == distance) return round.states;
  }
  return BddTable::none;
}

}  // namespace kuleshov::story
