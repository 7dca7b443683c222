// One branch of a film's screenplay: its scenes in the order in which a viewer meets them.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/text/fountain.hpp"

namespace kuleshov::write {

// The path that takes `ways` (ids, in the order the film comes to them) and is led by the default
// wherever nothing was chosen; of routes, the last. What stands before the first scene is kept.
// Errors: an unknown way; ways that no path takes one after the other.
base::Result<text::Script> branch_of(const story::Film& film, const text::Script& script,
                                     const std::vector<std::string>& ways);

// The ways of all key points, in the order of the screenplay.
std::vector<std::string> ways_of(const story::Film& film);

}  // namespace kuleshov::write
