#include "kuleshov/picture/lettering.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>

namespace kuleshov::picture {

namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

Layout lay_out(cairo_t* cairo, const TextLine& line, double width) {
  // A font map of our own: maps are not to be shared between threads.
  const std::unique_ptr<PangoFontMap, Unref> map(pango_cairo_font_map_new());
  const std::unique_ptr<PangoContext, Unref> context(pango_font_map_create_context(map.get()));
  pango_cairo_update_context(cairo, context.get());
  Layout layout(pango_layout_new(context.get()));
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, "EB Garamond, Noto Serif CJK SC, DejaVu Serif");
  pango_font_description_set_absolute_size(font, line.size * PANGO_SCALE);
  if (line.italic) pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
  if (line.small_caps) pango_font_description_set_variant(font, PANGO_VARIANT_SMALL_CAPS);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(layout.get(), line.text.data(), static_cast<int>(line.text.size()));
  pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  if (width > 0) pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  if (line.spacing > 0) {
    PangoAttrList* list = pango_attr_list_new();
    pango_attr_list_insert(list, pango_attr_letter_spacing_new(static_cast<int>(
                                     line.spacing / 1000 * line.size * PANGO_SCALE)));
    pango_layout_set_attributes(layout.get(), list);
    pango_attr_list_unref(list);
  }
  return layout;
}

Point size_of(PangoLayout* layout) {
  int w = 0, h = 0;
  pango_layout_get_size(layout, &w, &h);
  return {static_cast<double>(w) / PANGO_SCALE, static_cast<double>(h) / PANGO_SCALE};
}

// The narrowest that needs no further line: rows of about one length, no word alone on the last.
double balance(PangoLayout* layout, double width) {
  const int rows = pango_layout_get_line_count(layout);
  double narrow = width / 4, wide = width;
  for (int i = 0; i < 10 && rows > 1; ++i) {
    const double tried = (narrow + wide) / 2;
    pango_layout_set_width(layout, static_cast<int>(tried * PANGO_SCALE));
    (pango_layout_get_line_count(layout) > rows ? narrow : wide) = tried;
  }
  pango_layout_set_width(layout, static_cast<int>(wide * PANGO_SCALE));
  return wide;
}

}  // namespace

void letter_lines(Canvas& canvas, const std::vector<TextLine>& lines, Point centre, double width,
                  const Colour& colour) {
  std::vector<Layout> laid;
  std::vector<double> widths;
  double tall = 0;
  for (const TextLine& line : lines) {
    laid.push_back(lay_out(canvas.raw(), line, width));
    widths.push_back(balance(laid.back().get(), width));
    tall += size_of(laid.back().get()).y + line.gap;
  }
  double y = centre.y - tall / 2;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    cairo_set_source_rgba(canvas.raw(), colour.r, colour.g, colour.b, colour.a);
    cairo_move_to(canvas.raw(), centre.x - widths[i] / 2, y);
    pango_cairo_show_layout(canvas.raw(), laid[i].get());
    y += size_of(laid[i].get()).y + lines[i].gap;
  }
}

void letter_at(Canvas& canvas, const std::string& text, Point centre, double size, double width,
               const Colour& colour) {
  const auto restored = canvas.keep();
  canvas.translate(centre);
  canvas.scale(size / 40, size / 40);  // before the layout: it is hinted for the size on screen
  const Layout layout = lay_out(canvas.raw(), {text, 40, false, true, 0, 0}, 0);
  const Point extent = size_of(layout.get());
  const double fit = std::min(1.0, width / size * 40 / std::max(1.0, extent.x));
  canvas.scale(fit, fit);
  cairo_set_source_rgba(canvas.raw(), colour.r, colour.g, colour.b, colour.a);
  cairo_move_to(canvas.raw(), -extent.x / 2, -extent.y / 2);
  pango_cairo_show_layout(canvas.raw(), layout.get());
}

}  // namespace kuleshov::picture
