// Props: what was burned is gone, and what was handed over is with whoever took it.
#include <algorithm>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/continuity/scenes.hpp"

namespace kuleshov::write::continuity {

namespace {

struct Prop {
  std::string owner;  // cue, upper case; empty: gone
  std::string scene;  // where that happened
  std::size_t line = 0;
};

// The noun after an article or a possessive: "the old letter to the fire" -> "letter".
std::string noun_after(const std::string& text, std::size_t from) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = from; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '.';
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '-') {
      word += c;
      continue;
    }
    if (!word.empty()) words.push_back(word);
    word.clear();
    if (c != ' ') break;
  }
  static const std::set<std::string> articles{"the", "a",  "an",   "his",   "her",
                                              "its", "my", "your", "their", "this"};
  static const std::set<std::string> ends{
      "to",   "from", "and",   "in",      "into",   "on",     "at",  "with",  "of",
      "over", "back", "up",    "down",    "out",    "as",     "for", "again", "away",
      "off",  "one",  "under", "through", "across", "before", "by",  "slowly"};
  std::size_t i = 0;
  while (i < words.size() && i < 3 && !articles.contains(words[i])) ++i;
  if (i >= words.size() || !articles.contains(words[i])) return {};
  std::string noun;
  for (++i; i < words.size() && !ends.contains(words[i]) && !words[i].ends_with("ly"); ++i)
    noun = words[i];
  return noun;
}

class Stores {
 public:
  Stores(const std::vector<Scene>& scenes, const Entry& words, std::vector<Finding>& out)
      : words_(words), out_(out) {
    for (const auto& [cue, count] : speakers_of(scenes))
      if (cue.size() > 2) names_[base::lower_ascii(cue)] = cue;
  }

  void play(const Scene& scene) {
    here_.clear();
    for (const Moment& m : scene.moments)
      if (m.kind == Moment::Kind::speech) here_.insert(m.who);
    for (const Moment& m : scene.moments) {
      if (m.kind == Moment::Kind::note) note(scene, m);
      if (m.kind != Moment::Kind::action) continue;
      for (const auto& [name, cue] : names_)
        if (has_words(m.low, name)) here_.insert(cue);
      last_.clear();
      for (const std::string& sentence : sentences(m.low)) {
        act(scene, m, sentence);
        if (const std::string who = actor(sentence); !who.empty()) last_ = who;
      }
    }
  }

 private:
  // Whoever the sentence begins with, else nobody.
  std::string actor(const std::string& sentence) const {
    std::string best;
    std::size_t least = 24;  // characters: a name further in is not who acts
    for (const auto& [name, cue] : names_)
      if (const std::size_t at = find_words(sentence, name); at < least) least = at, best = cue;
    if (best.empty() && begins_with_pronoun(sentence)) return last_;
    return best;
  }

  std::string other(const std::string& sentence, const std::string& actor) const {
    for (const auto& [name, cue] : names_)
      if (cue != actor && has_words(sentence, name)) return cue;
    return {};
  }

  bool tracked(const std::string& noun) const {
    const auto& many = words_.all("many");
    return noun.size() > 2 && std::find(many.begin(), many.end(), noun) == many.end() &&
           !names_.contains(noun);
  }

  void note(const Scene& scene, const Moment& m) {
    if (!m.low.starts_with("gone:")) return;
    const std::string noun = noun_after(m.low + ".", 5);
    if (!noun.empty()) props_[noun] = {"", scene.id, m.line};
  }

  void act(const Scene& scene, const Moment& m, const std::string& sentence) {
    const std::string who = actor(sentence);
    if (const std::size_t at = ends_a_thing(sentence); at != std::string::npos) {
      const std::string noun = noun_after(sentence, at);
      if (tracked(noun)) props_[noun] = {"", scene.id, m.line};
      return;
    }
    if (who.empty()) return;
    if (const std::size_t at = verb(sentence, "gives"); at != std::string::npos) {
      const std::string noun = noun_after(sentence, at);
      const std::string to = other(sentence, who);
      if (tracked(noun) && !to.empty()) props_[noun] = {to, scene.id, m.line};
      return;
    }
    if (const std::size_t at = verb(sentence, "takes"); at != std::string::npos) {
      const std::string noun = noun_after(sentence, at);
      if (const auto found = props_.find(noun);
          found != props_.end() && !found->second.owner.empty())
        found->second = {who, scene.id, m.line};
      else
        used(scene, m, who, noun);
      return;
    }
    if (const std::size_t at = verb(sentence, "uses"); at != std::string::npos)
      used(scene, m, who, noun_after(sentence, at));
  }

  // "burns the map"; "throws the map into the fire".
  std::size_t ends_a_thing(const std::string& sentence) const {
    if (const std::size_t at = verb(sentence, "destroys"); at != std::string::npos) return at;
    const bool into = !any_of(sentence, words_.all("into_nothing")).empty();
    return into ? verb(sentence, "throws") : std::string::npos;
  }

  // Where the words after the first verb of the list begin.
  std::size_t verb(const std::string& sentence, const std::string& list) const {
    for (const std::string& phrase : words_.all(list))
      if (const std::size_t at = find_words(sentence, phrase); at != std::string::npos)
        return at + phrase.size();
    return std::string::npos;
  }

  void used(const Scene& scene, const Moment& m, const std::string& who, const std::string& noun) {
    const auto found = props_.find(noun);
    if (found == props_.end() || scene.past) return;
    const Prop& prop = found->second;
    if (prop.owner.empty() && prop.scene != scene.id)
      report("prop-gone", scene, m, "the " + noun + " is here again; it was destroyed", prop,
             "let it survive there, or use something else here", noun);
    else if (!prop.owner.empty() && prop.owner != who && prop.scene != scene.id &&
             !here_.contains(prop.owner))
      report("prop-elsewhere", scene, m,
             who + " has the " + noun + ", which " + prop.owner + " took", prop,
             "show " + who + " getting it back", noun);
  }

  void report(const char* kind, const Scene& scene, const Moment& m, const std::string& what,
              const Prop& prop, const std::string& remedy, const std::string& noun) {
    out_.push_back(finding(kind, scene, m.line,
                           what + " in " + prop.scene + " (line " + std::to_string(prop.line) + ")",
                           remedy));
    props_.erase(noun);
  }

  const Entry& words_;
  std::vector<Finding>& out_;
  std::map<std::string, std::string> names_;
  std::map<std::string, Prop> props_;
  std::set<std::string> here_;
  std::string last_;  // who acted last in this paragraph: "she" is that one
};

}  // namespace

void check_props(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                 std::vector<Finding>& out) {
  Stores stores(scenes, words, out);
  for (const std::size_t index : order) stores.play(scenes[index]);
}

}  // namespace kuleshov::write::continuity
