// The checker's rules. Inside the room only.
#pragma once

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/running_time.hpp"
#include "kuleshov/story/search.hpp"

namespace kuleshov::story {

// Gathers findings, each rule in its own member.
class Rules {
 public:
  Rules(const Graph& graph, Model& model, Search& search, const CheckLimits& limits,
        CheckReport& report);
  void run();

 private:
  void scenes_are_reachable();
  void ways_lead_somewhere();
  void triggers_can_open_and_close();
  void no_dead_ends();
  void key_points_offer_three_to_five();
  void some_way_needs_no_sensor();
  void core_on_every_path();
  void core_in_order();
  void core_is_not_adaptive();
  void core_has_one_framing(std::size_t scene);
  void every_path_ends();
  void facts_hold();
  void lengths_are_within_bounds();
  void anchors_can_be_kept();

  void anchor_of_scale(const Scene& scene);
  void anchor_of_rhythm(const Scene& scene);
  void anchor_of_performance(const Scene& scene);
  void length_of(Extreme extreme, bool endless);
  void add(std::string rule, int scene, std::string message,
           const std::optional<std::vector<Step>>& path = {});
  // The shortest path to `bad` in one scene, and the finding if there is one.
  void refute(const std::string& rule, int scene, Bdd bad, const std::string& message);
  std::optional<std::vector<Step>> path_into(int scene, Bdd before);
  [[nodiscard]] Bdd open_somehow(int scene);  // states and inputs in which some way is open
  [[nodiscard]] StateSets nowhere() const {
    return StateSets(model_.scenes.size(), BddTable::none);
  }
  [[nodiscard]] const Scene& scene_at(std::size_t index) const { return film_.scenes[index]; }

  const Graph& graph_;
  const Film& film_;
  Model& model_;
  BddTable& table_;
  Search& search_;
  const CheckLimits& limits_;
  CheckReport& report_;
};

}  // namespace kuleshov::story
