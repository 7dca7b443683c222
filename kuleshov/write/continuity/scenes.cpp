#include "kuleshov/write/continuity/scenes.hpp"

#include <algorithm>
#include <cctype>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/emphasis.hpp"

namespace kuleshov::write::continuity {

namespace {

using text::Element;
using text::ElementType;

bool letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80;
}

// "INT. LAMP ROOM - NIGHT" -> "LAMP ROOM", and what stands after it.
void read_heading(const Element& element, const Entry& words, Scene& scene) {
  scene.heading = element.text;
  const std::string low = base::lower_ascii(element.text);
  scene.outside = low.starts_with("ext");
  const auto at = element.text.find(" - ");
  const std::string rest = at == std::string::npos ? "" : low.substr(at);
  std::string place = element.text.substr(0, at);
  const auto dot = place.find_first_of(". ");
  const bool prefixed = low.starts_with("int") || low.starts_with("ext") ||
                        low.starts_with("est") || low.starts_with("i/e");
  if (prefixed && dot != std::string::npos) place.erase(0, dot + 1);
  scene.place = std::string(base::trim(place));
  for (const char* time : {"night", "day", "dawn", "dusk", "morning", "evening", "afternoon"})
    if (has_words(rest, time) && scene.time.empty()) scene.time = time;
  scene.continuous = has_words(low, "continuous");
  scene.same_time = !any_of(rest, words.all("same_time")).empty();
  scene.past = !any_of(low, words.all("past")).empty();
}

bool unseen(const std::string& extension) {
  const std::string low = base::lower_ascii(extension);
  return low.find("v.o") != std::string::npos || low.find("o.s") != std::string::npos ||
         low.find("o.c") != std::string::npos || low.find("phone") != std::string::npos ||
         low.find("filter") != std::string::npos || low.find("radio") != std::string::npos ||
         low.find("voice") != std::string::npos || low.find("vo") == 0 || low.find("os") == 0;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

Moment moment(Moment::Kind kind, const std::string& text, std::size_t line) {
  Moment out;
  out.kind = kind;
  out.text = text::plain(text);
  out.low = base::lower_ascii(out.text);
  out.line = line;
  return out;
}

void add(const Element& element, Scene& scene) {
  for (const std::string& note : element.notes)
    scene.moments.push_back(moment(Moment::Kind::note, note, element.line));
  if (element.type == ElementType::note)
    scene.moments.push_back(moment(Moment::Kind::note, element.text, element.line));
  if (element.type == ElementType::action || element.type == ElementType::centered)
    scene.moments.push_back(moment(Moment::Kind::action, element.text, element.line));
  if (element.type == ElementType::character) {
    scene.moments.push_back(moment(Moment::Kind::speech, "", element.line));
    scene.moments.back().who = upper(element.key);
    scene.moments.back().unseen = unseen(element.extension);
  }
  if (element.type != ElementType::dialogue && element.type != ElementType::lyrics) return;
  if (scene.moments.empty() || scene.moments.back().kind != Moment::Kind::speech) return;
  Moment& speech = scene.moments.back();
  const std::string said = text::plain(element.text);
  if (speech.text.empty()) speech.line = element.line;
  speech.text += (speech.text.empty() ? "" : " ") + said;
  speech.low = base::lower_ascii(speech.text);
}

// "FLASHBACK - INT. KITCHEN - DAY" is action in Fountain, and a heading to whoever writes it: where
// its heading begins; npos if it has none.
std::size_t heading_within(const Element& element) {
  const std::string& text = element.text;
  if (element.type != ElementType::action || text.size() > 80 || text.find('\n') != text.npos)
    return text.npos;
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::islower(c) != 0; }))
    return text.npos;
  return std::min(find_words(text, "INT."), find_words(text, "EXT."));
}

Scene scene_at(const Element& element, std::size_t number, std::size_t from, const Entry& words) {
  Scene scene;
  scene.id =
      element.scene_number.empty() ? "scene " + std::to_string(number) : element.scene_number;
  scene.line = element.line;
  Element heading = element;
  heading.text.erase(0, from);
  read_heading(heading, words, scene);
  scene.past = scene.past || !any_of(base::lower_ascii(element.text), words.all("past")).empty();
  return scene;
}

}  // namespace

std::vector<Scene> scenes_of(const text::Script& script, const Entry& words) {
  std::vector<Scene> scenes;
  for (const Element& element : script.elements) {
    const bool heading = element.type == ElementType::scene_heading;
    const std::size_t within = heading ? 0 : heading_within(element);
    if (within != std::string::npos) {
      scenes.push_back(scene_at(element, scenes.size() + 1, within, words));
    } else if (!scenes.empty()) {
      add(element, scenes.back());
    }
  }
  // "SUPER: EARLIER THAT NIGHT": time runs backwards from here on, so that what was is not yet.
  for (Scene& scene : scenes)
    for (const Moment& m : scene.moments)
      if (m.kind == Moment::Kind::action && m.low.starts_with("super:") &&
          (!any_of(m.low, words.all("past")).empty() || m.low.find("before") != std::string::npos))
        scene.past = true;
  return scenes;
}

std::map<std::string, std::size_t> speakers_of(const std::vector<Scene>& scenes) {
  std::map<std::string, std::size_t> all;
  for (const Scene& scene : scenes)
    for (const Moment& m : scene.moments)
      if (m.kind == Moment::Kind::speech) ++all[m.who];
  return all;
}

std::size_t find_words(std::string_view text, std::string_view phrase, std::size_t from) {
  if (phrase.empty()) return std::string_view::npos;
  for (std::size_t at = text.find(phrase, from); at != std::string_view::npos;
       at = text.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    if ((at == 0 || !letter(text[at - 1])) && (end >= text.size() || !letter(text[end]))) return at;
  }
  return std::string_view::npos;
}

std::string any_of(std::string_view text, const std::vector<std::string>& phrases) {
  for (const std::string& phrase : phrases)
    if (has_words(text, phrase)) return phrase;
  return {};
}

std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[a.size()][b.size()];
}

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> all{""};
  for (std::size_t i = 0; i < text.size(); ++i) {
    all.back() += text[i];
    const bool ends = text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == '\n';
    if (ends && (i + 1 == text.size() || text[i + 1] == ' ' || text[i] == '\n')) all.emplace_back();
  }
  std::erase_if(all, [](const std::string& s) { return base::trim(s).empty(); });
  return all;
}

bool begins_with_pronoun(std::string_view sentence) {
  sentence = base::trim(sentence);
  return sentence.starts_with("he ") || sentence.starts_with("she ") ||
         sentence.starts_with("they ");
}

Finding finding(const std::string& kind, const Scene& scene, std::size_t line, std::string message,
                std::string remedy) {
  return {kind, scene.id, line, std::move(message), std::move(remedy), {}};
}

}  // namespace kuleshov::write::continuity
