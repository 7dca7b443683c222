#include "kuleshov/sound/shot_sound.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kuleshov/media/loudness.hpp"
#include "kuleshov/sound/filter.hpp"

namespace kuleshov::sound {

namespace {

// How a place answers a voice.
struct RoomAnswer {
  double seconds;  // reverberation time
  double size;
  double bright;
  double wet_db;
};

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::ranges::any_of(words,
                             [&](const char* w) { return word.find(w) != std::string::npos; });
}

RoomAnswer answer_of(const story::Setting& setting) {
  if (!setting.interior) return {0.35, 1.6, 0.3, -27};
  const std::string kind = setting.kind.empty() ? setting.id.str() : setting.kind;
  if (is_one_of(kind, {"temple", "church", "hall", "station", "cave"}))
    return {2.1, 2.4, 0.45, -14};
  if (is_one_of(kind, {"stairs", "corridor", "cellar", "ship", "tunnel"}))
    return {1.1, 1.3, 0.5, -15};
  if (is_one_of(kind, {"lamp-room", "bath", "laboratory", "hospital"})) return {0.8, 0.9, 0.7, -17};
  return {0.42, 0.7, 0.4, -19};
}

struct Pan {
  double left;
  double right;
  explicit Pan(double position) {
    const double angle = (std::clamp(position, -1.0, 1.0) + 1) * std::numbers::pi / 4;
    left = std::cos(angle) * std::numbers::sqrt2;
    right = std::sin(angle) * std::numbers::sqrt2;
  }
};

// A small loudspeaker: telephone band, driven a little hard.
class SmallSpeaker {
 public:
  double operator()(double in) { return 0.8 * std::tanh(3 * high_(low_(mid_(in)))); }

 private:
  Biquad low_ = Biquad::low_pass(3400);
  Biquad high_ = Biquad::high_pass(380);
  Biquad mid_ = Biquad::peak(1500, 0.8, 5);
};

void add_line(const ShotSoundRequest& request, const PlacedLine& line, media::Audio& into) {
  const RoomAnswer room = answer_of(request.setting);
  const Pan pan(line.off_screen ? 0 : line.pan);
  Reverb reverb(room.seconds, room.size, room.bright);
  SmallSpeaker speaker;
  Biquad far = Biquad::low_pass(line.off_screen && !line.over_radio ? 4200 : 16'000);
  const double gain =
      media::from_db(std::clamp(line.level_db, -5.0, 5.0) - (line.off_screen ? 2 : 0));
  const double wet = media::from_db(room.wet_db + (line.off_screen ? 3 : 0));
  const auto first = static_cast<std::size_t>(line.at.count());
  const auto said = static_cast<std::size_t>(line.audio.length().count());
  const auto tail = static_cast<std::size_t>(room.seconds * media::sample_rate);
  const std::size_t end =
      std::min(said + tail, into.samples.size() / 2 - std::min(first, into.samples.size() / 2));
  for (std::size_t i = 0; i < end; ++i) {
    double dry = i < said ? gain * static_cast<double>(line.audio.samples[2 * i]) : 0;
    if (line.over_radio) dry = speaker(dry);
    dry = far(dry);
    const Reverb::Stereo answer = reverb(dry);
    into.samples[2 * (first + i)] += static_cast<float>(dry * pan.left + wet * answer.left);
    into.samples[2 * (first + i) + 1] += static_cast<float>(dry * pan.right + wet * answer.right);
  }
}

// Soft above -3 dBFS, never above -1.2 dBFS.
float limited(float sample) {
  constexpr float knee = 0.7F;
  constexpr float top = 0.87F;
  const float size = std::abs(sample);
  if (size <= knee) return sample;
  const float over = (size - knee) / (top - knee);
  return std::copysign(knee + (top - knee) * std::tanh(over), sample);
}

}  // namespace

media::Audio mix_shot(const ShotSoundRequest& request) {
  media::Audio out(request.length);
  add_ambience(out, ambience_of(request.setting, request.weather), request.phase);
  for (const PlacedLine& line : request.lines) add_line(request, line, out);
  for (float& sample : out.samples) sample = limited(sample);
  return out;
}

}  // namespace kuleshov::sound
