#include "kuleshov/write/matter.hpp"

#include <algorithm>
#include <array>

#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {

namespace {

bool on_every_path(const Knot& knot) {
  return knot.kind == Place_in_graph::plain || knot.kind == Place_in_graph::key;
}

// The scene that asks the second question, or else the climax: what comes before it is still open.
std::size_t last_anchor(const Weave& weave) {
  for (const char* does : {"key2", "climax"})
    for (std::size_t i = 0; i < weave.knots.size(); ++i)
      if (weave.knots[i].event->does == does) return i;
  return weave.knots.size() - 1;
}

// The first scene after everybody has been brought in: hook, bond and incite, in whatever order.
std::size_t after_setup(const Weave& weave) {
  std::size_t at = 1;
  for (std::size_t i = 0; i < weave.knots.size(); ++i)
    for (const char* does : {"hook", "bond", "incite"})
      if (weave.knots[i].event->does == does) at = std::max(at, i + 1);
  return at;
}

Company met_before(const Weave& weave, std::size_t at) {
  Company met;
  for (std::size_t i = 0; i < at; ++i) {
    if (!on_every_path(weave.knots[i])) continue;
    const auto& who = weave.knots[i].event->who;
    for (const std::string& a : who)
      for (const std::string& b : who)
        if (a != b) met.emplace(a, b);
  }
  return met;
}

// Scenes before which a step may stand, first to last.
std::vector<std::size_t> anchors(const Weave& weave, const Intrigue& intrigue) {
  std::vector<std::size_t> all;
  for (std::size_t i = after_setup(weave); i <= last_anchor(weave); ++i) {
    const Company met = met_before(weave, i);
    if (on_every_path(weave.knots[i]) && met.contains({intrigue.keeper, intrigue.seeker}) &&
        met.contains({intrigue.keeper, intrigue.third}))
      all.push_back(i);
  }
  return all;
}

// Not where the scene before it was, nor the one after.
std::string place_between(const Event& last, const Event& next, base::Random& random) {
  static const std::array<std::string, 3> places{"home", "work", "out"};
  std::vector<std::string> free;
  for (const std::string& place : places)
    if (place != last.place && place != next.place) free.push_back(place);
  return free[random.below(free.size())];
}

void link_causes(Weave& weave, const Intrigue& intrigue) {
  std::vector<std::size_t> knots;
  for (std::size_t i = 0; i < weave.knots.size(); ++i)
    if (step_of(&intrigue, *weave.knots[i].event) != nullptr) knots.push_back(i);
  for (std::size_t s = 0; s < knots.size(); ++s)
    for (const std::size_t cause : intrigue.steps[s].causes)
      weave.knots[knots[s]].causes.push_back(knots[cause]);
}

}  // namespace

Company company_of(const Weave& weave) { return met_before(weave, last_anchor(weave)); }

const PlannedStep* step_of(const Intrigue* intrigue, const Event& event) {
  if (intrigue == nullptr) return nullptr;
  const auto found = std::find_if(intrigue->steps.begin(), intrigue->steps.end(),
                                  [&](const PlannedStep& step) { return &step.event == &event; });
  return found == intrigue->steps.end() ? nullptr : &*found;
}

std::shared_ptr<const Intrigue> put_among(Weave& weave, Intrigue intrigue, base::Random& random) {
  const auto kept = std::make_shared<Intrigue>(std::move(intrigue));
  const auto spots = anchors(weave, *kept);
  if (spots.empty()) return nullptr;
  const std::size_t count = kept->steps.size();
  for (std::size_t s = 0; s < count; ++s) {
    const std::size_t at = spots[s * spots.size() / count] + s;  // s are in already
    Event& event = kept->steps[s].event;
    const Event& next = *weave.knots[at].event;
    event.place = place_between(*weave.knots[at - 1].event, next, random);
    event.time = next.time;
    event.weather = next.weather;
    insert_before(weave, at, event);
  }
  link_causes(weave, *kept);
  space_out(weave);
  return kept;
}

}  // namespace kuleshov::write
