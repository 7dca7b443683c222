// What a film asks for and shows along its director's cut, for a simulated viewer to answer to.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/synthesis.hpp"

namespace kuleshov::direct {

// Four points a second to the film's end, of a package or a source (whose light is not known).
base::Result<std::vector<sense::ArcPoint>> shown_arc(const std::string& film);

}  // namespace kuleshov::direct
