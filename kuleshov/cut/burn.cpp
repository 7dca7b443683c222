#include "kuleshov/cut/burn.hpp"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>

#include "kuleshov/cut/captions.hpp"

namespace kuleshov::cut {

namespace {

struct FreeSurface {
  void operator()(cairo_surface_t* p) const { cairo_surface_destroy(p); }
};
struct FreeCairo {
  void operator()(cairo_t* p) const { cairo_destroy(p); }
};
struct FreeLayout {
  void operator()(PangoLayout* p) const { g_object_unref(p); }
};
struct FreeFont {
  void operator()(PangoFontDescription* p) const { pango_font_description_free(p); }
};

constexpr std::size_t columns_of_a_row = 46;

}  // namespace

void burn(const std::string& text, picture::Bitmap& bitmap) {
  const std::unique_ptr<cairo_surface_t, FreeSurface> surface(cairo_image_surface_create_for_data(
      bitmap.bytes(), CAIRO_FORMAT_RGB24, bitmap.width(), bitmap.height(), bitmap.stride_bytes()));
  const std::unique_ptr<cairo_t, FreeCairo> cairo(cairo_create(surface.get()));
  const std::unique_ptr<PangoLayout, FreeLayout> layout(pango_cairo_create_layout(cairo.get()));
  const std::unique_ptr<PangoFontDescription, FreeFont> font(
      pango_font_description_from_string("Sans Bold 25"));
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  pango_layout_set_width(layout.get(), bitmap.width() * PANGO_SCALE);
  pango_layout_set_text(layout.get(), rows_of(text, columns_of_a_row).c_str(), -1);
  int height = 0;
  pango_layout_get_pixel_size(layout.get(), nullptr, &height);
  cairo_move_to(cairo.get(), 0, bitmap.height() - 36 - height);
  pango_cairo_layout_path(cairo.get(), layout.get());
  cairo_set_line_join(cairo.get(), CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgba(cairo.get(), 0, 0, 0, 0.85);
  cairo_set_line_width(cairo.get(), 5);
  cairo_stroke_preserve(cairo.get());
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_fill(cairo.get());
}

}  // namespace kuleshov::cut
