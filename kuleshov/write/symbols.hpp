// Fills the grammar with what this film is about: people, trade, relation, memory, motif, weather.
#pragma once

#include "kuleshov/write/cast.hpp"
#include "kuleshov/write/grammar.hpp"
#include "kuleshov/write/library.hpp"
#include "kuleshov/write/premise.hpp"

namespace kuleshov::write {

void define_symbols(Grammar& grammar, const Reading& reading, const Plot& plot, const Cast& cast,
                    const Library& library, base::Random& random);

}  // namespace kuleshov::write
