#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <mutex>
#include <numbers>

#include "kuleshov/base/random.hpp"
#include "kuleshov/media/loudness.hpp"
#include "kuleshov/sound/ambience.hpp"
#include "kuleshov/sound/filter.hpp"

namespace kuleshov::sound {

namespace {

constexpr double rate = media::sample_rate;
constexpr std::size_t length = static_cast<std::size_t>(texture_length.count());
constexpr std::size_t seam = 48'000;  // the end fades into the beginning over a second

using Channel = std::vector<double>;

// Pink noise by Paul Kellet's filter (economy version).
class Pink {
 public:
  explicit Pink(base::Random& random) : random_(random) {}
  double operator()() {
    const double white = random_.uniform(-1, 1);
    a_ = 0.99765 * a_ + white * 0.0990460;
    b_ = 0.96300 * b_ + white * 0.2965164;
    c_ = 0.57000 * c_ + white * 1.0526913;
    return (a_ + b_ + c_ + white * 0.1848) * 0.25;
  }

 private:
  base::Random& random_;
  double a_ = 0, b_ = 0, c_ = 0;
};

// A value that wanders smoothly between -1 and 1, with a new aim about every `seconds`.
class Drift {
 public:
  Drift(base::Random& random, double seconds) : random_(random), step_(1 / (seconds * rate)) {}
  double operator()() {
    at_ += step_;
    if (at_ >= 1) {
      at_ -= 1;
      from_ = to_;
      to_ = random_.uniform(-1, 1);
      step_now_ = step_ * random_.uniform(0.7, 1.4);
    }
    const double k = at_ * at_ * (3 - 2 * at_);
    return from_ + (to_ - from_) * k;
  }

 private:
  base::Random& random_;
  double step_, step_now_ = 0, at_ = 1, from_ = 0, to_ = 0;
};

double decibel(double db) { return std::pow(10, db / 20); }

Channel wind(base::Random& random) {
  Pink pink(random);
  Drift gust(random, 3.1);
  Drift howl(random, 2.3);
  Biquad body = Biquad::low_pass(420);
  double band = 0, low = 0;
  Channel out(length + seam);
  for (double& sample : out) {
    const double noise = pink();
    const double g = gust();
    // State-variable filter whose centre moves with the gust.
    const double f = 2 * std::sin(std::numbers::pi * (420 + 170 * howl() + 90 * g) / rate);
    const double high = noise - low - 0.16 * band;
    band += f * high;
    low += f * band;
    sample = decibel(2.2 * g) * (body(noise) * 0.8 + band * 0.22);
  }
  return out;
}

Channel sea(base::Random& random) {
  Pink pink(random);
  Drift swell(random, 3.4);
  Drift wash(random, 1.7);
  Biquad body = Biquad::low_pass(520);
  Biquad hiss = Biquad::band_pass(2300, 0.4);
  Channel out(length + seam);
  for (double& sample : out) {
    const double noise = pink();
    const double s = swell();
    sample = body(noise) * decibel(2.5 * s) + hiss(noise) * decibel(-9 + 4 * s + 2 * wash());
  }
  return out;
}

// Sparse short sounds: each event starts a decaying ring in a band.
void drops(Channel& out, base::Random& random, double per_second, double low, double high,
           double decay_ms, double level) {
  const double chance = per_second / rate;
  for (std::size_t i = 0; i + 4800 < out.size(); ++i) {
    if (!random.chance(chance)) continue;
    const double hertz = std::exp(random.uniform(std::log(low), std::log(high)));
    const double gain = level * std::pow(random.uniform(), 2);
    const double fall = std::exp(-1000 / (decay_ms * rate));
    double amplitude = gain;
    for (std::size_t k = 0; k < 4800 && amplitude > gain * 0.01; ++k) {
      const double attack = std::min(1.0, static_cast<double>(k) / 24);
      out[i + k] += attack * amplitude *
                    std::sin(2 * std::numbers::pi * hertz * static_cast<double>(k) / rate);
      amplitude *= fall;
    }
  }
}

Channel rain(base::Random& random) {
  Pink pink(random);
  Drift thick(random, 4);
  Biquad high = Biquad::high_pass(1400);
  Biquad soft = Biquad::high_shelf(7000, -7);
  Biquad body = Biquad::low_pass(300);
  Channel out(length + seam);
  for (double& sample : out) {
    const double noise = pink();
    sample = soft(high(noise)) * decibel(0.8 * thick()) + 0.35 * body(noise);
  }
  drops(out, random, 60, 1200, 5200, 4, 0.10);
  return out;
}

Channel fire(base::Random& random) {
  Pink pink(random);
  Drift flame(random, 0.5);
  Biquad body = Biquad::low_pass(260);
  Biquad air = Biquad::band_pass(900, 0.5);
  Channel out(length + seam);
  for (double& sample : out) {
    const double noise = pink();
    sample = body(noise) * decibel(2 * flame()) + 0.12 * air(noise);
  }
  drops(out, random, 9, 900, 4200, 2.5, 0.30);
  return out;
}

Channel water(base::Random& random) {
  Pink pink(random);
  Drift lap(random, 0.9);
  Biquad body = Biquad::band_pass(480, 0.6);
  Channel out(length + seam);
  for (double& sample : out) sample = 0.5 * body(pink()) * decibel(2.5 * lap());
  drops(out, random, 14, 380, 1300, 22, 0.06);
  return out;
}

// Many voices, no word: bands of noise at the heights of vowels, opened at the pace of syllables.
Channel crowd(base::Random& random) {
  Channel out(length + seam);
  for (int voice = 0; voice < 9; ++voice) {
    Drift syllable(random, random.uniform(0.11, 0.2));
    Drift phrase(random, random.uniform(0.8, 1.6));
    Biquad first = Biquad::band_pass(random.uniform(280, 700), 5);
    Biquad second = Biquad::band_pass(random.uniform(900, 1900), 6);
    Pink pink(random);
    for (double& sample : out) {
      const double open = std::max(0.0, 0.35 + 0.65 * syllable()) * (0.6 + 0.4 * phrase());
      const double noise = pink();
      sample += open * (first(noise) + 0.45 * second(noise)) * 0.4;
    }
  }
  return out;
}

// Multiples of 25 Hz are whole periods in every frame: the hum goes on through any cut.
Channel machine(base::Random& random) {
  Pink pink(random);
  Biquad body = Biquad::band_pass(220, 0.7);
  Channel out(length + seam);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double t = 2 * std::numbers::pi * static_cast<double>(i % 1920) / rate;
    const double hum = std::sin(50 * t) + 0.5 * std::sin(100 * t + 0.6) + 0.22 * std::sin(150 * t) +
                       0.10 * std::sin(250 * t + 1) + 0.05 * std::sin(400 * t);
    out[i] = 0.06 * hum + 0.5 * body(pink());
  }
  return out;
}

void chirp(Channel& out, std::size_t at, base::Random& random) {
  const double from = random.uniform(2600, 4600);
  const double bend = random.uniform(-900, 1300);
  const auto count = static_cast<std::size_t>(rate * random.uniform(0.05, 0.13));
  const double gain = random.uniform(0.01, 0.05);
  double phase = 0;
  for (std::size_t k = 0; k < count && at + k < out.size(); ++k) {
    const double share = static_cast<double>(k) / static_cast<double>(count);
    phase += 2 * std::numbers::pi * (from + bend * share + 160 * std::sin(60 * share)) / rate;
    out[at + k] += gain * std::pow(std::sin(std::numbers::pi * share), 2) * std::sin(phase);
  }
}

Channel birds(base::Random& random) {
  Pink pink(random);
  Biquad air = Biquad::band_pass(700, 0.4);
  Channel out(length + seam);
  for (double& sample : out) sample = 0.06 * air(pink());
  for (std::size_t at = 9'000; at + 20'000 < out.size();) {
    const std::uint64_t song = 2 + random.below(5);
    for (std::uint64_t i = 0; i < song && at + 20'000 < out.size(); ++i) {
      chirp(out, at, random);
      at += static_cast<std::size_t>(rate * random.uniform(0.09, 0.2));
    }
    at += static_cast<std::size_t>(rate * random.uniform(0.4, 2.0));
  }
  return out;
}

Channel insects(base::Random& random) {
  Channel out(length + seam);
  for (int one = 0; one < 4; ++one) {
    Biquad voice = Biquad::band_pass(random.uniform(4200, 5600), 20);
    const double beats = 25.0 * static_cast<double>(1 + random.below(2));
    Drift breath(random, 1.4);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double pulse =
          0.5 + 0.5 * std::sin(2 * std::numbers::pi * beats * static_cast<double>(i) / rate);
      out[i] += voice(random.uniform(-1, 1)) * pulse * (0.6 + 0.4 * breath());
    }
  }
  return out;
}

Channel room_tone(base::Random& random) {
  Pink pink(random);
  Biquad low = Biquad::low_pass(380);
  Biquad air = Biquad::band_pass(1600, 0.3);
  Channel out(length + seam);
  for (double& sample : out) {
    const double noise = pink();
    sample = low(noise) + 0.15 * air(noise);
  }
  return out;
}

const std::map<std::string, std::function<Channel(base::Random&)>>& makers() {
  static const std::map<std::string, std::function<Channel(base::Random&)>> all{
      {"wind", wind},   {"sea", sea},         {"rain", rain},     {"fire", fire},
      {"water", water}, {"crowd", crowd},     {"birds", birds},   {"machine", machine},
      {"snow", wind},   {"insects", insects}, {"room", room_tone}};
  return all;
}

void through_walls(Channel& channel) {
  Biquad one = Biquad::low_pass(650);
  Biquad two = Biquad::low_pass(1300, 0.5);
  for (double& sample : channel) sample = two(one(sample));
}

// The last second, fading, over the first: at constant power the join cannot be heard in noise.
void close_loop(Channel& channel) {
  for (std::size_t i = 0; i < seam; ++i) {
    const double share = static_cast<double>(i) / seam * std::numbers::pi / 2;
    channel[i] = channel[i] * std::sin(share) + channel[length + i] * std::cos(share);
  }
  channel.resize(length);
}

media::Audio make(const std::string& name, bool muffled) {
  const auto found = makers().find(name);
  media::Audio out{texture_length};
  for (std::size_t c = 0; c < 2; ++c) {
    base::Random random(c + 1, name);
    Channel channel = found != makers().end() ? found->second(random) : room_tone(random);
    // The hum is the same left and right, and must not be faded into itself out of phase: a
    // second is a whole number of its periods, so it is not.
    if (muffled) through_walls(channel);
    close_loop(channel);
    for (std::size_t i = 0; i < length; ++i)
      out.samples[2 * i + c] = static_cast<float>(channel[i]);
  }
  const auto loudness = media::measure_loudness(out, media::PeakKind::sample);
  if (loudness) media::scale(out, media::from_db(media::gain_to(*loudness, -30, -6)));
  return out;
}

}  // namespace

std::shared_ptr<const media::Audio> texture(const std::string& name, bool muffled) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, bool>, std::shared_ptr<const media::Audio>> made;
  const std::scoped_lock lock(mutex);
  auto& slot = made[{name, muffled}];
  if (!slot) slot = std::make_shared<const media::Audio>(make(name, muffled));
  return slot;
}

}  // namespace kuleshov::sound
