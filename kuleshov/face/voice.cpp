#include "kuleshov/face/voice.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "kuleshov/base/file.hpp"

namespace kuleshov::face {

namespace {

constexpr double lowest_pitch = 70;
constexpr double highest_pitch = 420;

template <class T>
T value_at(std::string_view bytes, std::size_t at) {
  T value{};
  if (at + sizeof(T) <= bytes.size()) std::memcpy(&value, bytes.data() + at, sizeof(T));
  return value;
}

struct Wave {
  int format = 0, channels = 0, bits = 0;
  double rate = 0;
  std::string_view data;
};

std::vector<float> samples_of(const Wave& wave) {
  const std::size_t width = static_cast<std::size_t>(wave.bits) / 8;
  const auto channels = static_cast<std::size_t>(wave.channels);
  std::vector<float> out(wave.data.size() / (width * channels));
  for (std::size_t i = 0; i < out.size(); ++i) {
    float sum = 0;
    for (std::size_t c = 0; c < channels; ++c) {
      const std::size_t at = (i * channels + c) * width;
      sum += width == 2 ? static_cast<float>(value_at<std::int16_t>(wave.data, at)) / 32768
                        : value_at<float>(wave.data, at);
    }
    out[i] = std::isfinite(sum) ? sum / static_cast<float>(channels) : 0;
  }
  return out;
}

// Averages down to about 8 kHz: enough for pitch, and quick.
std::vector<float> slowed(const std::vector<float>& samples, std::size_t by) {
  std::vector<float> out(samples.size() / by);
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (std::size_t k = 0; k < by; ++k) out[i] += samples[i * by + k] / static_cast<float>(by);
  }
  return out;
}

// Pitch by the highest peak of the normalised autocorrelation; 0 where it is below 0.5.
float pitch_at(const std::vector<float>& x, double rate, std::size_t centre) {
  const auto longest = static_cast<std::size_t>(rate / lowest_pitch);
  const auto shortest = static_cast<std::size_t>(rate / highest_pitch);
  const std::size_t window = 2 * longest;
  if (centre < window || centre + window + longest >= x.size()) return 0;
  double best = 0.5;
  std::size_t best_lag = 0;
  for (std::size_t lag = shortest; lag <= longest; ++lag) {
    double ab = 0;
    double aa = 1e-9;
    double bb = 1e-9;
    for (std::size_t i = centre - longest; i < centre + longest; ++i) {
      ab += x[i] * x[i + lag];
      aa += x[i] * x[i];
      bb += x[i + lag] * x[i + lag];
    }
    const double r = ab / std::sqrt(aa * bb);
    if (r > best * 1.05) {
      best = r;
      best_lag = lag;
    }
  }
  return best_lag == 0 ? 0 : static_cast<float>(rate / static_cast<double>(best_lag));
}

}  // namespace

Voice analyse(const std::vector<float>& samples, double sample_rate) {
  Voice voice;
  const auto by = static_cast<std::size_t>(std::max(1.0, std::floor(sample_rate / 8000)));
  const std::vector<float> x = slowed(samples, by);
  const double rate = sample_rate / static_cast<double>(by);
  const auto count = static_cast<std::size_t>(static_cast<double>(x.size()) / rate * voice.rate);
  const auto half = static_cast<std::size_t>(0.0125 * rate);
  for (std::size_t i = 0; i < count; ++i) {
    const auto centre = static_cast<std::size_t>(static_cast<double>(i) / voice.rate * rate);
    double squares = 0;
    const std::size_t from = centre > half ? centre - half : 0;
    const std::size_t to = std::min(x.size(), centre + half);
    for (std::size_t k = from; k < to; ++k) squares += x[k] * x[k];
    const double loud =
        std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, to - from)));
    voice.loudness.push_back(static_cast<float>(loud));
    voice.pitch_hz.push_back(loud > 0.01 ? pitch_at(x, rate, centre) : 0);
  }
  return voice;
}

base::Result<Voice> parse_wav(std::string_view bytes, const std::string& file) {
  const auto fault = [&file](const char* what) {
    return base::fail(what, "give a PCM WAV file, 16 bit or 32-bit float", {file, 0, 0, 0});
  };
  if (bytes.size() < 44 || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WAVE") {
    return fault("this is not a WAV file");
  }
  Wave wave;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::size_t size = value_at<std::uint32_t>(bytes, at + 4);
    const std::string_view body = bytes.substr(at + 8, size);
    if (bytes.substr(at, 4) == "fmt " && body.size() >= 16) {
      wave.format = value_at<std::uint16_t>(body, 0);
      wave.channels = value_at<std::uint16_t>(body, 2);
      wave.rate = value_at<std::uint32_t>(body, 4);
      wave.bits = value_at<std::uint16_t>(body, 14);
    }
    if (bytes.substr(at, 4) == "data") wave.data = body;
    at += 8 + size + size % 2;
  }
  const bool pcm = wave.format == 1 && wave.bits == 16;
  const bool floats = wave.format == 3 && wave.bits == 32;
  if ((!pcm && !floats) || wave.channels < 1 || wave.channels > 64 || wave.rate < 4000 ||
      wave.rate > 400'000) {
    return fault("this WAV file is neither 16-bit PCM nor 32-bit float");
  }
  return analyse(samples_of(wave), wave.rate);
}

base::Result<Voice> read_voice(const std::string& path) {
  const std::string bytes = TRY(base::read_file(path, std::size_t{1} << 30));
  return parse_wav(bytes, path);
}

}  // namespace kuleshov::face
