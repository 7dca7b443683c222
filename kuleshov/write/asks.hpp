// Asks that need no language model: one scene shorter, longer, warmer, colder, funnier, with more
// silence, more or less formal, or with a thing in it given a name. Words and what they put in are
// data/genres/asks.yaml.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/grammar.hpp"
#include "kuleshov/write/realise.hpp"

namespace kuleshov::write {

// "shorter", "warmer" ...; or "name", with the thing and its name.
struct Ask {
  std::string kind;
  std::string thing, name;
};

// "shorter and colder", "name the boat Petrel". Nothing is no ask. Errors: anything else, saying
// what is understood and that a model understands more.
base::Result<std::vector<Ask>> read_asks(const std::string& text, const Library& library);

// Changes one scene of the draft; facts, people and order stay. Errors: a thing to be named that
// the scene does not hold.
base::Result<void> follow(const Ask& ask, Draft& draft, std::size_t scene, const Library& library,
                          std::uint64_t seed);

}  // namespace kuleshov::write
