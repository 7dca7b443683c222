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
  [[nodiscard]] std::vector<const Event*> candidates(const std::string& does);
};

std::vector<const Event*> Search::candidates(const std::string& does) {
  std::vector<const Event*> all;
  for (const Event& event : plot.events) {
    const bool ending =
        event.endings.empty() ||
        std::find(event.endings.begin(), event.endings.end(), wish.ending) != event.endings.end();
    if (event.does == does && ending) all.push_back(&event);
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

bool Search::ways(std::size_t at, const Worlds& worlds, const std::vector<const Event*>& events) {
  std::vector<const Event*> free;   // open in every world
  std::vector<const Event*> asked;  // open in some
  bool sensed = false;
  for (const Event* event : events) {
    if (!in_all(event->needs, worlds_where(*event, worlds, plot), plot) ||
        !worth_asking(*event, worlds, plot))
      continue;
    if (!event->when.empty()) {
      asked.push_back(event);
    } else if (!event->felt.empty()) {
      if (!sensed) free.push_back(event);  // one way at most waits for a feeling
      sensed = true;
    } else {
      free.push_back(event);
    }
  }
  if (free.size() < 3) return false;
  // Three key points with three ways each, or two with more, keep a film within eighteen scenes.
  const bool long_form =
      std::find(structure.slots.begin(), structure.slots.end(), "key3") != structure.slots.end();
  const std::size_t usual = long_form ? 3 : 3 + random.below(2);
  const std::size_t most = wish.ways > 0 ? static_cast<std::size_t>(wish.ways) : usual;
  if (long_form && wish.ways == 0) asked.clear();
  // The default comes first and never waits for a feeling.
  std::stable_partition(free.begin(), free.end(), [](const Event* e) { return e->felt.empty(); });
  if (free.size() > most) {
    const Event* felt = free.back()->felt.empty() ? nullptr : free.back();
    free.resize(most);
    if (felt != nullptr) free.back() = felt;
  }
  std::vector<const Event*> chosen = free;
  if (!asked.empty() && chosen.size() < (wish.ways > 0 ? 5U : 4U)) chosen.push_back(asked.front());
  Worlds out;
  std::vector<std::size_t> ends;
  const auto from = open;
  for (const Event* event : chosen) {
    open = from;
    const Worlds entered = worlds_where(*event, worlds, plot);
    ends.push_back(add(*event, Place_in_graph::way, entered, at));
    out.merge(after(*event, entered, plot));
  }
  open = ends;
  return slot(at + 1, out);
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
  Worlds out;
  std::vector<std::size_t> ends;
  Worlds left = worlds;
  if (asking != nullptr) {
    Worlds taken;
    for (const World& world : worlds)
      if (holds(asking->needs.front(), world, plot)) taken.insert(world);
    for (const World& world : taken) left.erase(world);
    ends.push_back(add(*asking, Place_in_graph::route, taken, at));
    out.merge(after(*asking, taken, plot));
  }
  open = from;
  ends.push_back(
      add(*otherwise, asking != nullptr ? Place_in_graph::route : Place_in_graph::plain, left, at));
  out.merge(after(*otherwise, left, plot));
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
