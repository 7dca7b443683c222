// Which states the film can be in, all of them as sets, and how it gets there. Inside the room
// only.
#pragma once

#include <optional>
#include <vector>

#include "kuleshov/story/answers.hpp"

namespace kuleshov::story {

class Search : public Answers {
 public:
  explicit Search(Model& model) : model_(model) {}

  // Every reachable state, by scene. Scenes are worked on in an order in which most ways lead
  // forward, and sets that meet in a scene are merged.
  const StateSets& reachable();

  Reached reaches(const StateSets& targets) override;
  // Single states first; where that meets too many, whole sets in rounds.
  std::optional<Witness> shortest_path(const StateSets& targets) override;
  Answer trapped(const StateSets& endings) override;
  Answer endless() override;

  // Reachable states from which some way on reaches `goals`, backwards.
  StateSets can_reach(const StateSets& goals);
  // Reachable states from which the film can go on for ever.
  StateSets can_go_on_for_ever();

 private:
  // From the last state of `path` (a state of `inside`) on within `inside` until a scene comes
  // again in the same state.
  std::vector<Step> with_loop(std::vector<Step> path, const StateSets& inside);
  void tidy(const StateSets& a, const StateSets& b);
  void next_round();
  std::optional<std::vector<Step>> by_rounds(const StateSets& targets);
  std::vector<Step> trace(std::size_t round, int scene, Bdd target);

  Model& model_;
  StateSets reachable_;
  bool done_ = false;
  std::size_t tidy_at_ = std::size_t{1} << 21U;           // nodes in use
  std::vector<std::vector<std::pair<int, Bdd>>> rounds_;  // states first met in that round
  StateSets met_;
};

}  // namespace kuleshov::story
