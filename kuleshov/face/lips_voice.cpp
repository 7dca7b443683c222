// Speech sounds on the clock of a recorded line: where it is loud, where it pauses.
#include <algorithm>
#include <cmath>

#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/voice.hpp"

namespace kuleshov::face {

namespace {

struct Stretch {
  double from = 0, to = 0;
};

// Where the voice sounds: above a tenth of its loud level; pauses below 0.15 s are bridged.
std::vector<Stretch> sounding(const Voice& voice) {
  std::vector<float> sorted = voice.loudness;
  std::ranges::sort(sorted);
  const float loud = sorted.empty() ? 0 : sorted[sorted.size() * 9 / 10];
  std::vector<Stretch> out;
  for (std::size_t i = 0; i < voice.loudness.size(); ++i) {
    if (loud <= 0 || voice.loudness[i] < 0.1F * loud) continue;
    const double t = static_cast<double>(i) / voice.rate;
    if (!out.empty() && t - out.back().to < 0.15) {
      out.back().to = t + 1 / voice.rate;
    } else {
      out.push_back({t, t + 1 / voice.rate});
    }
  }
  std::erase_if(out, [](const Stretch& s) { return s.to - s.from < 0.05; });
  return out;
}

double length_of(const std::vector<Stretch>& stretches) {
  double sum = 0;
  for (const Stretch& s : stretches) sum += s.to - s.from;
  return sum;
}

// The moment at which `spoken` seconds of sound have passed.
double moment(const std::vector<Stretch>& stretches, double spoken) {
  for (const Stretch& s : stretches) {
    if (spoken <= s.to - s.from) return s.from + spoken;
    spoken -= s.to - s.from;
  }
  return stretches.back().to;
}

float mean_loudness(const Voice& voice, double from, double to) {
  const auto first = static_cast<std::size_t>(from * voice.rate);
  const auto last = std::min(voice.loudness.size(), static_cast<std::size_t>(to * voice.rate) + 1);
  float sum = 0;
  for (std::size_t i = first; i < last; ++i) sum += voice.loudness[i];
  return last > first ? sum / static_cast<float>(last - first) : 0;
}

// The loudest moments at least 0.16 s apart: one to a syllable, roughly.
std::vector<double> syllables(const Voice& voice, const std::vector<Stretch>& stretches) {
  std::vector<double> out;
  const auto reach = static_cast<std::ptrdiff_t>(0.08 * voice.rate);
  for (const Stretch& s : stretches) {
    const auto from = static_cast<std::ptrdiff_t>(s.from * voice.rate);
    const auto to = static_cast<std::ptrdiff_t>(s.to * voice.rate);
    for (auto i = from; i < to; ++i) {
      const auto first = voice.loudness.begin() + std::max(from, i - reach);
      const auto last = voice.loudness.begin() + std::min(to, i + reach + 1);
      const bool highest = std::max_element(first, last) == voice.loudness.begin() + i;
      const double t = static_cast<double>(i) / voice.rate;
      if (highest && (out.empty() || t - out.back() > 0.16)) out.push_back(t);
    }
  }
  return out;
}

// No words: an open vowel at every syllable, an unrounded consonant between. Which consonants close
// the lips, loudness alone does not say.
std::vector<Phoneme> by_loudness(const Voice& voice, const std::vector<Stretch>& stretches) {
  const auto peaks = syllables(voice, stretches);
  std::vector<Phoneme> out;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    const double next = i + 1 < peaks.size() ? peaks[i + 1] : peaks[i] + 0.3;
    const double length = std::min(0.14, 0.6 * (next - peaks[i]));
    out.push_back({peaks[i] - 0.4 * length, peaks[i] + 0.6 * length, "a", false});
    if (next - peaks[i] < 0.4) out.push_back({out.back().end_s, next - 0.05, "t", false});
  }
  return out;
}

std::vector<Phoneme> by_words(const std::vector<Stretch>& stretches, std::string_view words) {
  std::vector<Phoneme> out = phonemes_from_text(words, 0, 160);
  double all = 0;
  for (const Phoneme& p : out) all += p.end_s - p.start_s;
  const double scale = length_of(stretches) / std::max(0.01, all);
  double spoken = 0;
  for (Phoneme& p : out) {
    const double length = (p.end_s - p.start_s) * scale;
    p.start_s = moment(stretches, spoken);
    spoken += length;
    p.end_s = std::max(p.start_s + 0.02, moment(stretches, spoken));
  }
  return out;
}

// The louder half of the vowels that stand out from their neighbours carries the stress.
void find_stress(const Voice& voice, std::vector<Phoneme>& sounds) {
  std::vector<float> levels;
  for (const Phoneme& p : sounds) levels.push_back(mean_loudness(voice, p.start_s, p.end_s));
  std::vector<float> sorted = levels;
  std::ranges::sort(sorted);
  const float high = sorted.empty() ? 0 : sorted[sorted.size() * 7 / 10];
  for (std::size_t i = 0; i < sounds.size(); ++i) {
    const bool vowel = sounds[i].stressed || sounds[i].symbol == "a";
    sounds[i].stressed = vowel && levels[i] >= high;
  }
}

}  // namespace

std::vector<Phoneme> phonemes_from_voice(const Voice& voice, std::string_view words) {
  const auto stretches = sounding(voice);
  if (stretches.empty()) return {};
  auto out = words.empty() ? by_loudness(voice, stretches) : by_words(stretches, words);
  find_stress(voice, out);
  return out;
}

}  // namespace kuleshov::face
