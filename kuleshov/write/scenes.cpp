#include "kuleshov/write/scenes.hpp"

#include <algorithm>
#include <map>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {

namespace {

using base::Random;
using Passages = std::vector<Passage>;

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::string heading_of(const DraftPlace& place, const std::string& time) {
  return (place.interior ? "INT. " : "EXT. ") + place.heading + " - " + upper(time);
}

// Every symbol of the plan's own words filled.
void say_plan(const Event& event, Grammar& grammar, DraftScene& scene) {
  for (const auto& [role, motive] : event.motive) scene.motives[role] = grammar.expand(motive);
  scene.belief = grammar.expand(event.belief);
  scene.core = grammar.expand(event.core);
  for (const std::string& hidden : event.hides) scene.hides.push_back(grammar.expand(hidden));
}

// "Mara wants to close the book for the night." for each motive, the acting character's first.
std::string synopsis_of(const Event& event, const DraftScene& scene, Grammar& grammar) {
  std::string out;
  for (const std::string& role : event.who) {
    const auto motive = scene.motives.find(role);
    if (motive == scene.motives.end()) continue;
    if (!out.empty()) out += "; ";
    const bool denied = motive->second.starts_with("not ");
    out += grammar.expand("{" + role + "}") + " wants " +
           (denied ? "not to " + motive->second.substr(4) : "to " + motive->second);
  }
  return out;
}

class Filler {
 public:
  Filler(Draft& draft, const Library& library, Realiser& realiser, Grammar& grammar, Random& random)
      : draft_(draft), library_(library), realiser_(realiser), grammar_(grammar) {
    for (const Event& event : library.aftermaths) aftermaths_.push_back(&event);
    random.shuffle(aftermaths_);
  }

  void one(std::size_t at);

 private:
  Passages passages_of(std::size_t at, const Event& event);
  Passages beat(const Beat& beat, const Event& event);
  Passages teller(const std::string& kind);
  Passages aftermath(const std::vector<std::string>& who);
  void outlook(const DraftPlace& place);
  void super(const std::string& words, Passages& passages) const;
  void keep_ways_apart(const Knot& knot);

  Draft& draft_;
  const Library& library_;
  Realiser& realiser_;
  Grammar& grammar_;
  std::vector<const Event*> aftermaths_;      // not used yet
  std::map<std::string, Passages> left_out_;  // by the event's id
  Realiser::Said before_ways_, all_ways_;
  bool in_ways_ = false;
};

Passage action(const std::string& text, const std::string& source) {
  Passage passage;
  passage.text = text;
  passage.source = source;
  return passage;
}

const Person* called(const Cast& cast, const std::string& cue) {
  const auto found =
      std::find_if(cast.begin(), cast.end(), [&](const Person& p) { return p.cue == upper(cue); });
  return found == cast.end() ? nullptr : &*found;
}

// The first aftermath that has places for just these people.
Passages Filler::aftermath(const std::vector<std::string>& who) {
  const auto fits = std::find_if(aftermaths_.begin(), aftermaths_.end(), [&](const Event* event) {
    return event->who.size() == std::min<std::size_t>(2, who.size());
  });
  if (who.empty() || fits == aftermaths_.end()) return {};
  std::map<char, char> roles{{'A', who[0][0]}};
  if (who.size() > 1) roles['B'] = who[1][0];
  const Event event = cast_as(**fits, roles);
  aftermaths_.erase(fits);
  return realiser_.passages(event);
}

// The beat as its writer wrote it; what has no words of its own is followed by a few.
Passages Filler::beat(const Beat& beat, const Event& event) {
  Passages out;
  bool speaks = false;
  for (const Beat::Part& part : beat.parts) {
    const Person* speaker = called(draft_.cast, part.cue);
    if (part.kind == Beat::Part::Kind::line && speaker != nullptr) {
      Passage line = action(part.text, "person");
      line.kind = Passage::Kind::line;
      line.role = speaker->role;
      line.parenthetical = part.parenthetical;
      line.emotion = "interest";
      if (line.parenthetical.starts_with('(')) line.parenthetical.erase(0, 1);
      if (line.parenthetical.ends_with(')')) line.parenthetical.pop_back();
      out.push_back(line);
      speaks = true;
    } else {
      out.push_back(action(part.cue.empty() ? part.text : part.cue + ": " + part.text, "person"));
    }
  }
  if (speaks) return out;
  for (Passage& passage : aftermath(event.who)) out.push_back(std::move(passage));
  return out;
}

Passages Filler::teller(const std::string& kind) {
  return realiser_.passages(cast_as(library_.tellings.at(kind), {{'N', draft_.teller}}));
}

// Where the last third of a scene begins: before a shot or a line, with enough standing before it.
std::size_t cut_at(const Passages& passages) {
  std::size_t at = std::max<std::size_t>(3, passages.size() * 3 / 5);
  while (at + 1 < passages.size() && passages[at].kind == Passage::Kind::action) ++at;
  return std::min(at, passages.size());
}

Passages Filler::passages_of(std::size_t at, const Event& event) {
  const Told& told = draft_.told[at];
  if (told.beat >= 0) return beat(draft_.beats[static_cast<std::size_t>(told.beat)], event);
  if (told.restores) {
    Passages out = teller(told.voice_over);
    const Passages& rest = left_out_[event.id];
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
  }
  Passages out = realiser_.passages(event);
  if (!told.cut_short) return out;
  const auto cut = out.begin() + static_cast<std::ptrdiff_t>(cut_at(out));
  left_out_[event.id + "-as-it-was"] = Passages(cut, out.end());
  out.erase(cut, out.end());
  const Passages voice = teller(told.voice_over);
  out.insert(out.end(), voice.begin(), voice.end());
  return out;
}

// "SUPER: EARLIER THAT NIGHT" first of all.
void Filler::super(const std::string& words, Passages& passages) const {
  if (!words.empty()) passages.insert(passages.begin(), action("SUPER: " + words, "planner"));
}

bool on_a_street(const DraftPlace& place) {
  for (const char* word : {"STREET", "SQUARE", "ROAD", "ALLEY", "LANE", "MARKET", "TOWN"})
    if (place.heading.find(word) != std::string::npos) return true;
  return false;
}

// Indoors there is no street to be seen: one hears it. By the sea or in a field there is none.
void Filler::outlook(const DraftPlace& place) {
  const Entry& culture = *find(library_.cultures, draft_.reading.culture);
  const Entry& trade = *find(library_.trades, draft_.reading.trade);
  const std::string key = place.interior ? "c.sound" : "c.street";
  const auto& own = trade.all(key);
  const std::string kind = place.kind.empty() ? "street" : place.kind;
  const auto& here = place.interior || on_a_street(place) ? culture.all(key)
                                                          : library_.settings.all("out." + kind);
  const auto& seen = !own.empty() ? own : here.empty() ? culture.all(key) : here;
  if (!seen.empty()) grammar_.define("c.street", seen);
}

// Ways of a planned key point begin from what was said before it: no viewer hears two of them. What
// follows them comes after all.
void Filler::keep_ways_apart(const Knot& knot) {
  const bool way = knot.kind == Place_in_graph::way && knot.event->does == "intrigue";
  if (!way && knot.kind == Place_in_graph::branch) return;
  if (in_ways_) all_ways_.merge(realiser_.said());
  if (way && !in_ways_) all_ways_ = before_ways_ = realiser_.said();
  if (way) realiser_.go_back_to(before_ways_);
  if (!way && in_ways_) realiser_.go_back_to(all_ways_);
  in_ways_ = way;
}

void Filler::one(std::size_t at) {
  const Event& event = *draft_.weave.knots[at].event;
  keep_ways_apart(draft_.weave.knots[at]);
  const auto place = std::find_if(draft_.places.begin(), draft_.places.end(),
                                  [&](const DraftPlace& p) { return p.id == event.place; });
  const Told& told = draft_.told[at];
  DraftScene scene;
  scene.id = "s" + std::to_string(at + 1);
  scene.place = place->id;
  scene.time = event.time;
  scene.heading = heading_of(*place, event.time);
  scene.weather = event.weather.empty() ? draft_.reading.weather : event.weather;
  say_plan(event, grammar_, scene);
  scene.synopsis = told.beat >= 0 ? draft_.beats[static_cast<std::size_t>(told.beat)].text
                                  : synopsis_of(event, scene, grammar_);
  outlook(*place);
  scene.passages = passages_of(at, event);
  super(told.super, scene.passages);
  scene.knot = at;
  draft_.scenes.push_back(std::move(scene));
  draft_.labels.push_back(event.label.empty() ? "" : grammar_.expand(event.label));
}

}  // namespace

void fill_scenes(Draft& draft, const Library& library, Realiser& realiser, Grammar& grammar,
                 Random& random) {
  Filler filler(draft, library, realiser, grammar, random);
  for (std::size_t at = 0; at < draft.weave.knots.size(); ++at) filler.one(at);
}

}  // namespace kuleshov::write
