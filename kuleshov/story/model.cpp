#include "kuleshov/story/model.hpp"

#include <algorithm>
#include <bit>

#include "kuleshov/story/model_parts.hpp"
#include "kuleshov/story/symbolic.hpp"

namespace kuleshov::story {

namespace {

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
  longer_ = time_tests_of(graph);
  most_inputs_ = static_cast<std::uint32_t>(graph.conditions().size() + longer_.size() + times);
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
  return static_cast<std::uint32_t>(graph.conditions().size() + longer_.size() + index);
}

Bdd Model::longer(const Longer& test) {
  if (test.than < 0) return BddTable::all;
  const auto known = std::lower_bound(longer_.begin(), longer_.end(), test);
  const auto index = static_cast<std::size_t>(known - longer_.begin());
  return input(static_cast<std::uint32_t>(graph.conditions().size() + index));
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

}  // namespace kuleshov::story
