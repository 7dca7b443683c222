#include "kuleshov/cut/order.hpp"

#include <algorithm>
#include <deque>
#include <set>

namespace kuleshov::cut {

namespace {

const story::Scene* opening(const story::Film& film) {
  const story::Scene* first =
      film.core.empty() ? nullptr : story::find_scene(film, film.core.front());
  return first == nullptr && !film.scenes.empty() ? &film.scenes.front() : first;
}

const story::Way* default_way(const story::Scene& scene) {
  for (const story::Way& way : scene.ways) {
    if (way.id == scene.default_way) return &way;
  }
  // Of plain routes the last is the one without a condition.
  if (scene.ways.empty()) return nullptr;
  return scene.key_point ? &scene.ways.front() : &scene.ways.back();
}

std::vector<const story::Scene*> successors(const story::Film& film, const story::Scene& scene) {
  std::vector<const story::Scene*> out;
  const auto add = [&](const story::Way* way) {
    const story::Scene* to = way != nullptr ? story::find_scene(film, way->to) : nullptr;
    if (to != nullptr && std::find(out.begin(), out.end(), to) == out.end()) out.push_back(to);
  };
  add(default_way(scene));
  for (const story::Way& way : scene.ways) add(&way);
  return out;
}

}  // namespace

std::vector<const story::Scene*> making_order(const story::Film& film) {
  std::vector<const story::Scene*> order;
  std::set<const story::Scene*> seen;
  std::deque<const story::Scene*> waiting;
  const auto meet = [&](const story::Scene* scene) {
    if (scene != nullptr && seen.insert(scene).second) waiting.push_back(scene);
  };
  meet(opening(film));
  while (!waiting.empty()) {
    order.push_back(waiting.front());
    waiting.pop_front();
    for (const story::Scene* next : successors(film, *order.back())) meet(next);
  }
  for (const story::Scene& scene : film.scenes) {
    if (!seen.contains(&scene)) order.push_back(&scene);
  }
  return order;
}

std::vector<const story::Scene*> default_path(const story::Film& film) {
  std::vector<const story::Scene*> path;
  std::set<const story::Scene*> seen;
  const story::Scene* scene = opening(film);
  while (scene != nullptr && seen.insert(scene).second) {
    path.push_back(scene);
    const story::Way* way = scene->ending ? nullptr : default_way(*scene);
    scene = way != nullptr ? story::find_scene(film, way->to) : nullptr;
  }
  return path;
}

}  // namespace kuleshov::cut
