// Several pictures of the preview head on one sheet, to look at side by side.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/face/contrast.hpp"
#include "kuleshov/face/fix.hpp"
#include "kuleshov/face/render.hpp"

namespace kuleshov::face {

// Columns are cultures, rows contexts: one large still of each, below it three other people of the
// same culture in the same situation. `size` is the side of a large still, 96..1024.
base::Result<Picture> contrast_sheet(const ContrastRequest& request,
                                     const std::vector<ContrastCell>& cells, int size);

// Above the take as it was, below as it was performed again, at `columns` moments.
base::Result<Picture> fix_sheet(const Track& before, const Fixed& fixed, int columns, int size);

// One HTML page that needs no other file: the sheet, and the measures before and after.
std::string fix_page(const Picture& sheet, const Fixed& fixed, const std::string& title);

}  // namespace kuleshov::face
