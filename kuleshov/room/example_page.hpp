// What a page does, for tests of sessions.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/json.hpp"
#include "kuleshov/room/session.hpp"

namespace kuleshov::room {

// The first message of a type among what a session said, else null.
inline base::Json find(const std::vector<std::string>& said, const std::string& type) {
  for (const std::string& text : said) {
    base::Json message = base::Json::parse(text);
    if (message["type"] == type) return message;
  }
  return nullptr;
}

// Plays on to the decision of `outlook`'s cut, as a page does: the time four times a second.
inline std::vector<std::string> play_to_cut(Session& session, double& at_s, std::int64_t cut) {
  const Entry& last = session.entries().back();
  const double end_s = static_cast<double>(last.at + last.length) / 25 - 0.45;
  for (; at_s < end_s; at_s += 0.25) (void)session.receive(Time{at_s}, true);
  return session.receive(Decide{cut, {}}, true);
}

// To the end, by the film alone.
inline void play_through(Session& session, double at_s = 0) {
  for (int i = 0; i < 200 && !session.entries().back().decision.film_ends; ++i) {
    (void)play_to_cut(session, at_s, session.entries().back().cut + 1);
  }
}

}  // namespace kuleshov::room
