#include "kuleshov/write/telling.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {

namespace {

// Edits the weave and the notes beside it together.
class Teller {
 public:
  Teller(Draft& draft, const Library& library) : draft_(draft), library_(library) {}

  void frame();
  void reverse();
  void braid();
  void unreliable();

 private:
  void choose_teller();
  void only_what_always_holds();
  void put(std::size_t at, const std::string& kind);
  void put_last(const std::string& kind);
  void order(const std::vector<std::size_t>& order);
  const Event& own(const std::string& kind);
  [[nodiscard]] std::size_t find_scene(const std::string& does) const;
  [[nodiscard]] std::size_t scene_to_cut() const;
  [[nodiscard]] std::string word(const std::string& key, std::size_t index) const;
  [[nodiscard]] std::vector<std::vector<std::size_t>> groups() const;

  std::vector<Knot>& knots() { return draft_.weave.knots; }

  Draft& draft_;
  const Library& library_;
};

// Whoever is in the last scene is left to tell it: the young one first, then the other, then H.
void Teller::choose_teller() {
  const auto& who = knots().back().event->who;
  draft_.teller = 'H';
  for (const char role : {'Y', 'O', 'H'})
    if (std::find(who.begin(), who.end(), std::string(1, role)) != who.end()) {
      draft_.teller = role;
      return;
    }
}

const Event& Teller::own(const std::string& kind) {
  Event event = cast_as(library_.tellings.at(kind), {{'N', draft_.teller}});
  event.does = "teller";
  draft_.own.push_back(std::make_shared<const Event>(std::move(event)));
  return *draft_.own.back();
}

// A scene of the teller's happens after everything.
void Teller::put(std::size_t at, const std::string& kind) {
  Told told;
  told.happens = knots().size() + 1;
  insert_before(draft_.weave, at, own(kind));
  draft_.told.insert(draft_.told.begin() + static_cast<std::ptrdiff_t>(at), told);
}

void Teller::put_last(const std::string& kind) {
  append_knot(draft_.weave, own(kind));
  draft_.told.push_back({});
  draft_.told.back().happens = knots().size() + 1;
}

std::size_t Teller::find_scene(const std::string& does) const {
  const auto& all = draft_.weave.knots;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].event->does == does) return i;
  return all.size();
}

void Teller::frame() {
  choose_teller();
  put_last("frame-close");
  if (const std::size_t turn = find_scene("turn");
      turn < knots().size() && may_insert(draft_.weave, turn))
    put(turn, "frame-back");
  put(0, "frame-open");
}

// The scene whose end the teller leaves out: one that every path passes, where something is hidden
// or learned that matters, and the teller is there.
std::size_t Teller::scene_to_cut() const {
  const auto& all = draft_.weave.knots;
  for (const char* does : {"turn", "incite", "bond"})
    for (std::size_t i = 1; i < all.size(); ++i) {
      const Event& event = *all[i].event;
      const bool there = std::find(event.who.begin(), event.who.end(),
                                   std::string(1, draft_.teller)) != event.who.end();
      if (event.does == does && there && may_insert(draft_.weave, i)) return i;
    }
  return all.size();
}

void Teller::unreliable() {
  draft_.teller = 'H';
  const std::size_t cut = scene_to_cut();
  const std::size_t climax = find_scene("climax");
  if (cut >= knots().size() || climax >= knots().size() || cut > climax) return;
  const Event& hidden = *knots()[cut].event;
  Event truth = hidden;
  truth.id += "-as-it-was";
  truth.does = "truth";
  if (truth.core.empty()) truth.core = library_.tellings.at("unreliable-truth").core;
  truth.needs.clear();
  truth.label.clear();
  draft_.own.push_back(std::make_shared<const Event>(std::move(truth)));
  insert_before(draft_.weave, climax, *draft_.own.back());
  Told told;
  told.happens = draft_.told[cut].happens;
  told.restores = true;
  told.voice_over = "unreliable-truth";
  draft_.told.insert(draft_.told.begin() + static_cast<std::ptrdiff_t>(climax), told);
  draft_.told[cut].cut_short = true;
  draft_.told[cut].voice_over = "unreliable-cut";
  put(0, "unreliable-open");
}

// Ways that wait for a fact go, and of two routes the one that is open to all stays.
void Teller::only_what_always_holds() {
  for (std::size_t i = knots().size(); i-- > 0;) {
    const Knot& knot = knots()[i];
    const bool asks_fact = knot.asks && !knot.event->when.empty();
    const auto from = before(draft_.weave, i);
    const bool asking_route = knot.kind == Place_in_graph::route && i + 1 < knots().size() &&
                              knots()[i + 1].kind == Place_in_graph::route;
    if (!asks_fact && !asking_route) continue;
    // Whoever had only this way on goes where it went.
    const std::vector<std::size_t> onward = knot.next;
    for (const std::size_t f : from)
      if (knots()[f].next.size() == 1) knots()[f].next = onward;
    erase_knot(draft_.weave, i);
    draft_.told.erase(draft_.told.begin() + static_cast<std::ptrdiff_t>(i));
  }
  for (std::size_t i = 0; i < knots().size(); ++i)
    if (knots()[i].kind == Place_in_graph::route) knots()[i].kind = Place_in_graph::plain;
}

// Scenes that stand side by side: one, or all ways of a key point.
std::vector<std::vector<std::size_t>> Teller::groups() const {
  std::vector<std::vector<std::size_t>> all;
  const auto& list = draft_.weave.knots;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool way = list[i].kind == Place_in_graph::way;
    if (way && i > 0 && list[i - 1].kind == Place_in_graph::way)
      all.back().push_back(i);
    else
      all.push_back({i});
  }
  return all;
}

void Teller::order(const std::vector<std::size_t>& order) {
  reorder(draft_.weave, order);
  std::vector<Told> told;
  for (const std::size_t index : order) told.push_back(draft_.told[index]);
  draft_.told = std::move(told);
}

std::string Teller::word(const std::string& key, std::size_t index) const {
  const auto& words = library_.telling_words.all(key);
  return words.empty() ? "" : words[index % words.size()];
}

// Each group leads to the next one of `groups`; a scene before ways becomes a key point.
void link(std::vector<Knot>& knots, const std::vector<std::vector<std::size_t>>& groups) {
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const std::size_t index : groups[g]) {
      Knot& knot = knots[index];
      knot.next = g + 1 < groups.size() ? groups[g + 1] : std::vector<std::size_t>{};
      if (knot.kind != Place_in_graph::way)
        knot.kind = knot.next.size() > 1 ? Place_in_graph::key : Place_in_graph::plain;
    }
}

std::vector<std::size_t> flat(const std::vector<std::vector<std::size_t>>& groups) {
  std::vector<std::size_t> all;
  for (const auto& group : groups) all.insert(all.end(), group.begin(), group.end());
  return all;
}

void Teller::reverse() {
  only_what_always_holds();
  auto all = groups();
  std::reverse(all.begin(), all.end());
  link(knots(), all);
  std::size_t asked = 0;
  for (std::size_t g = 1; g < all.size(); ++g)
    for (const std::size_t index : all[g]) {
      draft_.told[index].super = word("reverse-super." + knots()[index].event->time, 0);
      if (knots()[index].kind == Place_in_graph::way && index == all[g].front())
        draft_.questions["reverse " + knots()[all[g - 1].front()].event->id] =
            word("reverse-question", asked++);
    }
  order(flat(all));
}

// Where the second strand begins: at the turn.
void Teller::braid() {
  only_what_always_holds();
  const auto all = groups();
  const std::size_t turn = find_scene("turn");
  std::vector<std::vector<std::size_t>> first, second;
  for (const auto& group : all) (group.front() < turn ? first : second).push_back(group);
  // A key point and its ways are one step of a strand.
  const auto steps = [&](const std::vector<std::vector<std::size_t>>& strand) {
    std::vector<std::vector<std::vector<std::size_t>>> out;
    for (const auto& group : strand) {
      if (knots()[group.front()].kind == Place_in_graph::way && !out.empty())
        out.back().push_back(group);
      else
        out.push_back({group});
    }
    return out;
  };
  const auto early = steps(first);
  const auto late = steps(second);
  std::vector<std::vector<std::size_t>> braided;
  std::size_t e = 0;
  std::size_t l = 0;
  std::size_t switches = 0;
  while (e < early.size() || l < late.size()) {
    // The last two steps, climax and end, close the film: both strands are through by then.
    const bool take_early = e < early.size() && (e <= l || late.size() - l <= 2);
    const auto& step = take_early ? early[e++] : late[l++];
    Told& told = draft_.told[step.front().front()];
    if (e + l > 1) told.super = word(take_early ? "braid-before" : "braid-later", switches / 2);
    ++switches;
    for (const auto& group : step) braided.push_back(group);
  }
  link(knots(), braided);
  order(flat(braided));
}

}  // namespace

void tell(Draft& draft, const Library& library) {
  Teller teller(draft, library);
  const std::string& telling = draft.reading.telling;
  if (telling == "frame") teller.frame();
  if (telling == "reverse") teller.reverse();
  if (telling == "braided") teller.braid();
  if (telling == "unreliable") teller.unreliable();
  space_out(draft.weave);
  watch_knowledge(draft);
}

}  // namespace kuleshov::write
