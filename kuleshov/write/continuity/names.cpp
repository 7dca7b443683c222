// Names: cues and places that differ by a slip of the pen, people nobody introduced.
#include <algorithm>
#include <cctype>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/continuity/scenes.hpp"

namespace kuleshov::write::continuity {

namespace {

bool has_digit(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

// Two spellings of one name: one slip, or two in a long one; not "COP 1" and "COP 2", not a plural.
bool slip(const std::string& rare, const std::string& usual) {
  if (rare.size() < 4 || usual.size() < 4 || has_digit(rare) || has_digit(usual)) return false;
  if (rare == usual + "S" || usual == rare + "S") return false;
  const std::size_t apart = edits(rare, usual);
  return apart == 1 || (apart == 2 && std::min(rare.size(), usual.size()) >= 8);
}

std::string title_case(const std::string& name) {
  std::string out = base::lower_ascii(name);
  if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

bool in_action(const std::vector<Scene>& scenes, const std::string& low_name) {
  for (const Scene& scene : scenes)
    for (const Moment& m : scene.moments)
      if (m.kind == Moment::Kind::action && has_words(m.low, low_name)) return true;
  return false;
}

const Moment* first_speech(const Scene& scene, const std::string& who) {
  for (const Moment& m : scene.moments)
    if (m.kind == Moment::Kind::speech && m.who == who) return &m;
  return nullptr;
}

void misspelt_cues(const std::vector<Scene>& scenes, std::vector<Finding>& out) {
  const auto speakers = speakers_of(scenes);
  for (const auto& [rare, few] : speakers)
    for (const auto& [usual, many] : speakers) {
      if (few > 2 || many < 3 || many < 3 * few || !slip(rare, usual)) continue;
      if (in_action(scenes, base::lower_ascii(rare))) continue;
      for (const Scene& scene : scenes)
        if (const Moment* speech = first_speech(scene, rare))
          out.push_back(finding("misspelt-cue", scene, speech->line,
                                rare + " speaks here; elsewhere it is " + usual,
                                "write " + usual + ", or introduce " + rare + " in action"));
    }
}

// Any word of the cue that is not a title, in an action or a heading up to this scene, or said.
bool introduced(const std::vector<Scene>& scenes, std::size_t upto, const std::string& cue) {
  const std::string low = base::lower_ascii(cue);
  for (const std::string_view raw : base::split(low, ' ')) {
    const std::string word(base::trim(raw));
    if (word.size() < 2) continue;
    for (std::size_t i = 0; i <= upto; ++i) {
      if (has_words(base::lower_ascii(scenes[i].heading), word)) return true;
      for (const Moment& m : scenes[i].moments)
        if (has_words(m.low, word) && (m.kind != Moment::Kind::speech || m.who != cue)) return true;
    }
  }
  return false;
}

void not_introduced(const std::vector<Scene>& scenes, const Entry& words,
                    std::vector<Finding>& out) {
  const auto& nobody = words.all("not_people");
  for (const auto& [cue, count] : speakers_of(scenes)) {
    if (count < 2) continue;
    if (std::find(nobody.begin(), nobody.end(), base::lower_ascii(cue)) != nobody.end()) continue;
    for (std::size_t i = 0; i < scenes.size(); ++i) {
      const Moment* speech = first_speech(scenes[i], cue);
      if (speech == nullptr) continue;
      if (!speech->unseen && !introduced(scenes, i, cue))
        out.push_back(finding("not-introduced", scenes[i], speech->line,
                              cue + " speaks without having been seen or named",
                              "bring " + cue + " in with a line of action"));
      break;
    }
  }
}

// Words with a capital inside a sentence, and where they stand.
struct Seen {
  std::size_t count = 0;
  const Scene* scene = nullptr;
  std::size_t line = 0;
};

void note_capitals(const Scene& scene, const Moment& m, std::map<std::string, Seen>& seen) {
  std::size_t i = 0;
  while (i < m.text.size()) {
    std::size_t end = i;
    while (end < m.text.size() && std::isalpha(static_cast<unsigned char>(m.text[end])) != 0) ++end;
    // Where a sentence begins any word has a capital.
    const std::string_view before = base::trim(std::string_view(m.text).substr(0, i));
    const bool inside =
        !before.empty() &&
        (std::isalnum(static_cast<unsigned char>(before.back())) != 0 || before.back() == ',');
    if (inside && end > i + 4 && std::isupper(static_cast<unsigned char>(m.text[i])) != 0) {
      Seen& s = seen[m.text.substr(i, end - i)];
      if (s.count++ == 0) s.scene = &scene, s.line = m.line;
    }
    i = std::max(end, i + 1);
  }
}

void misspelt_names(const std::vector<Scene>& scenes, std::vector<Finding>& out) {
  const auto speakers = speakers_of(scenes);
  std::map<std::string, Seen> capitals;
  std::set<std::string> small;
  for (const Scene& scene : scenes)
    for (const Moment& m : scene.moments) {
      if (m.kind == Moment::Kind::note) continue;
      note_capitals(scene, m, capitals);
      for (const std::string_view word : base::split(m.text, ' ')) small.insert(std::string(word));
    }
  for (const auto& [word, seen] : capitals) {
    const std::string up = [&] {
      std::string text = word;
      std::transform(text.begin(), text.end(), text.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      return text;
    }();
    if (seen.count > 1 || small.contains(base::lower_ascii(word)) || speakers.contains(up))
      continue;
    for (const auto& [cue, count] : speakers) {
      if (cue.size() < 5 || count < 4 || cue.find(' ') != std::string::npos) continue;
      if (edits(up, cue) != 1 || up == cue + "S" || cue == up + "S") continue;
      out.push_back(finding("misspelt-name", *seen.scene, seen.line,
                            "'" + word + "' is once written so; elsewhere it is " + title_case(cue),
                            "write " + title_case(cue)));
    }
  }
}

void misspelt_places(const std::vector<Scene>& scenes, std::vector<Finding>& out) {
  std::map<std::string, std::vector<const Scene*>> places;
  for (const Scene& scene : scenes)
    if (!scene.place.empty()) places[scene.place].push_back(&scene);
  for (const auto& [rare, few] : places)
    for (const auto& [usual, many] : places) {
      if (few.size() > 1 || many.size() < 2 || !slip(rare, usual)) continue;
      out.push_back(finding("misspelt-place", *few.front(), few.front()->line,
                            "'" + rare + "' is once written so; elsewhere it is '" + usual + "'",
                            "write the heading as '" + usual + "'"));
    }
}

}  // namespace

void check_names(const std::vector<Scene>& scenes, const Entry& words, std::vector<Finding>& out) {
  misspelt_cues(scenes, out);
  not_introduced(scenes, words, out);
  misspelt_names(scenes, out);
  misspelt_places(scenes, out);
}

}  // namespace kuleshov::write::continuity
