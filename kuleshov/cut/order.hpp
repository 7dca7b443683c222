// Which scenes are made first: the opening, then what it leads to, nearest first.
#pragma once

#include <vector>

#include "kuleshov/story/film.hpp"

namespace kuleshov::cut {

// Every scene once. Among equally near ones a default way's scene comes first.
std::vector<const story::Scene*> making_order(const story::Film& film);

// The scenes that a viewer sees who takes every default (or first) way.
std::vector<const story::Scene*> default_path(const story::Film& film);

}  // namespace kuleshov::cut
