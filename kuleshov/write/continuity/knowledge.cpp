// Knowledge: nobody uses a name before hearing it, nor a secret that was kept from them.
#include <algorithm>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/continuity/scenes.hpp"

namespace kuleshov::write::continuity {

namespace {

std::set<std::string> listeners(const Scene& scene,
                                const std::map<std::string, std::string>& names) {
  std::set<std::string> all;
  for (const Moment& m : scene.moments) {
    if (m.kind == Moment::Kind::speech) all.insert(m.who);
    if (m.kind != Moment::Kind::action) continue;
    for (const auto& [name, cue] : names)
      if (has_words(m.low, name)) all.insert(cue);
  }
  return all;
}

// "I'm Mara.", "My name is Mara", "Call me Mara": the speaker gives a name as new.
bool gives_own_name(const Moment& m, const std::string& name) {
  for (const char* start :
       {"i'm ", "i am ", "my name is ", "my name's ", "call me ", "the name's "})
    if (has_words(m.low, start + name)) return true;
  return false;
}

// "Tomas must never know about the letter." "Don't tell Tomas about the letter."
std::string secret_in(const std::string& low, const std::string& name) {
  static const char* const asks[] = {" must never know about ", " must not know about ",
                                     " mustn't know about ",    " can't know about ",
                                     " cannot know about ",     " doesn't know about "};
  std::size_t at = std::string::npos;
  for (const char* ask : asks)
    if (const auto found = low.find(name + ask); found != std::string::npos)
      at = found + name.size() + std::string_view(ask).size();
  for (const char* start : {"don't tell ", "never tell "}) {
    const std::string ask = start + name + " about ";
    if (const auto found = low.find(ask); found != std::string::npos) at = found + ask.size();
  }
  if (at == std::string::npos) return {};
  std::string rest = low.substr(at);
  for (const char* article : {"the ", "a ", "an ", "my ", "your ", "our ", "his ", "her ", "that "})
    if (rest.starts_with(article)) rest.erase(0, std::string_view(article).size());
  std::size_t end = 0;
  while (end < rest.size() && std::isalpha(static_cast<unsigned char>(rest[end])) != 0) ++end;
  return rest.substr(0, end);
}

class Minds {
 public:
  Minds(const std::vector<Scene>& scenes, const Entry& words, std::vector<Finding>& out)
      : words_(words), out_(out) {
    for (const auto& [cue, count] : speakers_of(scenes))
      if (cue.size() > 2 && cue.find(' ') == std::string::npos)
        names_[base::lower_ascii(cue)] = cue;
  }

  void play(const Scene& scene) {
    const auto here = listeners(scene, names_);
    for (const Moment& m : scene.moments) {
      if (m.kind == Moment::Kind::note) note(scene, m);
      if (m.kind == Moment::Kind::action) shown(m, here);
      if (m.kind == Moment::Kind::speech) speak(scene, m, here);
    }
  }

 private:
  struct Use {
    std::string scene;
    std::size_t line;
    const Scene* where;
  };

  // "YOUNG MAN": a cue that is no name.
  [[nodiscard]] bool unnamed(const std::string& cue) const {
    const auto& nobody = words_.all("unnamed");
    const std::string low = base::lower_ascii(cue);
    const auto parts = base::split(low, ' ');
    return std::all_of(parts.begin(), parts.end(), [&](std::string_view word) {
      return std::find(nobody.begin(), nobody.end(), word) != nobody.end();
    });
  }

  void speak(const Scene& scene, const Moment& m, const std::set<std::string>& here) {
    for (const auto& [name, cue] : names_) {
      if ((cue == m.who || unnamed(m.who)) && gives_own_name(m, name))
        introduce(scene, m, name, here);
      if (cue != m.who && has_words(m.low, name))
        used_.try_emplace({m.who, name}, Use{scene.id, m.line, &scene});
      if (const std::string secret = secret_in(m.low, name); secret.size() > 2)
        kept_[{cue, secret}] = scene.id;
    }
    for (const auto& [key, where] : kept_) {
      const auto& [who, secret] = key;
      if (!has_words(m.low, secret)) continue;
      if (m.who == who && !heard_.contains(key) && where != scene.id && !scene.past) {
        out_.push_back(finding("told-nobody", scene, m.line,
                               who + " speaks of the " + secret + ", which was kept from " + who +
                                   " in " + where + " and nobody has told",
                               "add the scene in which " + who + " finds out"));
        heard_.insert(key);
      }
    }
    // What is said is heard by whoever is there, but for the asking to keep it itself.
    for (const auto& [key, where] : kept_)
      if (has_words(m.low, key.second) && here.contains(key.first) && where != scene.id)
        heard_.insert(key);
  }

  void shown(const Moment& m, const std::set<std::string>& here) {
    for (const auto& [key, where] : kept_)
      if (has_words(m.low, key.second) && here.contains(key.first)) heard_.insert(key);
  }

  // A name is given as new to those who are there: none of them has used it before.
  void introduce(const Scene& scene, const Moment& m, const std::string& name,
                 const std::set<std::string>& here) {
    for (const std::string& who : here) {
      const auto used = used_.find({who, name});
      if (used == used_.end() || used->second.scene == scene.id || who == m.who) continue;
      out_.push_back(finding("knows-too-early", *used->second.where, used->second.line,
                             who + " says " + names_[name] +
                                 "'s name here, but learns it only in " + scene.id + " (line " +
                                 std::to_string(m.line) + ")",
                             "let " + who + " learn it before, or not say it yet"));
      used_.erase(used);
    }
  }

  // [[learns: MARA the wreck]] and [[knows: MARA the wreck]].
  void note(const Scene& scene, const Moment& m) {
    const bool learns = m.low.starts_with("learns:");
    if (!learns && !m.low.starts_with("knows:")) return;
    const std::string fact(base::trim(std::string_view(m.low).substr(m.low.find(':') + 1)));
    if (learns) {
      learned_.insert(fact);
    } else if (!learned_.contains(fact)) {
      out_.push_back(
          finding("knows-too-early", scene, m.line,
                  "the note says '" + fact + "' is known, and no scene before teaches it",
                  "add [[learns: " + fact + "]] where it is learned"));
    }
  }

  const Entry& words_;
  std::vector<Finding>& out_;
  std::map<std::string, std::string> names_;
  std::map<std::pair<std::string, std::string>, Use> used_;          // who, name
  std::map<std::pair<std::string, std::string>, std::string> kept_;  // from whom, what: the scene
  std::set<std::pair<std::string, std::string>> heard_;
  std::set<std::string> learned_;
};

}  // namespace

void check_knowledge(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                     std::vector<Finding>& out) {
  Minds minds(scenes, words, out);
  for (const std::size_t index : order) minds.play(scenes[index]);
}

}  // namespace kuleshov::write::continuity
