#include "kuleshov/write/planner/relaxed.hpp"

#include <algorithm>

namespace kuleshov::write::planner {

namespace {
constexpr int most_trigger_rounds = 8;
}

Relaxed::Relaxed(const Task& task) : task_(task), could_(task) {
  prepare(task.actions, actions_);
  prepare(task.triggers, triggers_);
}

void Relaxed::prepare(const std::vector<GroundEvent>& events, Kind_of_part& kind) const {
  kind.waiting.resize(task_.fluents.size());
  for (const GroundEvent& event : events) {
    Part part{literals_of(task_, event.precondition), {}, true};
    for (const Assignment& effect : event.effects) {
      if (!effect.path.empty()) continue;
      part.effects.push_back(&effect);
      part.constant &= effect.condition == none &&
                       task_.nodes[static_cast<std::size_t>(effect.value)].op == Op::number;
    }
    if (!part.effects.empty()) kind.parts.push_back(std::move(part));
  }
}

void Relaxed::start(Kind_of_part& kind) const {
  kind.next.resize(kind.parts.size());
  for (std::size_t i = 0; i < kind.parts.size(); ++i) kind.next[i] = static_cast<std::int32_t>(i);
  for (auto& list : kind.waiting) list.clear();
}

// A part that cannot happen waits for the fluents of the first literal that fails.
bool Relaxed::happens(Kind_of_part& kind, std::int32_t number) {
  const Part& part = kind.parts[static_cast<std::size_t>(number)];
  for (const Literal& literal : part.needs) {
    if (could_.could_hold(literal)) continue;
    if (literal.code != none) {
      kind.next.push_back(number);  // no one fluent to wait for: try again
      return false;
    }
    kind.waiting[static_cast<std::size_t>(literal.left.fluent)].push_back(number);
    if (literal.right.fluent >= 0)
      kind.waiting[static_cast<std::size_t>(literal.right.fluent)].push_back(number);
    return false;
  }
  if (!part.constant) kind.next.push_back(number);
  return true;
}

void Relaxed::wake(std::int32_t fluent) {
  for (Kind_of_part* kind : {&actions_, &triggers_}) {
    auto& waiting = kind->waiting[static_cast<std::size_t>(fluent)];
    kind->next.insert(kind->next.end(), waiting.begin(), waiting.end());
    waiting.clear();
  }
}

// Everything that can happen happens at once; what it adds counts from the next layer on.
bool Relaxed::layer(Kind_of_part& kind) {
  pending_.clear();
  kind.tried.swap(kind.next);
  kind.next.clear();
  for (const std::int32_t part : kind.tried)
    if (happens(kind, part))
      for (const Assignment* effect : kind.parts[static_cast<std::size_t>(part)].effects)
        if (could_.could_hold(effect->condition)) pending_.push_back(effect);
  bool grown = false;
  for (const Assignment* effect : pending_) {
    if (!could_.add_all(effect->fluent, effect->value)) continue;
    grown = true;
    wake(effect->fluent);
  }
  return grown;
}

int Relaxed::steps(std::span<const Value> values, Code utility, int target, int most) {
  could_.reset(values);
  start(actions_);
  start(triggers_);
  for (int step = 0; step <= most; ++step) {
    if (could_.range(utility).high >= target) return step;
    if (step == most) break;
    bool grown = layer(actions_);
    for (int round = 0; round < most_trigger_rounds && layer(triggers_); ++round) grown = true;
    if (!grown) break;
  }
  return most + 1;
}

}  // namespace kuleshov::write::planner
