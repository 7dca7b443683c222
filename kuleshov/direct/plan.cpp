#include "kuleshov/direct/plan.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::direct {

namespace {

story::Felt mix(const story::Felt& a, const story::Felt& b, double t) {
  return {a.arousal + (b.arousal - a.arousal) * t, a.valence + (b.valence - a.valence) * t};
}

story::Felt at_share(std::span<const story::ArcPoint> arc, double share) {
  if (arc.empty()) return {};
  if (share <= arc.front().at) return arc.front().felt;
  for (std::size_t i = 1; i < arc.size(); ++i) {
    if (share > arc[i].at) continue;
    const double span = arc[i].at - arc[i - 1].at;
    if (span <= 0) return arc[i].felt;
    return mix(arc[i - 1].felt, arc[i].felt, (share - arc[i - 1].at) / span);
  }
  return arc.back().felt;
}

// Enough for any film that people write; a film that needs more has been checked by its makers.
constexpr story::CheckLimits quick_check{std::size_t{1} << 20U, 20, 1000};

// Whether some way could lose a core scene or the ending: only then need a showing ask the proof.
bool promises_can_break(const story::CheckReport& report) {
  constexpr std::array<std::string_view, 5> rules{"core-on-every-path", "core-order",
                                                  "ending-family", "dead-end", "dangling"};
  if (report.holds) return false;
  return report.more_findings > 0 ||
         std::any_of(report.findings.begin(), report.findings.end(), [&](const auto& finding) {
           return std::find(rules.begin(), rules.end(), finding.rule) != rules.end();
         });
}

// A scene without shots still takes time, so that a showing always moves on.
story::Shot stand_in(const story::Scene& scene) {
  story::Shot shot;
  shot.id = story::ShotId(scene.id.str() + ".0");
  shot.shortest = base::Ticks::seconds(2);
  shot.natural = base::Ticks::seconds(4);
  shot.longest = base::Ticks::seconds(6);
  return shot;
}

std::vector<PlannedFraming> framings_of(const story::Shot& shot, const story::StyleAnchor& style) {
  std::vector<PlannedFraming> framings;
  for (const story::Framing& f : shot.framings) {
    const bool outside = f.scale < style.closest || f.scale > style.widest;
    framings.push_back({f.id, static_cast<int>(shot.scale) - static_cast<int>(f.scale), outside});
  }
  return framings;
}

PlannedShot planned(const story::Shot& shot, int scene, const story::StyleAnchor& style) {
  PlannedShot plan{scene, shot.shortest,           shot.natural, shot.longest, shot.in_points, 0,
                   1,     framings_of(shot, style)};
  plan.natural = std::max(plan.natural, base::Ticks::frames(1));
  plan.shortest = std::clamp(plan.shortest, base::Ticks::frames(1), plan.natural);
  plan.longest = std::max(plan.longest, plan.natural);
  if (plan.in_points.empty()) plan.in_points.push_back({});
  return plan;
}

}  // namespace

base::Result<std::shared_ptr<const Plan>> Plan::of(story::Film film, Audience audience) {
  if (film.scenes.empty()) return base::fail("the film has no scene", "add one to film.yaml");
  std::shared_ptr<Plan> plan(new Plan);
  plan->film_ = std::move(film);
  plan->audience_ = std::move(audience);
  for (const story::Scene& scene : plan->film_.scenes) plan->add_scene(scene);
  for (int i = 0; i < static_cast<int>(plan->scenes_.size()); ++i) TRY(plan->add_ways(i));
  for (PlannedWay& way : plan->ways_) way.outlook = plan->outlook(way.to);
  double total = 0;
  for (const PlannedShot& shot : plan->shots_) total += shot.natural.seconds();
  const story::StyleAnchor& style = plan->film_.style;
  plan->natural_shot_s_ = std::clamp(total / static_cast<double>(plan->shots_.size()),
                                     style.asl_low_s, std::max(style.asl_low_s, style.asl_high_s));
  plan->graph_ = TRY(story::Graph::compile(plan->film_));
  plan->opening_ = plan->graph_->opening();
  story::Proof proof(*plan->graph_, quick_check);
  if (proof.report().complete && promises_can_break(proof.report()))
    plan->proof_ = std::move(proof);
  return plan;
}

void Plan::add_scene(const story::Scene& scene) {
  PlannedScene planned_scene;
  planned_scene.first_shot = static_cast<int>(shots_.size());
  planned_scene.key_point = scene.key_point;
  planned_scene.core = scene.core;
  planned_scene.ending = scene.ending;
  planned_scene.arc = scene.arc;
  if (const auto found = audience_.beyond.find(scene.id.str()); found != audience_.beyond.end())
    planned_scene.beyond = found->second;
  const std::vector<story::Shot> none{stand_in(scene)};
  const int index = static_cast<int>(scenes_.size());
  double at = 0;
  for (const story::Shot& shot : scene.shots.empty() ? none : scene.shots) {
    shots_.push_back(planned(shot, index, film_.style));
    shot_ids_.push_back(shot.id);
    shots_.back().begins = at;
    at += shots_.back().natural.seconds();
    shots_.back().ends = at;
    ++planned_scene.shots;
  }
  for (auto i = shots_.end() - planned_scene.shots; i != shots_.end(); ++i) {
    i->begins /= at;
    i->ends /= at;
  }
  planned_scene.seconds = at;
  scenes_.push_back(std::move(planned_scene));
}

base::Result<void> Plan::add_ways(int index) {
  PlannedScene& scene = scenes_[static_cast<std::size_t>(index)];
  const story::Scene& source = film_.scenes[static_cast<std::size_t>(index)];
  scene.first_way = static_cast<int>(ways_.size());
  for (const story::Way& way : source.ways) {
    const int to = scene_index(way.to);
    if (to < 0)
      return base::fail(
          "way '" + way.id.str() + "' leads to scene '" + way.to.str() + "', which is not there",
          "name a scene of the screenplay", way.place);
    if (way.id == source.default_way) scene.default_way = static_cast<int>(ways_.size());
    ways_.push_back({index, to, std::max(way.preference, 1e-6), {}});
    way_sources_.push_back(&way);
    ++scene.ways;
  }
  if (scene.ways > 0 && scene.default_way < 0) scene.default_way = scene.first_way;
  most_ways_ = std::max(most_ways_, scene.ways);
  return {};
}

int Plan::goes_on_to(int scene) const {
  const PlannedScene& here = scenes_[static_cast<std::size_t>(scene)];
  if (here.ending || here.ways == 0) return -1;
  for (int way = here.first_way; way < here.first_way + here.ways; ++way)
    if (way_sources_[static_cast<std::size_t>(way)]->trigger.text.empty())
      return ways_[static_cast<std::size_t>(way)].to;
  return ways_[static_cast<std::size_t>(here.default_way)].to;
}

Outlook Plan::outlook(int from) const {
  std::vector<int> path{from};
  while (path.size() < 6 && !scenes_[static_cast<std::size_t>(path.back())].key_point) {
    const int to = goes_on_to(path.back());
    if (to < 0 || scenes_[static_cast<std::size_t>(to)].core) break;
    path.push_back(to);
  }
  Outlook result;
  for (const int scene : path) result.seconds += scenes_[static_cast<std::size_t>(scene)].seconds;
  double scene_begins = 0;
  std::size_t on = 0;
  for (std::size_t i = 0; i < outlook_samples; ++i) {
    const double at = (static_cast<double>(i) + 0.5) / outlook_samples * result.seconds;
    while (on + 1 < path.size() &&
           at >= scene_begins + scenes_[static_cast<std::size_t>(path[on])].seconds)
      scene_begins += scenes_[static_cast<std::size_t>(path[on++])].seconds;
    const double share = (at - scene_begins) / scenes_[static_cast<std::size_t>(path[on])].seconds;
    result.intended[i] = intended(path[on], share);
    result.evoked[i] = evoked(path[on], share);
    result.peak = std::max(result.peak, result.intended[i].arousal);
  }
  return result;
}

std::span<const PlannedWay> Plan::ways_of(int scene) const {
  const PlannedScene& here = scenes_[static_cast<std::size_t>(scene)];
  return std::span(ways_).subspan(static_cast<std::size_t>(here.first_way),
                                  static_cast<std::size_t>(here.ways));
}

int Plan::scene_index(const story::SceneId& id) const {
  for (std::size_t i = 0; i < film_.scenes.size(); ++i)
    if (film_.scenes[i].id == id) return static_cast<int>(i);
  return -1;
}

int Plan::way_index(const story::WayId& id) const {
  for (std::size_t i = 0; i < way_sources_.size(); ++i)
    if (way_sources_[i]->id == id) return static_cast<int>(i);
  return -1;
}

const story::SceneId& Plan::scene_id(int scene) const {
  return film_.scenes[static_cast<std::size_t>(scene)].id;
}

const story::ShotId& Plan::shot_id(int shot) const {
  return shot_ids_[static_cast<std::size_t>(shot)];
}

const story::ShotId& Plan::take_id(int shot, int framing) const {
  if (framing < 0) return shot_id(shot);
  return shots_[static_cast<std::size_t>(shot)].framings[static_cast<std::size_t>(framing)].id;
}

int Plan::shot_index(const story::ShotId& id) const {
  for (std::size_t i = 0; i < shots_.size(); ++i) {
    if (shot_ids_[i] == id) return static_cast<int>(i);
    for (const PlannedFraming& framing : shots_[i].framings)
      if (framing.id == id) return static_cast<int>(i);
  }
  return -1;
}

const story::Way& Plan::way(int way) const { return *way_sources_[static_cast<std::size_t>(way)]; }

story::Felt Plan::intended(int scene, double share) const {
  return at_share(scenes_[static_cast<std::size_t>(scene)].arc, share);
}

story::Felt Plan::evoked(int scene, double share) const {
  const story::Felt arc = intended(scene, share);
  const story::Felt& beyond = scenes_[static_cast<std::size_t>(scene)].beyond;
  return {arc.arousal + beyond.arousal, arc.valence + beyond.valence};
}

}  // namespace kuleshov::direct
