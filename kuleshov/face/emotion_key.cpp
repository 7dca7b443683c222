// "grief-held-back:0.6@2.5", as people write it.
#include <cmath>

#include "kuleshov/face/csv.hpp"
#include "kuleshov/face/perform.hpp"

namespace kuleshov::face {

namespace {

// The number after `mark`, which is cut off from `text`; `otherwise` without the mark.
base::Result<double> cut_number(std::string& text, char mark, double otherwise, double most,
                                const std::string& whole) {
  const auto at = text.find(mark);
  if (at == std::string::npos) return otherwise;
  const std::string number = text.substr(at + 1);
  text.resize(at);
  const auto value = number_in(number);
  const bool only = number.find_first_not_of("+-.0123456789eE") == std::string::npos;
  if (value && only && *value >= 0 && *value <= most) return *value;
  return base::fail("'" + number + "' in '" + whole + "' is no " +
                        (mark == '@' ? "time in seconds" : "intensity from 0 to 1"),
                    "write TERM:intensity@seconds, as in grief-held-back:0.6@2.5");
}

}  // namespace

base::Result<EmotionKey> read_emotion_key(const std::string& text) {
  EmotionKey key;
  key.emotion = text;
  key.at_s = TRY(cut_number(key.emotion, '@', 0, 36'000, text));
  key.intensity = TRY(cut_number(key.emotion, ':', key.intensity, 1, text));
  return key;
}

}  // namespace kuleshov::face
