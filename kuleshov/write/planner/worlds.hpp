// Worlds and what everybody believes of them. A world is the values of all fluents and, for each
// character, the world that the character believes in, nested as deep as the problem's epistemic
// limit needs. Equal worlds are stored once, so a world is a number and comparing is free.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "kuleshov/write/planner/condition.hpp"
#include "kuleshov/write/planner/flat_map.hpp"
#include "kuleshov/write/planner/task.hpp"

namespace kuleshov::write::planner {

using World = std::uint32_t;

class Worlds {
 public:
  // `depth`: how deep beliefs nest; 0: values only. Everyone believes what is so, and that the
  // others believe what they themselves do, unless the initial state says otherwise.
  Worlds(const Task& task, int depth);

  [[nodiscard]] World initial() const { return initial_; }
  [[nodiscard]] int level(World world) const { return nodes_[world].level; }
  // What `character` believes in `world`; the world itself at level 0.
  [[nodiscard]] World belief(World world, std::int32_t character) const;

  [[nodiscard]] Value evaluate(Code code, World world) const { return evaluate(code, view(world)); }
  [[nodiscard]] bool holds(Code code, World world) const {
    return code == none || evaluate(code, world) == 1;
  }
  [[nodiscard]] bool possible(std::int32_t action, World world) const {
    return all_hold(actions_[static_cast<std::size_t>(action)].precondition, view(world));
  }
  // Every action that is possible, ascending.
  void possible(World world, std::vector<std::int32_t>& out) const;

  // Whether `character` sees the event happen; without an observing clause everybody does.
  [[nodiscard]] bool sees(const GroundEvent& event, std::int32_t character, World world) const {
    return event.observing.empty() ||
           holds(event.observing[static_cast<std::size_t>(character)], world);
  }

  // The world after the action, triggers and observers' beliefs included. Number `action` indexes
  // Task::actions. Remembered, so asking again is a look-up.
  World after(std::int32_t action, World world);

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] std::span<const Value> values(World world) const;
  // Worlds with equal values, whatever is believed in them, have the same number here.
  [[nodiscard]] std::uint32_t values_number(World world) const { return nodes_[world].values; }

 private:
  struct Stored {
    std::uint32_t values = 0;   // index of a block in values_
    std::uint32_t beliefs = 0;  // index of a block in beliefs_; level 0 has none
    std::int32_t level = 0;
  };
  // A world that may not be stored yet.
  struct View {
    const Value* values = nullptr;
    const World* beliefs = nullptr;
    int level = 0;
  };
  // A world in the making, and which triggers must be looked at again.
  struct Draft {
    std::vector<Value> values;
    std::vector<World> beliefs;
    std::vector<std::uint64_t> stale;
    int level = 0;
    void look_again(const std::vector<std::int32_t>& triggers);
  };
  struct Compiled {
    std::vector<Literal> precondition;
  };
  struct Change {
    const Assignment* effect;
    Value value;
  };

  [[nodiscard]] View view(World world) const;
  [[nodiscard]] static View view(const Draft& draft);
  [[nodiscard]] View believed(const View& view, std::int32_t character) const;
  [[nodiscard]] Value evaluate(Code code, const View& view) const;
  [[nodiscard]] Value value(const Operand& operand, const View& view) const;
  [[nodiscard]] bool all_hold(const std::vector<Literal>& literals, const View& view) const;

  void index_actions();
  void index_triggers();

  World intern(const Draft& draft);
  std::uint32_t intern_values(std::span<const Value> values);
  World build(std::vector<Value> values, std::vector<std::int32_t>& path, int level);

  Draft& draft_of(World world);
  void collect(const GroundEvent& event, const View& view, std::vector<Change>& out) const;
  void apply(const std::vector<Change>& changes, Draft& draft);
  void set(Draft& draft, std::int32_t fluent, Value value);
  void believe(Draft& draft, std::int32_t character, World belief);
  World told(World world, std::span<const std::int32_t> path, std::int32_t fluent, Value value);
  void settle(Draft& draft);
  World corrected(std::int32_t action, World world);
  void collect_corrections(Code code, World world, bool wanted,
                           std::vector<std::pair<std::int32_t, Value>>& out) const;

  const Task& task_;
  std::size_t width_;
  std::size_t cast_;
  std::vector<Compiled> actions_;
  std::vector<Compiled> triggers_;
  // Actions by one fluent, and its value, that they need.
  std::vector<std::map<Value, std::vector<std::int32_t>>> gates_;
  std::vector<std::int32_t> ungated_;
  std::vector<std::vector<std::int32_t>> readers_;           // triggers, by fluent
  std::vector<std::vector<std::int32_t>> readers_of_minds_;  // by character * width + fluent
  std::vector<std::vector<std::int32_t>> deep_readers_;      // by character: of minds in that mind
  std::vector<Stored> nodes_;
  std::vector<Value> values_;
  std::vector<World> beliefs_;
  FlatMap value_index_;
  FlatMap node_index_;
  FlatMap after_;
  std::vector<Draft> drafts_;  // one a level
  World initial_ = 0;
};

}  // namespace kuleshov::write::planner
