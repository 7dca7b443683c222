// A screenplay as PDF in the industry's layout: Courier 12, US Letter, scene numbers in both
// margins, page numbers top right from page 2, (MORE) and (CONT'D); revised pages on the paper of
// their set, with a star at each changed line.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/text/paginate.hpp"

namespace kuleshov::text {

// Writes `path` whole or not at all. Any alphabet that an installed font has is printed; Latin in
// the Courier that is there. Errors: io.
base::Result<void> write_pdf(const Script& script, const PageFormat& format,
                             const base::Path& path);

}  // namespace kuleshov::text
