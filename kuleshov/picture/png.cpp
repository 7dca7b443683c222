#include <cairo.h>

#include "kuleshov/base/file.hpp"
#include "kuleshov/picture/shot_picture.hpp"

namespace kuleshov::picture {

namespace {

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

base::Result<void> write_png(const Bitmap& bitmap, const std::string& path) {
  Bitmap copy = bitmap;
  cairo_surface_t* surface = cairo_image_surface_create_for_data(
      copy.bytes(), CAIRO_FORMAT_ARGB32, copy.width(), copy.height(), copy.stride_bytes());
  std::string bytes;
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, &bytes);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    return base::fail("the picture cannot be written as PNG", "free memory and try again", {path},
                      base::ErrorKind::io);
  }
  return base::write_file(path, bytes);
}

}  // namespace kuleshov::picture
