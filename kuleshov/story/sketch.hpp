// Small films for tests, written in a line or two. Only tests include this.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "kuleshov/story/check.hpp"

namespace kuleshov::story {

// ---- a film in a line: "a>b,c when X set Y" ---------------------------------------------------

struct Sketch {
  Film film;
  Scene& scene(const std::string& id) {
    for (Scene& known : film.scenes) {
      if (known.id.str() == id) return known;
    }
    Scene made;
    made.id = SceneId(id);
    made.arc = {{0, {0, 0}}};
    Shot shot;
    shot.id = ShotId(id + ".1");
    shot.scene = made.id;
    shot.shortest = shot.natural = base::Ticks::seconds(10);
    shot.longest = base::Ticks::seconds(20);
    made.shots = {shot};
    film.scenes.push_back(made);
    return film.scenes.back();
  }
  Way& way(const std::string& from, const std::string& to, const std::string& when = "",
           const std::string& variable = "", const std::string& value = "") {
    scene(from);
    Way made;
    made.from = SceneId(from);
    made.to = SceneId(to);
    made.id = WayId(from + "-" + to + "-" + std::to_string(scene(from).ways.size()));
    made.trigger.text = when;
    if (!variable.empty()) made.effects.push_back({VariableId(variable), {value, {}}});
    scene(from).ways.push_back(made);
    return scene(from).ways.back();
  }
  void boolean(const std::string& id) {
    film.variables.push_back({VariableId(id), VariableType::boolean, 0, 1, {}, 0, {}});
  }
  void core(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      scene(id).core = true;
      film.core.emplace_back(id);
    }
  }
  CheckReport check() const {
    const auto graph = Graph::compile(film);
    EXPECT_TRUE(graph) << (graph ? "" : base::describe(graph.error()));
    return graph ? story::check(*graph) : CheckReport{};
  }
};

// a - three ways - z, all core rules kept.
inline Sketch sound() {
  Sketch sketch;
  sketch.film.ending_family = "home";
  sketch.boolean("told");
  sketch.way("a", "b", "", "told", "true");
  sketch.way("a", "c");
  sketch.way("a", "d");
  for (const char* id : {"b", "c", "d"}) sketch.way(id, "z");
  sketch.scene("z").ending = true;
  sketch.scene("a").key_point = true;
  sketch.core({"a", "z"});
  return sketch;
}

inline std::vector<std::string> rules_of(const CheckReport& report) {
  std::vector<std::string> rules;
  for (const Finding& finding : report.findings) rules.push_back(finding.rule);
  return rules;
}

inline std::vector<std::string> path_of(const CheckReport& report, const std::string& rule) {
  std::vector<std::string> path;
  for (const Finding& finding : report.findings) {
    if (finding.rule != rule) continue;
    for (const SceneId& id : finding.path) path.push_back(id.str());
    break;
  }
  return path;
}

}  // namespace kuleshov::story
