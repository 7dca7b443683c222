#include "kuleshov/write/realise.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "kuleshov/base/text.hpp"

namespace kuleshov::write {

namespace {

bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

std::string without_spare_spaces(std::string text) {
  for (std::size_t at = text.find("  "); at != std::string::npos; at = text.find("  "))
    text.erase(at, 1);
  return std::string(base::trim(text));
}

// "It spits. his left hand" -> "It spits. His left hand": a symbol may have begun the sentence.
std::string sentence_case(std::string text) {
  for (std::size_t i = 2; i < text.size(); ++i) {
    const bool ends = text[i - 2] == '.' || text[i - 2] == '!' || text[i - 2] == '?';
    const bool dots = i > 2 && text[i - 3] == '.';
    if (ends && !dots && text[i - 1] == ' ' && text[i] >= 'a' && text[i] <= 'z')
      text[i] = static_cast<char>(text[i] - 32);
  }
  return text;
}

// Where the whole word `name` stands in `text`; npos if it does not.
std::size_t whole_word(const std::string& text, const std::string& name) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !letter(text[at - 1])) && (end == text.size() || !letter(text[end]))) return at;
  }
  return std::string::npos;
}

// What another has just said; shots may stand between, but nothing that is done.
Before said_before(const std::vector<Passage>& out, const std::string& role) {
  const auto last = std::find_if(out.rbegin(), out.rend(), [](const Passage& passage) {
    return passage.kind != Passage::Kind::shot;
  });
  if (last == out.rend() || last->kind != Passage::Kind::line || last->role == role)
    return Before::nothing;
  return last->text.ends_with('?') ? Before::question : Before::statement;
}

// "{c.street} Maren, ..." begins with a look around that the story can do without.
std::string_view look_in(std::string_view raw) {
  for (const std::string_view kind :
       {"{c.street}", "{c.home}", "{c.sound}", "{place.home.air}", "{t.air", "{weather."})
    if (raw.starts_with(kind)) return raw.substr(0, raw.find('}') + 1);
  return {};
}

// "MAREN lays": a verb follows, before which her age may stand.
bool does_something(const std::string& text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != ' ' || text[at + 1] < 'a' || text[at + 1] > 'z')
    return false;
  const std::string word = text.substr(at + 1, text.find_first_of(" ,.;:", at + 1) - at - 1);
  return word.ends_with('s') && word != "as" && word != "across";
}

// "Maren, 42, lays" -> "Maren lays"; "Maren, 42, in a hat" -> "Maren, in a hat".
std::string without_age(std::string text, std::size_t at, std::size_t size) {
  const std::size_t end = at + size;
  if (end >= text.size() || text[end] != ',') return text.erase(at, size);
  const auto word_end = text.find_first_of(" ,.;:", end + 2);
  const std::string word =
      text.substr(std::min(text.size(), end + 2),
                  word_end == std::string::npos ? word_end : word_end - end - 2);
  const bool verb = word.ends_with('s') && word != "as" && word != "his" && word != "across";
  return text.erase(at, verb || word == "and" ? size + 1 : size);
}

// "/fear .5" -> fear, 0.5.
void read_feeling(std::string_view text, Passage& line) {
  const auto space = text.find(' ');
  line.emotion = std::string(text.substr(0, space));
  line.intensity = space == std::string_view::npos
                       ? 0.5
                       : std::strtod(std::string(text.substr(space + 1)).c_str(), nullptr);
}

}  // namespace

void Realiser::Said::merge(const Said& other) {
  lines.insert(other.lines.begin(), other.lines.end());
  for (const auto& [event, numbers] : other.texts)
    texts[event].insert(numbers.begin(), numbers.end());
}

// One of the event's texts that was not used yet, if there is one; what several people may do
// ("intrigue-face-H-O") is one event here.
const std::string& Realiser::fresh_text(const Event& event) {
  const bool planned = event.id.starts_with("intrigue-");
  auto& used = said_.texts[planned ? event.id.substr(0, event.id.find('-', 9)) : event.id];
  if (used.size() >= event.texts.size()) used.clear();
  std::size_t at = random_.below(event.texts.size());
  while (used.contains(at)) at = (at + 1) % event.texts.size();
  used.insert(at);
  return event.texts[at];
}

std::vector<Passage> Realiser::passages(const Event& event) {
  std::vector<Passage> out;
  grammar_.set_column(random_.below(12));
  const std::string& text = fresh_text(event);
  for (const std::string_view raw : base::lines(text)) {
    std::string line(base::trim(raw));
    if (line.empty() || !wanted(line)) continue;
    one(in_order(std::move(line)), event, out);
  }
  return out;
}

void Realiser::remember(const Draft& draft) {
  for (const DraftScene& scene : draft.scenes)
    for (const Passage& passage : scene.passages) said_.lines.insert(passage.text);
  for (const Person& person : cast_) {
    introduced_.insert(person.role);
    aged_.insert(person.role);
  }
}

// The running image is planted once, whichever scene of a plot comes first, and never called back
// before.
std::string Realiser::in_order(std::string raw) {
  const std::string plant = "{motif.plant}";
  const std::string echo = "{motif.echo}";
  const auto change = [&](const std::string& from, const std::string& to) {
    if (const auto at = raw.find(from); at != std::string::npos) raw.replace(at, from.size(), to);
  };
  if (image_planted_) change(plant, echo);
  if (!image_planted_) change(echo, plant);
  image_planted_ = image_planted_ || raw.find(plant) != std::string::npos;
  return raw;
}

// "[tragic] ..." only in a tragic film, "[!kin] ..." unless the two are kin; the mark is taken off.
bool Realiser::wanted(std::string& line) const {
  if (!line.starts_with('[')) return true;
  const auto end = line.find(']');
  if (end == std::string::npos) return true;
  std::string mark = line.substr(1, end - 1);
  line = std::string(base::trim(std::string_view(line).substr(end + 1)));
  const bool negated = mark.starts_with('!');
  if (negated) mark.erase(0, 1);
  const std::string kind = find(library_.relations, reading_.relation)->first("class");
  const bool is = mark == reading_.ending || mark == kind || mark == reading_.trade ||
                  mark == reading_.relation || mark == reading_.weather;
  return is != negated;
}

void Realiser::one(std::string_view raw, const Event& event, std::vector<Passage>& out) {
  Passage passage;
  if (raw.starts_with("@ ")) {
    passage.kind = Passage::Kind::shot;
    passage.text = shot_note(std::string(raw.substr(2)));
  } else if (raw.starts_with("! ")) {
    passage.kind = Passage::Kind::insert;
    passage.text = grammar_.expand(raw.substr(2));
  } else if (speech(raw, event, out) || !look_around(raw, passage)) {
    return;
  }
  out.push_back(std::move(passage));
}

// What is done, and where; false if there is nothing, or it was said before.
bool Realiser::look_around(std::string_view raw, Passage& passage) {
  const auto said = [&](std::string_view part) {
    return introduced(sentence_case(capitalised(without_spare_spaces(grammar_.expand(part)))));
  };
  const std::string_view look = look_in(raw);
  if (!look.empty()) passage.text = said(look);
  const std::string rest = said(raw.substr(look.size()));
  if (!passage.text.empty() && !rest.empty()) passage.text += ' ';
  passage.look = passage.text.size();
  passage.text += rest;
  return !passage.text.empty() && said_.lines.insert(passage.text).second;
}

// "H/fear .5 (reading): words".
bool Realiser::speech(std::string_view raw, const Event& event, std::vector<Passage>& out) {
  const Person* speaker = in_role(cast_, raw.substr(0, 1));
  const auto colon = raw.find(':');
  if (speaker == nullptr || colon == std::string_view::npos || raw.size() < 3) return false;
  if (raw[1] != ':' && raw[1] != '/' && raw.substr(1, 2) != " (") return false;
  Passage line;
  line.kind = Passage::Kind::line;
  line.role = speaker->role;
  std::string_view head = raw.substr(1, colon - 1);
  const auto paren = head.find('(');
  if (paren != std::string_view::npos) {
    line.parenthetical =
        without_spare_spaces(grammar_.expand(head.substr(paren + 1, head.rfind(')') - paren - 1)));
    head = base::trim(head.substr(0, paren));
  }
  if (head.starts_with('/')) read_feeling(head.substr(1), line);
  line.emotion = line.emotion.empty() ? quiet_term(event) : term(line.emotion);
  line.text = fresh_line(base::trim(raw.substr(colon + 1)), *speaker, said_before(out, line.role));
  if (line.text.empty()) return true;
  present(*speaker, line, out);
  // Who goes on talking does not get a second cue.
  const bool goes_on = !out.empty() && out.back().kind == Passage::Kind::line &&
                       out.back().role == line.role && line.parenthetical.empty();
  if (goes_on)
    out.back().text += " " + line.text;
  else
    out.push_back(std::move(line));
  return true;
}

// Nobody speaks whom no action has named, but out of sight.
void Realiser::present(const Person& person, const Passage& line, std::vector<Passage>& out) {
  const bool unseen =
      line.parenthetical.starts_with("O.S.") || line.parenthetical.starts_with("V.O.");
  if (unseen || !introduced_.insert(person.role).second) return;
  aged_.insert(person.role);
  Passage action;
  action.text =
      person.cue + ", " + std::to_string(person.age) + ", " + grammar_.expand("{present}") + ".";
  out.push_back(std::move(action));
}

std::string Realiser::fresh_line(std::string_view raw, const Person& speaker, Before before) {
  const Entry& voice = *find(library_.voices, speaker.voice_kind);
  for (int attempt = 0; attempt < 8; ++attempt) {
    std::string text =
        in_voice(capitalised(without_spare_spaces(grammar_.expand(raw))), voice, before, random_);
    if (said_.lines.insert(text).second) return text;
  }
  return {};
}

// An age is said once, where it first may be.
std::string Realiser::with_one_age(std::string text, const Person& person) {
  const std::string age = ", " + std::to_string(person.age);
  for (const std::string& name : {person.name, person.cue}) {
    const std::size_t at = whole_word(text, name);
    if (at == std::string::npos) continue;
    const std::size_t end = at + name.size();
    const bool said = text.compare(end, age.size(), age) == 0;
    if (said && aged_.contains(person.role)) return without_age(std::move(text), end, age.size());
    if (said) aged_.insert(person.role);
    return text;
  }
  return text;
}

std::string Realiser::introduced(std::string text) {
  for (const Person& person : cast_) {
    text = with_one_age(std::move(text), person);
    if (introduced_.contains(person.role)) continue;
    const std::size_t at = whole_word(text, person.name);
    if (at == std::string::npos) continue;
    text.replace(at, person.name.size(), person.cue);
    introduced_.insert(person.role);
    if (does_something(text, at + person.cue.size()) && aged_.insert(person.role).second)
      text.insert(at + person.cue.size(), ", " + std::to_string(person.age) + ",");
  }
  return text;
}

// Roles in a note become the ids of the cast: "close-up H" -> "close-up mara".
std::string Realiser::shot_note(std::string text) const {
  for (const Person& person : cast_) {
    const std::size_t at = whole_word(text, person.role);
    if (at != std::string::npos) text.replace(at, 1, person.id);
  }
  return text;
}

std::string Realiser::term(const std::string& emotion) const {
  const auto found = library_.emotions.find(emotion);
  if (found == library_.emotions.end()) return emotion;
  for (const std::string& candidate : found->second)
    if (library_.face_terms.contains(candidate)) return candidate;
  return found->second.back();
}

// What a face shows while nothing is named: from the scene's intended arc.
std::string Realiser::quiet_term(const Event& event) const {
  const double arousal = (event.arc[0] + event.arc[2]) / 2;
  const double valence = (event.arc[1] + event.arc[3]) / 2;
  if (arousal > 0.45) return term(valence < 0 ? "tense" : "hope");
  if (valence < -0.25) return term("guardedness");
  return term(valence > 0.25 ? "tenderness" : arousal < -0.1 ? "calm" : "interest");
}

}  // namespace kuleshov::write
