// Reading a whole take: what the face alone says, and what it says where it happens.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/face/emotion.hpp"

namespace kuleshov::face {

struct EmotionReading {
  double at_s = 0;  // the apex that was read
  Ranking alone;    // the five likeliest
  Ranking in_context;
  std::vector<int> units;             // action units that are surely there
  std::vector<std::string> evidence;  // words of the context that were understood
};

// At the moment of most movement in every two seconds of the take. Errors: as the audit's.
base::Result<std::vector<EmotionReading>> read_emotion(const Track& track,
                                                       const std::string& context,
                                                       const std::string& culture);
std::string to_text(const std::vector<EmotionReading>& readings);
std::string to_json(const std::vector<EmotionReading>& readings);

}  // namespace kuleshov::face
