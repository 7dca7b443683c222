#include "kuleshov/story/check.hpp"

#include "kuleshov/story/rules.hpp"

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
}  // namespace

struct Proof::Inside {
  Inside(const Graph& checked, const CheckLimits& limits)
      : graph(checked), model(checked, {limits.most_nodes, 4096}), search(model) {}

  // States from which every core scene still to come can be passed in order, and an ending reached.
  void find_kept() {
    StateSets goals(model.scenes.size(), BddTable::none);
    Bdd passed = BddTable::all;
    for (std::size_t rank = 0; rank < graph.film().core.size(); ++rank) {
      passed = model.table.both(passed, model.core_passed(static_cast<int>(rank)));
    }
    for (std::size_t s = 0; s < goals.size(); ++s) {
      if (graph.film().scenes[s].ending) goals[s] = model.table.both(passed, search.reachable()[s]);
    }
    kept = search.can_reach(goals);
  }

  const Graph& graph;
  Model model;
  Search search;
  StateSets kept;
};

Proof::Proof(const Graph& graph, const CheckLimits& limits)
    : inside_(std::make_unique<Inside>(graph, limits)) {
  Model& model = inside_->model;
  const bool settled =
      model.limit_hit().empty() && (inside_->search.reachable(), !model.exhausted());
  if (settled) {
    Rules(graph, model, inside_->search, limits, report_).run();
    inside_->find_kept();
    const StateSets& reachable = inside_->search.reachable();
    for (std::size_t s = 0; s < reachable.size(); ++s) {
      if (reachable[s] == BddTable::none) continue;
      report_.reachable_scenes += 1;
      report_.states += model.table.count(reachable[s], model.scenes[s].live_bits);
    }
  }
  report_.nodes = model.table.nodes();
  if (model.limit_hit().empty() && !model.exhausted()) return;
  report_.complete = false;
  report_.cut_off =
      model.exhausted() ? "the sets of states grew beyond the memory allowed" : model.limit_hit();
}

Proof::~Proof() = default;
Proof::Proof(Proof&&) noexcept = default;
Proof& Proof::operator=(Proof&&) noexcept = default;

bool Proof::keeps_promises(const StoryState& state, int way) const {
  const Graph& graph = inside_->graph;
  const GraphWay& compiled = graph.scenes()[index_of(state.scene)].ways[index_of(way)];
  if (compiled.to < 0) return false;
  if (!report_.complete || inside_->kept.empty()) return true;
  StoryState after = state;
  take(graph, after, way);
  std::vector<std::uint8_t> bits;
  inside_->model.bits_of(after, bits);
  return inside_->model.table.contains(inside_->kept[index_of(after.scene)], bits);
}

std::optional<StoryState> Proof::witness(const SceneId& scene) const {
  const Graph& graph = inside_->graph;
  const int index = graph.scene_index(scene);
  if (index < 0 || inside_->model.exhausted() || !inside_->model.limit_hit().empty())
    return std::nullopt;
  StateSets targets(inside_->model.scenes.size(), BddTable::none);
  targets[index_of(index)] = BddTable::all;
  const auto path = inside_->search.shortest_path(targets);
  if (!path) return std::nullopt;
  StoryState state = start(graph);
  for (const Step& step : *path) {
    if (step.way < 0) continue;
    for (const Shot& shot : graph.film().scenes[index_of(state.scene)].shots)
      state.now += shot.natural;
    take(graph, state, inside_->model.ways[index_of(step.way)].way);
  }
  return state;
}

CheckReport check(const Graph& graph, const CheckLimits& limits) {
  return Proof(graph, limits).report();
}

}  // namespace kuleshov::story
