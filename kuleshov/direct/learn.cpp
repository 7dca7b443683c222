#include "kuleshov/direct/learn.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/engine.hpp"
#include "kuleshov/direct/rehearse.hpp"

namespace kuleshov::direct {

namespace {

using base::Json;

// Prior spreads of what is learned: how far a scene is felt beyond its arc, and of the population's
// gain and offset around the defaults.
constexpr double beyond_sd = 0.2;
constexpr double population_sd = 0.3;
// Spread of felt states around the model, besides the sensors' noise.
constexpr double mood_sd = 0.2;
constexpr double least_gain_sd = 0.1;
constexpr double least_offset_sd = 0.1;
// A scene counts between scenes once about this many states were sensed in it.
constexpr double least_weight = 50;
// A mood of the moment lasts over several sensed states: so many count as one about the viewer.
constexpr double repeated_states = 4;
constexpr int rounds = 20;

struct Row {
  int showing = 0;
  int scene = 0;
  int before = -1;
  double here = 1;  // how much of what is shown comes from this scene, the rest from the one before
  double shown = 0;
  Evidence evidence;
  double person = 0;  // this viewer's own part, as far as it is known
  [[nodiscard]] double weight() const { return 1 / (evidence.variance + mood_sd * mood_sd); }
};

using Member = double story::Felt::*;
using Part = sense::Estimate sense::ViewerState::*;

std::vector<Row> rows_of(const std::vector<Observation>& observations, Member member, Part part) {
  std::vector<Row> rows;
  const sense::ViewerState unmeasured;
  for (const Observation& o : observations) {
    const Evidence evidence = measured(o.sensed.*part, unmeasured.*part);
    if (evidence.variance <= 0) continue;
    const double here = 1 - std::exp(-o.since_s / response_delay_s);
    rows.push_back({o.showing, o.scene, o.before, here, o.shown.*member, evidence, 0});
  }
  return rows;
}

struct Line {
  double gain = 0, offset = 0;
};

// Between scenes: their mean felt over their mean shown, each scene once, for within a scene the
// viewers' unequal delays blur the slope.
Line between_scenes(const std::vector<Row>& rows, std::size_t scenes) {
  struct Means {
    double weight = 0, shown = 0, felt = 0;
  };
  std::vector<Means> means(scenes);
  for (const Row& row : rows) {
    Means& m = means[static_cast<std::size_t>(row.scene)];
    const double weight = row.weight() * row.here;
    m.weight += weight;
    m.shown += weight * row.shown;
    m.felt += weight * (row.evidence.value - row.person);
  }
  const AxisPrior start;
  const double pull = beyond_sd * beyond_sd / (population_sd * population_sd);
  Eigen::Matrix2d normal = pull * Eigen::Matrix2d::Identity();
  Eigen::Vector2d right(pull * start.gain, pull * start.offset);
  for (const Means& m : means) {
    if (m.weight < least_weight) continue;
    const Eigen::Vector2d x(m.shown / m.weight, 1);
    normal += x * x.transpose();
    right += x * (m.felt / m.weight);
  }
  const Eigen::Vector2d solution = normal.ldlt().solve(right);
  return {std::clamp(solution(0), 0.2, 1.5), std::clamp(solution(1), -0.5, 0.5)};
}

// Each scene's effect on what is felt, over the line.
Eigen::VectorXd scene_effects(const std::vector<Row>& rows, std::size_t scenes, const Line& line) {
  const auto n = static_cast<Eigen::Index>(scenes);
  Eigen::MatrixXd normal = Eigen::MatrixXd::Identity(n, n) / (beyond_sd * beyond_sd);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
  for (const Row& row : rows) {
    const double weight = row.weight();
    const double left = row.evidence.value - row.person - line.gain * row.shown - line.offset;
    const double before = row.before < 0 ? 0 : 1 - row.here;
    const Eigen::Index b = std::max(row.before, 0);
    normal(row.scene, row.scene) += weight * row.here * row.here;
    normal(b, b) += weight * before * before;
    normal(b, row.scene) += weight * before * row.here;
    normal(row.scene, b) += weight * before * row.here;
    right(row.scene) += weight * row.here * left;
    right(b) += weight * before * left;
  }
  return normal.ldlt().solve(right);
}

double expected(const Row& row, const Line& line, const Eigen::VectorXd& effects) {
  const double before = row.before < 0 ? 0 : (1 - row.here) * effects(row.before);
  return line.gain * row.shown + line.offset + row.here * effects(row.scene) + before;
}

// How viewers differ in gain and offset.
struct Between {
  Eigen::Matrix2d spread = Eigen::Matrix2d::Identity();  // covariance of (gain, offset)
};

// What one viewer's rows say of their own gain and offset, beside the population's.
struct Own {
  Eigen::Matrix2d information = Eigen::Matrix2d::Zero();
  Eigen::Vector2d score = Eigen::Vector2d::Zero();
};

// Each viewer's own gain and offset (random effects, shrunk by how far people differ), so that a
// way which tense people are sent is not mistaken for a way that makes people tense; then how far
// they differ: one step of expectation-maximisation (Laird & Ware 1982).
void fit_people(std::vector<Row>& rows, const Line& line, const Eigen::VectorXd& effects,
                Between& between) {
  std::map<int, Own> people;
  for (const Row& row : rows) {
    Own& own = people[row.showing];
    const Eigen::Vector2d x(row.shown, 1);
    const double weight = row.weight() / repeated_states;
    own.information += weight * x * x.transpose();
    own.score += weight * (row.evidence.value - expected(row, line, effects)) * x;
  }
  const Eigen::Matrix2d precision = between.spread.inverse();
  Eigen::Matrix2d spread = Eigen::Matrix2d::Zero();
  std::map<int, Eigen::Vector2d> effect;
  for (const auto& [person, own] : people) {
    const Eigen::Matrix2d uncertain = (precision + own.information).inverse();
    effect[person] = uncertain * own.score;
    spread += uncertain + effect[person] * effect[person].transpose();
  }
  for (Row& row : rows) {
    const Eigen::Vector2d& own = effect[row.showing];
    row.person = own(0) * row.shown + own(1);
  }
  if (people.size() >= 20) between.spread = spread / static_cast<double>(people.size());
}

struct Fit {
  AxisPrior prior;
  std::vector<double> beyond;  // by scene
};

// Within what keeps the model's arithmetic sound.
void set_spread(const Eigen::Matrix2d& spread, AxisPrior& prior) {
  prior.gain_sd = std::max(least_gain_sd, std::sqrt(spread(0, 0)));
  prior.offset_sd = std::max(least_offset_sd, std::sqrt(spread(1, 1)));
  const double most = 0.9 * prior.gain_sd * prior.offset_sd;
  prior.covariance = std::clamp(spread(0, 1), -most, most);
}

// Backfitting: line, scenes and people in turn, until they agree.
Fit fit_axis(std::vector<Row> rows, std::size_t scenes) {
  Fit fit{{}, std::vector<double>(scenes, 0)};
  if (rows.empty()) return fit;
  Line line;
  Eigen::VectorXd effects;
  Between between;
  between.spread.diagonal() << fit.prior.gain_sd * fit.prior.gain_sd,
      fit.prior.offset_sd * fit.prior.offset_sd;
  for (int round = 0; round < rounds; ++round) {
    line = between_scenes(rows, scenes);
    effects = scene_effects(rows, scenes, line);
    fit_people(rows, line, effects, between);
  }
  fit.prior.gain = line.gain;
  fit.prior.offset = line.offset;
  set_spread(between.spread, fit.prior);
  // An effect on what is felt is an effect on what is evoked, divided by the gain.
  for (std::size_t i = 0; i < scenes; ++i)
    fit.beyond[i] = effects(static_cast<Eigen::Index>(i)) / line.gain;
  return fit;
}

Json to_json(const AxisPrior& prior) {
  return {{"gain", prior.gain},
          {"gain_sd", prior.gain_sd},
          {"offset", prior.offset},
          {"offset_sd", prior.offset_sd},
          {"covariance", prior.covariance}};
}

AxisPrior prior_of(const Json& json) {
  AxisPrior prior{json.at("gain"), std::max(json.at("gain_sd").get<double>(), 0.01),
                  json.at("offset"), std::max(json.at("offset_sd").get<double>(), 0.01)};
  const double most = 0.99 * prior.gain_sd * prior.offset_sd;
  prior.covariance = std::clamp(json.value("covariance", 0.0), -most, most);
  return prior;
}

}  // namespace

void Stay::at(const Position& position) {
  if (position.scene == scene) return;
  before = scene;
  scene = position.scene;
  began_s = position.starts.seconds();
}

Observation observation(int showing, const Stay& stay, const Engine& engine,
                        const sense::ViewerState& sensed) {
  const Response& now = engine.position().response;
  return {showing,
          stay.scene,
          stay.before,
          std::max(0.0, sensed.time_s - stay.began_s),
          {now.arousal.shown, now.valence.shown},
          sensed};
}

Audience learn_audience(const Plan& plan, const std::vector<Observation>& observations) {
  const std::size_t scenes = plan.scenes().size();
  const Fit arousal =
      fit_axis(rows_of(observations, &story::Felt::arousal, &sense::ViewerState::arousal), scenes);
  const Fit valence =
      fit_axis(rows_of(observations, &story::Felt::valence, &sense::ViewerState::valence), scenes);
  Audience audience{arousal.prior, valence.prior, {}};
  for (std::size_t i = 0; i < scenes; ++i)
    audience.beyond[plan.scene_id(static_cast<int>(i)).str()] = {arousal.beyond[i],
                                                                 valence.beyond[i]};
  return audience;
}

base::Result<std::vector<Observation>> observations_of(const std::shared_ptr<const Plan>& plan,
                                                       std::string_view log,
                                                       const std::string& file, int showing) {
  std::vector<Observation> all;
  std::optional<Engine> engine;
  Stay stay;
  std::size_t number = 0;
  for (const std::string_view text : base::lines(log)) {
    ++number;
    if (text.empty()) continue;
    const LoggedLine line = TRY(read_log_line(text, {file, number}));
    if (!engine) engine.emplace(TRY(engine_of_log(plan, line, {file, number})));
    for (const sense::ViewerState& state : line.input.observed) engine->observe(state);
    stay.at(engine->position());
    all.push_back(observation(showing, stay, *engine, line.state));
    const int way = line.way.empty() ? -1 : plan->way_index(story::WayId(line.way));
    engine->next(line.state, way);
  }
  return all;
}

std::string audience_to_json(const Audience& audience) {
  Json beyond = Json::object();
  for (const auto& [scene, felt] : audience.beyond)
    beyond[scene] = {base::quantise(felt.arousal), base::quantise(felt.valence)};
  const Json json{{"audience", 1},
                  {"arousal", to_json(audience.arousal)},
                  {"valence", to_json(audience.valence)},
                  {"beyond", std::move(beyond)}};
  return json.dump(2);
}

base::Result<Audience> audience_from_json(std::string_view text, const std::string& file) {
  const Json json = TRY(base::parse_json(text, file));
  try {
    Audience audience{prior_of(json.at("arousal")), prior_of(json.at("valence")), {}};
    for (const auto& [scene, felt] : json.at("beyond").items())
      audience.beyond[scene] = {felt.at(0), felt.at(1)};
    return audience;
  } catch (const Json::exception&) {
    return base::fail("this is not an audience", "write one with `kuleshov arcs --learn`", {file});
  }
}

}  // namespace kuleshov::direct
