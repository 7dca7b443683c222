// Fills the grammar with what this film is about: people, trade, relation, memory, motif, weather.
#pragma once

#include <set>

#include "kuleshov/write/cast.hpp"
#include "kuleshov/write/grammar.hpp"
#include "kuleshov/write/library.hpp"
#include "kuleshov/write/premise.hpp"

namespace kuleshov::write {

// motifs: of which kinds the running image may be (`where` in data/genres/motifs.yaml): worn inside
// fixed.
void define_symbols(Grammar& grammar, const Reading& reading, const Plot& plot, const Cast& cast,
                    const Library& library, const std::set<std::string>& motifs,
                    base::Random& random);

}  // namespace kuleshov::write
