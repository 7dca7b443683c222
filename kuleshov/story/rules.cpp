#include "kuleshov/story/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
constexpr int fewest_ways = 3;
constexpr int most_ways = 5;
}  // namespace

Rules::Rules(const Graph& graph, Model& model, Answers& answers, const CheckLimits& limits,
             CheckReport& report)
    : graph_(graph),
      film_(graph.film()),
      model_(model),
      table_(model.table),
      answers_(answers),
      limits_(limits),
      report_(report),
      reached_(graph.film().scenes.size()) {}

void Rules::run() {
  scenes_are_reachable();
  ways_lead_somewhere();
  no_dead_ends();
  key_points_offer_three_to_five();
  some_way_needs_no_sensor();
  every_path_ends();
  core_on_every_path();
  core_in_order();
  core_is_not_adaptive();
  triggers_can_open_and_close();
  facts_hold();
  lengths_are_within_bounds();
  anchors_can_be_kept();
}

void Rules::add(std::string rule, int scene, std::string message,
                const std::optional<Witness>& witness) {
  report_.holds = false;
  if (report_.findings.size() >= limits_.most_findings) {
    ++report_.more_findings;
    return;
  }
  Finding finding;
  finding.rule = std::move(rule);
  finding.scene = scene_at(index_of(scene)).id;
  finding.message = std::move(message);
  finding.place = scene_at(index_of(scene)).place;
  finding.shortest = !witness || witness->shortest;
  for (const Step& step : witness.value_or(Witness{}).path) {
    finding.path.push_back(scene_at(index_of(step.scene)).id);
    if (step.way < 0) continue;
    const ModelWay& way = model_.ways[index_of(step.way)];
    finding.ways.push_back(scene_at(index_of(way.from)).ways[index_of(way.way)].id);
  }
  report_.findings.push_back(std::move(finding));
}

void Rules::leave_open(const std::string& rule, int scene) {
  if (report_.complete)
    report_.cut_off =
        fmt::format("whether {} holds at scene {} could not be told within the bounds", rule,
                    scene_at(index_of(scene)).id.str());
  report_.complete = false;
  ++report_.open_questions;
}

StateSets Rules::only(int scene, Bdd states) const {
  StateSets targets = nowhere();
  targets[index_of(scene)] = states;
  return targets;
}

Reached Rules::reaches(int scene, Bdd states) {
  if (model_.exhausted()) return Reached::unsettled;  // `states` means nothing
  return states == BddTable::none ? Reached::never : answers_.reaches(only(scene, states));
}

std::optional<Witness> Rules::path_to(int scene) {
  return answers_.shortest_path(only(scene, BddTable::all));
}

void Rules::refute(const std::string& rule, int scene, Bdd bad, const std::string& message) {
  const Reached reached = reaches(scene, bad);
  if (reached == Reached::unsettled) leave_open(rule, scene);
  if (reached != Reached::sometimes) return;
  add(rule, scene, message, answers_.shortest_path(only(scene, bad)));
}

Bdd Rules::open_somehow(int scene) {
  Bdd open = BddTable::none;
  for (const int w : model_.scenes[index_of(scene)].ways) {
    const ModelWay& way = model_.ways[index_of(w)];
    if (way.to >= 0) open = table_.either(open, way.trigger);
  }
  return open;
}

void Rules::scenes_are_reachable() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    answers_.next_question();
    const auto scene = static_cast<int>(s);
    const Reached reached = reaches(scene, BddTable::all);
    reached_[s] = reached == Reached::sometimes;
    if (reached_[s]) report_.reachable_scenes += 1;
    if (reached == Reached::unsettled) leave_open("unreachable", scene);
    if (reached == Reached::never)
      add("unreachable", scene, fmt::format("no path leads to scene {}", scene_at(s).id.str()));
  }
}

void Rules::ways_lead_somewhere() {
  for (const ModelWay& way : model_.ways) {
    if (way.to >= 0) continue;
    const Way& written = scene_at(index_of(way.from)).ways[index_of(way.way)];
    add("dangling", way.from,
        fmt::format("way {} leads to {}, which is no scene", written.id.str(), written.to.str()),
        path_to(way.from));
  }
}

void Rules::no_dead_ends() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (scene_at(s).ending) continue;
    answers_.next_question();
    const auto scene = static_cast<int>(s);
    const Bdd stuck = model_.some_input(scene, table_.inverse(open_somehow(scene)));
    refute("dead-end", scene, stuck,
           fmt::format("at the end of scene {} no way is open", scene_at(s).id.str()));
  }
}

void Rules::key_points_offer_three_to_five() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (!scene_at(s).key_point) continue;
    answers_.next_question();
    const auto scene = static_cast<int>(s);
    // exactly[n]: the states and inputs with n ways open; the last gathers all above.
    std::vector<Bdd> exactly(most_ways + 2, BddTable::none);
    exactly[0] = BddTable::all;
    for (const int w : model_.scenes[s].ways) {
      const ModelWay& way = model_.ways[index_of(w)];
      if (way.to < 0) continue;
      for (int n = most_ways + 1; n >= 0; --n) {
        const Bdd one_fewer =
            n > 0 ? table_.both(exactly[index_of(n - 1)], way.trigger) : BddTable::none;
        const Bdd stays = n > most_ways ? exactly[index_of(n)]
                                        : table_.without(exactly[index_of(n)], way.trigger);
        exactly[index_of(n)] = table_.either(stays, one_fewer);
      }
    }
    Bdd few = BddTable::none;
    for (int n = 0; n < fewest_ways; ++n) few = table_.either(few, exactly[index_of(n)]);
    const std::string id = scene_at(s).id.str();
    refute("ways-3-to-5", scene, model_.some_input(scene, few),
           fmt::format("key point {} can offer fewer than {} ways", id, fewest_ways));
    refute("ways-3-to-5", scene, model_.some_input(scene, exactly.back()),
           fmt::format("key point {} can offer more than {} ways", id, most_ways));
  }
}

void Rules::some_way_needs_no_sensor() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    answers_.next_question();
    Bdd sure = BddTable::none;
    bool viewer = false;
    for (const int w : model_.scenes[s].ways) {
      const ModelWay& way = model_.ways[index_of(w)];
      if (way.to >= 0) sure = table_.either(sure, way.surely);
      viewer |= way.uses_viewer;
    }
    if (!viewer) continue;
    const auto scene = static_cast<int>(s);
    const Bdd sensed_only = table_.without(model_.some_input(scene, open_somehow(scene)), sure);
    refute("way-without-sensor", scene, sensed_only,
           fmt::format("at the end of scene {} every open way needs a sensor or a time",
                       scene_at(s).id.str()));
  }
}

void Rules::core_on_every_path() {
  for (std::size_t rank = 0; rank < film_.core.size(); ++rank) {
    answers_.next_question();
    StateSets targets = all_of_endings(model_);
    for (Bdd& states : targets)
      states = table_.without(states, model_.core_passed(static_cast<int>(rank)));
    const int core = std::max(0, graph_.scene_index(film_.core[rank]));
    const Reached reached = answers_.reaches(targets);
    if (reached == Reached::unsettled) leave_open("core-on-every-path", core);
    if (reached != Reached::sometimes) continue;
    add("core-on-every-path", core,
        fmt::format("a path ends without passing core scene {}", film_.core[rank].str()),
        answers_.shortest_path(targets));
  }
}

void Rules::core_in_order() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    const int rank = graph_.scenes()[s].core_rank;
    if (rank < 0) continue;
    answers_.next_question();
    Bdd later = BddTable::none;
    for (int r = rank + 1; r < static_cast<int>(film_.core.size()); ++r)
      later = table_.either(later, model_.core_passed(r));
    refute_entering(
        "core-order", static_cast<int>(s), later,
        fmt::format("core scene {} can come after a later core scene", scene_at(s).id.str()));
  }
}

void Rules::refute_entering(const std::string& rule, int scene, Bdd before,
                            const std::string& message) {
  StateSets targets = nowhere();
  for (const ModelWay& way : model_.ways) {
    if (way.to != scene) continue;
    Bdd& states = targets[index_of(way.from)];
    states = table_.either(states, table_.both(way.guard, before));
  }
  const Reached reached = answers_.reaches(targets);
  if (reached == Reached::unsettled) leave_open(rule, scene);
  if (reached == Reached::sometimes) add(rule, scene, message, path_into(scene, before, targets));
}

// The shortest path to `targets`, from whose states some way enters `scene` from `before`, and on.
std::optional<Witness> Rules::path_into(int scene, Bdd before, const StateSets& targets) {
  auto witness = answers_.shortest_path(targets);
  if (!witness || model_.exhausted()) return std::nullopt;
  std::vector<std::uint8_t> bits;
  model_.opening_bits(bits);
  for (const Step& step : witness->path) {
    if (step.way >= 0) model_.step(model_.ways[index_of(step.way)], bits);
  }
  for (const int w : model_.scenes[index_of(witness->path.back().scene)].ways) {
    const ModelWay& way = model_.ways[index_of(w)];
    if (way.to != scene || !table_.contains(table_.both(way.guard, before), bits)) continue;
    witness->path.push_back({scene, w});
    break;
  }
  return witness;
}

void Rules::core_is_not_adaptive() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (!scene_at(s).core || !reached_[s]) continue;
    core_has_one_framing(s);
    if (scene_at(s).key_point) continue;
    for (const int w : model_.scenes[s].ways) {
      const ModelWay& way = model_.ways[index_of(w)];
      if (!way.uses_viewer) continue;
      add("core-adaptive", way.from,
          fmt::format(
              "core scene {} goes on by what the viewer feels or by time, and is no key point",
              scene_at(s).id.str()),
          path_to(way.from));
      break;
    }
  }
}

void Rules::core_has_one_framing(std::size_t s) {
  for (const Shot& shot : scene_at(s).shots) {
    if (shot.framings.empty()) continue;
    add("core-adaptive", static_cast<int>(s),
        fmt::format("shot {} of core scene {} offers another framing", shot.id.str(),
                    scene_at(s).id.str()),
        path_to(static_cast<int>(s)));
    return;
  }
}

void Rules::triggers_can_open_and_close() {
  for (const ModelWay& way : model_.ways) {
    if (way.always_written || !reached_[index_of(way.from)]) continue;
    answers_.next_question();
    const Way& written = scene_at(index_of(way.from)).ways[index_of(way.way)];
    const std::string id = written.id.str();
    const Reached taken = reaches(way.from, way.guard);
    if (taken == Reached::unsettled) leave_open("trigger-never", way.from);
    if (taken == Reached::never) {
      add("trigger-never", way.from,
          fmt::format("way {} can never be taken: \"{}\"", id, written.trigger.text),
          path_to(way.from));
      continue;
    }
    const Reached shut = reaches(way.from, table_.inverse(way.surely));
    if (shut == Reached::unsettled) leave_open("trigger-always", way.from);
    if (shut == Reached::never)
      add("trigger-always", way.from,
          fmt::format("the trigger of way {} always holds: \"{}\"", id, written.trigger.text),
          path_to(way.from));
  }
}

void Rules::every_path_ends() {
  const StateSets endings = all_of_endings(model_);
  bool any = false;
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) any |= scene_at(s).ending && reached_[s];
  const int opening = graph_.opening();
  if (film_.ending_family.empty() && any)
    add("ending-family", opening, "the film does not say what its endings share: ending_family");
  if (!any) add("ending-family", opening, "no ending can be reached");
  answers_.next_question();
  if (any) no_state_is_a_trap(endings);
  answers_.next_question();
  no_path_is_endless(!any);
}

void Rules::no_state_is_a_trap(const StateSets& endings) {
  const Answer trapped = answers_.trapped(endings);
  if (trapped.reached == Reached::unsettled) leave_open("ending-family", graph_.opening());
  if (trapped.reached != Reached::sometimes) return;
  const int scene = trapped.witness.path.back().scene;
  add("ending-family", scene,
      fmt::format("from scene {} no ending can be reached any more",
                  scene_at(index_of(scene)).id.str()),
      trapped.witness);
}

void Rules::no_path_is_endless(bool said) {
  const Answer endless = answers_.endless();
  endless_ = endless.reached != Reached::never;
  if (endless.reached == Reached::unsettled) leave_open("ending-family", graph_.opening());
  if (endless.reached != Reached::sometimes || said) return;
  const int scene = endless.witness.path.back().scene;
  add("ending-family", scene,
      fmt::format("from scene {} the film can go round for ever",
                  scene_at(index_of(scene)).id.str()),
      endless.witness);
}

void Rules::facts_hold() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    for (const Requirement& required : model_.scenes[s].requirements) {
      answers_.next_question();
      refute_entering("continuity", static_cast<int>(s), table_.inverse(required.met),
                      fmt::format("scene {} needs that {}", scene_at(s).id.str(), required.text));
    }
  }
}

}  // namespace kuleshov::story
