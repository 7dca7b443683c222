#include "kuleshov/write/branch.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace kuleshov::write {

namespace {

using base::Result;
using story::Film;
using story::Scene;
using story::SceneId;
using story::Way;

const Way* find_way(const Film& film, const std::string& id) {
  for (const Scene& scene : film.scenes)
    for (const Way& way : scene.ways)
      if (way.id.str() == id) return &way;
  return nullptr;
}

// The default first, then the last route, which is the one that asks for nothing.
std::vector<const Way*> by_preference(const Scene& scene) {
  std::vector<const Way*> ways;
  for (const Way& way : scene.ways) ways.push_back(&way);
  std::reverse(ways.begin(), ways.end());
  std::stable_partition(ways.begin(), ways.end(),
                        [&](const Way* way) { return way->id == scene.default_way; });
  return ways;
}

class Walk {
 public:
  explicit Walk(const Film& film) : film_(film) {
    if (!film.scenes.empty())
      path_.push_back(film.core.empty() ? film.scenes.front().id : film.core.front());
  }

  bool take(const Way& way) {
    std::set<std::string> seen;
    if (!reach(way.from, seen)) return false;
    path_.push_back(way.to);
    return true;
  }

  std::vector<SceneId> to_the_end() {
    while (path_.size() <= film_.scenes.size()) {
      const Scene* scene = find_scene(film_, path_.back());
      if (scene == nullptr || scene->ways.empty()) break;
      path_.push_back(by_preference(*scene).front()->to);
    }
    return path_;
  }

 private:
  bool reach(const SceneId& target, std::set<std::string>& seen) {
    if (path_.back() == target) return true;
    const Scene* scene = find_scene(film_, path_.back());
    if (scene == nullptr || !seen.insert(scene->id.str()).second) return false;
    for (const Way* way : by_preference(*scene)) {
      path_.push_back(way->to);
      if (reach(target, seen)) return true;
      path_.pop_back();
    }
    return false;
  }

  const Film& film_;
  std::vector<SceneId> path_;
};

text::Script in_order(const text::Script& script, const std::vector<SceneId>& path) {
  std::map<std::string, std::vector<text::Element>> scenes;
  text::Script out;
  std::vector<text::Element>* into = &out.elements;
  for (const text::Element& element : script.elements) {
    if (element.type == text::ElementType::scene_heading) into = &scenes[element.scene_number];
    into->push_back(element);
  }
  for (const SceneId& id : path) {
    const auto& scene = scenes[id.str()];
    out.elements.insert(out.elements.end(), scene.begin(), scene.end());
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

std::vector<std::string> ways_of(const Film& film) {
  std::vector<std::string> all;
  for (const Scene& scene : film.scenes)
    if (scene.key_point)
      for (const Way& way : scene.ways) all.push_back(way.id.str());
  return all;
}

Result<text::Script> branch_of(const Film& film, const text::Script& script,
                               const std::vector<std::string>& ways) {
  Walk walk(film);
  for (const std::string& id : ways) {
    const Way* way = find_way(film, id);
    if (way == nullptr)
      return base::fail("the film has no way '" + id + "'",
                        "those it has: " + joined(ways_of(film)), {}, base::ErrorKind::bad_input);
    if (!walk.take(*way))
      return base::fail("no path takes '" + id + "' after what was chosen before it",
                        "name ways of one path, in the order the film comes to them", {},
                        base::ErrorKind::bad_input);
  }
  return in_order(script, walk.to_the_end());
}

}  // namespace kuleshov::write
