// Reading a premise: free text to what a film needs to know, saying what was understood and what
// was assumed. Word lists are data (data/genres/premise.yaml and the `match` of every table).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/write/library.hpp"
#include "kuleshov/write/like.hpp"

namespace kuleshov::write {

// Somebody the writer named. Gender is "female", "male" or empty; age 0 is not said.
struct Named {
  std::string name, gender;
  int age = 0;
};

// What the person asked for. Empty fields are read from the premise, then assumed.
struct Brief {
  std::string premise;
  std::string theme, style, mood, ending, culture, form, genre, telling;
  std::string storyline;      // the writer's own beats: see beats.hpp
  std::string cast;           // "Mara 61 female, Tomas": see read_cast
  std::optional<Shape> like;  // of the scripts whose shape it is to have
  // Whose film it is already, by role: their names, ages and genders are taken again where the plot
  // and the relation let them.
  std::map<std::string, Named> company;
  int minutes = 0;  // 0: as the plan falls, five to nine
  int ways = 0;     // 0: three or four
  std::uint64_t seed = 1;
  std::uint64_t word_seed = 0;  // other words over the same plan; 0: those of `seed`
};

// What was made of it. Every field holds an id of the library, or words.
struct Reading {
  std::string genre, plot, trade, noun, ending, culture, weather, relation, form, telling, theme,
      style;
  std::string hero_name;
  std::string hero_gender;
  std::string hero_age;  // old young or empty
  int ways = 0;
  std::map<std::string, Named> company;
  std::vector<Named> people;            // named by the writer: for the roles H O Y P in this order
  std::vector<std::string> understood;  // "genre: science-fiction (said: science fiction)"
  std::vector<std::string> assumed;     // "culture: atlantic"
  std::vector<std::string> unknown;     // "style: Cubist; known are ..."
};

// `people`: whom the writer named, for the roles H O Y P; plot and relation are such as suit them.
// Errors: a genre, ending, culture or form that was asked for by name and is not known.
base::Result<Reading> read_premise(const Brief& brief, const Library& library, base::Random& random,
                                   const std::vector<Named>& people = {});

// The longest of `words` that `text` holds: whole words, any case, plural -s allowed; words without
// Latin letters anywhere. Empty if none.
std::string longest_match(std::string_view text, const std::vector<std::string>& words);

}  // namespace kuleshov::write
