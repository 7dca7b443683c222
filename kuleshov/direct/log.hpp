// The log of a showing: one JSON object a line, one line a decision (docs/directing.md). All
// numbers are quantised, keys are sorted: equal showings are equal bytes, and a log replays by
// itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/direct/showing.hpp"

namespace kuleshov::direct {

// What makes a showing repeatable, told once, in the first line.
struct LogHead {
  std::string film;         // its id
  std::string film_sha256;  // of film_to_json
  std::uint64_t seed = 0;
  std::string viewer;  // as named on the command line
  Policy policy;
};

// What came in between two decisions, and what a player did beside deciding.
struct LogInput {
  std::vector<sense::ViewerState> observed;
  std::optional<story::WayId> by_hand;
  std::optional<Policy> policy;        // where it changed: the policy of this decision
  std::optional<std::size_t> back_to;  // the viewer went back: only so many lines still hold
  std::vector<Reason> noted;           // the player's own reasons; logged after the director's
};

// Without the end of line. `head` only for the first line.
std::string log_line(const Decision& decision, const LogInput& input, const LogHead* head);

struct LoggedLine {
  std::optional<LogHead> head;
  LogInput input;
  sense::ViewerState state;
  std::string scene;
  std::string way;        // empty: none
  std::string next_shot;  // empty at the end
  bool ends = false;
  double time_s = 0;
};
// Errors name the line.
base::Result<LoggedLine> read_log_line(std::string_view text, const base::Place& place);

LogHead log_head(const Plan& plan, const Policy& policy, std::uint64_t seed, std::string viewer);

}  // namespace kuleshov::direct
