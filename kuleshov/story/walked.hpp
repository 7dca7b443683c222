// Single states that the film was walked into, each with the way it was come by. Inside the room
// only.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "kuleshov/story/best_first.hpp"
#include "kuleshov/story/packed_bits.hpp"

namespace kuleshov::story {

class Walked {
 public:
  // Begins with the opening state, which is number 0.
  explicit Walked(Model& model);

  // Some states of every scene that plain walking comes to, near and far: the film is walked scene
  // by scene, at most `most` states kept in each.
  void spread(std::size_t most);

  struct Next {
    int state;
    int way;  // in Model::ways
  };
  // The states after `state`, one for each way that can be taken from it. In `bits()` afterwards:
  // nothing of use.
  const std::vector<Next>& after(int state);

  [[nodiscard]] std::size_t size() const { return states_.size(); }
  [[nodiscard]] int scene(int state) const { return at(state).scene; }
  [[nodiscard]] const std::vector<int>& in_scene(std::size_t scene) const {
    return in_scene_[scene];
  }
  // The bits of the state, valid until the next call.
  const Bits& bits(int state);
  // The states from the opening to this one, as it was come by first.
  [[nodiscard]] std::vector<int> states_to(int state) const;
  [[nodiscard]] std::vector<Step> path_to(int state) const;

 private:
  struct State {
    std::string bits;
    int scene;
    int way;
    int parent;
  };
  [[nodiscard]] const State& at(int state) const {
    return states_[static_cast<std::size_t>(state)];
  }
  Next keep(const Bits& bits, int scene, int way, int parent);

  Model& model_;
  std::vector<State> states_;
  std::vector<std::vector<int>> in_scene_;
  std::vector<std::unordered_map<std::string, int>> known_;
  std::vector<Next> next_;
  Bits bits_;
};

// Scenes in an order in which most ways lead forward: reverse postorder of a depth-first walk.
std::vector<int> forward_order(const Model& model);

}  // namespace kuleshov::story
