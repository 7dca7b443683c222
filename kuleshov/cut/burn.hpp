// Captions drawn into the picture.
#pragma once

#include <string>

#include "kuleshov/picture/bitmap.hpp"

namespace kuleshov::cut {

// White with a dark edge, centred, in the lowest tenth; at most two rows.
void burn(const std::string& text, picture::Bitmap& bitmap);

}  // namespace kuleshov::cut
