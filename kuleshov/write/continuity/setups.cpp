// Set-ups: what is made much of once and never comes again.
#include <algorithm>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/continuity/scenes.hpp"

namespace kuleshov::write::continuity {

namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

// Done, shown or spoken of.
bool mentions(const Scene& scene, const std::string& word) {
  return std::any_of(scene.moments.begin(), scene.moments.end(), [&](const Moment& m) {
    return has_words(m.low, word) || has_words(m.low, word + "s");
  });
}

// A weapon counts wherever it is seen; other things only when they are in capitals.
const Moment* made_much_of(const Scene& scene, const std::string& word, bool weapon) {
  for (const Moment& m : scene.moments) {
    if (m.kind != Moment::Kind::action) continue;
    if (has_words(m.text, upper(word)) || (weapon && has_words(m.low, word))) return &m;
  }
  return nullptr;
}

void forgotten(const std::vector<Scene>& scenes, const Order& order, const std::string& word,
               bool weapon, std::vector<Finding>& out) {
  // What turns up in the last third has no time to come again.
  for (std::size_t i = 0; 3 * i < 2 * order.size(); ++i) {
    const Scene& scene = scenes[order[i]];
    const Moment* m = made_much_of(scene, word, weapon);
    if (m == nullptr) continue;
    for (std::size_t j = 0; j < order.size(); ++j)
      if (j != i && mentions(scenes[order[j]], word)) return;
    out.push_back(finding("set-up-without-pay-off", scene, m->line,
                          "the " + word + " is made much of here and never comes again",
                          "let it matter later, or make less of it"));
    return;
  }
}

// [[setup: X]] without [[payoff: X]], and the other way round.
void noted(const std::vector<Scene>& scenes, const Order& order, std::vector<Finding>& out) {
  std::map<std::string, std::pair<const Scene*, std::size_t>> open;
  for (const std::size_t index : order)
    for (const Moment& m : scenes[index].moments) {
      if (m.kind != Moment::Kind::note) continue;
      const std::string what(base::trim(std::string_view(m.low).substr(m.low.find(':') + 1)));
      if (m.low.starts_with("setup:")) open[what] = {&scenes[index], m.line};
      if (m.low.starts_with("payoff:")) open.erase(what);
    }
  for (const auto& [what, where] : open)
    out.push_back(finding("set-up-without-pay-off", *where.first, where.second,
                          "'" + what + "' is set up and no [[payoff: " + what + "]] follows",
                          "pay it off, or take the set-up out"));
}

}  // namespace

void check_setups(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                  std::vector<Finding>& out) {
  if (order.size() >= 3) {
    for (const std::string& word : words.all("weapons")) forgotten(scenes, order, word, true, out);
    for (const std::string& word : words.all("setups")) forgotten(scenes, order, word, false, out);
  }
  noted(scenes, order, out);
}

}  // namespace kuleshov::write::continuity
