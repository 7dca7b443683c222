// Where a showing stands in the story: which ways are open, and what taking one changes.
#pragma once

#include <string>

#include "kuleshov/direct/branch.hpp"

namespace kuleshov::direct {

class StoryLine {
 public:
  explicit StoryLine(const Plan& plan);
  void observe(const sense::ViewerState& state);
  // Marks each candidate of the current scene open or closed, with how surely its trigger holds.
  void mark(std::span<Candidate> candidates) const;
  // Applies the way's effects and enters the scene it leads to.
  void take(int way);

  [[nodiscard]] std::string to_json() const;
  static base::Result<StoryLine> from_json(const Plan& plan, std::string_view text);

 private:
  const Plan* plan_;
};

}  // namespace kuleshov::direct
