// The log of one showing in a page, as `watch` writes it, so that `replay` decides it again. A line
// is held back until the next decision, because the one it is about may still be taken back: by a
// default that stood, or by a viewer who goes back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/direct/log.hpp"

namespace kuleshov::room {

// Not thread-safe.
class Journal {
 public:
  using Sink = std::function<void(const std::string& line)>;
  // An empty sink keeps nothing.
  Journal(Sink sink, std::string viewer);

  // A state that the showing was told.
  void observe(const sense::ViewerState& state);
  // Whatever was observed so far is what the next default is decided on, should it stand.
  void foresee();

  // What `showing` has just decided; `noted` are the player's own reasons for it.
  void decide(const direct::Showing& showing, const direct::Decision& decision,
              const std::optional<story::WayId>& by_hand = {},
              std::vector<direct::Reason> noted = {});
  // The last decision never was: this one was made in its place, on what was foreseen.
  void decide_instead(const direct::Showing& showing, const direct::Decision& decision,
                      const std::optional<story::WayId>& by_hand,
                      std::vector<direct::Reason> noted);
  // Only the first `lines` decisions still hold.
  void go_back(std::size_t lines);

  // What a showing that goes on elsewhere must know of it.
  struct State {
    std::size_t lines = 0;
    std::optional<direct::Policy> policy;
    std::string pending;
  };
  [[nodiscard]] State state() const { return {lines_, policy_, pending_}; }
  void resume(State state);

  // Decisions that hold.
  [[nodiscard]] std::size_t lines() const { return lines_; }
  // Nothing can take back the last decision any more.
  void flush();

 private:
  Sink sink_;
  std::string viewer_;
  direct::LogInput input_;         // since the last decision
  direct::LogInput input_before_;  // of the last decision
  std::size_t foreseen_ = 0;       // states of input_ that the outlook knows
  std::size_t foreseen_before_ = 0;
  std::optional<direct::Policy> policy_;         // as the log has it
  std::optional<direct::Policy> policy_before_;  // before the last decision
  std::string pending_;
  std::size_t lines_ = 0;
};

}  // namespace kuleshov::room
