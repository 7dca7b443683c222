// The walked states around one of them. Inside the room only.
#pragma once

#include <functional>
#include <unordered_map>

#include "kuleshov/story/walked.hpp"

namespace kuleshov::story {

// Breadth first from a state over states that `allowed` lets in.
class Neighbourhood {
 public:
  Neighbourhood(Walked& walked, int from, std::function<bool(int state)> allowed)
      : walked_(walked), allowed_(std::move(allowed)), order_{{from, -1}} {
    place_[from] = 0;
  }

  // Until `most` states were walked on from, or all, or `wanted` was met.
  void grow(std::size_t most, const std::function<bool(int state)>& wanted = {});

  [[nodiscard]] bool whole() const { return done_ == order_.size(); }
  [[nodiscard]] bool met() const { return met_; }
  // From the first state to the one that was wanted.
  [[nodiscard]] std::vector<int> path_to_met() const;
  // A way from the first state round to one that comes twice: states, the last is met before. Empty
  // if there is none among those walked on from.
  [[nodiscard]] std::vector<int> loop() const;
  // States that lead to none that is allowed.
  [[nodiscard]] std::vector<int> leaves() const;

 private:
  struct Place {
    int state;
    int parent;                  // place
    std::vector<int> next = {};  // places
  };
  Walked& walked_;
  std::function<bool(int)> allowed_;
  std::vector<Place> order_;
  std::unordered_map<int, int> place_;  // looked up only
  std::size_t done_ = 0;
  bool met_ = false;
};

}  // namespace kuleshov::story
