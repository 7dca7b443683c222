#include <algorithm>
#include <cmath>
#include <functional>

#include "kuleshov/base/random.hpp"
#include "kuleshov/sound/score_motif.hpp"
#include "kuleshov/sound/score_theory.hpp"

namespace kuleshov::sound {

namespace {

using Notes = std::vector<Note>;

struct Setting {
  const CueRequest& request;
  const Harmony& harmony;
  base::Random random;
  [[nodiscard]] double arousal() const { return request.felt.arousal; }
};

double bar_start(std::size_t bar) { return static_cast<double>(bar) * beats_per_bar; }

// Held chords; a suspension now and then, when there is time for one.
Notes bed(Setting& s) {
  Notes notes;
  const auto voices = voice_leading(s.harmony, 50, 74);
  const int velocity = static_cast<int>(58 + 14 * s.arousal());
  for (std::size_t bar = 0; bar < voices.size(); ++bar) {
    for (std::size_t v = 0; v < voices[bar].size(); ++v) {
      const bool held = bar > 0 && voices[bar - 1][v] == voices[bar][v];
      // A common tone is bowed on softly instead of struck again.
      notes.push_back({bar_start(bar) + (held ? 0.02 : 0), beats_per_bar + 0.15, voices[bar][v],
                       velocity - (held ? 8 : 0)});
    }
    if (s.arousal() < 0.2 && bar % 4 == 3) notes.back().length = beats_per_bar - 0.4;
  }
  return notes;
}

// Broken chords whose density follows arousal: quarters, eighths, sixteenths.
Notes pulse(Setting& s) {
  Notes notes;
  const double step = s.arousal() < -0.25 ? 1 : s.arousal() < 0.45 ? 0.5 : 0.25;
  const auto voices = voice_leading(s.harmony, 55, 76);
  static constexpr int wave[] = {0, 1, 2, 3, 2, 1, 2, 1};
  for (std::size_t bar = 0; bar < voices.size(); ++bar) {
    const std::vector<int>& chord = voices[bar];
    const int root = s.harmony.pitch(s.harmony.degrees[bar], 3);
    int index = 0;
    for (double beat = 0; beat < beats_per_bar; beat += step, ++index) {
      const int which = wave[index % 8];
      const int pitch = which == 0 ? root : chord[static_cast<std::size_t>(which - 1)];
      const int accent = beat == 0 ? 12 : std::fmod(beat, 1) == 0 ? 4 : 0;
      const int velocity = static_cast<int>(56 + 16 * s.arousal()) + accent;
      notes.push_back({bar_start(bar) + beat, step * 1.6, pitch,
                       velocity + static_cast<int>(s.random.below(7)) - 3});
    }
  }
  return notes;
}

Notes melody(Setting& s) { return melody_of(s.request, s.harmony); }

// A high held second against the chord and a low tonic that does not move: what is not resolved.
Notes tension(Setting& s) {
  Notes notes;
  const int low = s.harmony.pitch(0, 1);
  for (std::size_t bar = 0; bar < s.harmony.degrees.size(); bar += 2) {
    const int fifth = s.harmony.pitch(s.harmony.degrees[bar] + 4, 5);
    const int velocity = 50 + static_cast<int>(10 * s.arousal()) + static_cast<int>(bar) * 2;
    notes.push_back({bar_start(bar), 2 * beats_per_bar, low, velocity + 8});
    notes.push_back({bar_start(bar), 2 * beats_per_bar, fifth, velocity});
    notes.push_back({bar_start(bar) + 2, 2 * beats_per_bar - 2, fifth + 1, velocity - 6});
    if (bar % 4 == 2) notes.push_back({bar_start(bar) + 4, 4, fifth - 6, velocity - 4});
  }
  return notes;
}

// Roots, with the fifth on the third beat when the cue moves, and a step into the next root.
Notes bass(Setting& s) {
  Notes notes;
  const std::vector<int>& degrees = s.harmony.degrees;
  for (std::size_t bar = 0; bar < degrees.size(); ++bar) {
    const int degree = degrees[bar] > 4 ? degrees[bar] - 7 : degrees[bar];
    const int root = s.harmony.pitch(degree, 2);
    const int velocity = static_cast<int>(72 + 14 * s.arousal());
    if (s.arousal() < 0) {
      notes.push_back({bar_start(bar), beats_per_bar - 0.1, root, velocity});
      continue;
    }
    const int next = degrees[(bar + 1) % degrees.size()];
    const int towards = (next > 4 ? next - 7 : next) > degree ? degree + 1 : degree - 1;
    notes.push_back({bar_start(bar), 1.9, root, velocity});
    notes.push_back({bar_start(bar) + 2, 0.95, s.harmony.pitch(degree + 4, 2), velocity - 10});
    notes.push_back({bar_start(bar) + 3, 0.95, s.harmony.pitch(towards, 2), velocity - 14});
  }
  return notes;
}

// Two or three high notes of the chord, every other bar, never in the same place.
Notes colour(Setting& s) {
  Notes notes;
  for (std::size_t bar = 1; bar < s.harmony.degrees.size(); bar += 2) {
    const double at = bar_start(bar) + static_cast<double>(s.random.below(4)) * 0.5 + 0.5;
    int degree = s.harmony.degrees[bar] + 2 * static_cast<int>(s.random.below(3));
    const std::uint64_t count = 2 + s.random.below(3);
    for (std::uint64_t i = 0; i < count; ++i) {
      notes.push_back({at + static_cast<double>(i) * 0.5, 2, s.harmony.pitch(degree, 5),
                       62 - 6 * static_cast<int>(i)});
      degree += s.random.chance(0.5) ? 2 : -2;
    }
  }
  return notes;
}

const std::map<std::string, std::function<Notes(Setting&)>>& writers() {
  static const std::map<std::string, std::function<Notes(Setting&)>> all{
      {"bed", bed},         {"pulse", pulse}, {"melody", melody},
      {"tension", tension}, {"bass", bass},   {"colour", colour}};
  return all;
}

// The first of the film's instruments that can play the role; another cue may get the next one.
int program_for(const CueRequest& request, const std::string& role) {
  const base::Json& table = score_table();
  std::vector<int> able;
  for (const std::string& name : request.instruments) {
    const base::Json& family = table["families"].value(name, base::Json::object());
    if (family.contains(role)) able.push_back(family[role].get<int>());
  }
  if (able.empty()) return table["default"][role].get<int>();
  const bool varied = role == "melody" || role == "colour";
  return able[varied ? base::stable_hash(request.about) % able.size() : 0];
}

// Nobody plays like a clock: a few milliseconds and a few steps of loudness, always the same ones.
void humanise(Notes& notes, base::Random& random) {
  for (Note& note : notes) {
    note.at += random.normal(0, 0.008);
    note.velocity =
        std::clamp(note.velocity + static_cast<int>(std::lround(random.normal(0, 2.5))), 20, 120);
  }
}

}  // namespace

base::Result<Part> compose(const CueRequest& request, const std::string& role,
                           const std::string& mode) {
  const Harmony harmony = TRY(harmony_of(request, mode));
  const auto writer = writers().find(role);
  if (writer == writers().end()) {
    return base::fail("the score has no role \"" + role + "\"",
                      "use bed, pulse, melody, tension, bass or colour");
  }
  // The same choices in every mode: only the scale differs.
  Setting setting{request, harmony, base::Random(request.film_seed, request.id + role)};
  Part part;
  part.notes = writer->second(setting);
  part.program = program_for(request, role);
  part.swell = role == "bed" || role == "tension" ? 0.35 : role == "melody" ? 0.15 : 0;
  humanise(part.notes, setting.random);
  return part;
}

}  // namespace kuleshov::sound
