// How much light a picture gives.
#pragma once

#include <array>

#include "kuleshov/media/image.hpp"

namespace kuleshov::media {

// Linear light 0..1 of a gamma-coded value (Rec. ITU-R BT.1886, black at zero).
const std::array<float, 256>& linear_light();

// Mean relative luminance (linear light, BT.709 primaries), 0..1, from every fourth pixel of every
// fourth row: within 0.002 of all pixels for pictures without a pattern that fine.
double relative_luminance(const ImageView& image);

}  // namespace kuleshov::media
