// What a writer has locked in a film, kept when the film is written anew.
#pragma once

#include <map>
#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/premise.hpp"

namespace kuleshov::write {

struct Source {
  std::string script;  // screenplay.fountain
  std::string yaml;    // film.yaml
};

// `newer` with every scene that is locked in the film `older` (by film.yaml or by a note) byte for
// byte, and with whoever is in one, and wherever one plays, if the new film lacks them. As it is
// where there is no such film. Errors: the new script has no scene of that number.
base::Result<Source> with_locked_scenes(Source newer, const base::Path& older);

// Who has which role in a film in which something is locked; nobody where nothing is.
std::map<std::string, Named> company_of_locked(const base::Path& film);

}  // namespace kuleshov::write
