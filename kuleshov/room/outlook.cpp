#include "kuleshov/room/outlook.hpp"

#include <algorithm>

namespace kuleshov::room {

namespace {

using direct::Plan;
using direct::Showing;

// Shots fetched ahead within a scene, and at the head of each way.
constexpr std::size_t shots_ahead = 3;
constexpr std::size_t shots_of_a_way = 2;

void add(std::vector<story::ShotId>& to_fetch, const story::ShotId& shot) {
  if (std::find(to_fetch.begin(), to_fetch.end(), shot) == to_fetch.end()) {
    to_fetch.push_back(shot);
  }
}

// The first of them in all its framings: which one follows is decided just before the cut.
void add_shots(std::vector<story::ShotId>& to_fetch, const story::Scene& scene, std::size_t from,
               std::size_t most) {
  const std::size_t end = std::min(scene.shots.size(), from + most);
  for (std::size_t i = from; i < end; ++i) {
    add(to_fetch, scene.shots[i].id);
    if (i > from) continue;
    for (const story::Framing& framing : scene.shots[i].framings) add(to_fetch, framing.id);
  }
}

std::vector<story::ShotId> shots_to_fetch(const story::Film& film, const story::Scene& scene,
                                          const direct::Step& step,
                                          std::vector<direct::WayOption> offered) {
  std::vector<story::ShotId> to_fetch;
  add_shots(to_fetch, scene, static_cast<std::size_t>(step.shot_in_scene) + 1, shots_ahead);
  std::stable_sort(offered.begin(), offered.end(), [](const auto& a, const auto& b) {
    return std::pair(a.open, a.propensity) > std::pair(b.open, b.propensity);
  });
  for (const direct::WayOption& option : offered) {
    const auto way = std::find_if(scene.ways.begin(), scene.ways.end(),
                                  [&](const story::Way& one) { return one.id == option.id; });
    const story::Scene* to = way == scene.ways.end() ? nullptr : story::find_scene(film, way->to);
    if (to != nullptr) add_shots(to_fetch, *to, 0, shots_of_a_way);
  }
  return to_fetch;
}

base::Result<void> add_other_ways(Outlook& outlook, const std::shared_ptr<const Plan>& plan,
                                  const Package& package, const std::string& saved,
                                  const sense::ViewerState& state,
                                  const std::vector<direct::WayOption>& offered) {
  for (const direct::WayOption& option : offered) {
    if (option.id == outlook.standard.decision.way) outlook.standard.likelihood = option.propensity;
    if (!option.open || option.id == outlook.standard.decision.way) continue;
    Candidate other = TRY(preview(plan, package, saved, state, option.id));
    other.likelihood = option.propensity;
    other.after.clear();
    outlook.others.push_back(std::move(other));
  }
  std::stable_sort(
      outlook.others.begin(), outlook.others.end(),
      [](const Candidate& a, const Candidate& b) { return a.likelihood > b.likelihood; });
  return {};
}

}  // namespace

void frame_as_written(Showing& showing) {
  direct::Policy policy = showing.policy();
  policy.adapt_framing = false;
  showing.set_policy(policy);
}

base::Result<Candidate> preview(const std::shared_ptr<const Plan>& plan, const Package& package,
                                const std::string& saved, const sense::ViewerState& state,
                                const std::optional<story::WayId>& by_hand) {
  Showing copy = TRY(Showing::go_on(plan, saved));
  Candidate candidate;
  candidate.decision = copy.next(state, by_hand);
  candidate.by_hand = by_hand;
  candidate.ready = candidate.decision.film_ends || package.is_ready(candidate.decision.cut.shot);
  if (!candidate.ready && candidate.decision.cut.framing_of) {
    copy = TRY(Showing::go_on(plan, saved));
    frame_as_written(copy);
    candidate.decision = copy.next(state, by_hand);
    candidate.ready = package.is_ready(candidate.decision.cut.shot);
  }
  candidate.after = copy.save();
  return candidate;
}

base::Result<Outlook> look_ahead(const std::shared_ptr<const Plan>& plan, const Package& package,
                                 const std::string& saved, const sense::ViewerState& state) {
  const Showing now = TRY(Showing::go_on(plan, saved));
  const direct::Step& step = now.current();
  const story::Scene* scene = story::find_scene(plan->film(), step.scene);
  Outlook outlook;
  if (scene == nullptr) return outlook;
  const auto offered = now.ways_on_offer();
  outlook.key_point = step.last_in_scene && scene->key_point;
  std::optional<story::WayId> by_default;
  if (outlook.key_point && !scene->default_way.empty()) by_default = scene->default_way;
  outlook.standard = TRY(preview(plan, package, saved, state, by_default));
  if (outlook.key_point) {
    TRY(add_other_ways(outlook, plan, package, saved, state, offered));
  }
  outlook.to_fetch = shots_to_fetch(plan->film(), *scene, step, offered);
  return outlook;
}

}  // namespace kuleshov::room
