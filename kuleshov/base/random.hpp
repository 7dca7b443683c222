// Seeded random numbers that are the same on every machine and in every build. The standard
// library's distributions are not specified bit for bit, so ours are written out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace kuleshov::base {

// xoshiro256** 1.0 (Blackman & Vigna 2018, public domain), seeded through SplitMix64.
class Random {
 public:
  explicit Random(std::uint64_t seed);
  // A stream of its own for a named purpose: the same seed and name give the same numbers,
  // whatever else was drawn elsewhere.
  Random(std::uint64_t seed, std::string_view purpose);

  std::uint64_t bits();
  // Uniform in [0, 1), 53 bits.
  double uniform();
  double uniform(double low, double high);
  // Uniform integer in [0, n); n > 0. Unbiased (Lemire 2019).
  std::uint64_t below(std::uint64_t n);
  bool chance(double probability);
  // Standard normal (Marsaglia polar method).
  double normal();
  double normal(double mean, double sd) { return mean + sd * normal(); }
  // Gamma(shape, 1), shape > 0 (Marsaglia & Tsang 2000).
  double gamma(double shape);
  // Beta(a, b), a, b > 0.
  double beta(double a, double b);
  // Index drawn in proportion to `weights` (not negative, not all zero).
  std::size_t weighted(std::span<const double> weights);
  // Fisher-Yates.
  template <class Container>
  void shuffle(Container& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::uint64_t state_[4];
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

// 64-bit FNV-1a: a stable hash of names for seeds (not for security).
std::uint64_t stable_hash(std::string_view text);

}  // namespace kuleshov::base
