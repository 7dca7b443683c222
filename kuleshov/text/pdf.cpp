#include "kuleshov/text/pdf.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <cctype>
#include <memory>
#include <vector>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/direction.hpp"
#include "kuleshov/text/emphasis.hpp"
#include "kuleshov/text/revision.hpp"
#include "kuleshov/text/title_page.hpp"

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
  // `mirrored`: a page of a script that runs from right to left, measured from its right edge.
  Printer(cairo_t* context, bool mirrored)
      : context_(context), layout_(pango_cairo_create_layout(context)), mirrored_(mirrored) {
    PangoFontDescription* font =
        pango_font_description_from_string("Nimbus Mono PS,Courier New,Courier Prime,monospace 12");
    pango_font_description_set_absolute_size(font, 12 * PANGO_SCALE);  // points of the PDF
    pango_layout_set_font_description(layout_.get(), font);
    pango_font_description_free(font);
    pango_layout_set_auto_dir(layout_.get(), FALSE);
    run(mirrored);
  }

  // Which way the lines that follow run, whatever they begin with.
  void run(bool right_to_left) {
    pango_context_set_base_dir(pango_layout_get_context(layout_.get()),
                               right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_layout_context_changed(layout_.get());
  }
  [[nodiscard]] bool mirrored() const { return mirrored_; }

  // Under everything else on the page.
  void paper(double red, double green, double blue) {
    cairo_save(context_);
    cairo_set_source_rgb(context_, red, green, blue);
    cairo_paint(context_);
    cairo_restore(context_);
  }

  // From `x` on, which is counted from the side where the page begins.
  void text(double x, double y, std::string_view marked) {
    put(mirrored_ ? page_width - x - width(marked) : x, y, marked);
  }
  // Up to `x`.
  void right(double x, double y, std::string_view marked) {
    put(mirrored_ ? page_width - x : x - width(marked), y, marked);
  }
  void centre(double y, std::string_view marked) {
    put((page_width - width(marked)) / 2, y, marked);
  }

 private:
  void put(double x, double y, std::string_view marked) {
    set(marked);
    cairo_move_to(context_, x, y);
    pango_cairo_show_layout(context_, layout_.get());
  }

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
  bool mirrored_;
};

// "Title, Credit, Author (or Authors) and Source will be centered on the page. Contact and Draft
// date would be placed at lower left" (Fountain's syntax, Title Page).
void print_title_page(Printer& printer, const Script& script) {
  double y = 3.5 * inch;
  std::vector<std::string_view> lower;
  for (const auto& element : script.elements) {
    if (element.type != ElementType::title_page) continue;
    const auto lines = base::lines(element.text);
    if (!on_the_middle(element.key)) {
      lower.insert(lower.end(), lines.begin(), lines.end());
      continue;
    }
    for (const auto line : lines) {
      printer.run(right_to_left(plain(line)));
      printer.centre(y, line);
      y += line_height;
    }
    y += line_height;
  }
  y = page_height - inch - static_cast<double>(lower.size()) * line_height;
  for (const auto line : lower) {
    printer.run(right_to_left(plain(line)));
    printer.text(1.5 * inch, y, line);
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

// A line stands at the side of its column where it begins.
void print_line(Printer& printer, const PrintedLine& line, double y) {
  printer.run(line.right_to_left);
  const bool against = line.right_to_left != printer.mirrored() && line.width > 0;
  if (line.centered) return printer.centre(y, line.text);
  if (line.right_aligned) return printer.right(7.1 * inch, y, line.text);
  if (against) return printer.right((line.indent + line.width) * cell, y, line.text);
  printer.text(line.indent * cell, y, line.text);
}

void print_page(Printer& printer, const Page& page) {
  if (page.revision > 0) print_revision(printer, revision(page.revision));
  printer.run(false);
  if (page.number > 1) printer.right(7.5 * inch, inch / 2, fmt::format("{}.", page.number));
  for (const auto& line : page.lines) {
    const double y = body_top + line.line * line_height;
    print_line(printer, line, y);
    printer.run(false);
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
    Printer printer(context.get(), right_to_left(script));
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
