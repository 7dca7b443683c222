// Stories of a matter as the planner finds them, before they have words.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/intrigue.hpp"

namespace kuleshov::write {

using Story = std::vector<PlannedStep>;

// A problem in the planner's language: what every film of a genre shares, and what this one adds.
struct MatterProblem {
  std::string file;  // that errors name
  std::string common, own;
};

// A shortest story of at most five steps; empty where there is none. The answers to a few thousand
// problems are remembered, since drafts of one film, and tests, ask for the same again.
base::Result<Story> solved(const MatterProblem& problem);

// Sentences, events and what is learned, in the words of the domains.
void put_words(Story& story, const Domains& domains, const Intrigue& intrigue);

}  // namespace kuleshov::write
