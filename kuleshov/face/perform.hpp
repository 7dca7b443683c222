// Directing a face: from emotion, context, culture and speech to curves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/take.hpp"

namespace kuleshov::face {

// An emotion that is wanted from a time on; intensity 0..1.
struct EmotionKey {
  double at_s = 0;
  std::string emotion;  // a term of data/face/vocabulary.yaml: "grief-held-back"
  double intensity = 0.5;
};

// "TERM", "TERM:intensity", "TERM:intensity@seconds". Errors: an intensity that is not 0 to 1, a
// time that is none. The term itself is not looked up.
base::Result<EmotionKey> read_emotion_key(const std::string& text);

// Where the person looks from a time on, in degrees off the camera's axis as seen by the person.
struct GazeKey {
  double at_s = 0;
  float yaw = 0;
  float pitch = 0;
};

struct PerformanceRequest {
  std::vector<EmotionKey> emotions;  // in any order; empty: neutral and alive
  std::vector<GazeKey> gaze;         // empty: the partner, straight ahead, with looks away
  std::vector<Phoneme> speech;       // empty: silent
  double seconds = 4;
  double fps = 25;
  std::string culture;      // id of a culture pack; empty: no display rule
  std::string context;      // event, relation, publicness in words or as a file's text
  bool speaking = false;    // true: in talk (blink rate, gaze); false: listening or alone
  double expressivity = 1;  // the person's own, about 0.5..1.5
  std::uint64_t seed = 1;
};

// The same request gives the same take. Errors: an unknown emotion (with the nearest known terms),
// an unknown culture, a length that is not positive.
base::Result<Take> perform(const PerformanceRequest& request);

}  // namespace kuleshov::face
