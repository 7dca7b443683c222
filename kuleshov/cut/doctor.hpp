// What this machine can make films with, and what it lacks.
#pragma once

#include <string>
#include <vector>

namespace kuleshov::cut {

enum class Health { ok, limited, missing };

struct Finding {
  std::string part;  // "video encoder", "voice en", "font serif"
  Health health = Health::ok;
  std::string in_use;  // what is used; empty: nothing
  std::string remedy;  // what to install, when something is missing
};

std::string_view name_of(Health health);  // "ok", "limited", "missing"

// Looks at encoders, voices, sound font, fonts, data and memory; changes nothing.
std::vector<Finding> examine();

}  // namespace kuleshov::cut
