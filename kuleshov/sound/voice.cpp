#include "kuleshov/sound/voice.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "kuleshov/base/random.hpp"
#include "kuleshov/media/loudness.hpp"
#include "kuleshov/media/resample.hpp"
#include "kuleshov/sound/espeak.hpp"
#include "kuleshov/sound/filter.hpp"

namespace kuleshov::sound {

namespace {

int percent(double value) { return static_cast<int>(std::lround(std::clamp(value, 1.0, 99.0))); }

EspeakCall call_for(const LineRequest& request, const Prosody& prosody) {
  EspeakCall call;
  call.voice = voice_for(request.language);
  const std::string variant = variant_for(request);
  if (!variant.empty()) call.voice += "+" + variant;
  call.ssml = to_ssml(request.text);
  call.rate_wpm =
      std::clamp(static_cast<int>(std::lround(request.voice.rate_wpm * prosody.rate)), 90, 320);
  call.pitch = percent(25 + 50 * request.voice.pitch + prosody.pitch);
  call.range = percent(20 + 60 * request.voice.range + prosody.range);
  return call;
}

// Silence before the first sound and after the last one is layout's business, not the line's.
struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
};

Span sounding(const std::vector<float>& samples) {
  constexpr float quiet = 0.003F;
  const auto loud = [](float s) { return std::abs(s) > quiet; };
  const auto first = std::find_if(samples.begin(), samples.end(), loud);
  const auto last = std::find_if(samples.rbegin(), samples.rend(), loud);
  if (first == samples.end()) return {};
  constexpr std::size_t margin = media::sample_rate / 50;
  const auto begin = static_cast<std::size_t>(first - samples.begin());
  const auto end = samples.size() - static_cast<std::size_t>(last - samples.rbegin());
  return {begin > margin ? begin - margin : 0, std::min(samples.size(), end + 2 * margin)};
}

// A voice's pitch is never quite steady: jitter of about 0.5 % (Titze 1994, ch. 11). A delay that
// wanders by fractions of a millisecond gives the synthesiser's even buzz some of it.
class Wander {
 public:
  explicit Wander(std::uint64_t seed) : random_(seed, "jitter") {}
  double operator()(double in) {
    buffer_[at_ % buffer_.size()] = in;
    if (at_ % step == 0) {
      from_ = to_;
      to_ = std::clamp(from_ + random_.normal(0, 2.2), 4.0, 60.0);
    }
    const double share = static_cast<double>(at_ % step) / step;
    const double delay = from_ + (to_ - from_) * share;
    const auto whole = static_cast<std::size_t>(delay);
    const double part = delay - static_cast<double>(whole);
    const double a = buffer_[(at_ - whole) % buffer_.size()];
    const double b = buffer_[(at_ - whole - 1) % buffer_.size()];
    ++at_;
    return a + (b - a) * part;
  }

 private:
  static constexpr std::size_t step = 600;
  base::Random random_;
  std::vector<double> buffer_ = std::vector<double>(128);
  std::size_t at_ = 1024;
  double from_ = 30;
  double to_ = 30;
};

// From the synthesiser's bare sound to a voice in front of a microphone: rumble out, chest in, the
// metallic 3 kHz and the hiss of aliased fricatives down, levels evened, breath as wished.
class Microphone {
 public:
  Microphone(double breath, std::uint64_t seed)
      : breath_(breath), random_(seed, "breath"), wander_(seed) {}

  double operator()(double in) {
    double x = wander_(warm_(high_pass_(in)));
    x = air_(harsh_(metal_(x)));
    const double noise = breath_band_(random_.uniform(-1, 1));
    follow_ += 0.002 * (std::abs(x) - follow_);
    x += noise * follow_ * (0.12 + 0.9 * breath_);
    return std::tanh(1.4 * compress_(x)) / 1.4;
  }

 private:
  double breath_;
  base::Random random_;
  Wander wander_;
  double follow_ = 0;
  Biquad high_pass_ = Biquad::high_pass(75);
  Biquad warm_ = Biquad::low_shelf(230, 3.0);
  Biquad metal_ = Biquad::peak(3100, 1.1, -4.5);
  Biquad harsh_ = Biquad::high_shelf(6200, -5.0);
  Biquad air_ = Biquad::low_pass(9500);
  Biquad breath_band_ = Biquad::band_pass(3800, 0.6);
  Compressor compress_{-22, 2.5, 6, 110};
};

media::Audio through_microphone(const std::vector<float>& mono, Span span, double breath,
                                std::uint64_t seed) {
  Microphone microphone(breath, seed);
  media::Audio out(base::Ticks(static_cast<std::int64_t>(span.last - span.first)));
  constexpr std::size_t ramp = 240;  // 5 ms, so that a line neither starts nor ends with a step
  const std::size_t count = span.last - span.first;
  for (std::size_t i = 0; i < count; ++i) {
    const double edge = static_cast<double>(std::min({i, count - 1 - i, ramp})) / ramp;
    const double value = microphone(mono[span.first + i]) * edge;
    out.samples[2 * i] = out.samples[2 * i + 1] = static_cast<float>(value);
  }
  return out;
}

// -23 LUFS for what is said, each line by itself: EBU R128's gate needs 400 ms, so short lines
// are measured repeated.
void level(media::Audio& line) {
  media::Audio measured = line;
  while (!line.samples.empty() && measured.length().seconds() < 1.2) {
    measured.samples.insert(measured.samples.end(), line.samples.begin(), line.samples.end());
  }
  const auto loudness = media::measure_loudness(measured, media::PeakKind::sample);
  if (loudness) media::scale(line, media::from_db(media::gain_to(*loudness, -23, -3)));
}

struct Clock {
  double offset_s;
  double length_s;
  [[nodiscard]] double operator()(int ms) const {
    return std::clamp(ms / 1000.0 - offset_s, 0.0, length_s);
  }
};

void take_words(const EspeakSound& sound, const Clock& clock, SpokenLine& line) {
  for (const EspeakEvent& event : sound.events) {
    if (event.kind == 1) continue;
    const double at = clock(event.ms);
    if (!line.words.empty() && line.words.back().end_s == 0) line.words.back().end_s = at;
    if (event.kind == 0) line.words.push_back({at, 0});
  }
  if (!line.words.empty() && line.words.back().end_s == 0) line.words.back().end_s = clock.length_s;
}

// espeak's language switches "(en)" are no sounds.
bool is_sound(std::string_view symbol) { return !symbol.empty() && symbol.front() != '('; }

face::Phoneme phoneme(std::string symbol, double start) {
  const bool stressed = symbol.find("\u02c8") != std::string::npos;  // IPA primary stress
  return {start, start, std::move(symbol), stressed};
}

void take_phonemes(const EspeakSound& sound, const Clock& clock, SpokenLine& line) {
  for (const EspeakEvent& event : sound.events) {
    if (event.kind != 1) continue;
    std::string symbol(event.symbol, strnlen(event.symbol, sizeof event.symbol));
    if (!is_sound(symbol)) symbol.clear();
    const double at = clock(event.ms);
    if (!line.phonemes.empty()) line.phonemes.back().end_s = at;
    line.phonemes.push_back(phoneme(std::move(symbol), at));
  }
  if (!line.phonemes.empty()) line.phonemes.back().end_s = clock.length_s;
  std::erase_if(line.phonemes, [](const face::Phoneme& p) { return p.end_s <= p.start_s; });
}

}  // namespace

base::Result<SpokenLine> speak(const LineRequest& request) {
  if (voice_for(request.language).empty()) {
    return base::fail("there is no voice for the language " + request.language,
                      "leave it to captions, or put recorded lines into media/voices", {},
                      base::ErrorKind::backend_absent);
  }
  const Prosody prosody = prosody_of(request);
  const EspeakSound sound = TRY(call_espeak(call_for(request, prosody)));
  const std::vector<float> mono = TRY(media::to_48k(sound.samples, sound.rate));
  const Span span = sounding(mono);
  if (span.last == 0) {
    return base::fail("nothing can be heard of the line \"" + plain_text(request.text) + "\"",
                      "give it words that can be spoken");
  }
  SpokenLine line;
  line.level_db = prosody.level_db;
  line.audio = through_microphone(mono, span, prosody.breath, base::stable_hash(request.text));
  level(line.audio);
  const Clock clock{static_cast<double>(span.first) / media::sample_rate,
                    line.audio.length().seconds()};
  take_words(sound, clock, line);
  take_phonemes(sound, clock, line);
  return line;
}

}  // namespace kuleshov::sound
