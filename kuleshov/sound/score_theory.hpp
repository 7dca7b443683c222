// Scales, chords and how voices move. Internal to `sound`.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sound/score.hpp"

namespace kuleshov::sound {

const base::Json& score_table();

struct Harmony {
  int tonic = 2;              // pitch class
  std::vector<int> scale;     // seven steps
  std::vector<int> melody;    // degrees a melody may rest on
  std::vector<int> degrees;   // one chord a bar
  bool leading_tone = false;  // the dominant gets its major third

  // The pitch of a scale degree (0 = tonic, may be negative or above 6) near octave `octave`.
  [[nodiscard]] int pitch(int degree, int octave) const;
  // Pitches (classes) of the chord in a bar: root, third, fifth.
  [[nodiscard]] std::vector<int> chord(std::size_t bar) const;
};

base::Result<Harmony> harmony_of(const CueRequest& request, const std::string& mode);

// For each bar three upper voices, each chord reached by the smallest movement from the one before,
// without parallel fifths or octaves where that can be had; the last leads back to the first.
std::vector<std::vector<int>> voice_leading(const Harmony& harmony, int low, int high);

}  // namespace kuleshov::sound
