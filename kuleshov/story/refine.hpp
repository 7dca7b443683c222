// Questions of films whose states are too many to be held as sets: proved on abstractions that
// follow a few variables, refuted by a walk over single states, and where neither succeeds the
// abstraction follows one variable more: the one for which the walk could not go where the
// abstraction said (counterexample-guided abstraction refinement, Clarke, Grumberg, Jha, Lu & Veith
// 2000). Inside the room only.
#pragma once

#include <functional>

#include "kuleshov/story/layers.hpp"
#include "kuleshov/story/walked.hpp"

namespace kuleshov::story {

class Refiner : public Answers {
 public:
  // `most_nodes`: in use by decision diagrams before a question is left unsettled.
  Refiner(Model& model, std::size_t most_nodes);

  Reached reaches(const StateSets& targets) override;
  std::optional<Witness> shortest_path(const StateSets& targets) override;
  Answer trapped(const StateSets& endings) override;
  Answer endless() override;
  void next_question() override;

  // States from which some ways surely lead to `goals`, kept through every question to come. `all`
  // becomes true if there are no others.
  StateSets surely_reach(const StateSets& goals, bool& all);

  // States walked into so far.
  [[nodiscard]] std::size_t walked() const { return walked_.size(); }

 private:
  enum class End { found, nowhere, cut_off };

  bool known_to_reach(const StateSets& targets);
  End walk_to(const StateSets& targets, std::size_t most);
  std::vector<std::pair<int, int>> nearest_walked();
  bool follow_what_blocks();
  std::vector<std::uint32_t> blocking(int state, int distance);
  bool settled_layers(const StateSets& targets);

  StateSets surely_reach(StateSets good, Followed& followed, std::size_t most_nodes);
  bool refine_surely(const StateSets& good, const std::vector<int>& path, Followed& followed);
  StateSets inside_cycles(Followed& followed);
  // From the state to one of `goals`, always on from the nearest; empty: found none, and `end` says
  // whether there is none.
  std::vector<int> led(int from, const StateSets& goals, End& end);
  bool learned_from_endings(const StateSets& endings, const StateSets& good, Followed& followed);
  Answer looped(const StateSets& inside, int from);
  bool refine_inside(const StateSets& inside, const std::vector<int>& leaves, Followed& followed);
  Bdd before(int scene, const std::function<Bdd(int to)>& after);
  std::vector<Step> steps_of(const std::vector<int>& states);
  bool is_in(const StateSets& sets, int state);

  Model& model_;
  std::size_t most_nodes_;
  Walked walked_;
  std::vector<std::vector<int>> into_;
  StateSets protected_;
  // Of the last question:
  StateSets asked_;
  std::optional<Followed> followed_;
  std::optional<Layers> layers_;
  std::vector<std::pair<int, int>> nearest_;  // distance, state: where the last walk got stuck
  int found_ = -1;                            // walked state in the targets
};

}  // namespace kuleshov::story
