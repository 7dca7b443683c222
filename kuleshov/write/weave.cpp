#include "kuleshov/write/weave.hpp"

#include <algorithm>
#include <set>

namespace kuleshov::write {

namespace {

using base::Random;
using base::Result;
using Worlds = std::set<World>;

std::size_t index_of(const Plot& plot, const std::string& fluent) {
  const auto found = std::find_if(plot.fluents.begin(), plot.fluents.end(),
                                  [&](const Fluent& f) { return f.name == fluent; });
  return static_cast<std::size_t>(found - plot.fluents.begin());
}

bool in_all(const std::vector<Condition>& needs, const Worlds& worlds, const Plot& plot) {
  return std::all_of(worlds.begin(), worlds.end(), [&](const World& world) {
    return std::all_of(needs.begin(), needs.end(),
                       [&](const Condition& c) { return holds(c, world, plot); });
  });
}

bool in_some(const std::vector<Condition>& needs, const Worlds& worlds, const Plot& plot) {
  return std::any_of(worlds.begin(), worlds.end(), [&](const World& world) {
    return std::all_of(needs.begin(), needs.end(),
                       [&](const Condition& c) { return holds(c, world, plot); });
  });
}

Worlds after(const Event& event, const Worlds& worlds, const Plot& plot) {
  Worlds out;
  for (World world : worlds) {
    for (const Change& change : event.changes) apply(change, world, plot);
    out.insert(std::move(world));
  }
  return out;
}

// A story condition that can hold and can fail in these worlds, so that it is worth asking.
bool worth_asking(const Event& event, const Worlds& worlds, const Plot& plot) {
  if (event.when.empty()) return true;
  const auto condition = parse_condition(event.when);
  if (!condition) return false;
  return in_some({*condition}, worlds, plot) && !in_all({*condition}, worlds, plot);
}

Worlds worlds_where(const Event& event, const Worlds& worlds, const Plot& plot) {
  if (event.when.empty()) return worlds;
  const auto condition = parse_condition(event.when);
  Worlds out;
  for (const World& world : worlds)
    if (!condition || holds(*condition, world, plot)) out.insert(world);
  return out;
}

// Events that a key point could offer: open in every world, waiting for a feeling, for a fact.
struct Offer {
  std::vector<const Event*> free, felt, asked;
};

struct Search {
  const Plot& plot;
  const Structure& structure;
  const WeaveWish& wish;
  Random& random;
  std::vector<Knot> knots;
  std::vector<std::size_t> open;  // knots whose `next` is the coming slot
  int steps = 0;

  bool slot(std::size_t at, const Worlds& worlds);
  bool single(std::size_t at, const Worlds& worlds, const std::vector<const Event*>& events);
  bool ways(std::size_t at, const Worlds& worlds, const std::vector<const Event*>& events);
  bool routes(std::size_t at, const Worlds& worlds, const std::vector<const Event*>& events);
  std::size_t add(const Event& event, Place_in_graph kind, const Worlds& worlds, std::size_t at);
  [[nodiscard]] Offer offer_of(const Worlds& worlds, const std::vector<const Event*>& events) const;
  [[nodiscard]] const Event* asking_of(Offer& offer, const std::string& slot_name) const;
  [[nodiscard]] std::vector<const Event*> candidates(const std::string& does);
};

std::vector<const Event*> Search::candidates(const std::string& does) {
  std::vector<const Event*> all;
  for (const Event& event : plot.events) {
    const bool ending =
        event.endings.empty() ||
        std::find(event.endings.begin(), event.endings.end(), wish.ending) != event.endings.end();
    if (event.does == does && ending && !wish.without.contains(&event)) all.push_back(&event);
  }
  random.shuffle(all);
  return all;
}

std::size_t Search::add(const Event& event, Place_in_graph kind, const Worlds& worlds,
                        std::size_t at) {
  Knot knot;
  knot.event = &event;
  knot.kind = kind;
  knot.worlds.assign(worlds.begin(), worlds.end());
  knot.at = structure.slots.size() < 2
                ? 0
                : static_cast<double>(at) / static_cast<double>(structure.slots.size() - 1);
  knots.push_back(std::move(knot));
  for (const std::size_t from : open) knots[from].next.push_back(knots.size() - 1);
  return knots.size() - 1;
}

bool Search::slot(std::size_t at, const Worlds& worlds) {
  if (at == structure.slots.size()) return true;
  if (++steps > 20'000) return false;
  const std::string& does = structure.slots[at];
  const auto events = candidates(does);
  if (does.starts_with("way")) return ways(at, worlds, events);
  if (does == "echo") return routes(at, worlds, events);
  return single(at, worlds, events);
}

bool Search::single(std::size_t at, const Worlds& worlds, const std::vector<const Event*>& events) {
  for (const Event* event : events) {
    if (!in_all(event->needs, worlds, plot)) continue;
    const auto saved_knots = knots;
    const auto saved_open = open;
    const bool key = structure.slots[at].starts_with("key");
    const std::size_t knot =
        add(*event, key ? Place_in_graph::key : Place_in_graph::plain, worlds, at);
    open = {knot};
    if (slot(at + 1, after(*event, worlds, plot))) return true;
    knots = saved_knots;
    open = saved_open;
  }
  return false;
}

// Three ways or more are open whatever the viewer feels and whatever happened; one more may ask.
bool Search::ways(std::size_t at, const Worlds& worlds, const std::vector<const Event*>& events) {
  Offer offer = offer_of(worlds, events);
  while (offer.free.size() < 3 && !offer.felt.empty()) {
    offer.free.push_back(offer.felt.back());
    offer.felt.pop_back();
  }
  if (offer.free.size() < 3) return false;
  const Event* asking = asking_of(offer, structure.slots[at]);
  const std::size_t most = wish.ways > 0 ? static_cast<std::size_t>(wish.ways) : 4;
  const std::size_t plain = wish.ways > 0 ? most - (asking != nullptr ? 1 : 0) : 3;
  offer.free.resize(std::min(offer.free.size(), std::max<std::size_t>(3, plain)));
  Worlds out;
  std::vector<std::size_t> ends;
  const auto from = open;
  const auto take = [&](const Event* event, bool asks) {
    open = from;
    const Worlds entered = asks ? worlds_where(*event, worlds, plot) : worlds;
    ends.push_back(add(*event, Place_in_graph::way, entered, at));
    knots.back().asks = asks;
    out.merge(after(*event, entered, plot));
  };
  for (const Event* event : offer.free) take(event, false);
  if (asking != nullptr) take(asking, true);
  open = ends;
  return slot(at + 1, out);
}

Offer Search::offer_of(const Worlds& worlds, const std::vector<const Event*>& events) const {
  Offer offer;
  for (const Event* event : events) {
    const bool can = in_all(event->needs, worlds_where(*event, worlds, plot), plot);
    if (!can || !worth_asking(*event, worlds, plot)) continue;
    auto& list = !event->when.empty()   ? offer.asked
                 : !event->felt.empty() ? offer.felt
                                        : offer.free;
    list.push_back(event);
  }
  return offer;
}

// The way that waits for a feeling or a fact, if there is room for one: three key points with four
// ways each would make too long a script, so only the second asks, then.
const Event* Search::asking_of(Offer& offer, const std::string& slot_name) const {
  const bool long_form =
      std::find(structure.slots.begin(), structure.slots.end(), "key3") != structure.slots.end();
  if (wish.ways == 3 || (long_form && wish.ways == 0 && slot_name != "way2")) return nullptr;
  if (!offer.felt.empty()) return offer.felt.front();
  if (!offer.asked.empty()) return offer.asked.front();
  const auto slow = std::find_if(offer.free.begin(), offer.free.end(),
                                 [](const Event* e) { return !e->felt.empty(); });
  if (slow == offer.free.end() || offer.free.size() < 4) return nullptr;
  const Event* asking = *slow;
  offer.free.erase(slow);
  return asking;
}

// At most one scene that asks for a story variable, then one that is open to all.
bool Search::routes(std::size_t at, const Worlds& worlds, const std::vector<const Event*>& events) {
  const Event* asking = nullptr;
  const Event* otherwise = nullptr;
  for (const Event* event : events) {
    if (in_all(event->needs, worlds, plot)) {
      if (otherwise == nullptr || event->needs.empty()) otherwise = event;
    } else if (event->needs.size() == 1 && in_some(event->needs, worlds, plot)) {
      asking = event;
    }
  }
  if (otherwise == nullptr) return slot(at + 1, worlds);
  const auto from = open;
  Worlds taken;
  Worlds left = worlds;
  for (const World& world : worlds)
    if (asking != nullptr && holds(asking->needs.front(), world, plot)) taken.insert(world);
  for (const World& world : taken) left.erase(world);
  open.clear();
  std::vector<std::size_t> ends;
  if (asking != nullptr) ends.push_back(add(*asking, Place_in_graph::route, taken, at));
  ends.push_back(
      add(*otherwise, asking != nullptr ? Place_in_graph::route : Place_in_graph::plain, left, at));
  // A question is asked only where both answers can be: elsewhere the way on is plain.
  for (const std::size_t knot : from) {
    const Worlds entry(knots[knot].worlds.begin(), knots[knot].worlds.end());
    const Worlds here = after(*knots[knot].event, entry, plot);
    if (asking != nullptr && in_some(asking->needs, here, plot))
      knots[knot].next.push_back(ends.front());
    if (asking == nullptr || !in_all(asking->needs, here, plot))
      knots[knot].next.push_back(ends.back());
  }
  Worlds out = after(*otherwise, left, plot);
  if (asking != nullptr) out.merge(after(*asking, taken, plot));
  open = ends;
  return slot(at + 1, out);
}

// Which earlier knots made a need of each knot true: walking the graph forward, the last one to set
// the fluent to a value that satisfies the need.
void find_causes(Weave& woven) {
  for (std::size_t i = 0; i < woven.knots.size(); ++i)
    for (const Condition& need : woven.knots[i].event->needs)
      for (std::size_t j = i; j-- > 0;) {
        const auto& changes = woven.knots[j].event->changes;
        if (std::any_of(changes.begin(), changes.end(),
                        [&](const Change& c) { return c.fluent == need.fluent; })) {
          woven.knots[i].causes.push_back(j);
          break;
        }
      }
}

}  // namespace

bool holds(const Condition& condition, const World& world, const Plot& plot) {
  const int value = world[index_of(plot, condition.fluent)];
  switch (condition.compare) {
    case Condition::Compare::at_least:
      return value >= condition.value;
    case Condition::Compare::at_most:
      return value <= condition.value;
    case Condition::Compare::equal:
      return value == condition.value;
  }
  return false;
}

void apply(const Change& change, World& world, const Plot& plot) {
  const std::size_t at = index_of(plot, change.fluent);
  const int value = change.relative ? world[at] + change.value : change.value;
  world[at] = std::clamp(value, plot.fluents[at].low, plot.fluents[at].high);
}

Result<Weave> weave(const Plot& plot, const Structure& structure, const WeaveWish& wish,
                    Random& random) {
  World start;
  for (const Fluent& fluent : plot.fluents) start.push_back(fluent.start);
  Search search{plot, structure, wish, random, {}, {}, 0};
  if (!search.slot(0, {start}))
    return base::fail("the plot '" + plot.id + "' has no events that fill the structure '" +
                          structure.id + "' with a " + wish.ending + " ending",
                      "choose another --form, or add events to the plot");
  Weave woven{&plot, &structure, std::move(search.knots)};
  find_causes(woven);
  return woven;
}

}  // namespace kuleshov::write
