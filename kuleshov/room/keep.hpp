// A showing under way, kept so that it outlives the server that shows it: JSON lines, each with
// what changed since the one before. It holds what was decided and believed (means and standard
// deviations), never a signal.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/room/journal.hpp"
#include "kuleshov/room/session.hpp"

namespace kuleshov::room {

struct Kept {
  std::string film;
  std::string viewer;
  std::uint64_t seed = 1;
  double ceiling = 1;
  bool reacting = true;
  std::string showing;  // as Showing::save writes it
  std::string by_hand;  // the way that a hand waits to take; empty: none
  double now_s = 0;
  Journal::State journal;
  std::vector<Entry> entries;
};

// One line, without its end: everything but the entries before `from`, which stand in earlier
// lines. `kept.entries` is not looked at.
std::string kept_line(const Kept& kept, std::span<const Entry> entries, std::size_t from);

// All lines of one showing. A last line that was cut off by a crash is left out. Errors: no line
// that is whole, or one that says something else.
base::Result<Kept> read_kept(std::string_view lines, const std::string& file);

}  // namespace kuleshov::room
