// An abstraction of the film, searched backwards: only some variables are followed, the others may
// have any value in every scene (localization reduction, Kurshan 1994). What it cannot do, the film
// cannot do; and its distances are never too long, so they guide a search over single states
// (pattern databases, Culberson & Schaeffer 1998). Inside the room only.
#pragma once

#include <vector>

#include "kuleshov/story/answers.hpp"
#include "kuleshov/story/packed_bits.hpp"

namespace kuleshov::story {

// Which variables are followed.
class Followed {
 public:
  explicit Followed(Model& model);
  // Follows the variables of these bits; false if all of them were followed before.
  bool follow(const std::vector<std::uint32_t>& bits);
  void follow_all();
  bool follow_support(const StateSets& sets);
  // The states that agree with one of `states` in what is followed.
  Bdd some(Bdd states) { return model_.table.exists(states, others_); }
  // The states of which all that agree with them in what is followed are in `states`.
  Bdd every(Bdd states) { return model_.table.inverse(some(model_.table.inverse(states))); }
  // `states` where what is followed is as in `bits`: a set over the rest.
  Bdd rest(Bdd states, const Bits& bits);
  [[nodiscard]] std::size_t count() const { return count_; }
  // What must not be forgotten.
  [[nodiscard]] Bdd root() const { return others_; }

 private:
  void find_others();
  Model& model_;
  std::vector<int> variable_of_bit_;
  std::vector<bool> follows_;  // by model variable
  std::size_t count_ = 0;
  Bdd others_ = BddTable::all;  // cube
};

class Layers {
 public:
  Layers(Model& model, Followed& followed, const std::vector<std::vector<int>>& into)
      : model_(model), followed_(followed), into_(into) {}

  // All rounds backwards from `targets`. False: more than `most_nodes` were needed.
  bool run(const StateSets& targets, std::size_t most_nodes);

  // Ways to go from the state to the targets at the least; -1: none leads there.
  [[nodiscard]] int distance(int scene, const Bits& bits) const;
  // States of `scene` at that distance.
  [[nodiscard]] Bdd at_distance(int scene, int distance) const;
  [[nodiscard]] bool met(int scene) const {
    return !rounds_[static_cast<std::size_t>(scene)].empty();
  }

 private:
  struct Round {
    int distance;
    Bdd states;
  };
  Model& model_;
  Followed& followed_;
  const std::vector<std::vector<int>>& into_;
  std::vector<std::vector<Round>> rounds_;  // by scene, the nearest first
};

}  // namespace kuleshov::story
