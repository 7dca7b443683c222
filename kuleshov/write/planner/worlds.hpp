// Worlds and what everybody believes of them. A world is the values of all fluents and, for each
// character, the world that the character believes in, nested as deep as the problem's epistemic
// limit needs. Equal worlds are stored once, so a world is a number and comparing is free.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

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

  [[nodiscard]] Value evaluate(Code code, World world) const;
  [[nodiscard]] bool holds(Code code, World world) const {
    return code == none || evaluate(code, world) == 1;
  }
  [[nodiscard]] bool possible(const GroundEvent& action, World world) const {
    return holds(action.precondition, world);
  }

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

  World intern(std::span<const Value> values, std::span<const World> beliefs, int level);
  std::uint32_t intern_values(std::span<const Value> values);
  World build(std::vector<Value> values, std::vector<std::int32_t>& path, int level);
  World changed(const GroundEvent& event, World world, World onto);
  World observed(const GroundEvent& event, std::int32_t action, World belief);
  World corrected(Code precondition, World world);
  World with(World world, std::span<const std::int32_t> path, std::int32_t fluent, Value value);
  World settled(World world);
  void collect_corrections(Code code, World world, bool wanted,
                           std::vector<std::pair<std::int32_t, Value>>& out) const;

  const Task& task_;
  std::size_t width_;
  std::size_t cast_;
  std::vector<Stored> nodes_;
  std::vector<Value> values_;
  std::vector<World> beliefs_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> value_index_;
  std::unordered_multimap<std::uint64_t, World> node_index_;
  std::unordered_map<std::uint64_t, World> after_;
  std::unordered_map<World, World> settled_;
  World initial_ = 0;
};

}  // namespace kuleshov::write::planner
