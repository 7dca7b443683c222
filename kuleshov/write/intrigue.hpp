// A matter among the people of a film, planned: somebody keeps something, somebody comes to know of
// it, and what follows follows from what each of them wants and believes. Found by the planner
// (planner/search.hpp) in the genre's domain (domain.hpp), so that every step has its cause, every
// actor a reason, and what is said to a face was learned before, where that face did not see it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kuleshov/base/random.hpp"
#include "kuleshov/write/domain.hpp"
#include "kuleshov/write/library.hpp"

namespace kuleshov::write {

// Why somebody takes part in a step: the plan they have in mind, and what it brings them.
struct PlannedMotive {
  std::string role;
  std::vector<std::string> plan;  // actions, the step itself first
  std::vector<std::string> says;  // each of them in a sentence, roles for people
  int before = 0;                 // how well they think they stand, now and at its end
  int after = 0;
};

// Something that comes to light: it was so since step `planted`, and `role` had not seen that.
struct Reveal {
  std::string role;
  std::size_t planted = 0;
};

struct PlannedStep {
  std::string action;               // "face(Y, O)"
  std::string says;                 // "Y says it to O's face"
  Event event;                      // with its words, roles filled in
  std::vector<std::size_t> causes;  // earlier steps that made it possible
  std::vector<PlannedMotive> motives;
  std::vector<std::string> unaware;  // roles who do not see it happen
  std::vector<std::string> beliefs;  // "O learns that Y knows of it"
  std::vector<std::string> losers;   // roles who are worse off by it in their own eyes: a clash
  std::optional<Reveal> reveal;
  std::size_t way = 0;  // of Intrigue::ways, where it stands after the fork
};

struct Intrigue {
  std::string domain, shape, secret;
  std::string keeper, seeker, third;  // roles
  std::vector<PlannedStep> steps;     // three to five; with ways: what comes before them
  // Where the one who has come to know of it may do several things, each with a reason: the plans
  // that go on from there, three or none. Causes and what was planted count from the first step.
  std::vector<std::vector<PlannedStep>> ways;
  std::string question;

  // The `index`th step of the story that `step` is in.
  [[nodiscard]] const PlannedStep& earlier(const PlannedStep& step, std::size_t index) const {
    return index < steps.size() ? steps[index] : ways[step.way][index - steps.size()];
  }
  // Each way through it, from first to last; one where there are no ways.
  [[nodiscard]] std::vector<std::vector<const PlannedStep*>> courses() const;
};

// Pairs of roles that have met, in both orders: people who may speak of each other.
using Company = std::set<std::pair<std::string, std::string>>;

// Whether a matter may fork.
enum class Forks { yes, no };

// Whoever keeps the matter has met the two others; three steps or more, at most `most_steps`
// (2..5). Errors:
// the genre has no domain, or nothing in it gives a story with a clash and a reveal under this
// ending.
base::Result<Intrigue> plan_intrigue(const Domains& domains, const std::string& genre,
                                     const std::string& ending, const Company& met,
                                     std::size_t most_steps, Forks forks, base::Random& random,
                                     const std::vector<std::string>& without = {});

// Roles A, B and C of a text as the roles they stand for.
std::string with_roles(const std::string& text, const std::map<char, char>& roles);

}  // namespace kuleshov::write
