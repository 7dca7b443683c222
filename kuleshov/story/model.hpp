// The film as sets and transitions on bits: what the checker reasons about. Inside the room only.
//
// Bits, from the top of the order: inputs (viewer conditions and comparisons of elapsed time, free
// at every scene's end), then story variables, visit counters and continuity facts in the order in
// which scenes first use them, then one bit for each core scene that was passed.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/story/bdd.hpp"
#include "kuleshov/story/graph.hpp"
#include "kuleshov/story/story_state.hpp"
#include "kuleshov/story/time_tests.hpp"

namespace kuleshov::story {

// Something with a value in a state.
struct ModelVariable {
  enum class Kind { story, visits, fact, core };
  Kind kind = Kind::story;
  int index = 0;  // of the film's variable, tracked scene, fact or core scene
  int low = 0;
  int high = 1;
  std::uint32_t first_bit = 0;
  std::uint32_t bits = 1;
};

// variable := value, where the value is `value` wherever `when` holds; the conditions part the
// states.
struct ModelEffect {
  struct Case {
    int value = 0;
    Bdd when = BddTable::all;
  };
  int variable = 0;  // in Model::variables
  std::vector<Case> cases;
  std::vector<int> reads;
};

struct ModelWay {
  int from = 0;
  int way = 0;  // index in the scene's ways
  int to = -1;
  Bdd trigger = BddTable::all;  // over state and inputs
  Bdd guard = BddTable::all;    // over the state: some input opens it (a route: and none before it)
  Bdd surely = BddTable::all;   // over the state: every input opens it
  std::vector<ModelEffect> effects;  // the way's, then those of entering `to`
  std::vector<int> reads;            // model variables its trigger reads
  bool uses_viewer = false;
  bool always_written = false;  // no trigger was written
};

// A fact that a scene requires, by docs/formats/film-source.md, continuity.
struct Requirement {
  std::string text;         // "mara.holds? letter"
  Bdd met = BddTable::all;  // over the state on entering
  int variable = 0;
};

struct ModelScene {
  std::vector<int> ways;  // in Model::ways
  std::vector<Requirement> requirements;
  Bdd consistent = BddTable::all;   // over inputs: what conditions can hold together
  std::vector<std::uint32_t> dead;  // the same, one by one
  Bdd dead_bits = BddTable::all;    // cube of bits that no longer matter here
  std::uint32_t live_bits = 0;
};

struct ModelLimits {
  std::size_t most_nodes = std::size_t{1} << 25U;  // 12 bytes each, and as much again in tables
  int most_values = 4096;                          // of one number within an expression
};

class Model {
 public:
  Model(const Graph& graph, const ModelLimits& limits);

  // Whether everything could be expressed; if not, why.
  [[nodiscard]] const std::string& limit_hit() const { return limit_hit_; }
  [[nodiscard]] bool exhausted() const { return table.exhausted(); }

  // The states after the way, from those of `states` in which it can be taken; dead bits dropped.
  Bdd image(const ModelWay& way, Bdd states);
  // The states before the way from which it can lead into `states`.
  Bdd preimage(const ModelWay& way, Bdd states);
  // The states in which the film has entered its opening.
  Bdd opening_states();
  // Some consistent input makes `condition` true.
  Bdd some_input(int scene, Bdd condition);
  // Every consistent input makes `condition` true.
  Bdd every_input(int scene, Bdd condition) {
    return table.inverse(some_input(scene, table.inverse(condition)));
  }
  // The condition that `variable` has `value`.
  Bdd has_value(int variable, int value);
  Bdd core_passed(int rank) { return has_value(core_variable_[static_cast<std::size_t>(rank)], 1); }
  // The bits of a state of a showing, to be asked of sets.
  void bits_of(const StoryState& state, std::vector<std::uint8_t>& bits) const;
  // One state, step by step: bits after the way (whose guard holds), dead bits 0.
  void step(const ModelWay& way, std::vector<std::uint8_t>& bits) const;
  void opening_bits(std::vector<std::uint8_t>& bits);
  // A set of one state: `bits` fixed but for the scene's dead bits.
  Bdd single(int scene, const std::vector<std::uint8_t>& bits);

  const Graph& graph;
  BddTable table;
  std::vector<ModelVariable> variables;
  std::vector<ModelWay> ways;
  std::vector<ModelScene> scenes;
  std::vector<int> story_variable;  // model variable of the film's variable
  std::vector<int> visit_variable;  // model variable of the tracked scene
  std::uint32_t bit_count = 0;
  std::uint32_t input_bits = 0;

  // Every set the model itself needs.
  void add_roots(std::vector<Bdd>& roots) const;
  // The first bit after the inputs.
  [[nodiscard]] std::uint32_t input_end() const { return most_inputs_; }

  // For the parts that build the model.
  struct Fact {
    std::string key;                  // "mara.at", or "mara.knows=the-wreck"
    std::vector<std::string> values;  // values[0] is "not set"
  };
  std::vector<Fact> facts;
  std::vector<int> fact_variable;
  void give_up(const std::string& why) {
    if (limit_hit_.empty()) limit_hit_ = why;
  }
  const ModelLimits limits;
  // Free inputs: viewer conditions first, then comparisons of elapsed time as they are met.
  Bdd input(std::uint32_t index);
  std::uint32_t time_input(const std::string& comparison);
  // since(tracked) > than, for a scene that was seen; consistent with the others of that scene.
  Bdd longer(const Longer& test);

 private:
  void declare_variables();
  void declare_facts();
  void place_bits();
  Bdd consistent_inputs();
  void compile_ways();
  void compile_requirements();
  void find_live_bits();
  std::vector<ModelEffect> entering(int scene);
  ModelEffect assign(int variable, int value);
  void set_value(int variable, int value, std::vector<std::uint8_t>& bits) const;
  Bdd apply(const ModelEffect& effect, Bdd states);
  Bdd unapply(const ModelEffect& effect, Bdd states);

  std::vector<int> core_variable_;
  std::vector<Longer> longer_;            // inputs after those of the viewer
  std::vector<std::string> time_inputs_;  // of times compared with each other, after those
  std::uint32_t most_inputs_ = 0;
  Bdd input_cube_ = BddTable::all;
  std::string limit_hit_;
};

}  // namespace kuleshov::story
