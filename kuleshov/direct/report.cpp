#include "kuleshov/direct/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/direct/plot.hpp"

namespace kuleshov::direct {

namespace {

using base::Json;
using base::quantise;

constexpr std::string_view arousal_colour = "#c2562d";
constexpr std::string_view valence_colour = "#2f6f8f";

std::string title_of(const Plan& plan) {
  const story::Film& film = plan.film();
  const std::string_view title = story::in_language(film.title, film.languages.front());
  return title.empty() ? film.id.str() : std::string(title);
}

bool at_key_point(const Plan& plan, int way) {
  const int from = plan.ways()[static_cast<std::size_t>(way)].from;
  return plan.scenes()[static_cast<std::size_t>(from)].key_point;
}

double scene_distance(const SceneSums& sums) {
  return sums.samples > 0 ? std::sqrt(sums.squared_distance / sums.samples) : 0;
}

double share_seen(const Plan& plan, const Tally& tally) {
  const auto seen = std::count_if(tally.scenes.begin(), tally.scenes.end(),
                                  [](const SceneSums& s) { return s.visits > 0; });
  return static_cast<double>(seen) / static_cast<double>(plan.scenes().size());
}

double share_of_ways(const Plan& plan, const Tally& tally) {
  double all = 0;
  for (int way = 0; way < static_cast<int>(plan.ways().size()); ++way)
    all += at_key_point(plan, way);
  const auto never = static_cast<double>(ways_nobody_takes(plan, tally).size());
  return all > 0 ? 1 - never / all : 1;
}

Json scenes_json(const Plan& plan, const Tally& tally) {
  Json scenes = Json::array();
  for (std::size_t i = 0; i < tally.scenes.size(); ++i) {
    const SceneSums& sums = tally.scenes[i];
    scenes.push_back({{"id", plan.scene_id(static_cast<int>(i)).str()},
                      {"visits", sums.visits},
                      {"share", quantise(sums.visits / tally.showings)},
                      {"mean_s", quantise(sums.visits > 0 ? sums.seconds / sums.visits : 0)},
                      {"arc_distance", quantise(scene_distance(sums))}});
  }
  return scenes;
}

Json ways_json(const Plan& plan, const Tally& tally) {
  Json ways = Json::array();
  for (int way = 0; way < static_cast<int>(plan.ways().size()); ++way) {
    if (!at_key_point(plan, way)) continue;
    const auto i = static_cast<std::size_t>(way);
    ways.push_back(
        {{"id", plan.way(way).id.str()},
         {"from", plan.way(way).from.str()},
         {"taken", tally.ways[i]},
         {"open", tally.offered[i]},
         {"share", quantise(tally.offered[i] > 0 ? tally.ways[i] / tally.offered[i] : 0)}});
  }
  return ways;
}

Json names_of_ways(const Plan& plan, const std::vector<int>& ways) {
  Json names = Json::array();
  for (const int way : ways) names.push_back(plan.way(way).id.str());
  return names;
}

// The commonest first; equal ones by their ways.
std::vector<std::pair<double, std::vector<int>>> commonest_paths(const Tally& tally) {
  std::vector<std::pair<double, std::vector<int>>> paths;
  for (const auto& [path, count] : tally.paths) paths.emplace_back(count, tally.path_ways.at(path));
  std::sort(paths.begin(), paths.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (paths.size() > 10) paths.resize(10);
  return paths;
}

std::string number(std::string_view value, std::string_view what) {
  return fmt::format("<div><b>{}</b><span>{}</span></div>", value, what);
}

std::string numbers(const Plan& plan, const Tally& tally) {
  return "<div class='k'>" + number(fmt::format("{:.0f}", tally.showings), "showings") +
         number(fmt::format("{:.0f} %", 100 * share_seen(plan, tally)), "of the scenes were seen") +
         number(fmt::format("{:.0f} %", 100 * share_of_ways(plan, tally)),
                "of the ways were taken") +
         number(fmt::format("{}", tally.paths.size()), "different paths") +
         number(fmt::format("{:.2f} bits", path_entropy_bits(tally)), "path entropy") +
         number(fmt::format("{:.3f} ± {:.3f}", mean_distance(tally), distance_half_width(tally)),
                "distance to the intended arc") +
         number(fmt::format("{:.1f} min", tally.seconds / tally.showings / 60),
                fmt::format("mean length, {:.1f} to {:.1f}", tally.shortest_s / 60,
                            tally.longest_s / 60)) +
         "</div>";
}

std::string scene_bars(const Plan& plan, const Tally& tally) {
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < tally.scenes.size(); ++i) {
    const SceneSums& sums = tally.scenes[i];
    const double share = sums.visits / tally.showings;
    const double mean_s = sums.visits > 0 ? sums.seconds / sums.visits : 0;
    bars.push_back({plan.scene_id(static_cast<int>(i)).str(), share,
                    fmt::format("{:.1f} %, {:.1f} s", 100 * share, mean_s), sums.visits <= 0});
  }
  return bars_svg(bars);
}

std::string way_bars(const Plan& plan, const Tally& tally) {
  std::vector<Bar> bars;
  for (int way = 0; way < static_cast<int>(plan.ways().size()); ++way) {
    if (!at_key_point(plan, way)) continue;
    const auto i = static_cast<std::size_t>(way);
    const double share = tally.offered[i] > 0 ? tally.ways[i] / tally.offered[i] : 0;
    const std::string note =
        tally.offered[i] > 0
            ? fmt::format("{:.1f} % of the {:.0f} times it was open", 100 * share, tally.offered[i])
            : "never open";
    bars.push_back({plan.way(way).from.str() + "  " + plan.way(way).id.str(), share, note,
                    tally.ways[i] <= 0});
  }
  return bars_svg(bars);
}

std::string paths_table(const Plan& plan, const Tally& tally) {
  std::string table = "<table><tr><th>share</th><th>ways</th></tr>";
  for (const auto& [count, ways] : commonest_paths(tally)) {
    std::string names;
    for (const int way : ways) names += (names.empty() ? "" : " · ") + plan.way(way).id.str();
    table += fmt::format("<tr><td>{:.1f} %</td><td>{}</td></tr>", 100 * count / tally.showings,
                         escape_html(names));
  }
  return table + "</table>";
}

std::string arc_cards(const Plan& plan, const std::vector<SceneArcs>& arcs) {
  std::string cards = "<div class='c'>";
  for (const SceneArcs& a : arcs) {
    const story::Scene& scene = plan.film().scenes[static_cast<std::size_t>(a.scene)];
    cards += fmt::format("<section><h3>{} {}</h3><p class='s'>{:.0f} {}, distance {:.3f}</p><div>",
                         escape_html(scene.id.str()), escape_html(scene.heading), a.showings,
                         a.showings == 1 ? "showing" : "showings", a.distance);
    cards += arc_svg(a.arousal, arousal_colour, "arousal") +
             arc_svg(a.valence, valence_colour, "valence") + "</div>";
    if (!a.suggestions.empty()) {
      cards += "<ul>";
      for (const std::string& line : a.suggestions) cards += "<li>" + escape_html(line) + "</li>";
      cards += "</ul>";
    }
    cards += "</section>";
  }
  return cards + "</div>";
}

constexpr std::string_view legend =
    "<p class='s'>Dashed: as intended. Line and band: as felt, with the 95 % confidence interval "
    "of "
    "the mean.</p>";

Json bands_json(const std::array<Band, arc_bins>& bands) {
  Json all = Json::array();
  for (const Band& b : bands)
    all.push_back({{"intended", quantise(b.intended)},
                   {"felt", quantise(b.mean)},
                   {"half_width", quantise(b.half_width)},
                   {"count", b.count}});
  return all;
}

Json parts_json(const std::vector<Part>& parts) {
  Json all = Json::array();
  for (const Part& p : parts)
    all.push_back({{"from", quantise(p.from)}, {"to", quantise(p.to)}, {"gap", quantise(p.gap)}});
  return all;
}

}  // namespace

std::vector<int> ways_nobody_takes(const Plan& plan, const Tally& tally) {
  std::vector<int> never;
  for (int way = 0; way < static_cast<int>(plan.ways().size()); ++way)
    if (at_key_point(plan, way) && tally.ways[static_cast<std::size_t>(way)] <= 0)
      never.push_back(way);
  return never;
}

std::string simulation_json(const Plan& plan, const Tally& tally, const SimulationFacts& facts) {
  Json paths = Json::array();
  for (const auto& [count, ways] : commonest_paths(tally))
    paths.push_back(
        {{"share", quantise(count / tally.showings)}, {"ways", names_of_ways(plan, ways)}});
  Json json{{"film", plan.film().id.str()},
            {"viewers", tally.showings},
            {"seed", facts.seed},
            {"coverage",
             {{"scenes", quantise(share_seen(plan, tally))},
              {"ways", quantise(share_of_ways(plan, tally))}}},
            {"paths", tally.paths.size()},
            {"path_entropy", quantise(path_entropy_bits(tally))},
            {"arc_distance",
             {{"mean", quantise(mean_distance(tally))},
              {"half_width_95", quantise(distance_half_width(tally))}}},
            {"length_s",
             {{"mean", quantise(tally.seconds / tally.showings)},
              {"shortest", quantise(tally.shortest_s)},
              {"longest", quantise(tally.longest_s)}}},
            {"explored", quantise(tally.decisions > 0 ? tally.explored / tally.decisions : 0)},
            {"unfinished", tally.unfinished},
            {"scenes", scenes_json(plan, tally)},
            {"ways", ways_json(plan, tally)},
            {"ways_nobody_takes", names_of_ways(plan, ways_nobody_takes(plan, tally))},
            {"commonest_paths", std::move(paths)}};
  if (facts.wall_s > 0) json["wall_s"] = quantise(facts.wall_s, 2);
  return json.dump(2);
}

std::string simulation_html(const Plan& plan, const Tally& tally, const SimulationFacts& facts) {
  const std::string title = title_of(plan);
  std::string body = fmt::format("<h1>{}</h1><p class='s'>A simulated audience, seed {}.</p>",
                                 escape_html(title), facts.seed);
  body += numbers(plan, tally);
  body += "<h2>Felt beside intended, scene by scene</h2>" + std::string(legend);
  body += arc_cards(plan, compare_arcs(plan, felt_arcs(plan, tally)));
  body += "<h2>Ways at key points</h2>" + way_bars(plan, tally);
  body += "<h2>Scenes: who saw them, and how long they lasted</h2>" + scene_bars(plan, tally);
  body += "<h2>The commonest paths</h2>" + paths_table(plan, tally);
  return html_page(title + ": simulated audience", body);
}

std::string arcs_json(const Plan& plan, const std::vector<SceneArcs>& arcs) {
  Json scenes = Json::array();
  for (const SceneArcs& a : arcs)
    scenes.push_back(
        {{"id", plan.scene_id(a.scene).str()},
         {"distance", quantise(a.distance)},
         {"showings", a.showings},
         {"arousal", bands_json(a.arousal)},
         {"valence", bands_json(a.valence)},
         {"parts",
          {{"arousal", parts_json(a.arousal_parts)}, {"valence", parts_json(a.valence_parts)}}},
         {"suggestions", a.suggestions}});
  return Json{{"film", plan.film().id.str()}, {"scenes", std::move(scenes)}}.dump(2);
}

std::string arcs_html(const Plan& plan, const std::vector<SceneArcs>& arcs) {
  const std::string title = title_of(plan);
  return html_page(title + ": felt arcs", "<h1>" + escape_html(title) + "</h1>" +
                                              std::string(legend) + arc_cards(plan, arcs));
}

}  // namespace kuleshov::direct
