#include "kuleshov/face/signal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kuleshov::face {

namespace {

template <class Get>
std::vector<float> column(const Track& track, const std::vector<Mix>& plan, Get get) {
  std::vector<float> out(plan.size());
  for (std::size_t i = 0; i < plan.size(); ++i) out[i] = mixed(track.frames, plan[i], get);
  return out;
}

}  // namespace

EvenClock::EvenClock(double own, double highest)
    : rate_(own > 0 ? std::min(highest, std::round(own * 10) / 10) : highest),
      average_(own > 1.2 * rate_) {}

Mix EvenClock::at(const std::vector<double>& time, std::size_t i) {
  const double t = time.front() + static_cast<double>(i) / rate_;
  if (average_) {
    while (at_ + 1 < time.size() && time[at_] < t - 0.5 / rate_) ++at_;
    Mix mix{.first = at_};
    while (mix.first + mix.count < time.size() && time[mix.first + mix.count] < t + 0.5 / rate_) {
      ++mix.count;
    }
    if (time[at_] < t + 0.5 / rate_) return mix;
  }
  while (at_ > 0 && time[at_] > t) --at_;  // a gap: join what is on both sides
  while (at_ + 2 < time.size() && time[at_ + 1] <= t) ++at_;
  const double step = time[at_ + 1] - time[at_];
  return {at_, 2, static_cast<float>(std::clamp((t - time[at_]) / step, 0.0, 1.0)), true};
}

float eye_angle(const FaceFrame& f, std::size_t which) {
  switch (which) {
    case 0:
      return degrees_per_look_side * (f[Shape::eye_look_out_left] - f[Shape::eye_look_in_left]);
    case 1:
      return degrees_per_look_up * (f[Shape::eye_look_up_left] - f[Shape::eye_look_down_left]);
    case 2:
      return degrees_per_look_side * (f[Shape::eye_look_in_right] - f[Shape::eye_look_out_right]);
    default:
      return degrees_per_look_up * (f[Shape::eye_look_up_right] - f[Shape::eye_look_down_right]);
  }
}

Signal signal_of(const Track& track, double highest_rate) {
  Signal out;
  EvenClock clock(track.rate(), highest_rate);
  out.rate = clock.rate();
  if (track.frames.size() < 2) return out;
  std::vector<Mix> plan(static_cast<std::size_t>(track.seconds() * out.rate + 1e-6) + 1);
  for (std::size_t i = 0; i < plan.size(); ++i) plan[i] = clock.at(track.time_s, i);
  out.count = plan.size();
  for (std::size_t s = 0; s < shape_count; ++s) {
    out.shape[s] = column(track, plan, [s](const FaceFrame& f) { return f.shape[s]; });
  }
  out.head[0] = column(track, plan, [](const FaceFrame& f) { return f.head.yaw; });
  out.head[1] = column(track, plan, [](const FaceFrame& f) { return f.head.pitch; });
  // From the look shapes, which every tracker writes; angles and shapes say the same.
  for (std::size_t e = 0; e < 4; ++e) {
    out.eye[e] = column(track, plan, [e](const FaceFrame& f) { return eye_angle(f, e); });
  }
  return out;
}

double mean(std::span<const float> x) {
  double sum = 0;
  for (const float v : x) sum += v;
  return x.empty() ? 0 : sum / static_cast<double>(x.size());
}

double deviation(std::span<const float> x) {
  const double m = mean(x);
  double sum = 0;
  for (const float v : x) sum += (v - m) * (v - m);
  return x.empty() ? 0 : std::sqrt(sum / static_cast<double>(x.size()));
}

double correlation(std::span<const float> a, std::span<const float> b) {
  const double ma = mean(a);
  const double mb = mean(b);
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return aa > 1e-9 && bb > 1e-9 ? ab / std::sqrt(aa * bb) : 0;
}

float quantile(std::vector<float> x, double share) {
  if (x.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(x.size() - 1));
  std::ranges::nth_element(x, x.begin() + at);
  return x[static_cast<std::size_t>(at)];
}

namespace {

// Cooley-Tukey, in place; the size is a power of two.
void fourier(std::vector<std::complex<double>>& x) {
  const std::size_t n = x.size();
  for (std::size_t i = 1, j = 0; i < n; ++i) {
    std::size_t bit = n >> 1;
    for (; (j & bit) != 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  for (std::size_t length = 2; length <= n; length <<= 1) {
    const double angle = -2 * std::numbers::pi / static_cast<double>(length);
    const std::complex<double> step(std::cos(angle), std::sin(angle));
    for (std::size_t i = 0; i < n; i += length) {
      std::complex<double> w = 1;
      for (std::size_t k = 0; k < length / 2; ++k, w *= step) {
        const auto even = x[i + k];
        const auto odd = x[i + k + length / 2] * w;
        x[i + k] = even + odd;
        x[i + k + length / 2] = even - odd;
      }
    }
  }
}

void add_window(std::span<const float> x, std::size_t size, Spectrum& sum) {
  std::vector<std::complex<double>> w(size);
  const double m = mean(x);
  const double n = static_cast<double>(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double hann =
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / n);
    w[i] = (x[i] - m) * hann;
  }
  fourier(w);
  for (std::size_t k = 1; k <= size / 2; ++k) sum.power[k] += std::norm(w[k]);
}

}  // namespace

void add_spectrum(std::span<const float> x, double rate, Spectrum& sum) {
  constexpr std::size_t most = 512;
  std::size_t size = 16;
  while (size < std::min(x.size(), most)) size *= 2;
  sum.step_hz = rate / static_cast<double>(size);
  sum.power.resize(size / 2 + 1);
  if (x.size() <= size) {
    add_window(x, size, sum);
    return;
  }
  for (std::size_t from = 0; from + size <= x.size(); from += size / 2) {
    add_window(x.subspan(from, size), size, sum);
  }
}

double share_above(const Spectrum& spectrum, double hz) {
  double all = 0;
  double above = 0;
  for (std::size_t k = 1; k < spectrum.power.size(); ++k) {
    all += spectrum.power[k];
    if (static_cast<double>(k) * spectrum.step_hz > hz) above += spectrum.power[k];
  }
  return all > 0 ? above / all : 0;
}

double middle_frequency(const Spectrum& spectrum) {
  double all = 0;
  for (const double p : spectrum.power) all += p;
  double sum = 0;
  for (std::size_t k = 0; k < spectrum.power.size(); ++k) {
    sum += spectrum.power[k];
    if (all > 0 && sum >= all / 2) return static_cast<double>(k) * spectrum.step_hz;
  }
  return 0;
}

namespace {

// Seconds from where x passes `low` to where it passes `high`, walking from `from` towards `to`.
double crossing_time(std::span<const float> x, std::size_t from, std::size_t to, float low,
                     float high, double rate) {
  const int step = to >= from ? 1 : -1;
  double at_low = static_cast<double>(from);
  double at_high = static_cast<double>(to);
  bool found = false;
  for (auto i = static_cast<std::ptrdiff_t>(from); i != static_cast<std::ptrdiff_t>(to);
       i += step) {
    const float a = x[static_cast<std::size_t>(i)];
    const float b = x[static_cast<std::size_t>(i + step)];
    const auto cross = [&](float level) {
      return static_cast<double>(i) + step * static_cast<double>((level - a) / (b - a));
    };
    if (a < low && b >= low) at_low = cross(low);
    if (!found && a < high && b >= high) {
      at_high = cross(high);
      found = true;
    }
  }
  return std::abs(at_high - at_low) / rate;
}

}  // namespace

std::vector<Episode> episodes(std::span<const float> x, double rate, float above) {
  std::vector<Episode> out;
  if (x.empty()) return out;
  const float rest = quantile({x.begin(), x.end()}, 0.2);
  // An episode goes on until the shape has come down to half of where it began, for 0.2 s.
  const auto gap = static_cast<std::size_t>(0.2 * rate);
  std::size_t i = 0;
  while (i < x.size()) {
    if (x[i] - rest <= above) {
      ++i;
      continue;
    }
    Episode e{.from = i, .peak = i, .to = i};
    for (std::size_t k = i; k < x.size() && k <= e.to + 1 + gap; ++k) {
      if (x[k] - rest <= 0.5F * above) continue;
      e.to = k;
      if (x[k] > x[e.peak]) e.peak = k;
    }
    i = e.to + 1;
    e.height = x[e.peak] - rest;
    const float low = rest + 0.1F * e.height;
    const float high = rest + 0.9F * e.height;
    std::size_t begin = e.from;
    while (begin > 0 && x[begin] > low) --begin;
    std::size_t end = e.to;
    while (end + 1 < x.size() && x[end] > low) ++end;
    e.onset_s = crossing_time(x, begin, e.peak, low, high, rate);
    e.offset_s = crossing_time(x, end, e.peak, low, high, rate);
    out.push_back(e);
  }
  return out;
}

}  // namespace kuleshov::face
