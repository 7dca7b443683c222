// Small signal processors, one sample at a time. Deterministic: plain double arithmetic.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace kuleshov::sound {

// Second-order filter; coefficients from R. Bristow-Johnson, "Cookbook formulae for audio EQ
// biquad filter coefficients" (W3C note). Frequencies in Hz at 48 kHz, gains in dB.
class Biquad {
 public:
  static Biquad low_pass(double hertz, double q = 0.7071);
  static Biquad high_pass(double hertz, double q = 0.7071);
  static Biquad band_pass(double hertz, double q);
  static Biquad peak(double hertz, double q, double gain_db);
  static Biquad low_shelf(double hertz, double gain_db);
  static Biquad high_shelf(double hertz, double gain_db);

  double operator()(double in);

 private:
  Biquad(double b0, double b1, double b2, double a0, double a1, double a2);
  double b0_, b1_, b2_, a1_, a2_;
  double x1_ = 0, x2_ = 0, y1_ = 0, y2_ = 0;
};

// Feed-forward compressor with smooth gain. Threshold in dBFS, ratio > 1.
class Compressor {
 public:
  Compressor(double threshold_db, double ratio, double attack_ms, double release_ms);
  double operator()(double in);

 private:
  double threshold_db_, ratio_, attack_, release_;
  double envelope_ = 0;
};

// Late reverberation of a room: eight delay lines that feed each other through a Householder
// matrix (Jot & Chaigne 1991, AES preprint 3030). Mono in, two different channels out.
class Reverb {
 public:
  // `seconds` to fall by 60 dB; `size` 0.3 (closet) .. 3 (hall); `bright` 0..1.
  Reverb(double seconds, double size, double bright);
  struct Stereo {
    double left = 0;
    double right = 0;
  };
  Stereo operator()(double in);

 private:
  static constexpr std::size_t lines = 8;
  std::array<std::vector<double>, lines> delay_;
  std::array<std::size_t, lines> at_{};
  std::array<double, lines> gain_{};
  std::array<double, lines> damp_{};
  double bright_;
};

}  // namespace kuleshov::sound
