// Fountain source for a script that came from elsewhere (FDX, a generator) and so has no `raw`.
#pragma once

#include <string>

#include "kuleshov/text/fountain.hpp"

namespace kuleshov::text {

// Parsing the result gives the same elements again: types, texts, names, numbers, dual marks.
// Marks that force a type are written only where the plain text would be read as something else.
std::string compose_fountain(const Script& script);

}  // namespace kuleshov::text
