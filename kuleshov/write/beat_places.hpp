// Where a writer's own beats belong among the scenes of a plot: by who is in them, when they are,
// what kind of thing happens, and where they stand in the writer's order, which is kept.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kuleshov/write/library.hpp"

namespace kuleshov::write {

// What is known of a beat, or of the scene that one may stand before. Empty: nothing is known.
struct Sense {
  std::set<std::string> who;    // roles
  std::string time;             // dawn morning day dusk night
  std::set<std::string> kinds;  // slots of the structures: incite turn climax ...
};

// Kinds whose words (data/structures/beats.yaml) stand in the text.
std::set<std::string> kinds_in(std::string_view text, const Entry& beat_words);
// "At dawn Tomas is gone." -> dawn; empty: it does not say.
std::string time_said(std::string_view text);
// "She burns it in the yard." -> the id of the first place (id, heading) with such a word in its
// heading, or "out" where it only says that it is outdoors; empty: it does not say.
std::string place_said(std::string_view text,
                       const std::vector<std::pair<std::string, std::string>>& headings);

// For each beat one of the spots, never before the one of the beat before it; the cheapest way in
// all. `spots` are the scenes that a beat may stand before, in order; there is at least one.
std::vector<std::size_t> places_for(const std::vector<Sense>& beats,
                                    const std::vector<Sense>& spots);

}  // namespace kuleshov::write
