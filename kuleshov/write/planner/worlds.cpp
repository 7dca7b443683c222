#include "kuleshov/write/planner/worlds.hpp"

#include <algorithm>
#include <bit>
#include <set>

namespace kuleshov::write::planner {

namespace {

constexpr int most_rounds = 200;  // a chain of triggers longer than this goes round in a circle

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

}  // namespace

Worlds::Worlds(const Task& task, int depth)
    : task_(task), width_(task.fluents.size()), cast_(task.characters.size()) {
  const auto compile = [&](const std::vector<GroundEvent>& events, std::vector<Compiled>& out) {
    for (const GroundEvent& event : events) out.push_back({literals_of(task, event.precondition)});
  };
  compile(task.actions, actions_);
  compile(task.triggers, triggers_);
  index_actions();
  index_triggers();
  drafts_.resize(static_cast<std::size_t>(depth) + 1);
  std::vector<std::int32_t> path;
  initial_ = build(task.defaults, path, depth);
}

// ---- reading ----

std::span<const Value> Worlds::values(World world) const {
  return {values_.data() + nodes_[world].values * width_, width_};
}

World Worlds::belief(World world, std::int32_t character) const {
  const Stored& node = nodes_[world];
  if (node.level == 0) return world;
  return beliefs_[node.beliefs * cast_ + static_cast<std::size_t>(character)];
}

Worlds::View Worlds::view(World world) const {
  const Stored& node = nodes_[world];
  return {values_.data() + node.values * width_, beliefs_.data() + node.beliefs * cast_,
          node.level};
}

Worlds::View Worlds::view(const Draft& draft) {
  return {draft.values.data(), draft.beliefs.data(), draft.level};
}

Worlds::View Worlds::believed(const View& of, std::int32_t character) const {
  return of.level == 0 ? of : view(of.beliefs[character]);
}

Value Worlds::value(const Operand& operand, const View& of) const {
  if (operand.fluent < 0) return operand.constant;
  if (operand.who < 0) return of.values[operand.fluent];
  return believed(of, operand.who).values[operand.fluent];
}

bool Worlds::all_hold(const std::vector<Literal>& literals, const View& of) const {
  return std::all_of(literals.begin(), literals.end(), [&](const Literal& literal) {
    if (literal.code != none) return evaluate(literal.code, of) == 1;
    return compared(literal.op, value(literal.left, of), value(literal.right, of));
  });
}

Value Worlds::evaluate(Code code, const View& of) const {
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  switch (node.op) {
    case Op::number:
      return node.value;
    case Op::property:
      return of.values[node.a];
    case Op::believes:
      return evaluate(node.b, believed(of, node.a));
    case Op::negation:
      return evaluate(node.a, of) == 1 ? 0 : 1;
    case Op::conjunction:
      return evaluate(node.a, of) == 1 && evaluate(node.b, of) == 1 ? 1 : 0;
    case Op::disjunction:
      return evaluate(node.a, of) == 1 || evaluate(node.b, of) == 1 ? 1 : 0;
    case Op::branch:
      return evaluate(evaluate(node.a, of) == 1 ? node.b : node.c, of);
    default:
      return combined(node.op, evaluate(node.a, of), evaluate(node.b, of), task_.scale);
  }
}

// ---- which events to look at ----

// An action waits behind the fluent of which different actions ask the most different values, so
// that most actions that are not possible are never looked at.
void Worlds::index_actions() {
  std::vector<std::set<Value>> asked(width_);
  const auto opens = [&](const Literal& l) {
    return l.code == none && l.op == Op::equal && l.left.who < 0 && l.right.fluent < 0;
  };
  for (const Compiled& action : actions_)
    for (const Literal& literal : action.precondition)
      if (opens(literal))
        asked[static_cast<std::size_t>(literal.left.fluent)].insert(literal.right.constant);
  const auto choice = [&](const Literal& l) {
    return asked[static_cast<std::size_t>(l.left.fluent)].size();
  };
  gates_.resize(width_);
  for (std::size_t a = 0; a < actions_.size(); ++a) {
    const Literal* best = nullptr;
    for (const Literal& literal : actions_[a].precondition)
      if (opens(literal) && (best == nullptr || choice(literal) > choice(*best))) best = &literal;
    auto& list = best == nullptr
                     ? ungated_
                     : gates_[static_cast<std::size_t>(best->left.fluent)][best->right.constant];
    list.push_back(static_cast<std::int32_t>(a));
  }
}

void Worlds::index_triggers() {
  readers_.resize(width_);
  readers_of_minds_.resize(width_ * cast_);
  deep_readers_.resize(cast_);
  for (std::size_t t = 0; t < task_.triggers.size(); ++t) {
    Reads reads;
    collect_reads(task_, task_.triggers[t].precondition, reads);
    const auto trigger = static_cast<std::int32_t>(t);
    for (const std::int32_t fluent : reads.plain)
      readers_[static_cast<std::size_t>(fluent)].push_back(trigger);
    for (const auto& [who, fluent] : reads.believed) {
      const std::size_t mind = static_cast<std::size_t>(who) * width_;
      readers_of_minds_[mind + static_cast<std::size_t>(fluent)].push_back(trigger);
    }
    for (const std::int32_t who : reads.deep)
      deep_readers_[static_cast<std::size_t>(who)].push_back(trigger);
  }
}

void Worlds::possible(World world, std::vector<std::int32_t>& out) const {
  const View of = view(world);
  out.clear();
  const auto look = [&](std::int32_t action) {
    if (all_hold(actions_[static_cast<std::size_t>(action)].precondition, of))
      out.push_back(action);
  };
  for (std::size_t f = 0; f < width_; ++f) {
    if (gates_[f].empty()) continue;
    const auto at = gates_[f].find(of.values[f]);
    if (at == gates_[f].end()) continue;
    for (const std::int32_t action : at->second) look(action);
  }
  for (const std::int32_t action : ungated_) look(action);
  std::sort(out.begin(), out.end());
}

// ---- storing ----

std::uint32_t Worlds::intern_values(std::span<const Value> values) {
  const std::uint64_t hash = hash_of(values, 7);
  const auto found = value_index_.find(hash, [&](std::uint32_t block) {
    return std::equal(values.begin(), values.end(),
                      values_.begin() + static_cast<std::ptrdiff_t>(block * width_));
  });
  if (found != FlatMap::missing) return found;
  const auto block = static_cast<std::uint32_t>(width_ == 0 ? 0 : values_.size() / width_);
  values_.insert(values_.end(), values.begin(), values.end());
  value_index_.insert(hash, block);
  return block;
}

World Worlds::intern(const Draft& draft) {
  const std::uint32_t block = intern_values(draft.values);
  const std::span<const World> beliefs(draft.beliefs.data(), draft.level > 0 ? cast_ : 0);
  const std::uint64_t hash =
      hash_of(beliefs, (std::uint64_t{block} << 8) ^ static_cast<std::uint64_t>(draft.level));
  const auto found = node_index_.find(hash, [&](std::uint32_t at) {
    const Stored& node = nodes_[at];
    return node.values == block && node.level == draft.level &&
           std::equal(beliefs.begin(), beliefs.end(),
                      beliefs_.begin() + static_cast<std::ptrdiff_t>(node.beliefs * cast_));
  });
  if (found != FlatMap::missing) return found;
  const auto index = static_cast<std::uint32_t>(cast_ == 0 ? 0 : beliefs_.size() / cast_);
  beliefs_.insert(beliefs_.end(), beliefs.begin(), beliefs.end());
  nodes_.push_back({block, index, draft.level});
  const auto world = static_cast<World>(nodes_.size()) - 1;
  node_index_.insert(hash, world);
  return world;
}

// Values of the world at `path`: those of the world one nearer to the truth, then what is said of
// it.
World Worlds::build(std::vector<Value> values, std::vector<std::int32_t>& path, int level) {
  const std::vector<Value> before = values;
  for (const Assignment& assignment : task_.initial) {
    if (assignment.path == path)
      values[static_cast<std::size_t>(assignment.fluent)] =
          evaluate(assignment.value, View{before.data(), nullptr, 0});
  }
  std::vector<World> beliefs;
  for (std::size_t c = 0; level > 0 && c < cast_; ++c) {
    path.push_back(static_cast<std::int32_t>(c));
    beliefs.push_back(build(values, path, level - 1));
    path.pop_back();
  }
  Draft& draft = drafts_[static_cast<std::size_t>(level)];
  draft.values = std::move(values);
  draft.beliefs = std::move(beliefs);
  draft.level = level;
  draft.stale.assign((task_.triggers.size() + 63) / 64, ~std::uint64_t{0});
  settle(draft);
  return intern(draft);
}

// ---- changing ----

// The draft of the world's level, filled with the world. Work on one level touches the drafts of
// lower levels only, so one a level is enough.
Worlds::Draft& Worlds::draft_of(World world) {
  const int level = nodes_[world].level;
  Draft& draft = drafts_[static_cast<std::size_t>(level)];
  const View from = view(world);
  draft.level = level;
  draft.values.assign(from.values, from.values + width_);
  draft.beliefs.assign(from.beliefs, from.beliefs + (level > 0 ? cast_ : 0));
  draft.stale.assign((task_.triggers.size() + 63) / 64, 0);
  return draft;
}

void Worlds::Draft::look_again(const std::vector<std::int32_t>& triggers) {
  for (const std::int32_t t : triggers)
    stale[static_cast<std::size_t>(t) / 64] |= std::uint64_t{1} << (t % 64);
}

void Worlds::set(Draft& draft, std::int32_t fluent, Value value) {
  Value& now = draft.values[static_cast<std::size_t>(fluent)];
  if (now == value) return;
  now = value;
  draft.look_again(readers_[static_cast<std::size_t>(fluent)]);
  // With no minds below, what is believed is what is so.
  for (std::size_t c = 0; draft.level == 0 && c < cast_; ++c)
    draft.look_again(readers_of_minds_[c * width_ + static_cast<std::size_t>(fluent)]);
}

void Worlds::believe(Draft& draft, std::int32_t character, World belief) {
  World& now = draft.beliefs[static_cast<std::size_t>(character)];
  if (now == belief) return;
  const std::span<const Value> then = values(now);
  const std::span<const Value> since = values(belief);
  now = belief;
  draft.look_again(deep_readers_[static_cast<std::size_t>(character)]);
  const std::size_t mind = static_cast<std::size_t>(character) * width_;
  for (std::size_t f = 0; f < width_; ++f)
    if (then[f] != since[f]) draft.look_again(readers_of_minds_[mind + f]);
}

void Worlds::collect(const GroundEvent& event, const View& of, std::vector<Change>& out) const {
  for (const Assignment& effect : event.effects)
    if (effect.condition == none || evaluate(effect.condition, of) == 1)
      out.push_back({&effect, evaluate(effect.value, of)});
}

void Worlds::apply(const std::vector<Change>& changes, Draft& draft) {
  for (const auto& [effect, value] : changes) {
    if (effect->path.empty()) {
      set(draft, effect->fluent, value);
    } else if (draft.level > 0) {
      const std::int32_t who = effect->path.front();
      const World child = draft.beliefs[static_cast<std::size_t>(who)];
      believe(draft, who, told(child, std::span(effect->path).subspan(1), effect->fluent, value));
    }
  }
}

// The world in which `fluent` is so in the belief at `path`, and what follows from it.
World Worlds::told(World world, std::span<const std::int32_t> path, std::int32_t fluent,
                   Value value) {
  if (path.empty() && values(world)[static_cast<std::size_t>(fluent)] == value) return world;
  if (!path.empty() && nodes_[world].level == 0) return world;
  if (!path.empty()) {
    const World child = told(belief(world, path.front()), path.subspan(1), fluent, value);
    Draft& draft = draft_of(world);
    believe(draft, path.front(), child);
    settle(draft);
    return intern(draft);
  }
  Draft& draft = draft_of(world);
  set(draft, fluent, value);
  settle(draft);
  return intern(draft);
}

// Triggers happen where they can, in their order, until none can.
void Worlds::settle(Draft& draft) {
  std::vector<Change> changes;
  for (int round = 0; round < most_rounds; ++round) {
    bool any = false;
    for (std::size_t w = 0; w < draft.stale.size(); ++w) {
      std::uint64_t left = draft.stale[w];
      while (left != 0) {
        const int bit = std::countr_zero(left);
        draft.stale[w] &= ~(std::uint64_t{1} << bit);
        const std::size_t t = w * 64 + static_cast<std::size_t>(bit);
        any = true;
        if (t < triggers_.size() && all_hold(triggers_[t].precondition, view(draft))) {
          changes.clear();
          collect(task_.triggers[t], view(draft), changes);
          apply(changes, draft);
        }
        // Those after this one are looked at in this round, those before it in the next.
        left = bit == 63 ? 0 : draft.stale[w] & (~std::uint64_t{0} << (bit + 1));
      }
    }
    if (!any) return;
  }
}

World Worlds::after(std::int32_t action, World world) {
  const std::uint64_t key = (std::uint64_t{static_cast<std::uint32_t>(action)} << 32) | world;
  if (const auto found = after_.find(key); found != FlatMap::missing) return found;
  const GroundEvent& event = task_.actions[static_cast<std::size_t>(action)];
  std::vector<World> seen(cast_, world);
  for (std::size_t c = 0; nodes_[world].level > 0 && c < cast_; ++c) {
    const auto who = static_cast<std::int32_t>(c);
    const World child = belief(world, who);
    seen[c] = sees(event, who, world) ? after(action, corrected(action, child)) : child;
  }
  // Effects read the world before the action; beliefs told by an effect come after what was seen.
  std::vector<Change> changes;
  collect(event, view(world), changes);
  Draft& draft = draft_of(world);
  for (std::size_t c = 0; draft.level > 0 && c < cast_; ++c)
    believe(draft, static_cast<std::int32_t>(c), seen[c]);
  apply(changes, draft);
  settle(draft);
  const World next = intern(draft);
  after_.insert(key, next);
  return next;
}

}  // namespace kuleshov::write::planner
