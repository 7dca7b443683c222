#include "kuleshov/write/planner/worlds.hpp"

namespace kuleshov::write::planner {

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
        out.emplace_back(
            fluent_of(node.a),
            combined(Op::add, evaluate(node.b, world),
                     static_cast<Value>(node.op == Op::greater ? task_.scale : 0), task_.scale));
      break;
    default:
      break;
  }
}

World Worlds::corrected(std::int32_t action, World world) {
  if (possible(action, world)) return world;
  std::vector<std::pair<std::int32_t, Value>> changes;
  collect_corrections(task_.actions[static_cast<std::size_t>(action)].precondition, world, true,
                      changes);
  // As it is, without what would follow: the action itself follows at once.
  Draft& draft = draft_of(world);
  for (const auto& [fluent, value] : changes)
    draft.values[static_cast<std::size_t>(fluent)] = value;
  return intern(draft);
}

}  // namespace kuleshov::write::planner
