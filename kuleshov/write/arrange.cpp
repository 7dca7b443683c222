#include "kuleshov/write/arrange.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/beat_places.hpp"
#include "kuleshov/write/telling.hpp"
#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {

namespace {

using base::Random;

bool takes_part(const Event& event, const std::string& role) {
  return std::find(event.who.begin(), event.who.end(), role) != event.who.end();
}

// Whoever is there in every scene that leads here, or in the scene itself, and has been seen
// before: nobody new comes in with a scene of no plot.
bool at_hand(const Weave& weave, std::size_t at, const std::string& role) {
  const auto seen = [&](const Knot& knot) {
    return may_insert(weave, static_cast<std::size_t>(&knot - weave.knots.data())) &&
           takes_part(*knot.event, role);
  };
  const auto end = weave.knots.begin() + static_cast<std::ptrdiff_t>(at);
  if (std::none_of(weave.knots.begin(), end, seen)) return false;
  if (role == "H" || takes_part(*weave.knots[at].event, role)) return true;
  const auto from = before(weave, at);
  return std::all_of(from.begin(), from.end(), [&](std::size_t index) {
    return takes_part(*weave.knots[index].event, role);
  });
}

struct Slot {
  std::size_t at;
  double gap;  // to the nearest added scene, along the film
};

class Arranger {
 public:
  Arranger(Draft& draft, const Library& library, Random& random)
      : draft_(draft), library_(library), random_(random) {}

  void add_beats();
  void add_interludes(std::size_t count);
  // What was noted of each knot, in the order of the knots.
  std::vector<Told> notes() const;

 private:
  const Event& keep(Event event);
  Event event_of(const Beat& beat, std::size_t index, const Event& near);
  std::string place_of(const Beat& beat, const Event& near);
  [[nodiscard]] std::vector<std::size_t> anchors() const;
  [[nodiscard]] Sense sense_of(const Beat& beat) const;
  [[nodiscard]] Sense sense_of(std::size_t at) const;
  [[nodiscard]] std::vector<Slot> slots_for(const Event& interlude) const;
  void insert(const Event& interlude, std::size_t at);
  // The scene beside which an interlude before `at` would play.
  [[nodiscard]] const Event& neighbour(const Event& interlude, std::size_t at) const;
  [[nodiscard]] bool suits_hour(const Event& interlude, std::size_t at) const;
  [[nodiscard]] bool suits_plot(const Event& interlude) const;

  Draft& draft_;
  const Library& library_;
  Random& random_;
  std::map<const Event*, Told> notes_;
  std::set<const Event*> added_;
  bool dense_ = false;    // two may follow each other, in different places ...
  bool crammed_ = false;  // ... or in one
};

const Event& Arranger::keep(Event event) {
  draft_.own.push_back(std::make_shared<const Event>(std::move(event)));
  return *draft_.own.back();
}

// "EXT. BEACH - NIGHT" -> a place of the film's own; without a heading, the next scene's.
std::string Arranger::place_of(const Beat& beat, const Event& near) {
  if (beat.heading.empty()) {
    std::vector<std::pair<std::string, std::string>> headings;
    for (const DraftPlace& place : draft_.places) headings.emplace_back(place.id, place.heading);
    const std::string said = place_said(beat.text, headings);
    return said.empty() ? near.place : said;
  }
  DraftPlace place;
  std::string name = beat.heading.substr(0, beat.heading.rfind(" - "));
  const auto dot = name.find_first_of(". ");
  place.interior = !base::lower_ascii(name).starts_with("ext");
  place.heading = std::string(base::trim(name.substr(std::min(name.size(), dot + 1))));
  place.id = "own-" + base::slug(place.heading);
  const bool known = std::any_of(draft_.places.begin(), draft_.places.end(),
                                 [&](const DraftPlace& p) { return p.id == place.id; });
  if (!known) draft_.places.push_back(place);
  return place.id;
}

std::string time_in(const std::string& heading, const std::string& otherwise) {
  const auto at = heading.rfind(" - ");
  if (at == std::string::npos) return otherwise;
  const std::string said = base::lower_ascii(heading.substr(at + 3));
  for (const char* time : {"dawn", "morning", "dusk", "night", "day"})
    if (said.find(time) != std::string::npos) return time;
  return said.find("evening") != std::string::npos || said.find("sunset") != std::string::npos
             ? "dusk"
             : otherwise;
}

Event Arranger::event_of(const Beat& beat, std::size_t index, const Event& near) {
  Event event;
  event.id = "beat-" + std::to_string(index + 1);
  event.does = "beat";
  event.core = "the writer's own";
  event.place = place_of(beat, near);
  const std::string said = time_said(beat.text);
  event.time = time_in(beat.heading, said.empty() ? near.time : said);
  event.weather = near.weather;
  event.arc = {near.arc[0], near.arc[1], near.arc[0], near.arc[1]};
  for (const Person& person : draft_.cast)
    if (std::find(beat.people.begin(), beat.people.end(), person.name) != beat.people.end())
      event.who.push_back(person.role);
  return event;
}

// Knots that a beat may come before: neither the opening nor what follows a key point's choice.
std::vector<std::size_t> Arranger::anchors() const {
  std::vector<std::size_t> all;
  for (std::size_t i = 1; i < draft_.weave.knots.size(); ++i)
    if (may_insert(draft_.weave, i)) all.push_back(i);
  return all;
}

// What a beat says of itself; and the scene before which one may stand, with whoever was in the
// scene before that.
Sense Arranger::sense_of(const Beat& beat) const {
  std::string all = beat.text;
  for (const Beat::Part& part : beat.parts) all += "\n" + part.text;
  Sense sense{{}, time_in(beat.heading, time_said(beat.text)), kinds_in(all, library_.beat_words)};
  for (const Person& person : draft_.cast)
    if (std::find(beat.people.begin(), beat.people.end(), person.name) != beat.people.end())
      sense.who.insert(person.role);
  return sense;
}

Sense Arranger::sense_of(std::size_t at) const {
  const Event& event = *draft_.weave.knots[at].event;
  const Event& last = *draft_.weave.knots[at - 1].event;
  Sense sense{{event.who.begin(), event.who.end()}, event.time, {event.does}};
  sense.who.insert(last.who.begin(), last.who.end());
  return sense;
}

void Arranger::add_beats() {
  const std::vector<std::size_t> spine = anchors();
  std::vector<Sense> beats;
  std::vector<Sense> spots;
  for (const Beat& beat : draft_.beats) beats.push_back(sense_of(beat));
  for (const std::size_t at : spine) spots.push_back(sense_of(at));
  const std::vector<std::size_t> places = places_for(beats, spots);
  for (std::size_t i = 0; i < draft_.beats.size(); ++i) {
    const std::size_t at = spine[places[i]] + i;  // i are in already
    const Event& event = keep(event_of(draft_.beats[i], i, *draft_.weave.knots[at].event));
    insert_before(draft_.weave, at, event);
    notes_[&event].beat = static_cast<int>(i);
    added_.insert(&event);
  }
}

const Event& Arranger::neighbour(const Event& interlude, std::size_t at) const {
  const Event& last = *draft_.weave.knots[at - 1].event;
  return interlude.place == last.place ? last : *draft_.weave.knots[at].event;
}

bool Arranger::suits_hour(const Event& interlude, std::size_t at) const {
  const std::string& time = neighbour(interlude, at).time;
  return interlude.times.empty() ||
         std::find(interlude.times.begin(), interlude.times.end(), time) != interlude.times.end();
}

bool Arranger::suits_plot(const Event& interlude) const {
  const auto& no = draft_.weave.plot->no_interludes;
  const auto& between = interlude.between;
  const std::string kind = find(library_.relations, draft_.reading.relation)->first("class");
  if (!between.empty() && std::find(between.begin(), between.end(), kind) == between.end())
    return false;
  return std::none_of(no.begin(), no.end(), [&](const std::string& name) {
    return name == interlude.id || takes_part(interlude, name);
  });
}

std::vector<Slot> Arranger::slots_for(const Event& interlude) const {
  const auto& knots = draft_.weave.knots;
  std::vector<Slot> slots;
  for (std::size_t at = 2; at < knots.size(); ++at) {
    const std::string& does = knots[at].event->does;
    if (!may_insert(draft_.weave, at) || does == "climax" || does == "end") continue;
    const bool beside = added_.contains(knots[at].event) || added_.contains(knots[at - 1].event);
    const bool same_place = knots[at].event->place == interlude.place ||
                            knots[at - 1].event->place == interlude.place ||
                            interlude.place == "next";
    if (beside && (!dense_ || (same_place && !crammed_))) continue;
    if (!suits_hour(interlude, at)) continue;
    if (!std::all_of(interlude.who.begin(), interlude.who.end(),
                     [&](const std::string& role) { return at_hand(draft_.weave, at, role); }))
      continue;
    double gap = 99;
    for (std::size_t i = 0; i < knots.size(); ++i)
      if (added_.contains(knots[i].event))
        gap = std::min(gap, std::abs(static_cast<double>(i) - static_cast<double>(at)));
    slots.push_back({at, gap});
  }
  return slots;
}

void Arranger::insert(const Event& interlude, std::size_t at) {
  const Event& next = *draft_.weave.knots[at].event;
  const Event& near = neighbour(interlude, at);
  Event event = interlude;
  if (event.place == "next") event.place = next.place;
  event.does = "interlude";
  event.time = near.time;
  event.weather = near.weather;
  const Event& kept = keep(std::move(event));
  insert_before(draft_.weave, at, kept);
  added_.insert(&kept);
}

bool silent(const Event* event) { return event->shape == "silent" || event->shape == "image"; }

void Arranger::add_interludes(std::size_t count) {
  std::vector<const Event*> pool;
  for (const Event& event : library_.interludes) pool.push_back(&event);
  random_.shuffle(pool);
  dense_ = count > 5;
  crammed_ = count > 12;
  const auto& like = draft_.brief.like;
  if (like && like->silent_share > 0.1) std::stable_partition(pool.begin(), pool.end(), silent);
  std::set<std::string> shapes;
  for (const Event* interlude : pool) {
    if (count == 0) return;
    if (shapes.contains(interlude->shape) || !suits_plot(*interlude)) continue;
    std::vector<Slot> slots = slots_for(*interlude);
    if (slots.empty()) continue;
    random_.shuffle(slots);
    const auto best = std::max_element(slots.begin(), slots.end(),
                                       [](const Slot& a, const Slot& b) { return a.gap < b.gap; });
    insert(*interlude, best->at);
    shapes.insert(interlude->shape);
    --count;
  }
}

std::vector<Told> Arranger::notes() const {
  std::vector<Told> all;
  for (const Knot& knot : draft_.weave.knots) {
    const auto found = notes_.find(knot.event);
    all.push_back(found == notes_.end() ? Told{} : found->second);
    all.back().happens = all.size() - 1;
  }
  return all;
}

}  // namespace

void arrange(Draft& draft, const Library& library, std::size_t interludes, Random& random) {
  Arranger arranger(draft, library, random);
  if (!draft.beats.empty()) arranger.add_beats();
  arranger.add_interludes(interludes);
  draft.told = arranger.notes();
  space_out(draft.weave);
  tell(draft, library);
}

}  // namespace kuleshov::write
