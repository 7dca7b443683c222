#include "kuleshov/sound/filter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kuleshov/media/audio.hpp"

namespace kuleshov::sound {

namespace {

// The cookbook's intermediate values.
struct Angle {
  double cosine;
  double alpha;
  Angle(double hertz, double q) {
    const double w = 2 * std::numbers::pi * hertz / media::sample_rate;
    cosine = std::cos(w);
    alpha = std::sin(w) / (2 * q);
  }
};

double amplitude(double gain_db) { return std::pow(10, gain_db / 40); }

double smoothing(double ms) { return std::exp(-1000.0 / (ms * media::sample_rate)); }

}  // namespace

Biquad::Biquad(double b0, double b1, double b2, double a0, double a1, double a2)
    : b0_(b0 / a0), b1_(b1 / a0), b2_(b2 / a0), a1_(a1 / a0), a2_(a2 / a0) {}

Biquad Biquad::low_pass(double hertz, double q) {
  const Angle w(hertz, q);
  const double b = (1 - w.cosine) / 2;
  return {b, 2 * b, b, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::high_pass(double hertz, double q) {
  const Angle w(hertz, q);
  const double b = (1 + w.cosine) / 2;
  return {b, -2 * b, b, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::band_pass(double hertz, double q) {
  const Angle w(hertz, q);
  return {w.alpha, 0, -w.alpha, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::peak(double hertz, double q, double gain_db) {
  const Angle w(hertz, q);
  const double a = amplitude(gain_db);
  return {1 + w.alpha * a, -2 * w.cosine, 1 - w.alpha * a,
          1 + w.alpha / a, -2 * w.cosine, 1 - w.alpha / a};
}

Biquad Biquad::low_shelf(double hertz, double gain_db) {
  const Angle w(hertz, 0.7071);
  const double a = amplitude(gain_db);
  const double r = 2 * std::sqrt(a) * w.alpha;
  return {a * ((a + 1) - (a - 1) * w.cosine + r), 2 * a * ((a - 1) - (a + 1) * w.cosine),
          a * ((a + 1) - (a - 1) * w.cosine - r), (a + 1) + (a - 1) * w.cosine + r,
          -2 * ((a - 1) + (a + 1) * w.cosine),    (a + 1) + (a - 1) * w.cosine - r};
}

Biquad Biquad::high_shelf(double hertz, double gain_db) {
  const Angle w(hertz, 0.7071);
  const double a = amplitude(gain_db);
  const double r = 2 * std::sqrt(a) * w.alpha;
  return {a * ((a + 1) + (a - 1) * w.cosine + r), -2 * a * ((a - 1) + (a + 1) * w.cosine),
          a * ((a + 1) + (a - 1) * w.cosine - r), (a + 1) - (a - 1) * w.cosine + r,
          2 * ((a - 1) - (a + 1) * w.cosine),     (a + 1) - (a - 1) * w.cosine - r};
}

double Biquad::operator()(double in) {
  const double out = b0_ * in + b1_ * x1_ + b2_ * x2_ - a1_ * y1_ - a2_ * y2_;
  x2_ = x1_;
  x1_ = in;
  y2_ = y1_;
  y1_ = std::abs(out) < 1e-20 ? 0 : out;
  return out;
}

Compressor::Compressor(double threshold_db, double ratio, double attack_ms, double release_ms)
    : threshold_db_(threshold_db),
      ratio_(ratio),
      attack_(smoothing(attack_ms)),
      release_(smoothing(release_ms)) {}

double Compressor::operator()(double in) {
  const double level = std::abs(in);
  const double k = level > envelope_ ? attack_ : release_;
  envelope_ = k * envelope_ + (1 - k) * level;
  const double over = 20 * std::log10(std::max(envelope_, 1e-6)) - threshold_db_;
  if (over <= 0) return in;
  return in * std::pow(10, over * (1 / ratio_ - 1) / 20);
}

Reverb::Reverb(double seconds, double size, double bright) : bright_(bright) {
  // Mutually prime lengths around 12-40 ms for a size of 1.
  static constexpr std::array<int, lines> lengths{577, 709, 863, 997, 1151, 1327, 1543, 1789};
  for (std::size_t i = 0; i < lines; ++i) {
    const auto samples = static_cast<std::size_t>(std::max(31.0, lengths[i] * size));
    delay_[i].assign(samples, 0);
    gain_[i] = std::pow(10, -3.0 * static_cast<double>(samples) / (seconds * media::sample_rate));
  }
}

Reverb::Stereo Reverb::operator()(double in) {
  std::array<double, lines> out{};
  double sum = 0;
  for (std::size_t i = 0; i < lines; ++i) {
    const double heard = delay_[i][at_[i]];
    damp_[i] += (0.15 + 0.8 * bright_) * (heard - damp_[i]);
    out[i] = damp_[i] * gain_[i];
    sum += out[i];
  }
  Stereo result;
  for (std::size_t i = 0; i < lines; ++i) {
    delay_[i][at_[i]] = in + out[i] - sum * (2.0 / lines);
    at_[i] = (at_[i] + 1) % delay_[i].size();
    (i % 2 == 0 ? result.left : result.right) += (i % 4 < 2 ? out[i] : -out[i]) * 0.5;
  }
  return result;
}

}  // namespace kuleshov::sound
