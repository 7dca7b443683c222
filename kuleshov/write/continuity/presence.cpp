// Who is where: the dead do not speak, nor do those who have gone out, nor does anybody in two
// places at the same time.
#include <algorithm>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/continuity/scenes.hpp"

namespace kuleshov::write::continuity {

namespace {

// "Mara leaves the room.": the name stands right before the verb, or at the head of its sentence.
bool does(const std::string& sentence, const std::string& name,
          const std::vector<std::string>& verbs, std::string* how = nullptr) {
  for (std::size_t at = find_words(sentence, name); at != std::string::npos;
       at = find_words(sentence, name, at + 1)) {
    const std::string rest(base::trim(std::string_view(sentence).substr(at + name.size())));
    for (const std::string& verb : verbs)
      if (rest.starts_with(verb) && find_words(rest, verb) == 0) {
        if (how != nullptr) *how = verb;
        return true;
      }
  }
  return false;
}

bool leaves(const std::string& sentence, const std::string& name, const Entry& words) {
  std::string how;
  if (does(sentence, name, words.all("leaves"), &how)) return true;
  // "Mara leaves." with nothing after it.
  return sentence.find(name + " leaves.") != std::string::npos;
}

bool dies(const std::string& sentence, const std::string& name, const Entry& words) {
  if (does(sentence, name, words.all("dies"))) return sentence.find("almost") == std::string::npos;
  for (const std::string& body : words.all("dead_body"))
    if (has_words(sentence, body + " " + name)) return true;
  return has_words(sentence, name + "'s lifeless body") || has_words(sentence, name + "'s corpse");
}

class Stage {
 public:
  Stage(const std::vector<Scene>& scenes, const Entry& words, std::vector<Finding>& out)
      : words_(words), out_(out) {
    for (const auto& [cue, count] : speakers_of(scenes))
      if (cue.size() > 2) names_[base::lower_ascii(cue)] = cue;
  }

  void play(const Scene& scene) {
    gone_.clear();
    for (const Moment& m : scene.moments) {
      if (m.kind == Moment::Kind::action) act(scene, m);
      if (m.kind == Moment::Kind::speech && !m.unseen) speak(scene, m);
    }
  }

 private:
  void act(const Scene& scene, const Moment& m) {
    for (const std::string& sentence : sentences(m.low)) {
      // "He comes back": whoever it is, nobody is surely gone.
      if (begins_with_pronoun(sentence) && !any_of(sentence, words_.all("returns")).empty())
        gone_.clear();
      for (const auto& [name, cue] : names_) {
        if (leaves(sentence, name, words_)) gone_[cue] = m.line;
        const bool back = does(sentence, name, words_.all("returns"));
        if (back || (gone_.contains(cue) && !any_of(sentence, words_.all("returns")).empty() &&
                     has_words(sentence, name)))
          gone_.erase(cue);
        if (!scene.past && dies(sentence, name, words_)) dead_.emplace(cue, scene.id);
      }
    }
  }

  void speak(const Scene& scene, const Moment& m) {
    if (const auto dead = dead_.find(m.who);
        dead != dead_.end() && dead->second != scene.id && !scene.past) {
      out_.push_back(
          finding("dead-speaks", scene, m.line, m.who + " speaks, but died in " + dead->second,
                  "mark the speech (V.O.), the scene as FLASHBACK, or let another say it"));
      dead_.erase(dead);
    }
    if (gone_.contains(m.who)) {
      out_.push_back(
          finding("left-but-speaks", scene, m.line,
                  m.who + " speaks after leaving (line " + std::to_string(gone_[m.who]) + ")",
                  "bring " + m.who + " back, or write (O.S.)"));
      gone_.erase(m.who);
    }
  }

  const Entry& words_;
  std::vector<Finding>& out_;
  std::map<std::string, std::string> names_;  // lower case to cue
  std::map<std::string, std::string> dead_;   // cue to the scene
  std::map<std::string, std::size_t> gone_;   // cue to the line, in this scene
};

std::set<std::string> seen_speaking(const Scene& scene) {
  std::set<std::string> all;
  for (const Moment& m : scene.moments)
    if (m.kind == Moment::Kind::speech && !m.unseen) all.insert(m.who);
  return all;
}

void two_places(const Scene& before, const Scene& scene, std::vector<Finding>& out) {
  if (!scene.same_time || scene.place == before.place) return;
  const auto here = seen_speaking(scene);
  for (const std::string& who : seen_speaking(before))
    if (here.contains(who))
      out.push_back(finding("two-places", scene, scene.line,
                            who + " is here and, at the same time, in " + before.place,
                            "let time pass between the scenes, or write (O.S.) or (V.O.)"));
}

}  // namespace

void check_presence(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                    std::vector<Finding>& out) {
  Stage stage(scenes, words, out);
  for (std::size_t i = 0; i < order.size(); ++i) {
    stage.play(scenes[order[i]]);
    if (i > 0) two_places(scenes[order[i - 1]], scenes[order[i]], out);
  }
}

}  // namespace kuleshov::write::continuity
