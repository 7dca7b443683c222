// Who the people of a script are, where nobody has said so elsewhere: read from how the script
// introduces them, with looks that tell them apart. Words and looks: data/casting/people.json.
#pragma once

#include <map>
#include <string>

#include "kuleshov/story/film.hpp"
#include "kuleshov/text/fountain.hpp"

namespace kuleshov::story {

struct Casting {
  int age = 35;        // years: "ANNA (34)", "MARIA, 60s", "a boy of 9", "OLD PETER"; else 35
  std::string gender;  // female, male; empty where neither name, kin nor pronoun tells
  Appearance appearance;
};

// Everyone who has a cue, by the cue's name (Element::key). English words only; the same script
// gives the same cast. Empty where the table cannot be read.
std::map<std::string, Casting> cast_script(const text::Script& script);

}  // namespace kuleshov::story
