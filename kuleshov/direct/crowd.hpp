// Simulated audiences at the level of feeling: what a person feels while a film runs, and what
// sensors would make of it. Much faster than simulating heart beats, for a million showings.
//
//   pull   = bias + gain * (arc + beyond), bent by tanh, gain falling with habituation
//   felt'  = (pull - felt) / delay + wandering (Ornstein-Uhlenbeck, 30 s)
//   sensed = felt + noise, shrunk to the population's prior (normal posterior), or nothing
//
// On purpose this is not the director's own model: it saturates, habituates, feels loss and gain
// unequally, and a whole population can feel a scene otherwise than its author meant (`World`).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "kuleshov/base/random.hpp"
#include "kuleshov/direct/plan.hpp"
#include "kuleshov/sense/viewer_state.hpp"

namespace kuleshov::direct {

// How a population feels a film beyond its arcs: per scene, drawn from normal(0, spread).
struct World {
  std::vector<story::Felt> beyond;
};
World make_world(const Plan& plan, std::uint64_t seed, double spread);

enum class Temperament : std::uint8_t { average, calm, tense, bored, grieving };
std::string_view name_of(Temperament temperament);

// One person, drawn around a temperament.
struct Person {
  Temperament temperament = Temperament::average;
  double arousal_bias = 0, valence_bias = 0;
  double arousal_gain = 0.8, valence_gain = 0.8;
  double loss = 1;           // how much more strongly negative valence is felt
  double delay_s = 8;        // of felt arousal: 4-12 s (Boucsein 2012; heart 2-5 s, skin up to 7 s)
  double habituation = 0.1;  // share of gain lost over ten minutes (Groves & Thompson 1970)
  double wander_sd = 0.12;
  double arousal_noise = 0.25, valence_noise = 0.35;  // of a sensor; 0: no such sensor
};
// Sensors: 20 % none, 50 % heart and skin (arousal), 30 % also the face (valence).
Person draw_person(base::Random& random);

class Watcher {
 public:
  Watcher(const Person& person, base::Random random);
  // Feels `evoked` for `seconds`; `quickness`: log of natural over actual shot length; `nearer`:
  // steps of the shot scale from the shot's own framing.
  void feel(const story::Felt& evoked, double seconds, double quickness, double nearer = 0);
  [[nodiscard]] const story::Felt& felt() const { return felt_; }
  [[nodiscard]] const Person& person() const { return person_; }
  // What sensing would report now.
  sense::ViewerState sensed(double time_s);

 private:
  void set_step(double seconds);
  Person person_;
  base::Random random_;
  story::Felt pulled_, wander_, felt_;
  double watched_s_ = 0;
  double step_s_ = -1;  // the step that these are of
  double follows_ = 0, keeps_ = 0, widens_ = 0;
};

}  // namespace kuleshov::direct
