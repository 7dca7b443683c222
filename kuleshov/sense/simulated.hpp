// Simulated viewers: a felt state that follows what is shown, and the beats and skin conductance
// that such a state would send out, late as bodies are. For tests, demonstrations and `simulate`.
// Deterministic: the same parameters, seed and drive give the same samples on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/eyes.hpp"
#include "kuleshov/sense/population.hpp"
#include "kuleshov/sense/shown.hpp"
#include "kuleshov/sense/source.hpp"

namespace kuleshov::sense {

// What the film asks for at a moment: the intended arc; and what it shows, where that is known.
struct Drive {
  double arousal = 0;  // -1..1
  double valence = 0;  // -1..1
  Seen seen = {};
};

// Felt = bias + share * intended, reached with `response_s`, plus wandering of the viewer's own.
struct ViewerParameters {
  std::string name = "average";
  double arousal_bias = 0;
  double arousal_share = 0.7;
  double valence_bias = 0;
  double valence_share = 0.7;
  double attention = 0.65;  // usual, 0..1
  double attention_wander_sd = 0.165;
  double response_s = 8;   // time constant of following the film
  double wander_sd = 0.2;  // of the felt states, whatever is shown
  double wander_s = 30;

  bool has_heart = true;
  double heart_rate_bpm = population::heart_rate.mean;  // at arousal 0
  double heart_gain_bpm = population::heart_gain.mean;  // per unit of arousal
  double breath_hz = 0.25;
  double breath_wave_bpm = 2.5;  // respiratory sinus arrhythmia, amplitude
  double slow_wave_bpm = 2;      // ten-second waves, sd
  double heart_drift_bpm = 1;    // very slow, sd

  bool has_skin = true;
  double skin_level_us = 2.5;                             // at arousal 0
  double skin_gain = population::log_skin_gain.mean;      // of ln level per unit of arousal
  double responses_per_minute = 3;                        // at arousal 0; 0: a non-responder
  double response_gain = population::response_gain.mean;  // of ln rate per unit of arousal
  double response_us = 0.2;                               // median amplitude
  double skin_noise_us = 0.002;

  bool has_face = false;
  double face_gain = population::face_gain.mean;  // net smile per unit of valence
  double face_noise = 0.05;
  bool has_eyes = false;
  double pupil_mm = 4;
  double pupil_gain_mm = population::pupil_gain.mean;
  double pupil_unrest_mm = 0.15;  // hippus, sd: waves of seconds
  double pupil_light_mm = 0.2;    // sd of what light does that nobody tells
  double light_gain_mm =
      population::light_gain.mean;  // per ln unit of the film's, where it is known
  double blinks_per_minute = 17;    // at attention 0.6
  double blink_gain = population::blink_gain.mean;
  double away_share = 0.05;  // of the looks, at attention 0.6
  double away_gain = population::away_gain.mean;
  double near_share =
      population::near_target.mean;  // of the looks at the film's target, where known
  double near_gain = population::near_gain.mean;

  double missed_beats = 0.01;  // share of beats that the sensor does not see
  double false_beats = 0.005;
  double skin_jerks_per_minute = 0;  // movement artefacts
  double drop_outs_per_minute = 0;   // every sensor is gone for 5-20 s
};

// "calm", "tense", "bored", "grieving", "average"; nothing for another name.
std::optional<ViewerParameters> viewer_named(std::string_view name);
std::span<const std::string_view> viewer_names();
// A person drawn from the population (population.hpp), in the same way for the same seed.
ViewerParameters viewer_drawn(std::uint64_t seed);

struct FeltState {
  double arousal = 0;
  double valence = 0;
  double attention = 0.6;
};

class SimulatedViewer final : public SignalSource {
 public:
  SimulatedViewer(ViewerParameters parameters, std::uint64_t seed);
  // What is shown from the last time handed out on, until it is set again.
  void drive(const Drive& shown) { drive_ = shown; }
  std::span<const Sample> next(double until_s) override;
  // What this viewer feels at the end of the last next(): the truth that sensing never sees.
  [[nodiscard]] const FeltState& felt() const { return felt_; }
  [[nodiscard]] const ViewerParameters& parameters() const { return parameters_; }
  // Every true beat so far, s, seen by the sensor or not.
  [[nodiscard]] std::span<const double> beats() const { return beats_; }
  // When blinks began so far, s, and what spoilt the signals: from, to.
  [[nodiscard]] std::span<const double> blinks() const { return blinks_; }
  struct Span {
    double from_s;
    double to_s;
  };
  [[nodiscard]] std::span<const Span> drop_outs() const { return drop_outs_; }
  [[nodiscard]] std::span<const double> skin_jerks() const { return jerks_; }
  // Onsets of true skin responses so far, s.
  [[nodiscard]] std::span<const double> response_onsets() const { return onsets_; }

 private:
  struct Response {
    double onset_s;
    double amplitude_us;
  };
  void step();
  void feel();
  void beat();
  void sweat();
  void look();
  void turn_gaze();
  [[nodiscard]] double light_mm();
  void show_face();
  void emit(Channel channel, double value, std::uint8_t index = 0, double time_s = -1);
  [[nodiscard]] double phasic_us() const;

  ViewerParameters parameters_;
  base::Random mind_;
  base::Random heart_;
  base::Random skin_;
  base::Random eyes_;
  base::Random face_;
  base::Random faults_;
  Drive drive_;
  FeltState felt_;
  FeltState pulled_;  // felt without wandering
  FeltState wander_;
  double at_heart_ = 0;
  double at_skin_ = 0;
  double at_pupil_ = 0;
  double unrest_ = 0;
  double light_ = 0;
  LightResponse film_light_;
  double face_noise_ = 0;
  double phase_ = 0;  // of the beat, 0..1
  double breath_phase_ = 0;
  double slow_wave_ = 0;
  double heart_drift_ = 0;
  double skin_jerk_us_ = 0;
  double last_beat_s_ = -1;
  double false_phase_ = 2;  // where in the beat a false one falls; above 1: nowhere
  double gone_until_s_ = -1;
  double blink_until_s_ = -1;
  double gaze_x_ = 0;
  double gaze_y_ = 0;
  double looks_until_s_ = 0;
  std::int64_t ticks_ = 0;  // of 1/32 s
  std::vector<Response> responses_;
  std::vector<double> onsets_;
  std::vector<double> beats_;
  std::vector<double> blinks_;
  std::vector<double> jerks_;
  std::vector<Span> drop_outs_;
  std::vector<Sample> out_;
};

}  // namespace kuleshov::sense
