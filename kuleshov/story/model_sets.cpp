#include <algorithm>

#include "kuleshov/story/model.hpp"
#include "kuleshov/story/model_parts.hpp"

namespace kuleshov::story {

Bdd Model::some_input(int scene, Bdd condition) {
  return table.exists(table.both(condition, scenes[static_cast<std::size_t>(scene)].consistent),
                      input_cube_);
}

Bdd Model::apply(const ModelEffect& effect, Bdd states) {
  const ModelVariable& v = variables[static_cast<std::size_t>(effect.variable)];
  Bdd after = BddTable::none;
  for (const ModelEffect::Case& one : effect.cases) {
    Bdd here = table.both(states, one.when);
    const auto offset = static_cast<unsigned>(one.value - v.low);
    for (std::uint32_t i = 0; i < v.bits; ++i)
      here = table.put(here, v.first_bit + i, (offset >> i & 1U) != 0);
    after = table.either(after, here);
  }
  return after;
}

Bdd Model::unapply(const ModelEffect& effect, Bdd states) {
  Bdd before = BddTable::none;
  for (const ModelEffect::Case& one : effect.cases) {
    const Bdd set = table.restricted(states, has_value(effect.variable, one.value));
    before = table.either(before, table.both(set, one.when));
  }
  return before;
}

Bdd Model::image(const ModelWay& way, Bdd states) {
  Bdd after = table.both(states, way.guard);
  if (after == BddTable::none || way.to < 0) return BddTable::none;
  for (const ModelEffect& effect : way.effects) after = apply(effect, after);
  return table.exists(after, scenes[static_cast<std::size_t>(way.to)].dead_bits);
}

Bdd Model::preimage(const ModelWay& way, Bdd states) {
  Bdd before = states;
  for (auto effect = way.effects.rbegin(); effect != way.effects.rend(); ++effect)
    before = unapply(*effect, before);
  return table.both(before, way.guard);
}

Bdd Model::opening_states() {
  Bdd states = BddTable::all;
  for (std::size_t v = 0; v < variables.size(); ++v) {
    const ModelVariable& variable = variables[v];
    const bool story = variable.kind == ModelVariable::Kind::story;
    const int start =
        story ? graph.film().variables[static_cast<std::size_t>(variable.index)].start : 0;
    states = table.both(states, has_value(static_cast<int>(v), start));
  }
  for (const ModelEffect& effect : entering(graph.opening())) states = apply(effect, states);
  return table.exists(states, scenes[static_cast<std::size_t>(graph.opening())].dead_bits);
}

void Model::set_value(int variable, int value, std::vector<std::uint8_t>& bits) const {
  const ModelVariable& v = variables[static_cast<std::size_t>(variable)];
  const auto offset = static_cast<unsigned>(value - v.low);
  for (std::uint32_t i = 0; i < v.bits; ++i) {
    bits[v.first_bit + i] = static_cast<std::uint8_t>(offset >> i & 1U);
  }
}

void Model::bits_of(const StoryState& state, std::vector<std::uint8_t>& bits) const {
  bits.assign(bit_count, 0);
  const auto set = [&](int variable, int value) { set_value(variable, value, bits); };
  for (std::size_t i = 0; i < story_variable.size(); ++i)
    set(story_variable[i], state.variables[i]);
  for (std::size_t i = 0; i < visit_variable.size(); ++i) {
    const ModelVariable& counter = variables[static_cast<std::size_t>(visit_variable[i])];
    set(visit_variable[i], std::min<int>(state.visits[i], counter.high));
  }
  for (const int scene : state.path) {
    const int rank = graph.scenes()[static_cast<std::size_t>(scene)].core_rank;
    if (rank >= 0) set(core_variable_[static_cast<std::size_t>(rank)], 1);
    for (const auto& [key, value] :
         graph.film().scenes[static_cast<std::size_t>(scene)].continuity) {
      for (std::size_t i = 0; i < facts.size() && !is_requirement(key); ++i) {
        if (facts[i].key != fact_key(key, value)) continue;
        const auto found = std::find(facts[i].values.begin(), facts[i].values.end(), value);
        set(fact_variable[i], static_cast<int>(found - facts[i].values.begin()));
      }
    }
  }
}

void Model::add_roots(std::vector<Bdd>& roots) const {
  roots.push_back(input_cube_);
  for (const ModelScene& scene : scenes) {
    roots.insert(roots.end(), {scene.consistent, scene.dead_bits});
    for (const Requirement& required : scene.requirements) roots.push_back(required.met);
  }
  for (const ModelWay& way : ways) {
    roots.insert(roots.end(), {way.trigger, way.guard, way.surely});
    for (const ModelEffect& effect : way.effects) {
      for (const ModelEffect::Case& one : effect.cases) roots.push_back(one.when);
    }
  }
}

void Model::step(const ModelWay& way, std::vector<std::uint8_t>& bits) const {
  for (const ModelEffect& effect : way.effects) {
    for (const ModelEffect::Case& one : effect.cases) {
      if (!table.contains(one.when, bits)) continue;
      set_value(effect.variable, one.value, bits);
      break;
    }
  }
  for (const std::uint32_t bit : scenes[static_cast<std::size_t>(way.to)].dead) bits[bit] = 0;
}

void Model::opening_bits(std::vector<std::uint8_t>& bits) {
  bits.assign(bit_count, 0);
  table.pick(opening_states(), bits);
}

Bdd Model::single(int scene, const std::vector<std::uint8_t>& bits) {
  Bdd cube = BddTable::all;
  for (std::uint32_t i = bit_count; i-- > most_inputs_;) {
    cube = table.both(bits[i] != 0 ? table.bit(i) : table.inverse(table.bit(i)), cube);
  }
  return table.exists(cube, scenes[static_cast<std::size_t>(scene)].dead_bits);
}

}  // namespace kuleshov::story
