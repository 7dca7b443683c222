#include "kuleshov/story/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <set>

#include "kuleshov/story/symbolic.hpp"

namespace kuleshov::story {

namespace {

// Calls `visit` with every compiled expression of the film.
template <class Visit>
void for_each_code(const Graph& graph, const Visit& visit) {
  for (const GraphScene& scene : graph.scenes()) {
    for (const CompiledEffect& effect : scene.on_enter) visit(effect.value);
    for (const GraphWay& way : scene.ways) {
      visit(way.trigger);
      for (const CompiledEffect& effect : way.effects) visit(effect.value);
    }
  }
}

// How far visits of a tracked scene must be counted: to 1 where only seen() and since() ask, one
// beyond the largest constant where times() is compared with constants, else to the counter's end.
int visits_that_matter(const Graph& graph, int tracked) {
  int most = 1;
  for_each_code(graph, [&](const Code& code) {
    const auto& all = code.instructions;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].op != Op::times || all[i].value != tracked) continue;
      const bool after = i + 2 < all.size() && all[i + 1].op == Op::constant &&
                         all[i + 2].op >= Op::less && all[i + 2].op <= Op::not_equal;
      const bool before = i >= 1 && i + 1 < all.size() && all[i - 1].op == Op::constant &&
                          all[i + 1].op >= Op::less && all[i + 1].op <= Op::not_equal;
      const std::int32_t constant = after ? all[i + 1].value : before ? all[i - 1].value : 254;
      most = std::max(most, std::min(254, std::max(0, constant)) + 1);
    }
  });
  return most;
}

bool is_requirement(const std::string& key) { return !key.empty() && key.back() == '?'; }

// "mara.knows" gathers; every other fact has one value at a time.
bool gathers(const std::string& key) { return key.ends_with(".knows"); }

std::string fact_key(const std::string& key, const std::string& value) {
  return gathers(key) ? key + "=" + value : key;
}

std::uint32_t bits_for(int low, int high) {
  return std::max(1U,
                  static_cast<std::uint32_t>(std::bit_width(static_cast<unsigned>(high - low))));
}

}  // namespace

Model::Model(const Graph& checked, const ModelLimits& model_limits)
    : graph(checked), table(model_limits.most_nodes), limits(model_limits) {
  declare_variables();
  declare_facts();
  scenes.resize(graph.scenes().size());
  place_bits();
  compile_ways();
  compile_requirements();
  find_live_bits();
}

void Model::declare_variables() {
  const Film& film = graph.film();
  for (std::size_t rank = 0; rank < film.core.size(); ++rank) {
    core_variable_.push_back(static_cast<int>(variables.size()));
    variables.push_back({ModelVariable::Kind::core, static_cast<int>(rank), 0, 1, 0, 1});
  }
  for (std::size_t i = 0; i < film.variables.size(); ++i) {
    story_variable.push_back(static_cast<int>(variables.size()));
    const Variable& v = film.variables[i];
    variables.push_back({ModelVariable::Kind::story, static_cast<int>(i), v.low, v.high, 0,
                         bits_for(v.low, v.high)});
  }
  for (std::size_t i = 0; i < graph.tracked().size(); ++i) {
    visit_variable.push_back(static_cast<int>(variables.size()));
    const int high = visits_that_matter(graph, static_cast<int>(i));
    variables.push_back(
        {ModelVariable::Kind::visits, static_cast<int>(i), 0, high, 0, bits_for(0, high)});
  }
}

void Model::declare_facts() {
  for (const Scene& scene : graph.film().scenes) {
    for (const auto& [key, value] : scene.continuity) {
      if (is_requirement(key)) continue;
      const std::string name = fact_key(key, value);
      auto fact =
          std::find_if(facts.begin(), facts.end(), [&](const Fact& f) { return f.key == name; });
      if (fact == facts.end()) fact = facts.insert(facts.end(), Fact{name, {""}});
      auto& values = fact->values;
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }
  }
  for (std::size_t i = 0; i < facts.size(); ++i) {
    fact_variable.push_back(static_cast<int>(variables.size()));
    const int high = static_cast<int>(facts[i].values.size()) - 1;
    variables.push_back(
        {ModelVariable::Kind::fact, static_cast<int>(i), 0, high, 0, bits_for(0, high)});
  }
}

// Variables that scenes near each other use stand near each other: smaller diagrams.
void Model::place_bits() {
  std::size_t times = 0;
  for_each_code(graph, [&](const Code& code) {
    for (const Instruction& i : code.instructions) times += i.op == Op::since ? 1 : 0;
  });
  most_inputs_ = static_cast<std::uint32_t>(graph.conditions().size() + times);
  input_bits = static_cast<std::uint32_t>(graph.conditions().size());
  std::vector<int> order;
  std::vector<bool> placed(variables.size());
  const auto place = [&](int variable) {
    if (placed[static_cast<std::size_t>(variable)]) return;
    placed[static_cast<std::size_t>(variable)] = true;
    order.push_back(variable);
  };
  // Which core scenes were passed is the same in most states that meet in a scene: at the bottom of
  // the order all of them share one chain.
  for (const int core : core_variable_) placed[static_cast<std::size_t>(core)] = true;
  for_each_code(graph, [&](const Code& code) {
    for (const int variable : reads_of(*this, code)) place(variable);
  });
  for (std::size_t i = 0; i < variables.size(); ++i) place(static_cast<int>(i));
  order.insert(order.end(), core_variable_.begin(), core_variable_.end());
  bit_count = most_inputs_;
  for (const int variable : order) {
    ModelVariable& placing = variables[static_cast<std::size_t>(variable)];
    placing.first_bit = bit_count;
    bit_count += placing.bits;
  }
}

Bdd Model::input(std::uint32_t index) { return table.bit(index); }

std::uint32_t Model::time_input(const std::string& comparison) {
  const auto known = std::find(time_inputs_.begin(), time_inputs_.end(), comparison);
  const auto index = static_cast<std::size_t>(known - time_inputs_.begin());
  if (known == time_inputs_.end()) time_inputs_.push_back(comparison);
  return static_cast<std::uint32_t>(graph.conditions().size() + index);
}

Bdd Model::has_value(int variable, int value) {
  const ModelVariable& v = variables[static_cast<std::size_t>(variable)];
  const auto offset = static_cast<unsigned>(value - v.low);
  Bdd cube = BddTable::all;
  for (std::uint32_t i = v.bits; i-- > 0;) {  // the lowest bit first in the order, built from below
    const Bdd bit = table.bit(v.first_bit + i);
    cube = table.both((offset >> i & 1U) != 0 ? bit : table.inverse(bit), cube);
  }
  return cube;
}

ModelEffect Model::assign(int variable, int value) {
  return {variable, {{value, BddTable::all}}, {}};
}

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

void Model::compile_ways() {
  for (std::uint32_t i = most_inputs_; i-- > 0;)
    input_cube_ = table.both(table.bit(i), input_cube_);
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
