// What a premise promises and whether the film keeps it, counted on the plan and on the film as it
// is read back: for tests and the benchmark.
#pragma once

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// The i-th of a fixed list: theme x style x mood x culture x ending x person, seed 1000 + i.
struct Premise {
  Brief brief;
  std::string ending, culture, trade, weather, relation;  // ids that are promised; empty: not
};
Premise premise_at(std::size_t index);

// Of how many films each promise is kept. A promise that was not made counts as kept.
//   ending    the last scene on every path is an event that only this ending allows, and the
//             climax before it is, too
//   cast      the protagonist has the trade that was asked for and the other the relation; both are
//             in the opening and the climax's scenes, and speak
//   setting   every scene plays in a place of that trade, the work place among them
//   culture   the film names the pack or the culture, and each name is of that culture
//   mood      the weather of the film is the mood's
struct Promises {
  std::size_t films = 0, checks = 0, ending = 0, cast = 0, setting = 0, culture = 0, mood = 0;
  std::size_t repeated = 0;     // lines said twice on a path
  std::size_t decisions = 0;    // events that somebody decides on, each with a reason on its path
  std::size_t unexplained = 0;  // and those that are done for none
  std::size_t symbols = 0;      // films with a symbol of the grammar left in what was written
  std::size_t matters = 0;      // films with a planned matter
  void add(const Promises& other);
};
// Writes the film into `folder`, reads and checks it. Errors: as make_draft and read_film.
base::Result<Promises> keep_count(const Premise& premise, const Library& library,
                                  const base::Path& folder);

// How alike films of different seeds are: means over neighbouring pairs of `seeds` seeds.
struct Sameness {
  double one_premise = 0;    // Jaccard of the sets of lines, the same premise
  double any_premise = 0;    // of different genres
  double plan_distance = 0;  // variants.hpp's distance, the same premise
  double events = 0;         // Jaccard of the sets of events that may happen, the same premise
  double voice = 0;          // share of people told apart by how they talk; see below
};
// Voice: everybody who says 100 words or more is given to the kind of voice of their film whose
// centre over the other films is nearest (Burrows' Delta over frequent words, questions, short
// forms and words a line). With three or four people in a film chance is about 0.3.
Sameness sameness_over(std::size_t seeds, const Library& library);

}  // namespace kuleshov::write
