#include "kuleshov/sound/score_theory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kuleshov::sound {

namespace {

using Voicing = std::vector<int>;

int modulo(int value, int by) { return ((value % by) + by) % by; }

double distance(const base::Json& entry, const story::Felt& felt) {
  return std::hypot(entry["felt"][0].get<double>() - felt.arousal,
                    entry["felt"][1].get<double>() - felt.valence);
}

// The progression whose mood is nearest; ties go to the first.
std::vector<int> progression(const story::Felt& felt, int bars) {
  const base::Json& all = score_table()["progressions"];
  const auto nearest = std::min_element(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    return distance(a, felt) < distance(b, felt);
  });
  const auto pattern = (*nearest)["degrees"].get<std::vector<int>>();
  std::vector<int> degrees;
  for (int bar = 0; bar < bars; ++bar) {
    degrees.push_back(pattern[static_cast<std::size_t>(bar) % pattern.size()]);
  }
  return degrees;
}

// Every way to lay three voices, low to high, on the chord's classes with each class present.
std::vector<Voicing> voicings(const std::vector<int>& chord, int low, int high) {
  std::vector<int> usable;
  for (int pitch = low; pitch <= high; ++pitch) {
    if (std::ranges::find(chord, pitch % 12) != chord.end()) usable.push_back(pitch);
  }
  std::vector<Voicing> out;
  for (std::size_t a = 0; a < usable.size(); ++a) {
    for (std::size_t b = a + 1; b < usable.size(); ++b) {
      for (std::size_t c = b + 1; c < usable.size() && usable[c] - usable[a] <= 16; ++c) {
        const Voicing voicing{usable[a], usable[b], usable[c]};
        const auto has = [&](int pc) {
          return std::ranges::any_of(voicing, [&](int p) { return p % 12 == pc; });
        };
        if (std::ranges::all_of(chord, has)) out.push_back(voicing);
      }
    }
  }
  return out;
}

int parallels(const Voicing& from, const Voicing& to) {
  int found = 0;
  for (std::size_t a = 0; a < from.size(); ++a) {
    for (std::size_t b = a + 1; b < from.size(); ++b) {
      const int before = (from[b] - from[a]) % 12;
      const int after = (to[b] - to[a]) % 12;
      const bool moved = from[a] != to[a] && from[b] != to[b];
      if (moved && before == after && (before == 7 || before == 0)) ++found;
    }
  }
  return found;
}

double movement(const Voicing& from, const Voicing& to) {
  double sum = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const int step = std::abs(to[i] - from[i]);
    sum += step + (step > 5 ? 4 : 0);
  }
  return sum + 9 * parallels(from, to);
}

double spread_penalty(const Voicing& voicing, int middle) {
  return 0.15 * std::abs(voicing[1] - middle) + (voicing[1] - voicing[0] < 3 ? 1.5 : 0);
}

}  // namespace

const base::Json& score_table() {
  static const base::Json table = [] {
    auto read = base::read_json(base::data_folder() / "sound" / "score.json");
    return read ? std::move(*read) : base::Json::object();
  }();
  return table;
}

int pitch_class(const std::string& tonic) {
  static constexpr int steps[] = {9, 11, 0, 2, 4, 5, 7};  // A B C D E F G
  if (tonic.empty() || tonic[0] < 'A' || tonic[0] > 'G') return -1;
  int pitch = steps[tonic[0] - 'A'];
  for (const char sign : tonic.substr(1)) {
    if (sign == '#')
      ++pitch;
    else if (sign == 'b')
      --pitch;
    else
      return -1;
  }
  return modulo(pitch, 12);
}

int Harmony::pitch(int degree, int octave) const {
  const int size = static_cast<int>(scale.size());
  const int step = scale[static_cast<std::size_t>(modulo(degree, size))];
  const int octaves = (degree - modulo(degree, size)) / size;
  return 12 * (octave + 1 + octaves) + tonic + step;
}

std::vector<int> Harmony::chord(std::size_t bar) const {
  const int root = degrees[bar % degrees.size()];
  std::vector<int> out;
  for (const int step : {0, 2, 4}) out.push_back(modulo(pitch(root + step, 4), 12));
  // The leading tone makes the dominant ask for the tonic.
  if (leading_tone && root == 4) out[1] = modulo(tonic + 11, 12);
  return out;
}

base::Result<Harmony> harmony_of(const CueRequest& request, const std::string& mode) {
  const base::Json& table = score_table();
  if (!table.contains("scales")) {
    return base::fail("data/sound/score.json is missing", "install the project's data folder", {},
                      base::ErrorKind::not_found);
  }
  Harmony harmony;
  harmony.tonic = pitch_class(request.tonic);
  if (harmony.tonic < 0) {
    return base::fail("\"" + request.tonic + "\" is not a key", "write it as C, F# or Bb");
  }
  if (!table["scales"].contains(mode)) {
    return base::fail("the mode \"" + mode + "\" is not known", "use minor, dorian or major");
  }
  harmony.scale = table["scales"][mode].get<std::vector<int>>();
  harmony.degrees = progression(request.felt, request.bars);
  harmony.leading_tone = (mode == "minor" || mode == "aeolian") && request.felt.arousal > 0.1;
  const base::Json& melodies = table["melody_degrees"];
  harmony.melody = melodies.contains(mode) ? melodies[mode].get<std::vector<int>>()
                                           : std::vector<int>{0, 1, 2, 3, 4, 5, 6};
  return harmony;
}

std::vector<std::vector<int>> voice_leading(const Harmony& harmony, int low, int high) {
  std::vector<Voicing> out;
  const int middle = (low + high) / 2;
  for (std::size_t bar = 0; bar < harmony.degrees.size(); ++bar) {
    const bool last = bar + 1 == harmony.degrees.size();
    double least = std::numeric_limits<double>::infinity();
    Voicing best;
    for (const Voicing& voicing : voicings(harmony.chord(bar), low, high)) {
      double cost = spread_penalty(voicing, middle);
      if (bar > 0) cost += movement(out.back(), voicing);
      if (last && bar > 0) cost += 0.5 * movement(voicing, out.front());
      if (cost < least) {
        least = cost;
        best = voicing;
      }
    }
    out.push_back(best);
  }
  return out;
}

}  // namespace kuleshov::sound
