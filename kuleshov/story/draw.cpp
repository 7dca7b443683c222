#include "kuleshov/story/draw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "kuleshov/story/utf8.hpp"

namespace kuleshov::story {

namespace {

std::string escaped(std::string_view text, bool xml) {
  std::string out;
  for (const char c : text) {
    if (xml && c == '<')
      out += "&lt;";
    else if (xml && c == '&')
      out += "&amp;";
    else if (xml && c == '"')
      out += "&quot;";
    else if (!xml && (c == '"' || c == '\\'))
      out += std::string("\\") + c;
    else
      out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::set<std::pair<std::string, std::string>> steps_of(const std::vector<SceneId>& path) {
  std::set<std::pair<std::string, std::string>> steps;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) steps.emplace(path[i].str(), path[i + 1].str());
  return steps;
}

const char* fill_of(const Scene& scene) {
  if (scene.ending) return "#d8e8d0";
  if (scene.core) return "#f3e2b3";
  return scene.key_point ? "#d5e3f0" : "#f4f4f2";
}

std::string label_of(const Way& way, const Film& film) {
  std::string label(in_language(way.label, film.languages.front()));
  if (way.trigger.text.empty()) return label;
  return label.empty() ? "[" + way.trigger.text + "]" : label + " [" + way.trigger.text + "]";
}

// At most `most` characters; one of Chinese, Japanese or Korean is as wide as two.
std::string shortened(const std::string& text, int most) {
  std::string_view rest = text;
  for (int width = 0; !rest.empty();) {
    std::string_view next = rest;
    width += take_code_point(next).value_or(' ') >= 0x2E80 ? 2 : 1;
    if (width > most) return text.substr(0, text.size() - rest.size()) + "\u2026";
    rest = next;
  }
  return text;
}

constexpr double column_width = 250;

struct Spot {
  double x = 0;
  double y = 0;
};

// Column: fewest scenes from the opening; row: in the order of the screenplay.
std::map<SceneId, Spot> lay_out(const Film& film) {
  std::map<SceneId, int> column;
  std::deque<SceneId> queue{film.core.empty() ? film.scenes.front().id : film.core.front()};
  column[queue.front()] = 0;
  while (!queue.empty()) {
    const Scene* scene = find_scene(film, queue.front());
    queue.pop_front();
    for (const Way& way : scene != nullptr ? scene->ways : std::vector<Way>{}) {
      if (column.emplace(way.to, column[scene->id] + 1).second) queue.push_back(way.to);
    }
  }
  std::map<int, int> rows;
  std::map<SceneId, Spot> spots;
  for (const Scene& scene : film.scenes) {
    const int c = column.contains(scene.id) ? column[scene.id] : 0;
    spots[scene.id] = {40.0 + column_width * c, 90.0 + 78.0 * rows[c]++};
  }
  return spots;
}

constexpr double box_width = 130;
constexpr double box_height = 46;
constexpr const char* marked_colour = "#b3261e";
constexpr const char* plain_colour = "#8a8a86";

// Onward from right to left edge, over the boxes between if it jumps over a column; back below
// them.
std::string line_between(const Spot& from, const Spot& to) {
  const double y1 = from.y + box_height / 2;
  const double y2 = to.y + box_height / 2;
  if (to.x <= from.x) {
    const double below = std::max(from.y, to.y) + box_height + 34;
    return fmt::format("M{:.0f} {:.0f} C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}",
                       from.x + box_width * 0.7, from.y + box_height, from.x + box_width * 0.7,
                       below, to.x + box_width * 0.3, below, to.x + box_width * 0.3,
                       to.y + box_height);
  }
  const double x1 = from.x + box_width;
  const double up = to.x - from.x > column_width ? 60 : 0;
  const double bend = 45 + up;
  return fmt::format("M{:.0f} {:.0f} C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}", x1, y1, x1 + bend,
                     y1 - up, to.x - bend, y2 - up, to.x, y2);
}

std::string curve(const Spot& from, const Spot& to, bool marked, const std::string& title) {
  return fmt::format(
      "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" "
      "marker-end=\"url(#{})\"><title>{}</title></path>\n",
      line_between(from, to), marked ? marked_colour : plain_colour, marked ? 3 : 1.2,
      marked ? "marked" : "tip", title);
}

// What the viewer reads of a way, before its arrow.
std::string way_label(const Spot& from, const Spot& to, const std::string& label) {
  if (label.empty() || to.x - from.x != column_width) return "";
  return fmt::format(
      "<text x=\"{:.0f}\" y=\"{:.0f}\" font-size=\"9\" fill=\"#333\" stroke=\"white\" "
      "stroke-width=\"3\" paint-order=\"stroke\" "
      "text-anchor=\"end\">{}</text>\n",
      to.x - 10, to.y + box_height / 2 - 4, escaped(shortened(label, 20), true));
}

std::string tip(const char* name, const char* colour, double width) {
  return fmt::format(
      "<marker id=\"{}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerUnits=\"userSpaceOnUse\" "
      "markerWidth=\"{}\" markerHeight=\"{}\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" "
      "fill=\"{}\"/></marker>",
      name, width, width, colour);
}

// What the colours and forms say.
std::string legend(bool marked) {
  struct Sign {
    const char* fill;
    const char* stroke;
    int round;
    const char* text;
  };
  const Sign signs[] = {{"#f3e2b3", "#7a5b00", 3, "core scene"},
                        {"#d5e3f0", "#555", 9, "key point: round ends"},
                        {"#d8e8d0", "#555", 3, "ending"},
                        {"#ffffff", marked_colour, 3, "on the path of the first finding"}};
  std::string out;
  double x = 40;
  for (const Sign& sign : signs) {
    if (sign.stroke == marked_colour && !marked) continue;
    out += fmt::format(
        "<rect x=\"{:.0f}\" y=\"16\" width=\"26\" height=\"18\" rx=\"{}\" fill=\"{}\" "
        "stroke=\"{}\" "
        "stroke-width=\"2\"/><text x=\"{:.0f}\" y=\"30\" font-size=\"11\">{}</text>\n",
        x, sign.round, sign.fill, sign.stroke, x + 33, sign.text);
    x += 180;
  }
  return out;
}

std::string box(const Scene& scene, const Spot& at, bool marked) {
  return fmt::format(
      "<g><title>{}</title><rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" "
      "rx=\"{}\" fill=\"{}\" stroke=\"{}\" "
      "stroke-width=\"{}\"/><text x=\"{:.0f}\" y=\"{:.0f}\" font-weight=\"bold\">{}</text><text "
      "x=\"{:.0f}\" y=\"{:.0f}\" "
      "font-size=\"9\">{}</text></g>\n",
      escaped(scene.heading, true), at.x, at.y, box_width, box_height, scene.key_point ? 20 : 5,
      fill_of(scene),
      marked       ? marked_colour
      : scene.core ? "#7a5b00"
                   : "#555",
      scene.core || marked ? 2.5 : 1, at.x + 10, at.y + 19, escaped(scene.id.str(), true),
      at.x + 10, at.y + 35, escaped(shortened(scene.heading, 19), true));
}

}  // namespace

std::string film_to_dot(const Film& film, const std::vector<SceneId>& path) {
  const auto steps = steps_of(path);
  const std::set<SceneId> marked(path.begin(), path.end());
  std::string out = fmt::format(
      "digraph \"{}\" {{\n  rankdir=LR;\n  node [shape=box, style=filled, fontname=\"sans\"];\n",
      escaped(film.id.str(), false));
  for (const Scene& scene : film.scenes) {
    out += fmt::format("  \"{}\" [label=\"{}\\n{}\", fillcolor=\"{}\"{}{}{}];\n",
                       escaped(scene.id.str(), false), escaped(scene.id.str(), false),
                       escaped(scene.heading, false), fill_of(scene),
                       scene.core ? ", penwidth=3" : "", scene.key_point ? ", shape=hexagon" : "",
                       marked.contains(scene.id) ? ", color=\"#b3261e\"" : "");
  }
  for (const Scene& scene : film.scenes) {
    for (const Way& way : scene.ways) {
      const bool on_path = steps.contains({scene.id.str(), way.to.str()});
      out += fmt::format("  \"{}\" -> \"{}\" [label=\"{}\"{}];\n", escaped(scene.id.str(), false),
                         escaped(way.to.str(), false), escaped(label_of(way, film), false),
                         on_path ? ", color=\"#b3261e\", penwidth=3" : "");
    }
  }
  return out + "}\n";
}

std::string film_to_svg(const Film& film, const std::vector<SceneId>& path) {
  const auto spots = lay_out(film);
  const auto steps = steps_of(path);
  const std::set<SceneId> marked(path.begin(), path.end());
  double width = path.empty() ? 640 : 860;  // of the legend
  double height = 0;
  for (const auto& [id, spot] : spots) {
    width = std::max(width, spot.x + box_width + 40);
    height = std::max(height, spot.y + box_height + 50);
  }
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" font-family=\"sans-serif\" font-size=\"13\">\n<defs>{2}{3}</defs>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{4}",
      width, height, tip("tip", plain_colour, 8), tip("marked", marked_colour, 13),
      legend(!path.empty()));
  std::string labels;  // above the lines
  for (const Scene& scene : film.scenes) {
    for (const Way& way : scene.ways) {
      const auto to = spots.find(way.to);
      if (to == spots.end()) continue;
      out += curve(spots.at(scene.id), to->second, steps.contains({scene.id.str(), way.to.str()}),
                   escaped(way.id.str() + ": " + label_of(way, film), true));
      labels += way_label(spots.at(scene.id), to->second,
                          std::string(in_language(way.label, film.languages.front())));
    }
  }
  out += labels;
  for (const Scene& scene : film.scenes)
    out += box(scene, spots.at(scene.id), marked.contains(scene.id));
  return out + "</svg>\n";
}

}  // namespace kuleshov::story
