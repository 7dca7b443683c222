// Tellings: a story that is consistent in the order it happens, told in another order or by
// somebody who leaves something out, with what the audience has been shown at each time.
//
// linear      as it happens
// frame       somebody tells it afterwards: an opening, an interruption, a close
// reverse     the last scene first; a key point asks what went before
// braided     the second half interwoven with the first
// unreliable  the teller stops one scene short; what was left out comes before the climax
//
// In `reverse` and `braided` a viewer meets a choice after its consequences, so only scenes stay
// whose needs hold in every world: ways and routes that ask for a fact are left out.
#pragma once

#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// Puts draft.weave (in the order it happens, draft.told beside it) into the order it is told, as
// draft.reading.telling says, and fills learns, ahead and missing of draft.told.
void tell(Draft& draft, const Library& library);

// Fills learns, ahead and missing of draft.told from the plan's changes and beliefs, along every
// path; `tell` does it.
void watch_knowledge(Draft& draft);

// What is wrong with a telling, in words; empty if nothing is. Everything that happens on a path is
// shown on it, and nothing is missing when the film ends.
std::vector<std::string> telling_faults(const Draft& draft);

}  // namespace kuleshov::write
