#include "kuleshov/text/pdf.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <cctype>
#include <memory>
#include <vector>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/emphasis.hpp"
#include "kuleshov/text/revision.hpp"

namespace kuleshov::text {

namespace {

constexpr double inch = 72;         // points
constexpr double cell = inch / 10;  // one character
constexpr double line_height = inch / 6;
constexpr double body_top = inch;  // below the 1 inch margin
constexpr double page_width = 8.5 * inch;
constexpr double page_height = 11 * inch;

struct CairoDeleter {
  void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
  void operator()(cairo_t* c) const { cairo_destroy(c); }
  void operator()(PangoLayout* l) const { g_object_unref(l); }
};
using Surface = std::unique_ptr<cairo_surface_t, CairoDeleter>;
using Context = std::unique_ptr<cairo_t, CairoDeleter>;
using Layout = std::unique_ptr<PangoLayout, CairoDeleter>;

class Printer {
 public:
  explicit Printer(cairo_t* context)
      : context_(context), layout_(pango_cairo_create_layout(context)) {
    PangoFontDescription* font =
        pango_font_description_from_string("Nimbus Mono PS,Courier New,Courier Prime,monospace 12");
    pango_font_description_set_absolute_size(font, 12 * PANGO_SCALE);  // points of the PDF
    pango_layout_set_font_description(layout_.get(), font);
    pango_font_description_free(font);
  }

  // Under everything else on the page.
  void paper(double red, double green, double blue) {
    cairo_save(context_);
    cairo_set_source_rgb(context_, red, green, blue);
    cairo_paint(context_);
    cairo_restore(context_);
  }

  void text(double x, double y, std::string_view marked) {
    set(marked);
    cairo_move_to(context_, x, y);
    pango_cairo_show_layout(context_, layout_.get());
  }
  void right(double x, double y, std::string_view marked) { text(x - width(marked), y, marked); }
  void centre(double y, std::string_view marked) {
    text((page_width - width(marked)) / 2, y, marked);
  }

 private:
  double width(std::string_view marked) {
    set(marked);
    int w = 0;
    pango_layout_get_size(layout_.get(), &w, nullptr);
    return static_cast<double>(w) / PANGO_SCALE;
  }

  void set(std::string_view marked) {
    PangoAttrList* attributes = pango_attr_list_new();
    std::string all;
    for (const Run& run : runs_of(marked)) {
      const auto from = static_cast<guint>(all.size());
      all += run.text;
      if (run.bold) add(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, all.size());
      if (run.italic) add(attributes, pango_attr_style_new(PANGO_STYLE_ITALIC), from, all.size());
      if (run.underline)
        add(attributes, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), from, all.size());
    }
    pango_layout_set_text(layout_.get(), all.c_str(), static_cast<int>(all.size()));
    pango_layout_set_attributes(layout_.get(), attributes);
    pango_attr_list_unref(attributes);
  }

  static void add(PangoAttrList* list, PangoAttribute* attribute, guint from, std::size_t to) {
    attribute->start_index = from;
    attribute->end_index = static_cast<guint>(to);
    pango_attr_list_insert(list, attribute);
  }

  cairo_t* context_;
  Layout layout_;
};

void print_title_page(Printer& printer, const Script& script) {
  double y = 3.5 * inch;
  for (const auto& element : script.elements) {
    if (element.type != ElementType::title_page) continue;
    for (const auto line : base::lines(element.text)) {
      printer.centre(y, line);
      y += line_height;
    }
    y += line_height;
  }
}

// The colour of the paper, and its name at the top.
void print_revision(Printer& printer, const Revision& set) {
  printer.paper(set.red, set.green, set.blue);
  std::string name(set.name);
  for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  printer.centre(inch / 2, name + " REVISION");
}

void print_page(Printer& printer, const Page& page) {
  if (page.revision > 0) print_revision(printer, revision(page.revision));
  if (page.number > 1) printer.right(7.5 * inch, inch / 2, fmt::format("{}.", page.number));
  for (const auto& line : page.lines) {
    const double y = body_top + line.line * line_height;
    if (line.centered)
      printer.centre(y, line.text);
    else if (line.right_aligned)
      printer.right(7.1 * inch, y, line.text);
    else
      printer.text(line.indent * cell, y, line.text);
    if (line.revision > 0 && line.revision == page.revision) printer.text(7.75 * inch, y, "\\*");
    if (line.number.empty()) continue;
    printer.text(0.75 * inch, y, line.number);
    printer.right(7.625 * inch, y, line.number);
  }
}

bool has_title_page(const Script& script) {
  return !script.elements.empty() && script.elements.front().type == ElementType::title_page;
}

}  // namespace

base::Result<void> write_pdf(const Script& script, const PageFormat& format,
                             const base::Path& path) {
  base::PendingFile pending(path);
  Surface surface(cairo_pdf_surface_create(pending.path().c_str(), page_width, page_height));
  {
    const Context context(cairo_create(surface.get()));
    Printer printer(context.get());
    if (has_title_page(script)) {
      print_title_page(printer, script);
      cairo_show_page(context.get());
    }
    for (const Page& page : paginate(script, format)) {
      print_page(printer, page);
      cairo_show_page(context.get());
    }
  }
  cairo_surface_finish(surface.get());
  if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
    return base::fail(std::string("cannot write the PDF: ") + cairo_status_to_string(status),
                      "check the path and the free disk space", {path.string()},
                      base::ErrorKind::io);
  }
  return pending.commit();
}

}  // namespace kuleshov::text
