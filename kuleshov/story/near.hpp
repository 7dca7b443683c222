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
      : walked_(walked), allowed_(std::move(allowed)), order_{{from}} {
    place_[from] = 0;
  }

  // Until `most` states were walked on from, or all.
  void grow(std::size_t most);

  [[nodiscard]] bool whole() const { return done_ == order_.size(); }
  // A way from the first state round to one that comes twice: states, the last is met before. Empty
  // if there is none among those walked on from.
  [[nodiscard]] std::vector<int> loop() const;
  // States that lead to none that is allowed.
  [[nodiscard]] std::vector<int> leaves() const;

 private:
  struct Place {
    int state;
    std::vector<int> next = {};  // places
  };
  Walked& walked_;
  std::function<bool(int)> allowed_;
  std::vector<Place> order_;
  std::unordered_map<int, int> place_;  // looked up only
  std::size_t done_ = 0;
};

// Depth first from a state over those that `allowed` lets in, at most `most` of them: states from
// the first to one that comes twice, the last; empty if none was met.
std::vector<int> deep_loop(Walked& walked, int from, const std::function<bool(int state)>& allowed,
                           std::size_t most);

}  // namespace kuleshov::story
