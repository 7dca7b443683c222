#include "kuleshov/story/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
constexpr int fewest_ways = 3;
constexpr int most_ways = 5;
}  // namespace

Rules::Rules(const Graph& graph, Model& model, Search& search, const CheckLimits& limits,
             CheckReport& report)
    : graph_(graph),
      film_(graph.film()),
      model_(model),
      table_(model.table),
      search_(search),
      limits_(limits),
      report_(report) {}

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
                const std::optional<std::vector<Step>>& path) {
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
  for (const Step& step : path.value_or(std::vector<Step>{})) {
    finding.path.push_back(scene_at(index_of(step.scene)).id);
    if (step.way < 0) continue;
    const ModelWay& way = model_.ways[index_of(step.way)];
    finding.ways.push_back(scene_at(index_of(way.from)).ways[index_of(way.way)].id);
  }
  report_.findings.push_back(std::move(finding));
}

void Rules::refute(const std::string& rule, int scene, Bdd bad, const std::string& message) {
  const Bdd reachable = table_.both(bad, search_.reachable()[index_of(scene)]);
  if (reachable == BddTable::none || model_.exhausted()) return;
  StateSets targets = nowhere();
  targets[index_of(scene)] = reachable;
  add(rule, scene, message, search_.shortest_path(targets));
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
  const StateSets& reachable = search_.reachable();
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (reachable[s] != BddTable::none || model_.exhausted()) continue;
    add("unreachable", static_cast<int>(s),
        fmt::format("no path leads to scene {}", scene_at(s).id.str()));
  }
}

void Rules::ways_lead_somewhere() {
  for (const ModelWay& way : model_.ways) {
    if (way.to >= 0) continue;
    const Way& written = scene_at(index_of(way.from)).ways[index_of(way.way)];
    StateSets targets = nowhere();
    targets[index_of(way.from)] = BddTable::all;
    add("dangling", way.from,
        fmt::format("way {} leads to {}, which is no scene", written.id.str(), written.to.str()),
        search_.shortest_path(targets));
  }
}

void Rules::no_dead_ends() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (scene_at(s).ending) continue;
    const auto scene = static_cast<int>(s);
    const Bdd stuck = model_.some_input(scene, table_.inverse(open_somehow(scene)));
    refute("dead-end", scene, stuck,
           fmt::format("at the end of scene {} no way is open", scene_at(s).id.str()));
  }
}

void Rules::key_points_offer_three_to_five() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (!scene_at(s).key_point) continue;
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
    StateSets targets = nowhere();
    int where = -1;
    for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
      if (!scene_at(s).ending) continue;
      targets[s] =
          table_.without(search_.reachable()[s], model_.core_passed(static_cast<int>(rank)));
      if (targets[s] != BddTable::none) where = static_cast<int>(s);
    }
    if (where < 0) continue;
    const int core = graph_.scene_index(film_.core[rank]);
    add("core-on-every-path", core,
        fmt::format("a path ends without passing core scene {}", film_.core[rank].str()),
        search_.shortest_path(targets));
  }
}

void Rules::core_in_order() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    const int rank = graph_.scenes()[s].core_rank;
    if (rank < 0) continue;
    Bdd later = BddTable::none;
    for (int r = rank + 1; r < static_cast<int>(film_.core.size()); ++r)
      later = table_.either(later, model_.core_passed(r));
    const auto path = path_into(static_cast<int>(s), later);
    if (!path) continue;
    add("core-order", static_cast<int>(s),
        fmt::format("core scene {} can come after a later core scene", scene_at(s).id.str()), path);
  }
}

// The shortest path that enters `scene` from a state of `before`.
std::optional<std::vector<Step>> Rules::path_into(int scene, Bdd before) {
  StateSets targets = nowhere();
  for (const ModelWay& way : model_.ways) {
    if (way.to != scene) continue;
    const Bdd bad =
        table_.both(table_.both(search_.reachable()[index_of(way.from)], way.guard), before);
    targets[index_of(way.from)] = table_.either(targets[index_of(way.from)], bad);
  }
  auto path = search_.shortest_path(targets);
  if (!path || model_.exhausted()) return std::nullopt;
  std::vector<std::uint8_t> bits;
  model_.opening_bits(bits);
  for (const Step& step : *path) {
    if (step.way >= 0) model_.step(model_.ways[index_of(step.way)], bits);
  }
  for (const int w : model_.scenes[index_of(path->back().scene)].ways) {
    const ModelWay& way = model_.ways[index_of(w)];
    if (way.to != scene || !table_.contains(table_.both(way.guard, before), bits)) continue;
    path->push_back({scene, w});
    break;
  }
  return path;
}

void Rules::core_is_not_adaptive() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (!scene_at(s).core || search_.reachable()[s] == BddTable::none) continue;
    core_has_one_framing(s);
    if (scene_at(s).key_point) continue;
    for (const int w : model_.scenes[s].ways) {
      const ModelWay& way = model_.ways[index_of(w)];
      if (!way.uses_viewer) continue;
      StateSets targets = nowhere();
      targets[s] = BddTable::all;
      add("core-adaptive", way.from,
          fmt::format(
              "core scene {} goes on by what the viewer feels or by time, and is no key point",
              scene_at(s).id.str()),
          search_.shortest_path(targets));
      break;
    }
  }
}

void Rules::core_has_one_framing(std::size_t s) {
  for (const Shot& shot : scene_at(s).shots) {
    if (shot.framings.empty()) continue;
    StateSets targets = nowhere();
    targets[s] = BddTable::all;
    add("core-adaptive", static_cast<int>(s),
        fmt::format("shot {} of core scene {} offers another framing", shot.id.str(),
                    scene_at(s).id.str()),
        search_.shortest_path(targets));
    return;
  }
}

void Rules::triggers_can_open_and_close() {
  for (const ModelWay& way : model_.ways) {
    if (way.always_written) continue;
    const Bdd here = search_.reachable()[index_of(way.from)];
    if (here == BddTable::none) continue;
    StateSets targets = nowhere();
    targets[index_of(way.from)] = here;
    const Way& written = scene_at(index_of(way.from)).ways[index_of(way.way)];
    if (table_.both(here, way.guard) == BddTable::none) {
      add("trigger-never", way.from,
          fmt::format("way {} can never be taken: \"{}\"", written.id.str(), written.trigger.text),
          search_.shortest_path(targets));
    } else if (table_.without(here, way.surely) == BddTable::none) {
      add("trigger-always", way.from,
          fmt::format("the trigger of way {} always holds: \"{}\"", written.id.str(),
                      written.trigger.text),
          search_.shortest_path(targets));
    }
  }
}

void Rules::every_path_ends() {
  StateSets endings = nowhere();
  bool any = false;
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (scene_at(s).ending) endings[s] = search_.reachable()[s];
    any |= endings[s] != BddTable::none;
  }
  const int opening = graph_.opening();
  if (!any) return add("ending-family", opening, "no ending can be reached");
  if (film_.ending_family.empty())
    add("ending-family", opening, "the film does not say what its endings share: ending_family");
  StateSets lost = search_.can_reach(endings);
  for (std::size_t s = 0; s < lost.size(); ++s)
    lost[s] = table_.without(search_.reachable()[s], lost[s]);
  if (const auto path = search_.shortest_path(lost); path && !model_.exhausted()) {
    add("ending-family", path->back().scene,
        fmt::format("from scene {} no ending can be reached any more",
                    scene_at(index_of(path->back().scene)).id.str()),
        path);
  }
  const StateSets endless = search_.can_go_on_for_ever();
  if (auto path = search_.shortest_path(endless); path && !model_.exhausted()) {
    const int scene = path->back().scene;
    add("ending-family", scene,
        fmt::format("from scene {} the film can go round for ever",
                    scene_at(index_of(scene)).id.str()),
        search_.with_loop(std::move(*path), endless));
  }
}

void Rules::facts_hold() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    for (const Requirement& required : model_.scenes[s].requirements) {
      const auto path = path_into(static_cast<int>(s), table_.inverse(required.met));
      if (!path) continue;
      add("continuity", static_cast<int>(s),
          fmt::format("scene {} needs that {}", scene_at(s).id.str(), required.text), path);
    }
  }
}

}  // namespace kuleshov::story
