#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/story/model.hpp"
#include "kuleshov/story/model_parts.hpp"
#include "kuleshov/story/symbolic.hpp"

namespace kuleshov::story {

std::vector<ModelEffect> Model::entering(int scene) {
  std::vector<ModelEffect> effects;
  const auto index = static_cast<std::size_t>(scene);
  const int rank = graph.scenes()[index].core_rank;
  if (rank >= 0) effects.push_back(assign(core_variable_[static_cast<std::size_t>(rank)], 1));
  for (std::size_t i = 0; i < visit_variable.size(); ++i) {
    if (graph.tracked()[i] != scene) continue;
    const ModelVariable& counter = variables[static_cast<std::size_t>(visit_variable[i])];
    ModelEffect count{visit_variable[i], {}, {visit_variable[i]}};
    for (int n = 0; n <= counter.high; ++n)
      count.cases.push_back({std::min(n + 1, counter.high), has_value(visit_variable[i], n)});
    effects.push_back(std::move(count));
  }
  for (const auto& [key, value] : graph.film().scenes[index].continuity) {
    if (is_requirement(key)) continue;
    const std::string name = fact_key(key, value);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (facts[i].key != name) continue;
      const auto found = std::find(facts[i].values.begin(), facts[i].values.end(), value);
      effects.push_back(
          assign(fact_variable[i], static_cast<int>(found - facts[i].values.begin())));
    }
  }
  for (const CompiledEffect& effect : graph.scenes()[index].on_enter) {
    effects.push_back({story_variable[static_cast<std::size_t>(effect.variable)],
                       symbolic_value(*this, effect.value, effect.variable),
                       reads_of(*this, effect.value)});
  }
  return effects;
}

// What conditions on the viewer, and elapsed times of one scene, can hold together.
Bdd Model::consistent_inputs() {
  const auto& conditions = graph.conditions();
  Bdd consistent = BddTable::all;
  for (std::size_t a = 0; a < conditions.size(); ++a) {
    for (std::size_t b = 0; b < conditions.size(); ++b) {
      const Bdd both = table.both(table.bit(static_cast<std::uint32_t>(a)),
                                  table.bit(static_cast<std::uint32_t>(b)));
      if (a < b && exclude(conditions[a], conditions[b]))
        consistent = table.without(consistent, both);
      const Bdd only_a = table.without(table.bit(static_cast<std::uint32_t>(a)),
                                       table.bit(static_cast<std::uint32_t>(b)));
      if (a != b && implies(conditions[a], conditions[b]))
        consistent = table.without(consistent, only_a);
    }
  }
  for (std::size_t i = 0; i + 1 < longer_.size(); ++i) {
    if (longer_[i].tracked != longer_[i + 1].tracked) continue;
    const Bdd shorter = longer(longer_[i]);
    consistent = table.without(consistent, table.without(longer(longer_[i + 1]), shorter));
  }
  return consistent;
}

void Model::compile_ways() {
  for (std::uint32_t i = most_inputs_; i-- > 0;)
    input_cube_ = table.both(table.bit(i), input_cube_);
  const Bdd consistent = consistent_inputs();
  std::vector<std::vector<ModelEffect>> entered;
  for (std::size_t s = 0; s < scenes.size(); ++s) entered.push_back(entering(static_cast<int>(s)));
  for (std::size_t s = 0; s < scenes.size(); ++s) {
    scenes[s].consistent = consistent;
    Bdd earlier = BddTable::none;
    const bool key_point = graph.film().scenes[s].key_point;
    for (std::size_t w = 0; w < graph.scenes()[s].ways.size(); ++w) {
      const GraphWay& compiled = graph.scenes()[s].ways[w];
      ModelWay way;
      way.from = static_cast<int>(s);
      way.way = static_cast<int>(w);
      way.to = compiled.to;
      way.trigger = symbolic_condition(*this, compiled.trigger);
      way.uses_viewer = compiled.trigger.uses_viewer || compiled.trigger.uses_time;
      way.always_written = compiled.trigger.instructions.empty();
      way.reads = reads_of(*this, compiled.trigger);
      way.guard =
          some_input(way.from, key_point ? way.trigger : table.without(way.trigger, earlier));
      way.surely = way.uses_viewer ? every_input(way.from, way.trigger) : way.trigger;
      earlier = table.either(earlier, way.trigger);
      for (const CompiledEffect& effect : compiled.effects) {
        way.effects.push_back({story_variable[static_cast<std::size_t>(effect.variable)],
                               symbolic_value(*this, effect.value, effect.variable),
                               reads_of(*this, effect.value)});
      }
      if (way.to >= 0) {
        const auto& on_entering = entered[static_cast<std::size_t>(way.to)];
        way.effects.insert(way.effects.end(), on_entering.begin(), on_entering.end());
      }
      scenes[s].ways.push_back(static_cast<int>(ways.size()));
      ways.push_back(std::move(way));
    }
  }
}

void Model::compile_requirements() {
  const auto fact_called = [&](const std::string& key) {
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const Fact& f) { return f.key == key; });
    return found == facts.end() ? -1 : static_cast<int>(found - facts.begin());
  };
  // The fact has the value; a life is lived until something is said of it.
  const auto met = [&](const std::string& key, const std::string& value) {
    const int fact = fact_called(fact_key(key, value));
    const bool lives = key.ends_with(".alive") && value == "true";
    if (fact < 0) return lives ? BddTable::all : BddTable::none;
    const auto& values = facts[static_cast<std::size_t>(fact)].values;
    const int variable = fact_variable[static_cast<std::size_t>(fact)];
    Bdd holds = lives ? has_value(variable, 0) : BddTable::none;
    const auto found = std::find(values.begin(), values.end(), value);
    if (found != values.end())
      holds = table.either(holds, has_value(variable, static_cast<int>(found - values.begin())));
    return holds;
  };
  for (std::size_t s = 0; s < scenes.size(); ++s) {
    const Scene& scene = graph.film().scenes[s];
    for (const auto& [key, value] : scene.continuity) {
      if (!is_requirement(key)) continue;
      const std::string fact = key.substr(0, key.size() - 1);
      const int index = fact_called(fact_key(fact, value));
      scenes[s].requirements.push_back(
          {fmt::format("{} is {}", fact, value), met(fact, value),
           index < 0 ? -1 : fact_variable[static_cast<std::size_t>(index)]});
    }
    for (const CharacterId& who : scene.present) {
      const std::string key = who.str() + ".alive";
      const int index = fact_called(key);
      const bool own = scene.continuity.contains(key);
      if (index < 0 || own) continue;
      scenes[s].requirements.push_back({fmt::format("{} is true: {} is present", key, who.str()),
                                        met(key, "true"),
                                        fact_variable[static_cast<std::size_t>(index)]});
    }
  }
}

// Backwards over the ways until nothing changes (live-variable analysis, Kildall 1973): a variable
// matters in a scene if something that can follow reads it before it is set again.
void Model::find_live_bits() {
  std::vector<std::set<int>> live(scenes.size());
  const auto before_way = [&](const ModelWay& way) {
    std::set<int> needed;
    if (way.to >= 0) {
      needed = live[static_cast<std::size_t>(way.to)];
      for (auto effect = way.effects.rbegin(); effect != way.effects.rend(); ++effect) {
        needed.erase(effect->variable);
        needed.insert(effect->reads.begin(), effect->reads.end());
      }
      for (const Requirement& required : scenes[static_cast<std::size_t>(way.to)].requirements) {
        if (required.variable >= 0) needed.insert(required.variable);
      }
    }
    needed.insert(way.reads.begin(), way.reads.end());
    return needed;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = scenes.size(); s-- > 0;) {
      const std::size_t size = live[s].size();
      for (const int way : scenes[s].ways)
        live[s].merge(before_way(ways[static_cast<std::size_t>(way)]));
      changed |= live[s].size() != size;
    }
  }
  for (std::size_t s = 0; s < scenes.size(); ++s) {
    Bdd dead = BddTable::all;
    std::vector<std::uint32_t> dead_bits;
    for (std::size_t v = 0; v < variables.size(); ++v) {
      const ModelVariable& variable = variables[v];
      const bool matters =
          variable.kind == ModelVariable::Kind::core || live[s].contains(static_cast<int>(v));
      if (matters)
        scenes[s].live_bits += variable.bits;
      else
        for (std::uint32_t i = 0; i < variable.bits; ++i)
          dead_bits.push_back(variable.first_bit + i);
    }
    std::sort(dead_bits.rbegin(), dead_bits.rend());
    for (const std::uint32_t bit : dead_bits) dead = table.both(table.bit(bit), dead);
    scenes[s].dead_bits = dead;
    scenes[s].dead = std::move(dead_bits);
  }
}

}  // namespace kuleshov::story
