// Where the drafts of a film lie.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::write {

// The names of the folders under FILM/drafts, in order; what was put aside is none.
std::vector<std::string> draft_ids(const base::Path& film);
// The film itself for "" and ".". Errors: no such draft, naming those there are.
base::Result<base::Path> draft_folder(const base::Path& film, const std::string& id);

}  // namespace kuleshov::write
