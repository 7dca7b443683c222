#include "kuleshov/direct/story_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/base/json.hpp"

namespace kuleshov::direct {

namespace {

using base::Json;

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

std::string name_of(const story::ViewerCondition& condition) {
  return fmt::format("{} {} {} surely {} for {}", story::name_of(condition.quantity),
                     condition.above ? '>' : '<', condition.threshold, condition.surely,
                     condition.held.count());
}

base::Ticks ticks(const Json& json) {
  constexpr std::int64_t most = std::int64_t{1} << 44;
  return base::Ticks(std::clamp<std::int64_t>(json.get<std::int64_t>(), 0, most));
}

Json visits_of(const story::Graph& graph, const story::StoryState& state) {
  Json visits = Json::object();
  for (std::size_t i = 0; i < graph.tracked().size(); ++i) {
    const auto scene = static_cast<std::size_t>(graph.tracked()[i]);
    visits[graph.film().scenes[scene].id.str()] = {state.visits[i], state.entered[i].count()};
  }
  return visits;
}

void read_visits(const Json& json, const story::Graph& graph, story::StoryState& state) {
  for (std::size_t i = 0; i < graph.tracked().size(); ++i) {
    const auto scene = static_cast<std::size_t>(graph.tracked()[i]);
    const auto found = json.find(graph.film().scenes[scene].id.str());
    if (found == json.end()) continue;
    state.visits[i] = found->at(0);
    state.entered[i] = ticks(found->at(1));
  }
}

Json conditions_of(const story::Graph& graph, const story::StoryState& state) {
  Json all = Json::object();
  for (std::size_t i = 0; i < state.conditions.size(); ++i)
    all[name_of(graph.conditions()[i])] = {state.conditions[i].above, state.conditions[i].holds,
                                           state.conditions[i].since.count()};
  return all;
}

void read_conditions(const Json& json, const story::Graph& graph, story::StoryState& state) {
  for (std::size_t i = 0; i < state.conditions.size(); ++i) {
    const auto found = json.find(name_of(graph.conditions()[i]));
    if (found == json.end()) continue;
    state.conditions[i] = {found->at(0), found->at(1), ticks(found->at(2))};
  }
}

base::Result<void> read_variables(const Json& json, const story::Film& film,
                                  story::StoryState& state) {
  for (const auto& [name, value] : json.items()) {
    const auto found =
        std::find_if(film.variables.begin(), film.variables.end(),
                     [&](const story::Variable& variable) { return variable.id.str() == name; });
    if (found == film.variables.end())
      return base::fail("the save holds the variable '" + name + "', which the film no longer has",
                        "start the showing anew, or from the nearest earlier scene");
    const auto index = static_cast<std::size_t>(found - film.variables.begin());
    state.variables[index] = std::clamp(value.get<int>(), found->low, found->high);
  }
  return {};
}

}  // namespace

StoryLine::StoryLine(const Plan& plan) : plan_(&plan), state_(story::start(plan.graph())) {
  state_.path.reserve(usual_path);
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

nlohmann::json StoryLine::to_json() const {
  Json variables = Json::object();
  const story::Film& film = plan_->film();
  for (std::size_t i = 0; i < film.variables.size(); ++i)
    variables[film.variables[i].id.str()] = state_.variables[i];
  Json path = Json::array();
  for (const int scene : state_.path) path.push_back(plan_->scene_id(scene).str());
  return {{"variables", std::move(variables)},
          {"visits", visits_of(plan_->graph(), state_)},
          {"conditions", conditions_of(plan_->graph(), state_)},
          {"now", state_.now.count()},
          {"path", std::move(path)}};
}

base::Result<StoryLine> StoryLine::from_json(const Plan& plan, int scene, const Json& json) {
  StoryLine line(plan);
  line.state_.scene = scene;
  TRY(read_variables(json.at("variables"), plan.film(), line.state_));
  read_visits(json.at("visits"), plan.graph(), line.state_);
  read_conditions(json.at("conditions"), plan.graph(), line.state_);
  line.state_.now = ticks(json.at("now"));
  line.state_.path.clear();
  for (const Json& id : json.at("path"))
    if (const int at = plan.scene_index(story::SceneId(id.get<std::string>())); at >= 0)
      line.state_.path.push_back(at);
  return line;
}

}  // namespace kuleshov::direct
