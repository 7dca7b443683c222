#include "kuleshov/face/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/face/base64.hpp"

namespace kuleshov::face {

namespace {

constexpr int gap = 2;

Picture blank(int width, int height) {
  Picture out{width, height, {}};
  out.bgra.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, 24);
  return out;
}

void put(const Picture& part, int left, int top, Picture& onto) {
  for (int y = 0; y < part.height; ++y) {
    const auto from = static_cast<std::size_t>(y) * static_cast<std::size_t>(part.width) * 4;
    const auto to = (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(onto.width) +
                     static_cast<std::size_t>(left)) *
                    4;
    std::copy_n(part.bgra.begin() + static_cast<std::ptrdiff_t>(from), part.width * 4,
                onto.bgra.begin() + static_cast<std::ptrdiff_t>(to));
  }
}

// The others on the sheet: spread over those who are further from the middle.
const Still& other(const ContrastCell& cell, std::size_t k) {
  const std::size_t at = cell.stills.size() * (k + 1) / 4;
  return cell.stills[std::min(cell.stills.size() - 1, std::max<std::size_t>(1, at))];
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string row_of(const Measure& before, const Measure& after) {
  return fmt::format(
      "<tr><td>{}</td><td class='{}'>{:.3f}</td><td>{}</td><td class='{}'>{:.3f}</td><td>{}</td>"
      "<td>{}</td></tr>\n",
      before.name, name_of(before.verdict), before.value, name_of(before.verdict),
      name_of(after.verdict), after.value, name_of(after.verdict), escaped(before.cause));
}

}  // namespace

base::Result<Picture> contrast_sheet(const ContrastRequest& request,
                                     const std::vector<ContrastCell>& cells, int size) {
  const int little = (size - 2 * gap) / 3;
  const auto columns = static_cast<int>(request.cultures.size());
  const auto rows = static_cast<int>(request.contexts.size());
  const int high = size + little + 3 * gap;
  Picture out = blank(columns * (size + gap), rows * high);
  const Head& shape = *TRY(head());
  Renderer large(shape, size, size);
  Renderer small(shape, little, little);
  for (const ContrastCell& cell : cells) {
    const int left = static_cast<int>(cell.culture) * (size + gap);
    const int top = static_cast<int>(cell.context) * high;
    put(large.draw(cell.stills.front().frame), left, top, out);
    for (int k = 0; k < 3; ++k) {
      const Still& still = other(cell, static_cast<std::size_t>(k));
      put(small.draw(still.frame), left + k * (little + gap), top + size + gap, out);
    }
  }
  return out;
}

base::Result<Picture> fix_sheet(const Track& before, const Fixed& fixed, int columns, int size) {
  const Take old = take_of(before, fixed.take.fps);
  Renderer renderer(*TRY(head()), size, size);
  Picture out = blank(columns * (size + gap), 2 * (size + gap));
  for (int c = 0; c < columns; ++c) {
    const std::size_t n = std::min(old.frames.size(), fixed.take.frames.size());
    const std::size_t at =
        n * static_cast<std::size_t>(2 * c + 1) / static_cast<std::size_t>(2 * columns);
    put(renderer.draw(old.frames[at]), c * (size + gap), 0, out);
    put(renderer.draw(fixed.take.frames[at]), c * (size + gap), size + gap, out);
  }
  return out;
}

std::string fix_page(const Picture& sheet, const Fixed& fixed, const std::string& title) {
  std::string out = fmt::format(
      "<!doctype html><html lang='en'><meta charset='utf-8'><title>{0}: before and after</title>\n"
      "<style>body{{font:15px sans-serif;margin:2em;max-width:70em}}img{{max-width:100%}}"
      "td,th{{padding:.2em .8em;text-align:left}}.flag{{background:#f4c7c3}}"
      ".warn{{background:#fce8b2}}.ok{{background:#cfe8cf}}</style>\n"
      "<h1>{0}</h1><p>Above as it was, below as it was performed again.</p>"
      "<img alt='the take before and after' src='data:image/png;base64,{1}'>\n",
      escaped(title), to_base64(to_png(sheet)));
  out += "<ul>\n";
  for (const auto& line : fixed.done) out += "<li>" + escaped(line) + "</li>\n";
  out +=
      "</ul><table><tr><th>measure</th><th>before</th><th></th><th>after</th><th></th>"
      "<th>cause</th></tr>\n";
  for (const Measure& before : fixed.before.measures) {
    const Measure& after = *fixed.after.find(before.name);
    const auto wrong = [](const Measure& m) {
      return m.verdict == Verdict::flag || m.verdict == Verdict::warn;
    };
    if (wrong(before) || wrong(after)) out += row_of(before, after);
  }
  out += fmt::format(
      "</table><p>Flags {} &rarr; {}; like a recorded person {:.2f} &rarr; {:.2f}.</p></html>\n",
      fixed.before.count(Verdict::flag), fixed.after.count(Verdict::flag),
      fixed.before.likeness.recorded_person, fixed.after.likeness.recorded_person);
  return out;
}

}  // namespace kuleshov::face
