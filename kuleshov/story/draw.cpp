#include "kuleshov/story/draw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

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
  const std::string label(in_language(way.label, film.languages.front()));
  if (way.trigger.text.empty()) return label;
  return label.empty() ? "[" + way.trigger.text + "]" : label + " [" + way.trigger.text + "]";
}

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
    spots[scene.id] = {40.0 + 190.0 * c, 40.0 + 78.0 * rows[c]++};
  }
  return spots;
}

constexpr double box_width = 130;
constexpr double box_height = 46;

std::string curve(const Spot& from, const Spot& to, bool marked, const std::string& title) {
  const double x1 = from.x + box_width;
  const double y1 = from.y + box_height / 2;
  const double y2 = to.y + box_height / 2;
  return fmt::format(
      "<path d=\"M{:.0f} {:.0f} C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}\" fill=\"none\" "
      "stroke=\"{}\" stroke-width=\"{}\" "
      "marker-end=\"url(#tip)\"><title>{}</title></path>\n",
      x1, y1, x1 + 45, y1, to.x - 45, y2, to.x, y2, marked ? "#b3261e" : "#8a8a86",
      marked ? 3 : 1.2, title);
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
      marked       ? "#b3261e"
      : scene.core ? "#7a5b00"
                   : "#555",
      scene.core || marked ? 2.5 : 1, at.x + 10, at.y + 19, escaped(scene.id.str(), true),
      at.x + 10, at.y + 35, escaped(scene.heading.substr(0, 22), true));
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
  double width = 0;
  double height = 0;
  for (const auto& [id, spot] : spots) {
    width = std::max(width, spot.x + box_width + 40);
    height = std::max(height, spot.y + box_height + 40);
  }
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" "
      "font-family=\"sans-serif\" font-size=\"13\">\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" "
      "refX=\"7\" refY=\"4\" "
      "markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" "
      "fill=\"#8a8a86\"/></marker></defs>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
      width, height);
  for (const Scene& scene : film.scenes) {
    for (const Way& way : scene.ways) {
      const auto to = spots.find(way.to);
      if (to == spots.end()) continue;
      out += curve(spots.at(scene.id), to->second, steps.contains({scene.id.str(), way.to.str()}),
                   escaped(way.id.str() + ": " + label_of(way, film), true));
    }
  }
  for (const Scene& scene : film.scenes)
    out += box(scene, spots.at(scene.id), marked.contains(scene.id));
  return out + "</svg>\n";
}

}  // namespace kuleshov::story
