// What a draft can do without where it is too long: first the looks around, then whole exchanges
// that nothing leans on, and only then single quiet lines.
#pragma once

#include <cstddef>
#include <functional>

#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// Each returns whether anything went. No line of a person's own goes, and of an event's words never
// the first or the last.
bool drop_look(DraftScene& scene);
// A quiet question with its answer, or two quiet lines, where the line after them answers neither.
bool drop_exchange(DraftScene& scene);
// A quiet line that answers nothing and that nothing answers, as far as that can be seen.
bool drop_line(DraftScene& scene);

// Any line below an intensity of .6 between the first and the last: the last resort.
bool drop_any(DraftScene& scene);

// From the longest scene on, the mildest cut first, while `more` asks for it.
void trim_while(Draft& draft, const std::function<bool()>& more);
// The same, of what is spoken only.
void trim_speech_while(Draft& draft, const std::function<bool()>& more);

}  // namespace kuleshov::write
