// Day and night: a scene that goes straight on does not change the hour, and there is no sunshine
// at night.
#include "kuleshov/base/text.hpp"
#include "kuleshov/write/continuity/scenes.hpp"

namespace kuleshov::write::continuity {

namespace {

bool dark(const std::string& time) { return time == "night"; }
bool light(const std::string& time) {
  return time == "day" || time == "morning" || time == "afternoon";
}

// "no sunlight", "like moonlight", "a photograph of the full moon": nothing to see by.
bool only_spoken_of(const std::string& low, std::size_t at) {
  const std::string before = low.substr(at > 16 ? at - 16 : 0, at > 16 ? 16 : at);
  for (const char* word : {"no", "not", "without", "like", "as if", "of a", "memory", "never"})
    if (has_words(before, word)) return true;
  return false;
}

void check_words(const Scene& scene, const std::vector<std::string>& phrases,
                 const std::string& heading, std::vector<Finding>& out) {
  for (const Moment& m : scene.moments) {
    if (m.kind != Moment::Kind::action) continue;
    const std::string phrase = any_of(m.low, phrases);
    if (phrase.empty() || only_spoken_of(m.low, m.low.find(phrase))) continue;
    out.push_back(finding("day-night", scene, m.line,
                          "'" + phrase + "' in a scene whose heading says " + heading,
                          "change the heading's time, or the light"));
    return;
  }
}

}  // namespace

void check_times(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                 std::vector<Finding>& out) {
  std::string last;
  for (const std::size_t index : order) {
    const Scene& scene = scenes[index];
    if (dark(scene.time)) check_words(scene, words.all("daylight"), "night", out);
    if (light(scene.time)) check_words(scene, words.all("darkness"), scene.time, out);
    const bool jumps = (dark(scene.time) && light(last)) || (light(scene.time) && dark(last));
    if (scene.continuous && jumps)
      out.push_back(
          finding("time-jump", scene, scene.line,
                  "the scene is continuous with one at " + last + " but says " + scene.time,
                  "give both scenes the same time, or take CONTINUOUS out"));
    if (!scene.time.empty()) last = scene.time;
  }
}

}  // namespace kuleshov::write::continuity
