#include "kuleshov/direct/story_line.hpp"

namespace kuleshov::direct {

StoryLine::StoryLine(const Plan& plan) : plan_(&plan) {}

void StoryLine::observe(const sense::ViewerState&) {}

void StoryLine::mark(std::span<Candidate> candidates) const {
  for (Candidate& candidate : candidates) {
    const bool free = plan_->way(candidate.way).trigger.text.empty();
    candidate.closed = free ? Closed::no : Closed::trigger;
    candidate.trigger_probability = free ? 1 : 0;
  }
}

void StoryLine::take(int) {}

std::string StoryLine::to_json() const { return "{}"; }

base::Result<StoryLine> StoryLine::from_json(const Plan& plan, std::string_view) {
  return StoryLine(plan);
}

}  // namespace kuleshov::direct
