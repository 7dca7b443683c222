#include "kuleshov/story/check.hpp"

#include "kuleshov/story/refine.hpp"
#include "kuleshov/story/rules.hpp"
#include "kuleshov/story/search.hpp"

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
}  // namespace

struct Proof::Inside {
  explicit Inside(const Graph& checked) : graph(checked) {}

  // Every question, on sets of all states or by refinement. False: not everything was settled.
  bool settle(bool by_sets, std::size_t most_nodes, const CheckLimits& limits,
              CheckReport& report) {
    report = {};
    kept.clear();
    search.reset();
    refiner.reset();
    model.emplace(graph, ModelLimits{most_nodes, 4096});
    report.by_refinement = !by_sets;
    if (!model->limit_hit().empty() || model->exhausted()) return cut_off(report);
    if (by_sets) {
      search.emplace(*model);
      search->reachable();
    } else {
      refiner.emplace(*model, most_nodes);
    }
    if (model->exhausted()) return cut_off(report);
    Rules(graph, *model, answers(), limits, report).run();
    kept = states_that_keep();
    count(report);
    return model->exhausted() ? cut_off(report) : report.complete;
  }

  bool cut_off(CheckReport& report) const {
    report.complete = false;
    report.cut_off = model->limit_hit().empty()
                         ? "the sets of states grew beyond the memory allowed"
                         : model->limit_hit();
    return false;
  }

  Answers& answers() {
    return search ? static_cast<Answers&>(*search) : static_cast<Answers&>(*refiner);
  }

  // States from which every core scene still to come can be passed in order, and an ending reached.
  StateSets states_that_keep() {
    Bdd passed = BddTable::all;
    for (std::size_t rank = 0; rank < graph.film().core.size(); ++rank)
      passed = model->table.both(passed, model->core_passed(static_cast<int>(rank)));
    StateSets goals = all_of_endings(*model);
    for (Bdd& states : goals) states = model->table.both(states, passed);
    kept_are_all = true;
    return search ? search->can_reach(goals) : refiner->surely_reach(goals, kept_are_all);
  }

  void count(CheckReport& report) {
    report.nodes = model->table.nodes();
    if (refiner) {
      report.states = static_cast<double>(refiner->walked());
      return;
    }
    const StateSets& reachable = search->reachable();
    for (std::size_t s = 0; s < reachable.size(); ++s) {
      if (reachable[s] == BddTable::none) continue;
      report.states += model->table.count(reachable[s], model->scenes[s].live_bits);
    }
  }

  const Graph& graph;
  std::optional<Model> model;
  std::optional<Search> search;  // one of these two
  std::optional<Refiner> refiner;
  StateSets kept;
  bool kept_are_all = true;  // no other states keep the promises
};

// On sets of all states where they are small; else by refinement; and if that leaves something
// open, on sets as large as is allowed.
Proof::Proof(const Graph& graph, const CheckLimits& limits)
    : inside_(std::make_unique<Inside>(graph)) {
  const std::size_t small = std::min(limits.most_nodes, limits.most_nodes_at_first);
  if (inside_->settle(true, small, limits, report_) || !inside_->model->limit_hit().empty()) return;
  if (inside_->settle(false, limits.most_nodes, limits, report_)) return;
  if (small == limits.most_nodes) return;
  auto whole = std::make_unique<Inside>(graph);
  CheckReport report;
  if (!whole->settle(true, limits.most_nodes, limits, report)) return;
  inside_ = std::move(whole);
  report_ = std::move(report);
}

Proof::~Proof() = default;
Proof::Proof(Proof&&) noexcept = default;
Proof& Proof::operator=(Proof&&) noexcept = default;

bool Proof::keeps_promises(const StoryState& state, int way) const {
  const Graph& graph = inside_->graph;
  const GraphWay& compiled = graph.scenes()[index_of(state.scene)].ways[index_of(way)];
  if (compiled.to < 0) return false;
  if (!report_.complete || inside_->kept.empty()) return true;
  const auto keeps = [&](const StoryState& at) {
    std::vector<std::uint8_t> bits;
    inside_->model->bits_of(at, bits);
    return inside_->model->table.contains(inside_->kept[index_of(at.scene)], bits);
  };
  if (!inside_->kept_are_all && (report_.holds || !keeps(state))) return true;
  StoryState after = state;
  take(graph, after, way);
  return keeps(after);
}

std::optional<StoryState> Proof::witness(const SceneId& scene) const {
  const Graph& graph = inside_->graph;
  const int index = graph.scene_index(scene);
  if (index < 0 || inside_->model->exhausted() || !inside_->model->limit_hit().empty())
    return std::nullopt;
  StateSets targets(inside_->model->scenes.size(), BddTable::none);
  targets[index_of(index)] = BddTable::all;
  inside_->answers().next_question();
  const auto witness = inside_->answers().shortest_path(targets);
  if (!witness) return std::nullopt;
  StoryState state = start(graph);
  for (const Step& step : witness->path) {
    if (step.way < 0) continue;
    for (const Shot& shot : graph.film().scenes[index_of(state.scene)].shots)
      state.now += shot.natural;
    take(graph, state, inside_->model->ways[index_of(step.way)].way);
  }
  return state;
}

CheckReport check(const Graph& graph, const CheckLimits& limits) {
  return Proof(graph, limits).report();
}

}  // namespace kuleshov::story
