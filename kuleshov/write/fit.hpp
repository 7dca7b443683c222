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
// near to the minutes and to the shape that were asked for; a little is cut (trim.hpp) where it is
// too long, or where less is spoken in what it is to be like.
base::Result<Draft> fitted_draft(const Brief& brief, const Library& library);

// How far a structure's key points, turn and climax lie from where the shape turns: mean distance,
// shares of the film.
double apart(const Structure& structure, const Shape& shape);

// A draft of which neither the path of the defaults nor, by much, any other lasts longer: without
// scenes of no plot, in a shorter form, or cut (trim.hpp), as far as that is needed. A form that
// was asked for stays; so does everything around a writer's own beats.
base::Result<Draft> draft_within(const Brief& brief, const Library& library, std::size_t interludes,
                                 double most_s);

}  // namespace kuleshov::write
