#include "kuleshov/direct/story_line.hpp"

#include <algorithm>

namespace kuleshov::direct {

namespace {

constexpr std::size_t usual_path = 256;

story::ViewerBelief belief_of(const sense::ViewerState& state) {
  return {{state.arousal.mean, state.valence.mean, state.attention.mean},
          {state.arousal.sd, state.valence.sd, state.attention.sd}};
}

// How surely the viewer conditions of a trigger hold: the least of them; 1 without any.
double surety(const story::Graph& graph, const story::Code& code,
              const story::ViewerBelief& belief) {
  double least = 1;
  for (const story::Instruction& step : code.instructions)
    if (step.op == story::Op::viewer)
      least = std::min(
          least,
          story::probability(graph.conditions()[static_cast<std::size_t>(step.value)], belief));
  return least;
}

}  // namespace

StoryLine::StoryLine(const Plan& plan) : plan_(&plan), state_(story::start(plan.graph())) {
  state_.path.reserve(usual_path);
  state_.ways.reserve(usual_path);
}

StoryLine::StoryLine(const Plan& plan, story::StoryState state)
    : plan_(&plan), state_(std::move(state)) {
  const std::size_t scenes = std::max(usual_path, 2 * state_.path.size());
  state_.path.reserve(scenes);
  state_.ways.reserve(scenes);
}

void StoryLine::observe(const sense::ViewerState& state, double until_s) {
  const base::Ticks until = base::Ticks::seconds(until_s);
  if (until <= state_.now) return;
  story::observe(plan_->graph(), state_, belief_of(state), until - state_.now);
}

void StoryLine::mark(const sense::ViewerState& state, std::span<Candidate> candidates) const {
  const auto scene = static_cast<std::size_t>(state_.scene);
  const int first = plan_->scenes()[scene].first_way;
  const story::ViewerBelief belief = belief_of(state);
  for (Candidate& candidate : candidates) {
    const int way = candidate.way - first;
    const bool open = story::is_open(plan_->graph(), state_, way);
    candidate.closed = open ? Closed::no : Closed::trigger;
    if (open && plan_->proof() != nullptr && !plan_->proof()->keeps_promises(state_, way))
      candidate.closed = Closed::proof;
    const story::GraphWay& compiled =
        plan_->graph().scenes()[scene].ways[static_cast<std::size_t>(way)];
    if (compiled.trigger.uses_viewer)
      candidate.trigger_probability = surety(plan_->graph(), compiled.trigger, belief);
    else
      candidate.trigger_probability = open ? 1 : 0;
  }
}

void StoryLine::take(int way) {
  const int first = plan_->scenes()[static_cast<std::size_t>(state_.scene)].first_way;
  story::take(plan_->graph(), state_, way - first);
}

}  // namespace kuleshov::direct
