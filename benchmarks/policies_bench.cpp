// How close to the intended arc different policies keep simulated audiences that none of them has
// seen: root mean square distance of felt to intended per showing, with the half width of its 95 %
// confidence interval. The learned policy was trained on other people of the same population. What
// can be won at all is bounded by "informed", which knows each person's own parameters and how the
// population feels each scene, and only not the future; nobody can build it.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <string>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/simulate.hpp"
#include "kuleshov/direct/watch.hpp"

namespace {

using namespace kuleshov;
using direct::Engine;

constexpr std::size_t training_showings = 4'000;
constexpr std::size_t held_out_showings = 20'000;
constexpr std::size_t held_out_from = 10'000'000;
constexpr double spread = 0.15;  // of how a population feels scenes beyond their arcs

const char* const films[] = {"films/the-last-light", "films/the-ninth-bridge", "example"};

std::shared_ptr<const direct::Plan> plan_of(const std::string& name,
                                            const direct::Audience& audience = {}) {
  if (name == "example") return direct::Plan::of(direct::example_film(5), audience).value();
  auto film = direct::open_film(std::string(KULESHOV_SOURCE_DIR "/") + name);
  return direct::Plan::of(film.value(), audience).value();
}

// KULESHOV_POLICY_SEED: another population and other people than those the learner was made with.
std::uint64_t seed_or(std::uint64_t otherwise) {
  const char* given = base::environment("KULESHOV_POLICY_SEED");
  return given == nullptr ? otherwise : std::strtoull(given, nullptr, 10) + otherwise;
}

direct::Simulation audience_of(const std::shared_ptr<const direct::Plan>& plan) {
  direct::Simulation simulation;
  simulation.plan = plan;
  simulation.world = direct::make_world(*plan, seed_or(2024), spread);
  simulation.policy.explore = direct::Explore::none;
  simulation.policy.adapt_cut = false;  // the plot alone is compared
  simulation.seed = seed_or(77);
  simulation.showings = held_out_showings;
  simulation.first = held_out_from;
  simulation.threads = 2;
  return simulation;
}

const direct::Audience& trained(const std::string& film) {
  static std::map<std::string, direct::Audience> all;
  if (const auto found = all.find(film); found != all.end()) return found->second;
  const auto plan = plan_of(film);
  direct::Simulation training = audience_of(plan);
  training.showings = training_showings;
  training.first = 0;
  training.threads = 1;
  training.policy.explore = direct::Explore::thompson;
  training.policy.explore_share = 1;
  std::vector<direct::Observation> observations;
  training.observations = &observations;
  direct::simulate(training);
  return all[film] = direct::learn_audience(*plan, observations);
}

std::vector<direct::Candidate> open_ways(const Engine& engine) {
  std::vector<direct::Candidate> open;
  for (const direct::Candidate& c : engine.offer())
    if (c.closed == direct::Closed::no) open.push_back(c);
  return open;
}

story::Felt mean_arc(const Engine& engine, int way) {
  story::Felt mean;
  for (const story::Felt& f :
       engine.plan().ways()[static_cast<std::size_t>(way)].outlook.intended) {
    mean.arousal += f.arousal / direct::outlook_samples;
    mean.valence += f.valence / direct::outlook_samples;
  }
  return mean;
}

template <class Cost>
int cheapest(const Engine& engine, Cost cost) {
  int best = -1;
  double least = 1e300;
  for (const direct::Candidate& c : open_ways(engine))
    if (const double value = cost(mean_arc(engine, c.way)); value < least) {
      least = value;
      best = c.way;
    }
  return best;
}

int random_way(const Engine& engine, const sense::ViewerState&, base::Random& random) {
  const auto open = open_ways(engine);
  return open.empty() ? -1 : open[random.below(open.size())].way;
}

int fixed_way(const Engine& engine, const sense::ViewerState&, base::Random&) {
  return engine.plan().scenes()[static_cast<std::size_t>(engine.position().scene)].default_way;
}

// An author's rule: clearly too stirred, the calmest way; clearly too calm, the most stirring one.
int rule_only(const Engine& engine, const sense::ViewerState& sensed, base::Random& random) {
  const double off = sensed.arousal.mean - engine.moment().intended.arousal;
  if (off > 0.2) return cheapest(engine, [](story::Felt f) { return f.arousal; });
  if (off < -0.2) return cheapest(engine, [](story::Felt f) { return -f.arousal; });
  return fixed_way(engine, sensed, random);
}

// The way whose arc is nearest to what the viewer feels already.
int mirror(const Engine& engine, const sense::ViewerState& sensed, base::Random&) {
  return cheapest(engine, [&](story::Felt f) {
    return std::hypot(f.arousal - sensed.arousal.mean, f.valence - sensed.valence.mean);
  });
}

// Many Worlds (2013): the mean of all sensors is arousal; calm people get drama, tense ones calm.
int mean_of_sensors(const Engine& engine, const sense::ViewerState& sensed, base::Random&) {
  const double mean = (sensed.arousal.mean - sensed.valence.mean) / 2;
  return cheapest(engine, [&](story::Felt f) { return mean > 0 ? f.arousal : -f.arousal; });
}

// RIOT (2016): the strongest of calm, fear, anger in the last frame alone picks the scene.
int last_frame_argmax(const Engine& engine, const sense::ViewerState& sensed, base::Random&) {
  constexpr story::Felt emotions[]{{-0.6, 0.4}, {0.7, -0.6}, {0.6, -0.3}};
  const story::Felt* nearest = &emotions[0];
  double least = 1e300;
  for (const story::Felt& e : emotions)
    if (const double d =
            std::hypot(e.arousal - sensed.arousal.mean, e.valence - sensed.valence.mean);
        d < least) {
      least = d;
      nearest = &e;
    }
  return cheapest(engine, [&](story::Felt f) {
    return std::hypot(f.arousal - nearest->arousal, f.valence - nearest->valence);
  });
}

// What this person comes to feel while `evoked` is shown, without passing moods.
story::Felt pull_of(const direct::Person& person, double watched_s, const story::Felt& evoked) {
  const double worn = 1 - person.habituation * (1 - std::exp(-watched_s / 600));
  const double valence = evoked.valence * (evoked.valence < 0 ? person.loss : 1);
  return {std::tanh(person.arousal_bias + person.arousal_gain * worn * evoked.arousal),
          std::tanh(person.valence_bias + person.valence_gain * worn * valence)};
}

double squared(const story::Felt& a, const story::Felt& b) {
  return std::pow(a.arousal - b.arousal, 2) + std::pow(a.valence - b.valence, 2);
}

// The way behind which this very person keeps closest to the line. A showing's seed is what its
// person was drawn from.
class Informed {
 public:
  explicit Informed(direct::World world) : world_(std::move(world)) {}

  int operator()(const Engine& engine, const sense::ViewerState&, base::Random&) const {
    base::Random random(engine.seed());
    const direct::Person person = direct::draw_person(random);
    int best = -1;
    double least = 1e300;
    for (const direct::Candidate& c : open_ways(engine))
      if (const double d = distance(engine, person, c.way); d < least) {
        least = d;
        best = c.way;
      }
    return best;
  }

 private:
  story::Felt felt(int scene, const story::Felt& arc) const {
    const story::Felt& beyond = world_.beyond[static_cast<std::size_t>(scene)];
    return {arc.arousal + beyond.arousal, arc.valence + beyond.valence};
  }

  double distance(const Engine& engine, const direct::Person& person, int index) const {
    const direct::Plan& plan = engine.plan();
    const direct::Position& at = engine.position();
    const auto& scene = plan.scenes()[static_cast<std::size_t>(at.scene)];
    const auto& way = plan.ways()[static_cast<std::size_t>(index)];
    const auto& line = plan.ways()[static_cast<std::size_t>(scene.default_way)].outlook;
    const double step_s = way.outlook.seconds / direct::outlook_samples;
    const double follows = 1 - std::exp(-step_s / person.delay_s);
    const double watched_s = at.starts.seconds();
    story::Felt now = pull_of(person, watched_s, felt(at.scene, plan.intended(at.scene, 0.6)));
    double sum = 0;
    for (std::size_t i = 0; i < direct::outlook_samples; ++i) {
      const auto pull = pull_of(person, watched_s, felt(way.to, way.outlook.intended[i]));
      now.arousal += (pull.arousal - now.arousal) * follows;
      now.valence += (pull.valence - now.valence) * follows;
      sum += squared(now, line.intended[i]);
    }
    return sum;
  }

  direct::World world_;
};

struct Entry {
  const char* name;
  direct::Chooser chooser;
  bool learned = false;
  bool informed = false;
};

const Entry entries[] = {
    {"learned", {}, true},
    {"unlearned", {}, false},
    {"fixed", fixed_way},
    {"random", random_way},
    {"rule-only", rule_only},
    {"mirror", mirror},
    {"mean-of-sensors", mean_of_sensors},
    {"last-frame-argmax", last_frame_argmax},
    {"informed", {}, false, true},
};

// The same people watch under both policies, so differences are paired.
const std::vector<double>& learned_distances(const std::string& film) {
  static std::map<std::string, std::vector<double>> all;
  if (const auto found = all.find(film); found != all.end()) return found->second;
  direct::Simulation simulation = audience_of(plan_of(film, trained(film)));
  std::vector<double> distances(held_out_showings);
  simulation.distances = &distances;
  direct::simulate(simulation);
  return all[film] = std::move(distances);
}

void count_difference(benchmark::State& state, const std::vector<double>& distances,
                      const std::vector<double>& learned) {
  const auto n = static_cast<double>(distances.size());
  double mean = 0;
  double squares = 0;
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const double difference = distances[i] - learned[i];
    mean += difference / n;
    squares += difference * difference / n;
  }
  state.counters["further_than_learned"] = mean;
  state.counters["further_half_width"] = 1.96 * std::sqrt((squares - mean * mean) / n);
}

void compare(benchmark::State& state, const std::string& film, const Entry& entry) {
  const auto plan = entry.learned ? plan_of(film, trained(film)) : plan_of(film);
  direct::Simulation simulation = audience_of(plan);
  simulation.chooser = entry.informed ? Informed(simulation.world) : entry.chooser;
  std::vector<double> distances(held_out_showings);
  simulation.distances = &distances;
  for (auto _ : state) {
    const direct::Tally tally = direct::simulate(simulation);
    state.counters["distance"] = direct::mean_distance(tally);
    state.counters["half_width"] = direct::distance_half_width(tally);
  }
  if (!entry.learned) count_difference(state, distances, learned_distances(film));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(held_out_showings));
}

const int registered = [] {
  for (const char* film : films)
    for (const Entry& entry : entries)
      benchmark::RegisterBenchmark(
          (std::string("policies/") + film + "/" + entry.name).c_str(),
          [film, &entry](benchmark::State& state) { compare(state, film, entry); })
          ->Iterations(1)
          ->Unit(benchmark::kMillisecond);
  return 0;
}();

}  // namespace
