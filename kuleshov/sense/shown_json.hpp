// The "light" and "targets" of a shot in a manifest. Apart from shown.hpp, for the sake of those
// who need no JSON.
#pragma once

#include <string>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/shown.hpp"

namespace kuleshov::sense {

// Adds what is known to the shot's object.
void write_look(const ShotLook& look, base::Json& shot);
// What is not there stays empty. Errors: a number that is none or out of range, times that fall.
base::Result<ShotLook> look_of(const base::Json& shot, const std::string& file);
// Of all shots in a manifest.
base::Result<ShotLooks> looks_of(const base::Json& manifest, const std::string& file);

}  // namespace kuleshov::sense
