// Drafts that fit what was asked for besides the story: a length, the shape of other scripts.
#pragma once

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// Whether a planned matter stands among the scenes.
enum class Matter { yes, no };

// A draft with at most so many scenes of no plot. Errors: as make_draft.
base::Result<Draft> draft_with(const Brief& brief, const Library& library, std::size_t interludes,
                               Matter matter = Matter::yes);

// Of the structures that may be taken, and of the numbers of scenes of no plot, those that come
// nearest to the minutes and to the shape that were asked for; quiet lines go where it is too long,
// or where less is spoken in what it is to be like.
base::Result<Draft> fitted_draft(const Brief& brief, const Library& library);

// How far a structure's key points, turn and climax lie from where the shape turns: mean distance,
// shares of the film.
double apart(const Structure& structure, const Shape& shape);

// Quiet lines go, from the longest scene on, until the path of the defaults lasts no longer.
void keep_within(Draft& draft, double most_s);

}  // namespace kuleshov::write
