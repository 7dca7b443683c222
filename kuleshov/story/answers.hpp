// What the rules ask of the state space, however it is searched. Inside the room only.
#pragma once

#include <optional>
#include <vector>

#include "kuleshov/story/best_first.hpp"
#include "kuleshov/story/model.hpp"

namespace kuleshov::story {

enum class Reached { never, sometimes, unsettled };

// A path that can be walked.
struct Witness {
  std::vector<Step> path;
  bool shortest = true;  // of all that show the same; else it was not settled whether it is
};

struct Answer {
  Reached reached = Reached::never;
  Witness witness;  // where reached sometimes
};

class Answers {
 public:
  virtual ~Answers() = default;

  // Whether the film can come into some state of `targets`.
  virtual Reached reaches(const StateSets& targets) = 0;
  // The fewest scenes from the opening to some state of `targets`; nothing if none was found.
  virtual std::optional<Witness> shortest_path(const StateSets& targets) = 0;
  // Whether the film can come into a state from which no scene of `endings` (states of it) can be
  // reached any more, and how.
  virtual Answer trapped(const StateSets& endings) = 0;
  // Whether the film can go on for ever, and how: the path comes to its last state twice.
  virtual Answer endless() = 0;
  // Nothing that was computed for one question is needed any more.
  virtual void next_question() {}
};

// Every ending: where `trapped` wants to go.
StateSets all_of_endings(const Model& model);

// Scenes of strongly connected parts of more than one scene (or with a way to themselves): only
// there can a film go round.
std::vector<bool> in_cycles(const Model& model);

// Ways into each scene, by index in Model::ways.
std::vector<std::vector<int>> ways_into(const Model& model);

}  // namespace kuleshov::story
