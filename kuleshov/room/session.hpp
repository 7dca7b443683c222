// One showing for one viewer: the page plays and keeps the time, the session decides. It has no
// clock, no thread and no socket of its own: messages in, messages out, so that the same messages
// always give the same film.
//
//   page      time ... time ... decide 3 ........... decide 4
//   session   state    state    cut 3 + outlook 4    cut 4 + outlook 5
//   media     |---- shot 2 ----|---- shot 3 -------|- default of 4, until cut 4 is decided
//
// The outlook of a cut names the default, which the page appends at once, and every other way that
// may open, likeliest first, whose head the page fetches. A decision that comes too late to be
// appended is taken back by `stood`: the default then stands, in the log as well.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/direct/showing.hpp"
#include "kuleshov/room/message.hpp"
#include "kuleshov/room/package.hpp"
#include "kuleshov/room/viewer.hpp"

namespace kuleshov::room {

// One shot on the timeline of this showing; frames.
struct Entry {
  std::int64_t cut = 0;
  direct::Decision decision;  // of the opening: made up, so that all entries read alike
  std::int64_t at = 0;
  std::int64_t length = 0;
  std::string decided_by;        // film hand default director
  std::string before;            // the showing as it was before, at key points only
  std::size_t lines_before = 0;  // decisions logged before this one
};

struct Kept;  // keep.hpp

// Not thread-safe.
class Session {
 public:
  struct Options {
    std::function<PackagePointer()> newest;  // the film's package as it is now
    std::string viewer = "none";
    std::string from;  // a rehearsal: the scene it begins at; empty: the opening
    std::uint64_t seed = 1;
    double ceiling = 1;
    bool reacting = true;
    std::string token;                            // shown to the page, so that it finds back here
    std::function<void(const std::string&)> log;  // one JSON line per decision; may be empty
    // A line more of what `resume` needs (keep.hpp); an empty one when the film is over and nothing
    // need be kept. May be empty.
    std::function<void(const std::string&)> keep;
    // In place of the sourced model of heart and skin; may be empty.
    std::shared_ptr<const sense::LearnedModel> learned = nullptr;
  };
  // Errors: an unknown viewer, a film without a scene; a rehearsal from where no path leads.
  static base::Result<Session> begin(Options options);
  // On from where another server kept it, also where the film was edited since. Seed, ceiling and
  // reacting are those kept. Errors: a film that has nothing in common with what was shown.
  static base::Result<Session> resume(Options options, Kept kept);
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  // The first answer to a page, also after a reload: everything decided so far.
  [[nodiscard]] std::vector<std::string> welcome(bool resumed);
  // The answers to one message. `from_loopback`: the page runs on this machine. Signals of a body
  // are only taken from there, so that they never cross a network.
  std::vector<std::string> receive(const Message& message, bool from_loopback);

  [[nodiscard]] const std::vector<Entry>& entries() const;
  [[nodiscard]] const std::string& viewer() const;

 private:
  struct Inside;
  explicit Session(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// An error as the page is told it; after a fatal one it cannot go on.
std::string error_message(const base::Error& error, bool fatal);

}  // namespace kuleshov::room
