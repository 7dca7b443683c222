// What a session says, as JSON: docs/schemas/session.schema.json. Numbers are quantised, so that a
// showing told twice is the same bytes.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/room/outlook.hpp"
#include "kuleshov/room/session.hpp"

namespace kuleshov::room {

// One entry as a timeline holds it, in JSON.
std::string entry_text(const Entry& entry);
// {"type": "cut"} : what was decided.
std::string cut_message(const Entry& entry);
// {"type": "outlook"} : what may come after it.
std::string outlook_message(const Outlook& outlook, const story::Film& film,
                            const std::string& chosen_by_hand);
// {"type": "state"} : what is believed of the viewer, and what the film hopes for.
std::string state_message(const sense::ViewerState& state, const story::Felt& intended,
                          const std::vector<direct::WayOption>& offered);
// {"type": "waiting"} : the next shot is not made yet.
std::string waiting_message(std::int64_t cut, const Package& package);

struct Greeting {
  std::string token;
  std::string viewer;
  std::uint64_t seed = 0;
  bool resumed = false;
  bool reacting = true;
  double ceiling = 1;
};
// {"type": "welcome"} : the timeline so far.
std::string welcome_message(const Greeting& greeting, const Package& package,
                            const std::vector<Entry>& entries);

}  // namespace kuleshov::room
