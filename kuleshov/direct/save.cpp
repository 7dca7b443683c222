#include "kuleshov/direct/save.hpp"

#include <algorithm>
#include <array>

#include "kuleshov/base/json.hpp"

namespace kuleshov::direct {

namespace {

using base::Json;

constexpr int version = 2;

constexpr std::array<std::pair<story::ArcPolicy, std::string_view>, 4> arc_names{{
    {story::ArcPolicy::follow, "follow"},
    {story::ArcPolicy::counter, "counter"},
    {story::ArcPolicy::mirror, "mirror"},
    {story::ArcPolicy::ignore, "ignore"},
}};
constexpr std::array<std::pair<Explore, std::string_view>, 3> explore_names{{
    {Explore::none, "none"},
    {Explore::thompson, "thompson"},
    {Explore::lin_ucb, "lin-ucb"},
}};

template <class Value, std::size_t N>
base::Result<Value> value_of(const std::array<std::pair<Value, std::string_view>, N>& names,
                             std::string_view name) {
  for (const auto& [value, text] : names)
    if (text == name) return value;
  return base::fail("'" + std::string(name) + "' is not a policy word", "see docs/directing.md");
}

// A save may be damaged or made by hand: numbers are kept where the arithmetic stays sound.
double bounded(const Json& json, double low, double high) {
  return std::clamp(json.get<double>(), low, high);
}

base::Ticks film_time(const Json& json) {
  constexpr std::int64_t longest = base::Ticks::per_second * 3600 * 24 * 365;
  return base::Ticks(std::clamp<std::int64_t>(json.get<std::int64_t>(), 0, longest));
}

Json to_json(const Axis& a) {
  return {a.gain,       a.offset, a.var_gain,  a.covariance,
          a.var_offset, a.shown,  a.deviation, a.var_deviation};
}

void read(const Json& json, Axis& a) {
  for (const auto& [i, member] : {std::pair{0, &a.gain},
                                  {1, &a.offset},
                                  {2, &a.var_gain},
                                  {3, &a.covariance},
                                  {4, &a.var_offset},
                                  {5, &a.shown},
                                  {6, &a.deviation},
                                  {7, &a.var_deviation}})
    *member = bounded(json.at(static_cast<std::size_t>(i)), -10, 10);
  for (double* variance : {&a.var_gain, &a.var_offset, &a.var_deviation})
    *variance = std::max(*variance, 0.0);
}

Json to_json(const Response& r) {
  return {{"arousal", to_json(r.arousal)},
          {"valence", to_json(r.valence)},
          {"clock_s", r.clock_s},
          {"evidence_s", r.evidence_s}};
}

void read(const Json& json, Response& r) {
  read(json.at("arousal"), r.arousal);
  read(json.at("valence"), r.valence);
  r.clock_s = bounded(json.at("clock_s"), 0, 1e9);
  r.evidence_s = bounded(json.at("evidence_s"), 0, 1e9);
}

Json to_json(const Music& m) {
  return {{"levels", m.levels},   {"mode", m.mode},       {"tempo", m.tempo},
          {"gain_db", m.gain_db}, {"cue", m.cue.count()}, {"from", m.from.count()}};
}

void read(const Json& json, const story::StyleAnchor& style, Music& m) {
  m.levels = json.at("levels").get<std::array<double, stem_roles>>();
  const auto within = [](int index, std::size_t count) {
    return std::clamp(index, 0, std::max(static_cast<int>(count) - 1, 0));
  };
  m.mode = within(json.at("mode"), style.modes.size());
  m.tempo = within(json.at("tempo"), style.tempi_bpm.size());
  for (double& level : m.levels) level = std::clamp(level, 0.0, 1.0);
  m.gain_db = bounded(json.at("gain_db"), -120, 0);
  m.cue = film_time(json.at("cue"));
  m.from = film_time(json.at("from"));
}

Json to_json(const sense::ViewerState& s) {
  return {s.time_s,     s.arousal.mean,   s.arousal.sd,   s.valence.mean,
          s.valence.sd, s.attention.mean, s.attention.sd, s.quality};
}

sense::ViewerState state_of(const Json& j) {
  return quantised({j.at(0), {j.at(1), j.at(2)}, {j.at(3), j.at(4)}, {j.at(5), j.at(6)}, j.at(7)});
}

Json way_name(const Plan& plan, int way) {
  return way < 0 ? Json(nullptr) : Json(plan.way(way).id.str());
}

int way_of(const Plan& plan, const Json& json) {
  return json.is_null() ? -1 : plan.way_index(story::WayId(json.get<std::string>()));
}

Json to_json(const Plan& plan, const Position& at) {
  Json json{{"scene", plan.scene_id(at.scene).str()},
            {"shot", plan.shot_id(at.shot).str()},
            {"starts", at.starts.count()},
            {"length", at.length.count()},
            {"in", at.in.count()},
            {"decisions", at.decisions},
            {"leader", way_name(plan, at.leader)},
            {"line",
             {{"way", way_name(plan, at.line_way)},
              {"elapsed_s", at.line_elapsed_s},
              {"length_s", at.line_length_s}}},
            {"ended", at.ended},
            {"response", to_json(at.response)},
            {"pace", {at.pace.target_s, at.pace.running_s, at.pace.wander}},
            {"music", to_json(at.music)}};
  if (at.framing >= 0) json["framing"] = plan.take_id(at.shot, at.framing).str();
  return json;
}

// A framing that is gone is the shot's own.
int framing_of(const Plan& plan, int shot, const Json& json) {
  if (shot < 0 || !json.contains("framing")) return -1;
  const story::ShotId id(json.at("framing").get<std::string>());
  const auto& framings = plan.shots()[static_cast<std::size_t>(shot)].framings;
  for (std::size_t i = 0; i < framings.size(); ++i)
    if (framings[i].id == id) return static_cast<int>(i);
  return -1;
}

// -1: the scene no longer has the shot.
int shot_of(const Plan& plan, int scene, const std::string& id) {
  const PlannedScene& here = plan.scenes()[static_cast<std::size_t>(scene)];
  for (int shot = here.first_shot; shot < here.first_shot + here.shots; ++shot)
    if (plan.shot_id(shot).str() == id) return shot;
  return -1;
}

// At the start of a scene: what a save that the film no longer fits goes on from.
void begin_scene(const Plan& plan, Position& at) {
  const PlannedScene& scene = plan.scenes()[static_cast<std::size_t>(at.scene)];
  at.shot = scene.first_shot;
  at.length = plan.shots()[static_cast<std::size_t>(at.shot)].natural;
  at.in = {};
  at.framing = at.leader = at.line_way = -1;
  at.line_elapsed_s = at.line_length_s = 0;
  at.ended = false;
}

// `scene`: where the story stands. A shot that is gone leaves `shot` at -1.
Position position_of(const Plan& plan, int scene, const Json& json) {
  Position at;
  at.scene = scene;
  at.shot = shot_of(plan, at.scene, json.at("shot"));
  at.starts = film_time(json.at("starts"));
  at.length = std::max(film_time(json.at("length")), base::Ticks::frames(1));
  at.in = film_time(json.at("in"));
  at.framing = framing_of(plan, at.shot, json);
  at.decisions = json.at("decisions");
  at.leader = way_of(plan, json.at("leader"));
  at.line_way = way_of(plan, json.at("line").at("way"));
  at.line_elapsed_s = bounded(json.at("line").at("elapsed_s"), 0, 1e6);
  at.line_length_s = bounded(json.at("line").at("length_s"), 0, 1e6);
  at.ended = json.at("ended");
  read(json.at("response"), at.response);
  const Json& pace = json.at("pace");
  at.pace = {bounded(pace.at(0), 0.1, 600), bounded(pace.at(1), 0.1, 600),
             bounded(pace.at(2), -2, 2)};
  read(json.at("music"), plan.film().style, at.music);
  return at;
}

std::string one_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (std::size_t i = text.find('\n'); i != text.npos; i = text.find('\n'))
    text.replace(i, 1, "; ");
  return text;
}

Json to_json(const Policy& policy) {
  Json json{{"arc", name_of(policy.arc)},
            {"explore", name_of(policy.explore)},
            {"explore_share", policy.explore_share},
            {"intensity_ceiling", policy.intensity_ceiling},
            {"adapt_plot", policy.adapt_plot},
            {"adapt_cut", policy.adapt_cut},
            {"adapt_score", policy.adapt_score},
            {"steadiness", policy.steadiness}};
  if (!policy.adapt_framing) json["adapt_framing"] = false;
  return json;
}

base::Result<Policy> policy_of(const Json& json) {
  Policy policy;
  policy.arc = TRY(arc_policy_named(json.at("arc").get<std::string>()));
  policy.explore = TRY(explore_named(json.at("explore").get<std::string>()));
  policy.explore_share = bounded(json.at("explore_share"), 0, 1);
  policy.intensity_ceiling = bounded(json.at("intensity_ceiling"), 0, 1);
  policy.adapt_plot = json.at("adapt_plot");
  policy.adapt_cut = json.at("adapt_cut");
  policy.adapt_score = json.at("adapt_score");
  policy.adapt_framing = json.value("adapt_framing", true);
  policy.steadiness = bounded(json.at("steadiness"), 0, 100);
  return policy;
}

base::Result<Engine> engine_of(const std::shared_ptr<const Plan>& plan, const Json& json,
                               base::Ticks* played, story::Migration* migration) {
  if (json.at("showing") != version)
    return base::fail("this save is of another version", "start the showing anew");
  if (json.at("film") != plan->film().id.str())
    return base::fail("this save is of the film '" + json.at("film").get<std::string>() + "'",
                      "open it with that film");
  story::Restored story = TRY(story::restore_story_state(plan->graph(), json.at("story"), "save"));
  Position at = position_of(*plan, story.state.scene, json.at("position"));
  const bool shot_gone = at.shot < 0;
  const bool whole = story.migration.clean() && !shot_gone;
  if (!whole && migration == nullptr)
    return base::fail(
        shot_gone && story.migration.clean()
            ? "the save stands at shot '" + json.at("position").at("shot").get<std::string>() +
                  "', which scene '" + plan->scene_id(at.scene).str() + "' no longer has"
            : "the film was edited since: " + one_line(describe(story.migration)),
        "go on at the start of scene '" + plan->scene_id(at.scene).str() + "', or start anew");
  if (!whole) begin_scene(*plan, at);
  if (played != nullptr) *played = whole ? film_time(json.at("played")) : base::Ticks{};
  if (migration != nullptr) {
    *migration = story.migration;
    migration->shot_gone = shot_gone;
  }
  Engine engine(plan, TRY(policy_of(json.at("policy"))), json.at("seed").get<std::uint64_t>());
  engine.put_back(at, state_of(json.at("state")), StoryLine(*plan, std::move(story.state)));
  return engine;
}

}  // namespace

std::string_view name_of(story::ArcPolicy policy) {
  return arc_names[static_cast<std::size_t>(policy)].second;
}

std::string_view name_of(Explore explore) {
  return explore_names[static_cast<std::size_t>(explore)].second;
}

base::Result<story::ArcPolicy> arc_policy_named(std::string_view name) {
  return value_of(arc_names, name);
}

base::Result<Explore> explore_named(std::string_view name) { return value_of(explore_names, name); }

std::string policy_to_json(const Policy& policy) { return to_json(policy).dump(); }

base::Result<Policy> policy_from_json(std::string_view text, const std::string& file) {
  const Json json = TRY(base::parse_json(text, file));
  try {
    return policy_of(json);
  } catch (const Json::exception&) {
    return base::fail("this is not a policy", "see docs/directing.md", {file});
  }
}

std::string saved(const Engine& engine, base::Ticks played) {
  const Json json{
      {"showing", version},
      {"film", engine.plan().film().id.str()},
      {"seed", engine.seed()},
      {"played", played.count()},
      {"policy", to_json(engine.policy())},
      {"state", to_json(engine.state())},
      {"position", to_json(engine.plan(), engine.position())},
      {"story", story::story_state_json(engine.plan().graph(), engine.story().state())}};
  return json.dump();
}

base::Result<Engine> restored(const std::shared_ptr<const Plan>& plan, std::string_view text,
                              base::Ticks* played, story::Migration* migration) {
  const Json json = TRY(base::parse_json(text, "save"));
  try {
    return engine_of(plan, json, played, migration);
  } catch (const Json::exception&) {
    return base::fail("the save is damaged", "start the showing anew", {"save"});
  }
}

}  // namespace kuleshov::direct
