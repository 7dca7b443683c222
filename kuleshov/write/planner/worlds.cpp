#include "kuleshov/write/planner/worlds.hpp"

#include <algorithm>

namespace kuleshov::write::planner {

namespace {

constexpr int most_triggers = 200;  // a chain longer than this goes round in a circle

template <class T>
std::uint64_t hash_of(std::span<const T> items, std::uint64_t seed) {
  std::uint64_t hash = seed ^ 0x9e3779b97f4a7c15ULL;
  for (const T item : items) {
    hash ^= static_cast<std::uint64_t>(static_cast<std::uint32_t>(item)) + 0x9e3779b97f4a7c15ULL +
            (hash << 6) + (hash >> 2);
    hash *= 0xff51afd7ed558ccdULL;
  }
  return hash;
}

int plus(Value a, Value b) { return a == nothing || b == nothing ? nothing : a + b; }

Value clamped(int value) {
  if (value == nothing) return nothing;
  return static_cast<Value>(std::clamp(value, -30'000, 30'000));
}

}  // namespace

Worlds::Worlds(const Task& task, int depth)
    : task_(task), width_(task.fluents.size()), cast_(task.characters.size()) {
  std::vector<std::int32_t> path;
  std::vector<Value> values = task.defaults;
  initial_ = settled(build(std::move(values), path, depth));
}

std::span<const Value> Worlds::values(World world) const {
  return {values_.data() + nodes_[world].values * width_, width_};
}

World Worlds::belief(World world, std::int32_t character) const {
  const Stored& node = nodes_[world];
  if (node.level == 0) return world;
  return beliefs_[node.beliefs * cast_ + static_cast<std::size_t>(character)];
}

// Values of the world at `path`: those of the world one nearer to the truth, then what is said of
// it.
World Worlds::build(std::vector<Value> values, std::vector<std::int32_t>& path, int level) {
  const World bare = intern(values, {}, 0);  // to evaluate in
  for (const Assignment& assignment : task_.initial) {
    if (assignment.path == path)
      values[static_cast<std::size_t>(assignment.fluent)] = evaluate(assignment.value, bare);
  }
  std::vector<World> beliefs;
  for (std::size_t c = 0; level > 0 && c < cast_; ++c) {
    path.push_back(static_cast<std::int32_t>(c));
    beliefs.push_back(build(values, path, level - 1));
    path.pop_back();
  }
  return intern(values, beliefs, level);
}

std::uint32_t Worlds::intern_values(std::span<const Value> values) {
  const std::uint64_t hash = hash_of(values, 1);
  const auto [from, to] = value_index_.equal_range(hash);
  for (auto it = from; it != to; ++it) {
    if (std::equal(values.begin(), values.end(),
                   values_.begin() + static_cast<std::ptrdiff_t>(it->second * width_)))
      return it->second;
  }
  const auto index = static_cast<std::uint32_t>(width_ == 0 ? 0 : values_.size() / width_);
  values_.insert(values_.end(), values.begin(), values.end());
  value_index_.emplace(hash, index);
  return index;
}

World Worlds::intern(std::span<const Value> values, std::span<const World> beliefs, int level) {
  const std::uint32_t block = intern_values(values);
  const std::uint64_t hash =
      hash_of(beliefs, (std::uint64_t{block} << 8) ^ static_cast<std::uint64_t>(level));
  const auto [from, to] = node_index_.equal_range(hash);
  for (auto it = from; it != to; ++it) {
    const Stored& node = nodes_[it->second];
    const bool same =
        node.values == block && node.level == level &&
        std::equal(beliefs.begin(), beliefs.end(),
                   beliefs_.begin() + static_cast<std::ptrdiff_t>(node.beliefs * cast_));
    if (same) return it->second;
  }
  const auto index = static_cast<std::uint32_t>(cast_ == 0 ? 0 : beliefs_.size() / cast_);
  beliefs_.insert(beliefs_.end(), beliefs.begin(), beliefs.end());
  nodes_.push_back({block, index, level});
  const auto world = static_cast<World>(nodes_.size()) - 1;
  node_index_.emplace(hash, world);
  return world;
}

Value Worlds::evaluate(Code code, World world) const {
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  const auto left = [&] { return evaluate(node.a, world); };
  const auto right = [&] { return evaluate(node.b, world); };
  switch (node.op) {
    case Op::number:
      return node.value;
    case Op::property:
      return values_[nodes_[world].values * width_ + static_cast<std::size_t>(node.a)];
    case Op::believes:
      return evaluate(node.b, belief(world, node.a));
    case Op::negation:
      return left() == 1 ? 0 : 1;
    case Op::conjunction:
      return left() == 1 && right() == 1 ? 1 : 0;
    case Op::disjunction:
      return left() == 1 || right() == 1 ? 1 : 0;
    case Op::equal:
      return left() == right() ? 1 : 0;
    case Op::unequal:
      return left() != right() ? 1 : 0;
    case Op::less:
      return left() < right() ? 1 : 0;
    case Op::at_most:
      return left() <= right() ? 1 : 0;
    case Op::greater:
      return left() > right() ? 1 : 0;
    case Op::at_least:
      return left() >= right() ? 1 : 0;
    case Op::add:
      return clamped(plus(left(), right()));
    case Op::subtract: {
      const Value x = left();
      const Value y = right();
      return x == nothing || y == nothing ? nothing : clamped(x - y);
    }
    case Op::multiply: {
      const Value x = left();
      const Value y = right();
      return x == nothing || y == nothing ? nothing : clamped(x * y);
    }
    case Op::branch:
      return left() == 1 ? right() : evaluate(node.c, world);
    default:
      return nothing;
  }
}

World Worlds::with(World world, std::span<const std::int32_t> path, std::int32_t fluent,
                   Value value) {
  const int depth = nodes_[world].level;
  std::vector<Value> values(this->values(world).begin(), this->values(world).end());
  std::vector<World> beliefs;
  for (std::size_t c = 0; depth > 0 && c < cast_; ++c)
    beliefs.push_back(belief(world, static_cast<std::int32_t>(c)));
  if (path.empty()) {
    values[static_cast<std::size_t>(fluent)] = value;
  } else if (depth > 0) {
    World& child = beliefs[static_cast<std::size_t>(path.front())];
    child = settled(with(child, path.subspan(1), fluent, value));
  }
  return intern(values, beliefs, depth);
}

// `onto` with what the event, happening in `world`, does to the world and, told by its effects, to
// beliefs.
World Worlds::changed(const GroundEvent& event, World world, World onto) {
  std::vector<std::pair<const Assignment*, Value>> changes;
  for (const Assignment& effect : event.effects) {
    if (holds(effect.condition, world))
      changes.emplace_back(&effect, evaluate(effect.value, world));
  }
  for (const auto& [effect, value] : changes)
    onto = with(onto, effect->path, effect->fluent, value);
  return onto;
}

// Triggers happen in every world where they can, until none can.
World Worlds::settled(World world) {
  if (const auto found = settled_.find(world); found != settled_.end()) return found->second;
  const World from = world;
  for (int round = 0; round < most_triggers; ++round) {
    World next = world;
    for (const GroundEvent& trigger : task_.triggers) {
      if (holds(trigger.precondition, next)) next = changed(trigger, next, next);
    }
    if (next == world) break;
    world = next;
  }
  settled_.emplace(from, world);
  return world;
}

// Who sees an action that they thought impossible learns that it was possible.
void Worlds::collect_corrections(Code code, World world, bool wanted,
                                 std::vector<std::pair<std::int32_t, Value>>& out) const {
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  if ((evaluate(code, world) == 1) == wanted) return;
  const auto is_fluent = [&](Code c) {
    return task_.nodes[static_cast<std::size_t>(c)].op == Op::property;
  };
  const auto fluent_of = [&](Code c) { return task_.nodes[static_cast<std::size_t>(c)].a; };
  switch (node.op) {
    case Op::conjunction:
      collect_corrections(node.a, world, wanted, out);
      if (wanted) collect_corrections(node.b, world, wanted, out);
      break;
    case Op::disjunction:
      collect_corrections(node.a, world, wanted, out);
      if (!wanted) collect_corrections(node.b, world, wanted, out);
      break;
    case Op::negation:
      collect_corrections(node.a, world, !wanted, out);
      break;
    case Op::property:
      out.emplace_back(node.a, wanted ? Value{1} : Value{0});
      break;
    case Op::equal:
    case Op::unequal: {
      const bool same = (node.op == Op::equal) == wanted;
      if (is_fluent(node.a))
        out.emplace_back(fluent_of(node.a), same ? evaluate(node.b, world) : nothing);
      else if (is_fluent(node.b))
        out.emplace_back(fluent_of(node.b), same ? evaluate(node.a, world) : nothing);
      break;
    }
    case Op::at_least:
    case Op::greater:
      if (wanted && is_fluent(node.a))
        out.emplace_back(fluent_of(node.a),
                         clamped(evaluate(node.b, world) + (node.op == Op::greater ? 1 : 0)));
      break;
    default:
      break;
  }
}

World Worlds::corrected(Code precondition, World world) {
  if (holds(precondition, world)) return world;
  std::vector<std::pair<std::int32_t, Value>> changes;
  collect_corrections(precondition, world, true, changes);
  for (const auto& [fluent, value] : changes) world = with(world, {}, fluent, value);
  return world;
}

World Worlds::observed(const GroundEvent& event, std::int32_t action, World believed) {
  return after(action, corrected(event.precondition, believed));
}

World Worlds::after(std::int32_t action, World world) {
  const std::uint64_t key = (std::uint64_t{static_cast<std::uint32_t>(action)} << 32) | world;
  if (const auto found = after_.find(key); found != after_.end()) return found->second;
  const GroundEvent& event = task_.actions[static_cast<std::size_t>(action)];
  const int depth = nodes_[world].level;
  std::vector<World> beliefs;
  for (std::size_t c = 0; depth > 0 && c < cast_; ++c) {
    const World child = belief(world, static_cast<std::int32_t>(c));
    const bool seen = sees(event, static_cast<std::int32_t>(c), world);
    beliefs.push_back(seen ? observed(event, action, child) : child);
  }
  const std::vector<Value> values(this->values(world).begin(), this->values(world).end());
  const World believed = depth > 0 ? intern(values, beliefs, depth) : world;
  // Effects read the world before the action; beliefs told by an effect come after what was seen.
  const World next = settled(changed(event, world, believed));
  after_.emplace(key, next);
  return next;
}

}  // namespace kuleshov::write::planner
