// A film source from a screenplay somebody else wrote: one path through its scenes, ready to
// branch.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/text/fountain.hpp"

namespace kuleshov::story {

struct ScriptSource {
  std::string film_yaml;
  std::string screenplay;  // Fountain, every scene heading numbered
};

// Cast from the cues, places from the headings, each scene going on to the next, the last an
// ending. The title comes from the title page, else `title`. Scene numbers of the script are kept
// where they can be ids. Error: no scene heading at all.
base::Result<ScriptSource> source_from_script(const text::Script& script, const std::string& title);

}  // namespace kuleshov::story
