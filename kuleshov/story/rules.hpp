// The checker's rules. Inside the room only.
#pragma once

#include "kuleshov/story/answers.hpp"
#include "kuleshov/story/check.hpp"
#include "kuleshov/story/running_time.hpp"

namespace kuleshov::story {

// Gathers findings, each rule in its own member.
class Rules {
 public:
  Rules(const Graph& graph, Model& model, Answers& answers, const CheckLimits& limits,
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
  void no_state_is_a_trap(const StateSets& endings);
  void no_path_is_endless(bool said);  // `said`: that no ending can be reached has been said
  void facts_hold();
  void lengths_are_within_bounds();
  void anchors_can_be_kept();

  void anchor_of_scale(const Scene& scene);
  void anchor_of_rhythm(const Scene& scene);
  void anchor_of_performance(const Scene& scene);
  void length_of(Extreme extreme, bool endless);
  void add(std::string rule, int scene, std::string message,
           const std::optional<Witness>& witness = {});
  // The question was not settled: nothing is proved.
  void leave_open(const std::string& rule, int scene);
  // The shortest path to `bad` in one scene, and the finding if there is one.
  void refute(const std::string& rule, int scene, Bdd bad, const std::string& message);
  // Whether some path enters `scene` from a state of `before`; then the shortest, as a finding.
  void refute_entering(const std::string& rule, int scene, Bdd before, const std::string& message);
  std::optional<Witness> path_into(int scene, Bdd before, const StateSets& targets);
  Reached reaches(int scene, Bdd states);
  std::optional<Witness> path_to(int scene);
  [[nodiscard]] Bdd open_somehow(int scene);  // states and inputs in which some way is open
  [[nodiscard]] StateSets nowhere() const {
    return StateSets(model_.scenes.size(), BddTable::none);
  }
  [[nodiscard]] StateSets only(int scene, Bdd states) const;
  [[nodiscard]] const Scene& scene_at(std::size_t index) const { return film_.scenes[index]; }

  const Graph& graph_;
  const Film& film_;
  Model& model_;
  BddTable& table_;
  Answers& answers_;
  const CheckLimits& limits_;
  CheckReport& report_;
  std::vector<bool> reached_;  // scenes, after scenes_are_reachable
  bool endless_ = false;       // after every_path_ends
};

}  // namespace kuleshov::story
