// The people of one film: four roles of a plot given names, ages, voices and looks.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kuleshov/base/random.hpp"
#include "kuleshov/write/library.hpp"
#include "kuleshov/write/premise.hpp"

namespace kuleshov::write {

struct Person {
  std::string role;  // H hero, O other, P pressure, Y young
  std::string id, name, surname, cue, gender;
  bool family_first = false;
  int age = 40;
  std::string voice_kind;  // an id of data/genres/voices.yaml
  std::string wants, description;
  std::map<std::string, std::string> look;  // keys of film.yaml's appearance
  std::map<std::string, double> personality;
  double pitch = 0.5, rate_wpm = 160, range = 0.5;
};

using Cast = std::vector<Person>;
const Person* in_role(const Cast& cast, std::string_view role);

// The people of a cast, to be those of another film too.
std::map<std::string, Named> company_in(const Cast& cast);

Cast make_cast(const Reading& reading, const Plot& plot, const Library& library,
               base::Random& random);

}  // namespace kuleshov::write
