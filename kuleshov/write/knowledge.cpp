// What the audience has been shown: followed along the film's own edges, so that it holds on every
// path. A fact is a change of the plan's world; "told", "trust+1".
#include <algorithm>
#include <iterator>
#include <set>

#include "kuleshov/write/telling.hpp"

namespace kuleshov::write {

namespace {

std::string fact(const Change& change) {
  if (change.relative) return {};
  return (change.value == 0 ? "!" : "") + change.fluent;
}

std::set<std::string> facts_of(const Event& event) {
  std::set<std::string> all;
  for (const Change& change : event.changes)
    if (const std::string said = fact(change); !said.empty()) all.insert(said);
  if (!event.belief.empty()) all.insert(event.belief);
  const bool plans = event.does != "beat" && event.does != "teller";
  if (plans && !event.core.empty()) all.insert(event.core);
  return all;
}

// What this scene shows. A scene that is cut short keeps what is learned in it back.
std::set<std::string> shown(const Draft& draft, std::size_t at) {
  if (draft.told[at].cut_short) return {};
  return facts_of(*draft.weave.knots[at].event);
}

// Facts of every scene that happens before `happens` and that no path can avoid.
std::set<std::string> happened_before(const Draft& draft, std::size_t happens) {
  std::set<std::string> all;
  for (std::size_t i = 0; i < draft.told.size(); ++i) {
    const Knot& knot = draft.weave.knots[i];
    if (!on_every_path(knot)) continue;
    if (draft.told[i].happens < happens) all.merge(facts_of(*knot.event));
  }
  return all;
}

std::set<std::string> without(const std::set<std::string>& all, const std::set<std::string>& some) {
  std::set<std::string> left;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(),
                      std::inserter(left, left.end()));
  return left;
}

std::vector<std::string> list(const std::set<std::string>& all) { return {all.begin(), all.end()}; }

// What has been shown on every path when a scene begins.
std::vector<std::set<std::string>> shown_on_entry(const Draft& draft) {
  const auto& knots = draft.weave.knots;
  std::vector<std::set<std::string>> entry(knots.size());
  std::vector<bool> reached(knots.size(), false);
  reached[0] = true;
  // Edges lead forward in the order of the script.
  for (std::size_t i = 0; i < knots.size(); ++i) {
    std::set<std::string> out = entry[i];
    out.merge(shown(draft, i));
    for (const std::size_t to : knots[i].next) {
      if (!reached[to]) {
        entry[to] = out;
      } else {
        std::set<std::string> both;
        std::set_intersection(entry[to].begin(), entry[to].end(), out.begin(), out.end(),
                              std::inserter(both, both.end()));
        entry[to] = std::move(both);
      }
      reached[to] = true;
    }
  }
  return entry;
}

}  // namespace

void watch_knowledge(Draft& draft) {
  const auto entry = shown_on_entry(draft);
  for (std::size_t i = 0; i < draft.told.size(); ++i) {
    Told& told = draft.told[i];
    std::set<std::string> now = entry[i];
    std::set<std::string> here = shown(draft, i);
    told.learns = list(without(here, now));
    now.merge(here);
    std::set<std::string> true_by_now = happened_before(draft, told.happens + 1);
    true_by_now.merge(facts_of(*draft.weave.knots[i].event));
    told.missing = list(without(happened_before(draft, told.happens + 1), now));
    told.ahead = list(without(now, true_by_now));
  }
}

std::vector<std::string> telling_faults(const Draft& draft) {
  std::vector<std::string> faults;
  const auto& knots = draft.weave.knots;
  for (std::size_t i = 0; i < knots.size(); ++i)
    for (const std::size_t to : knots[i].next)
      if (to <= i) faults.push_back("scene " + std::to_string(i + 1) + " leads back");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < knots.size(); ++i) {
    if (on_every_path(knots[i])) seen.merge(shown(draft, i));
  }
  for (const std::string& missing : without(happened_before(draft, ~std::size_t{0}), seen))
    faults.push_back("never shown: " + missing);
  return faults;
}

}  // namespace kuleshov::write
