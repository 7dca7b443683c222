// Readers of the single tables; see tables.hpp. Each fills its part of `out`.
#pragma once

#include "kuleshov/base/file.hpp"
#include "kuleshov/face/tables.hpp"

namespace kuleshov::face {

using Read = base::Result<void>;

Read read_units(const base::Path& path, Tables& out);
Read read_vocabulary(const base::Path& path, Tables& out);
Read read_rules(const base::Path& path, Tables& out);
Read read_timing(const base::Path& path, Tables& out);
Read read_visemes(const base::Path& path, Tables& out);

}  // namespace kuleshov::face
