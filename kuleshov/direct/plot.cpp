#include "kuleshov/direct/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace kuleshov::direct {

namespace {

constexpr double width = 250;
constexpr double height = 120;
constexpr double left = 26;
constexpr double top = 16;
constexpr double plot_width = width - left - 8;
constexpr double plot_height = height - top - 18;

double x_of(std::size_t bin) {
  return left + (static_cast<double>(bin) + 0.5) / arc_bins * plot_width;
}
double y_of(double value) {
  return top + (1 - (std::clamp(value, -1.0, 1.0) + 1) / 2) * plot_height;
}

std::string frame(std::string_view name) {
  std::string svg = fmt::format(
      "<svg viewBox='0 0 {} {}' role='img' aria-label='{}'><text x='{}' y='11' class='t'>{}</text>",
      width, height, name, left, name);
  for (const double value : {-1.0, 0.0, 1.0})
    svg += fmt::format(
        "<line x1='{}' x2='{}' y1='{:.1f}' y2='{:.1f}' class='g'/><text x='{}' y='{:.1f}' "
        "class='a' text-anchor='end'>{:g}</text>",
        left, left + plot_width, y_of(value), y_of(value), left - 4, y_of(value) + 3, value);
  for (const int percent : {0, 50, 100})
    svg += fmt::format("<text x='{:.1f}' y='{}' class='a' text-anchor='{}'>{} %</text>",
                       left + percent / 100.0 * plot_width, height - 5,
                       percent == 100 ? "end" : "middle", percent);
  return svg;
}

std::string band_path(const std::array<Band, arc_bins>& bands) {
  std::string upper;
  std::string lower;
  for (std::size_t i = 0; i < arc_bins; ++i) {
    if (bands[i].count <= 0) continue;
    upper += fmt::format("{:.1f},{:.1f} ", x_of(i), y_of(bands[i].mean + bands[i].half_width));
    lower =
        fmt::format("{:.1f},{:.1f} ", x_of(i), y_of(bands[i].mean - bands[i].half_width)) + lower;
  }
  return upper + lower;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string safe;
  for (const char c : text) switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  return safe;
}

std::string arc_svg(const std::array<Band, arc_bins>& bands, std::string_view colour,
                    std::string_view name) {
  std::string svg = frame(name);
  std::string felt;
  std::string intended;
  for (std::size_t i = 0; i < arc_bins; ++i) {
    intended += fmt::format("{:.1f},{:.1f} ", x_of(i), y_of(bands[i].intended));
    if (bands[i].count > 0) felt += fmt::format("{:.1f},{:.1f} ", x_of(i), y_of(bands[i].mean));
  }
  svg +=
      fmt::format("<polygon points='{}' fill='{}' fill-opacity='.22'/>", band_path(bands), colour);
  svg += fmt::format("<polyline points='{}' class='i'/>", intended);
  svg +=
      fmt::format("<polyline points='{}' fill='none' stroke='{}' stroke-width='2'/>", felt, colour);
  return svg + "</svg>";
}

std::string bars_svg(std::span<const Bar> bars) {
  constexpr double row = 20;
  constexpr double label_width = 210;
  constexpr double full = 300;
  const double tall = row * static_cast<double>(bars.size()) + 4;
  std::string svg = fmt::format("<svg viewBox='0 0 700 {0}' width='700' height='{0}'>", tall);
  double y = 2;
  for (const Bar& bar : bars) {
    svg += fmt::format(
        "<text x='{}' y='{}' class='b' text-anchor='end'>{}</text><rect x='{}' y='{}' width='{}' "
        "height='12' class='r'/><rect x='{}' y='{}' width='{:.1f}' height='12' class='{}'/>"
        "<text x='{}' y='{}' class='b'>{}</text>",
        label_width - 8, y + 11, escape_html(bar.label), label_width, y + 2, full, label_width,
        y + 2, std::clamp(bar.share, 0.0, 1.0) * full, bar.warns ? "w" : "f",
        label_width + full + 8, y + 11, escape_html(bar.note));
    y += row;
  }
  return svg + "</svg>";
}

std::string html_page(std::string_view title, std::string_view body) {
  return fmt::format(
      "<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' "
      "content='width=device-width'><title>{0}</title><style>"
      ":root{{--ink:#1d2730;--soft:#66727d;--line:#d9dee2;--paper:#fbfaf7;--fill:#2f6f8f;"
      "--warn:#b4532a}}"
      "body{{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);"
      "max-width:1120px;margin:2rem auto;padding:0 1rem}}"
      "h1{{font-size:1.7rem;margin:0}}h2{{font-size:1.15rem;margin:2rem 0 .5rem}}"
      "h3{{font-size:1rem;margin:0}}p.s{{color:var(--soft);margin:.2rem 0 1rem}}"
      ".k{{display:flex;flex-wrap:wrap;gap:.8rem 2.2rem;margin:1rem 0}}"
      ".k b{{display:block;font-size:1.35rem}}.k span{{color:var(--soft);font-size:.85rem}}"
      ".c{{display:grid;grid-template-columns:repeat(auto-fill,minmax(520px,1fr));gap:1rem}}"
      ".c section{{background:#fff;border:1px solid var(--line);border-radius:8px;padding:.7rem}}"
      ".c section div{{display:grid;grid-template-columns:1fr 1fr;gap:.3rem}}"
      "ul{{margin:.4rem 0 0;padding-left:1.1rem}}li{{margin:.15rem 0}}"
      "svg{{max-width:100%;height:auto}}svg .t{{font-size:10px;font-weight:600;fill:var(--ink)}}"
      "svg .a{{font-size:8.5px;fill:var(--soft)}}svg .b{{font-size:11.5px;fill:var(--ink)}}"
      "svg .g{{stroke:var(--line);stroke-width:.7}}"
      "svg .i{{fill:none;stroke:var(--ink);stroke-width:1.3;stroke-dasharray:4 3}}"
      "svg .r{{fill:#eceff1}}svg .f{{fill:var(--fill)}}svg .w{{fill:var(--warn)}}"
      "table{{border-collapse:collapse}}td,th{{padding:.2rem .8rem .2rem 0;text-align:left;"
      "border-bottom:1px solid var(--line)}}</style><body>{1}</body></html>\n",
      escape_html(title), body);
}

}  // namespace kuleshov::direct
