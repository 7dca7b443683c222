#include "kuleshov/sound/score_motif.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/base/random.hpp"

namespace kuleshov::sound {

namespace {

const std::vector<std::vector<double>>& rhythms() {
  static const std::vector<std::vector<double>> all{
      {1.5, 0.5, 1, 1},    {1, 0.5, 0.5, 2},     {2, 1, 1},     {0.5, 0.5, 1, 2},
      {1, 1, 0.5, 0.5, 1}, {1.5, 0.5, 0.5, 1.5}, {0.5, 1.5, 2}, {1, 2, 1}};
  return all;
}

// The degree nearest to `wanted` that belongs to the bar's chord.
int on_chord(const Harmony& harmony, std::size_t bar, int wanted) {
  const std::vector<int> chord = harmony.chord(bar);
  for (const int shift : {0, -1, 1, -2, 2}) {
    const int pitch = harmony.pitch(wanted + shift, 4) % 12;
    if (std::ranges::find(chord, pitch) != chord.end()) return wanted + shift;
  }
  return wanted;
}

// The nearest degree that a melody in this mode uses (pentatonic modes leave some out).
int in_mode(const Harmony& harmony, int degree) {
  const auto allowed = [&](int d) {
    return std::ranges::find(harmony.melody, ((d % 7) + 7) % 7) != harmony.melody.end();
  };
  if (allowed(degree)) return degree;
  return allowed(degree - 1) ? degree - 1 : degree + 1;
}

struct Phrase {
  double at;       // beats
  int first;       // degree it starts near
  double stretch;  // 2: twice as slow
};

class Melody {
 public:
  Melody(const CueRequest& request, const Harmony& harmony)
      : harmony_(harmony),
        motif_(turned(motif_of(request.film_seed), request.about)),
        octave_(request.felt.arousal > 0.25 || request.felt.valence > 0.3 ? 5 : 4),
        velocity_(static_cast<int>(74 + 20 * request.felt.arousal)) {}

  void say(const Phrase& phrase) {
    double at = phrase.at;
    int last = phrase.first;
    for (std::size_t i = 0; i < motif_.steps.size(); ++i) {
      const auto bar = static_cast<std::size_t>(at / beats_per_bar);
      const bool strong = std::fmod(at, 2) < 0.01;
      int degree = phrase.first + motif_.steps[i];
      degree = strong || i == 0 ? on_chord(harmony_, bar, degree) : degree;
      degree = in_mode(harmony_, degree);
      const double length = motif_.lengths[i] * phrase.stretch;
      add(at, length, degree, strong);
      at += length;
      last = degree;
    }
    last_ = last;
  }

  void close(double at, int degree, double length) {
    const auto bar = static_cast<std::size_t>(at / beats_per_bar);
    add(at, length, on_chord(harmony_, bar, degree), true);
  }

  [[nodiscard]] int last() const { return last_; }
  [[nodiscard]] std::vector<Note> notes() && { return std::move(notes_); }

 private:
  void add(double at, double length, int degree, bool strong) {
    notes_.push_back({at, length * 0.96, harmony_.pitch(degree, octave_),
                      std::clamp(velocity_ + (strong ? 6 : 0), 30, 112)});
  }

  const Harmony& harmony_;
  Motif motif_;
  int octave_;
  int velocity_;
  int last_ = 0;
  std::vector<Note> notes_;
};

}  // namespace

Motif motif_of(std::uint64_t film_seed) {
  base::Random random(film_seed, "motif");
  Motif motif;
  motif.lengths = rhythms()[random.below(rhythms().size())];
  const std::size_t leap_at = 1 + random.below(motif.lengths.size() - 1);
  const int direction = random.chance(0.6) ? 1 : -1;
  int at = 0;
  for (std::size_t i = 0; i < motif.lengths.size(); ++i) {
    if (i == leap_at) {
      at += direction * static_cast<int>(3 + random.below(2));
    } else if (i > 0) {
      at += i < leap_at ? direction : -direction;
    }
    motif.steps.push_back(at);
  }
  return motif;
}

Motif turned(const Motif& motif, const std::string& about) {
  Motif out = motif;
  if (about.empty()) return out;
  switch (base::stable_hash(about) % 4) {
    case 1:
      for (int& step : out.steps) step = -step;
      break;
    case 2: {
      std::ranges::reverse(out.steps);
      const int first = out.steps.front();
      for (int& step : out.steps) step -= first;
      break;
    }
    case 3:
      std::ranges::reverse(out.lengths);
      break;
    default:
      break;
  }
  return out;
}

std::vector<Note> melody_of(const CueRequest& request, const Harmony& harmony) {
  Melody melody(request, harmony);
  const double end = request.bars * beats_per_bar;
  const bool calm = request.felt.arousal < 0;
  // Statement and answer in the first half, a varied statement in the second; calm cues leave bars
  // empty and take the variation twice as slowly.
  melody.say({0, 2, 1});
  if (!calm) melody.say({beats_per_bar, melody.last(), 1});
  if (end > 8) melody.say({8, melody.last() + (request.felt.valence < 0 ? -1 : 1), 1});
  if (end > 16) melody.say({16, 4, calm ? 2.0 : 1.0});
  if (end > 24 && !calm) melody.say({20, melody.last(), 1});
  if (end > 24) melody.say({24, melody.last() - 1, 1});
  if (end > 28) melody.close(28, calm ? 0 : melody.last(), 3);
  return std::move(melody).notes();
}

}  // namespace kuleshov::sound
