#include "kuleshov/direct/crowd.hpp"

#include <array>
#include <cmath>

namespace kuleshov::direct {

namespace {

constexpr double wander_s = 30;
constexpr double habituation_s = 600;
// A cut twice as quick as natural raises arousal by a tenth; rhythm works, but far less than story.
constexpr double rhythm_effect = 0.15;
// A step of the shot scale counts for less still.
constexpr double scale_effect = 0.05;

constexpr std::array<std::string_view, 5> names{"average", "calm", "tense", "bored", "grieving"};

// `widens`: sqrt(1 - keeps^2), the share of new noise that keeps the variance.
void wander(double& x, double sd, double keeps, double widens, base::Random& random) {
  x = keeps * x + sd * widens * random.normal();
}

// The posterior of a noisy reading under the prior of a viewer of whom nothing is known.
sense::Estimate posterior(double reading, double noise, const sense::Estimate& prior) {
  if (noise <= 0) return prior;
  const double p = 1 / (prior.sd * prior.sd);
  const double r = 1 / (noise * noise);
  return {(prior.mean * p + reading * r) / (p + r), std::sqrt(1 / (p + r))};
}

void lean(Person& person) {
  switch (person.temperament) {
    case Temperament::average:
      return;
    case Temperament::calm:
      person.arousal_bias -= 0.3;
      person.arousal_gain *= 0.7;
      person.valence_bias += 0.1;
      return;
    case Temperament::tense:
      person.arousal_bias += 0.3;
      person.valence_bias -= 0.1;
      return;
    case Temperament::bored:
      person.arousal_bias -= 0.35;
      person.arousal_gain *= 0.4;
      person.valence_gain *= 0.5;
      person.valence_bias -= 0.15;
      return;
    case Temperament::grieving:
      person.valence_bias -= 0.4;
      person.loss *= 1.4;
      return;
  }
}

}  // namespace

World make_world(const Plan& plan, std::uint64_t seed, double spread) {
  base::Random random(seed, "world");
  World world;
  for (std::size_t i = 0; i < plan.scenes().size(); ++i)
    world.beyond.push_back({random.normal(0, spread), random.normal(0, spread)});
  return world;
}

std::string_view name_of(Temperament temperament) {
  return names[static_cast<std::size_t>(temperament)];
}

Person draw_person(base::Random& random) {
  Person person;
  const std::array<double, 5> share{0.4, 0.15, 0.2, 0.15, 0.1};
  person.temperament = static_cast<Temperament>(random.weighted(share));
  person.arousal_bias = random.normal(0, 0.15);
  person.valence_bias = random.normal(0, 0.15);
  person.arousal_gain = random.uniform(0.5, 1.1);
  person.valence_gain = random.uniform(0.5, 1.1);
  person.loss = random.uniform(0.9, 1.4);
  person.delay_s = random.uniform(4, 12);
  person.habituation = random.uniform(0, 0.25);
  person.wander_sd = random.uniform(0.08, 0.16);
  const double sensors = random.uniform();
  person.arousal_noise = sensors < 0.2 ? 0 : random.uniform(0.18, 0.35);
  person.valence_noise = sensors < 0.7 ? 0 : random.uniform(0.25, 0.45);
  lean(person);
  return person;
}

Watcher::Watcher(const Person& person, base::Random random) : person_(person), random_(random) {
  pulled_ = {person.arousal_bias, person.valence_bias};
  wander_ = {random_.normal(0, person.wander_sd), random_.normal(0, person.wander_sd)};
  felt_ = {pulled_.arousal + wander_.arousal, pulled_.valence + wander_.valence};
}

void Watcher::set_step(double seconds) {
  step_s_ = seconds;
  follows_ = 1 - std::exp(-seconds / person_.delay_s);
  keeps_ = std::exp(-seconds / wander_s);
  widens_ = std::sqrt(1 - keeps_ * keeps_);
}

void Watcher::feel(const story::Felt& evoked, double seconds, double quickness, double nearer) {
  const double worn = 1 - person_.habituation * (1 - std::exp(-watched_s_ / habituation_s));
  const double valence = evoked.valence * (evoked.valence < 0 ? person_.loss : 1);
  const double form = rhythm_effect * quickness + scale_effect * nearer;
  const double arousal_pull =
      std::tanh(person_.arousal_bias + form + person_.arousal_gain * worn * evoked.arousal);
  const double valence_pull =
      std::tanh(person_.valence_bias + person_.valence_gain * worn * valence);
  if (seconds != step_s_) set_step(seconds);
  pulled_.arousal += (arousal_pull - pulled_.arousal) * follows_;
  pulled_.valence += (valence_pull - pulled_.valence) * follows_;
  wander(wander_.arousal, person_.wander_sd, keeps_, widens_, random_);
  wander(wander_.valence, person_.wander_sd, keeps_, widens_, random_);
  felt_ = {pulled_.arousal + wander_.arousal, pulled_.valence + wander_.valence};
  watched_s_ += seconds;
}

sense::ViewerState Watcher::sensed(double time_s) {
  sense::ViewerState state;
  state.time_s = time_s;
  const double arousal = felt_.arousal + person_.arousal_noise * random_.normal();
  const double valence = felt_.valence + person_.valence_noise * random_.normal();
  state.arousal = posterior(arousal, person_.arousal_noise, state.arousal);
  state.valence = posterior(valence, person_.valence_noise, state.valence);
  state.quality = person_.arousal_noise > 0 ? 0.9 : 0;
  return state;
}

}  // namespace kuleshov::direct
