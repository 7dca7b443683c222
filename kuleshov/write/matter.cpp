#include "kuleshov/write/matter.hpp"

#include <algorithm>

#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {

namespace {

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

// Not where the scene before it was, nor the one after, as far as there is a choice.
std::string place_between(const std::string& wanted, const std::string& last,
                          const std::string& next, base::Random& random) {
  std::vector<std::string> places{"home", "work", "out"};
  if (wanted == "inside") places = {"home", "work"};
  if (wanted == "outside") places = {"out"};
  for (const std::string& taken : {last, next})
    if (places.size() > 1) std::erase(places, taken);
  return places[random.below(places.size())];
}

std::size_t knot_of(const Weave& weave, const PlannedStep& step) {
  const auto found = std::find_if(weave.knots.begin(), weave.knots.end(),
                                  [&](const Knot& knot) { return knot.event == &step.event; });
  return static_cast<std::size_t>(found - weave.knots.begin());
}

void link_causes(Weave& weave, const Intrigue& intrigue) {
  for (const auto& course : intrigue.courses())
    for (const PlannedStep* step : course) {
      auto& causes = weave.knots[knot_of(weave, *step)].causes;
      for (const std::size_t cause : step->causes) {
        const std::size_t at = knot_of(weave, intrigue.earlier(*step, cause));
        if (std::find(causes.begin(), causes.end(), at) == causes.end()) causes.push_back(at);
      }
    }
}

// In another place than the scene before it and the one after, at the time of `next`.
void settle(Event& event, const Event& last, const std::string& after, const Event& next,
            base::Random& random) {
  event.place = place_between(event.place, last.place, after, random);
  event.time = next.time;
  event.weather = next.weather;
}

// The ways stand between the step that forks and the scene after it.
void put_ways(Weave& weave, Intrigue& intrigue, base::Random& random) {
  const std::size_t at = knot_of(weave, intrigue.steps.back());
  const Event& next = *weave.knots[weave.knots[at].next.front()].event;
  std::vector<std::vector<const Event*>> ways;
  for (auto& way : intrigue.ways) {
    const Event* last = &intrigue.steps.back().event;
    ways.emplace_back();
    for (PlannedStep& step : way) {
      const bool ends = &step == &way.back();
      settle(step.event, *last, ends ? next.place : "", next, random);
      last = &step.event;
      ways.back().push_back(last);
    }
  }
  fork_after(weave, at, ways);
}

// A fork stands before the turn where it can: what is chosen then weighs on what is learned there.
std::vector<std::size_t> one_spot(const Weave& weave, const std::vector<std::size_t>& spots) {
  for (const std::size_t at : spots)
    if (weave.knots[at].event->does == "turn") return {at};
  return {spots[spots.size() / 2]};
}

}  // namespace

Company company_of(const Weave& weave) { return met_before(weave, last_anchor(weave)); }

const PlannedStep* step_of(const Intrigue* intrigue, const Event& event) {
  if (intrigue == nullptr) return nullptr;
  for (const auto& course : intrigue->courses())
    for (const PlannedStep* step : course)
      if (&step->event == &event) return step;
  return nullptr;
}

std::shared_ptr<const Intrigue> put_among(Weave& weave, Intrigue intrigue, base::Random& random) {
  const auto kept = std::make_shared<Intrigue>(std::move(intrigue));
  auto spots = anchors(weave, *kept);
  if (spots.empty()) return nullptr;
  if (!kept->ways.empty()) spots = one_spot(weave, spots);
  const std::size_t count = kept->steps.size();
  for (std::size_t s = 0; s < count; ++s) {
    const std::size_t at = spots[s * spots.size() / count] + s;  // s are in already
    Event& event = kept->steps[s].event;
    const Event& next = *weave.knots[at].event;
    settle(event, *weave.knots[at - 1].event, kept->ways.empty() ? next.place : "", next, random);
    insert_before(weave, at, event);
  }
  if (!kept->ways.empty()) put_ways(weave, *kept, random);
  link_causes(weave, *kept);
  space_out(weave);
  return kept;
}

}  // namespace kuleshov::write
