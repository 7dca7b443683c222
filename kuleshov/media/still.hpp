// Still pictures as JPEG.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/media/image.hpp"

namespace kuleshov::media {

// `quality` 2 (best) .. 31, as libav's mjpeg encoder counts. The same pixels give the same bytes.
base::Result<std::string> encode_jpeg(const ImageView& image, int quality = 3);

}  // namespace kuleshov::media
