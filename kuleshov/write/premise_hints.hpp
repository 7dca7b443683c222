// Small readings of a premise: for premise.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/write/library.hpp"

namespace kuleshov::write {

// Leaves those whose events have few words: a short film is not cut out of a plot of long scenes
// where the genre has one of shorter ones.
void keep_the_short(std::vector<const Plot*>& plots);

// "Vienna" of "a doctor in Vienna, tragic"; empty where no place is named.
std::string place_named(std::string_view premise);

}  // namespace kuleshov::write
