#include "kuleshov/write/continuity/orders.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace kuleshov::write::continuity {

namespace {

using Edge = std::pair<std::string, std::string>;

struct Roads {
  std::map<std::string, std::size_t> place;  // scene number to its index in the script
  std::map<std::string, std::vector<std::string>> next;
  std::set<Edge> walked;
};

// On from here by a road that was not walked yet, if there is one; never twice through a scene.
std::vector<std::size_t> walk(Roads& roads, std::string at) {
  std::vector<std::size_t> path;
  std::set<std::string> seen;
  while (roads.place.contains(at) && seen.insert(at).second) {
    path.push_back(roads.place[at]);
    const auto& next = roads.next[at];
    if (next.empty()) break;
    const auto fresh = std::find_if(next.begin(), next.end(), [&](const std::string& to) {
      return !roads.walked.contains({at, to});
    });
    const std::string to = fresh == next.end() ? next[roads.walked.size() % next.size()] : *fresh;
    roads.walked.insert({at, to});
    at = to;
  }
  return path;
}

}  // namespace

std::vector<std::vector<std::size_t>> orders_of(const story::Film& film, const text::Script& script,
                                                std::size_t most) {
  Roads roads;
  std::size_t index = 0;
  for (const text::Element& element : script.elements)
    if (element.type == text::ElementType::scene_heading)
      roads.place[element.scene_number] = index++;
  std::size_t roads_in_all = 0;
  for (const story::Scene& scene : film.scenes)
    for (const story::Way& way : scene.ways) {
      roads.next[scene.id.str()].push_back(way.to.str());
      ++roads_in_all;
    }
  std::vector<std::vector<std::size_t>> orders;
  if (film.core.empty() && film.scenes.empty()) return orders;
  const std::string start =
      film.core.empty() ? film.scenes.front().id.str() : film.core.front().str();
  while (orders.size() < most) {
    const std::size_t before = roads.walked.size();
    orders.push_back(walk(roads, start));
    if (roads.walked.size() == before || roads.walked.size() >= roads_in_all) break;
  }
  return orders;
}

}  // namespace kuleshov::write::continuity
