// Where a showing stands in the story: which ways are open, and what taking one changes.
#pragma once

#include "kuleshov/direct/branch.hpp"
#include "kuleshov/story/story_state.hpp"

namespace kuleshov::direct {

// After construction allocates only where a path grows beyond 256 scenes.
class StoryLine {
 public:
  explicit StoryLine(const Plan& plan);
  // Film time has passed until `until_s`; at its end the state is believed.
  void observe(const sense::ViewerState& state, double until_s);
  // Marks each candidate of the current scene open or closed, with how surely its trigger holds.
  void mark(const sense::ViewerState& state, std::span<Candidate> candidates) const;
  // Applies the way's effects and enters the scene it leads to.
  void take(int way);

  [[nodiscard]] const story::StoryState& state() const { return state_; }
  // At a state of the same film.
  StoryLine(const Plan& plan, story::StoryState state);

 private:
  const Plan* plan_;
  story::StoryState state_;
};

}  // namespace kuleshov::direct
