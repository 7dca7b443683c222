#include "kuleshov/write/continuity/check.hpp"

#include <algorithm>
#include <numeric>

#include "kuleshov/write/continuity/scenes.hpp"
#include "kuleshov/write/yaml.hpp"

namespace kuleshov::write::continuity {

namespace {

bool same(const Finding& a, const Finding& b) {
  return a.kind == b.kind && a.line == b.line && a.scene == b.scene && a.message == b.message;
}

// The scenes of an order up to the finding's own.
std::vector<std::string> path_to(const Finding& found, const std::vector<Scene>& scenes,
                                 const Order& order) {
  std::vector<std::string> path;
  for (const std::size_t index : order) {
    path.push_back(scenes[index].id);
    if (path.back() == found.scene) return path;
  }
  return path;
}

}  // namespace

base::Result<Entry> read_words(const base::Path& data) {
  const YAML::Node root = TRY(load_yaml(data / "continuity" / "words.yaml"));
  return Entry{"words", strings_map(root)};
}

std::vector<Finding> check(const text::Script& script, const Entry& words,
                           const std::vector<std::vector<std::size_t>>& orders) {
  const std::vector<Scene> scenes = scenes_of(script, words);
  std::vector<Finding> all;
  check_names(scenes, words, all);
  std::vector<Order> every = orders;
  // What one way sets up another may pay off: over the whole script.
  Order written(scenes.size());
  std::iota(written.begin(), written.end(), std::size_t{0});
  check_setups(scenes, words, written, all);
  if (every.empty()) every.push_back(written);
  for (const Order& order : every) {
    std::vector<Finding> found;
    check_times(scenes, words, order, found);
    check_presence(scenes, words, order, found);
    check_props(scenes, words, order, found);
    check_knowledge(scenes, words, order, found);
    check_address(scenes, words, order, found);
    for (Finding& finding : found) {
      if (!orders.empty()) finding.path = path_to(finding, scenes, order);
      const bool known = std::any_of(all.begin(), all.end(),
                                     [&](const Finding& other) { return same(other, finding); });
      if (!known) all.push_back(std::move(finding));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Finding& a, const Finding& b) { return a.line < b.line; });
  return all;
}

}  // namespace kuleshov::write::continuity
