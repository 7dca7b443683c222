// Lips, brows and voice.
#include <algorithm>
#include <cmath>
#include <span>

#include "kuleshov/face/measures.hpp"

namespace kuleshov::face {

namespace {

Reading lip_seal(const Material& m) {
  if (!m.talking) return not_enough();
  if (!m.track->has(Shape::mouth_close) || !m.track->has(Shape::jaw_open)) return not_recorded();
  const std::span jaw(m.signal[Shape::jaw_open]);
  const std::span closing(m.signal[Shape::mouth_close]);
  Reading out = measured(correlation(jaw, closing));
  out.moments = by_stretch(m.signal.count, m.signal.rate, 2, [&](auto from, auto to) {
    return correlation(jaw.subspan(from, to - from), closing.subspan(from, to - from));
  });
  return out;
}

bool is_bilabial(const std::string& symbol) {
  return symbol.starts_with("p") || symbol.starts_with("b") || symbol.starts_with("m");
}

// Share of bilabial sounds during which the lips come within reach of closing.
Reading lip_closure(const Material& m) {
  int closed = 0;
  std::vector<Moment> moments;
  for (const Phoneme& sound : m.request->speech) {
    if (!is_bilabial(sound.symbol)) continue;
    float open = 1;
    const auto from = static_cast<std::size_t>(std::max(0.0, sound.start_s - 0.02) * m.signal.rate);
    const auto to = static_cast<std::size_t>((sound.end_s + 0.02) * m.signal.rate) + 1;
    for (std::size_t i = from; i <= to && i < m.signal.count; ++i) {
      open = std::min(open, m.signal[Shape::jaw_open][i] - m.signal[Shape::mouth_close][i]);
    }
    if (from >= m.signal.count) continue;
    const bool shut = open < 0.06F;
    closed += shut ? 1 : 0;
    moments.push_back({{sound.start_s, sound.end_s}, shut ? 1.0 : 0.0});
  }
  if (moments.size() < 3) return not_enough();
  Reading out = measured(static_cast<double>(closed) / static_cast<double>(moments.size()));
  out.moments = std::move(moments);
  return out;
}

// The voice on the clock of the take.
std::vector<float> on_clock(const Material& m, const std::vector<float>& x) {
  std::vector<float> out(m.signal.count);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto at =
        static_cast<std::size_t>(static_cast<double>(i) / m.signal.rate * m.request->voice->rate);
    out[i] = at < x.size() ? x[at] : 0;
  }
  return out;
}

struct Lag {
  double seconds = 0;
  double r = -1;
};

// Positive: the voice comes after the lips, as sound lags are given (McGrath & Summerfield 1985).
// Of the samples `from` to before `to`.
Lag best_lag(const Material& m, const std::vector<float>& loud, std::size_t from, std::size_t to) {
  const auto& jaw = m.signal[Shape::jaw_open];
  const auto reach = static_cast<std::ptrdiff_t>(0.5 * m.signal.rate);
  Lag best;
  for (std::ptrdiff_t lag = -reach; lag <= reach; ++lag) {
    std::vector<float> a;
    std::vector<float> b;
    for (std::size_t i = from; i < to; ++i) {
      const auto k = static_cast<std::ptrdiff_t>(i) + lag;
      if (k < 0 || k >= static_cast<std::ptrdiff_t>(m.signal.count)) continue;
      a.push_back(loud[i]);
      b.push_back(jaw[static_cast<std::size_t>(k)]);
    }
    const double r = correlation(a, b);
    if (r > best.r) best = {-static_cast<double>(lag) / m.signal.rate, r};
  }
  return best;
}

Reading lip_voice_lag(const Material& m) {
  if (!m.request->voice || !m.track->has(Shape::jaw_open)) return not_recorded();
  const std::vector<float> loud = on_clock(m, m.request->voice->loudness);
  const Lag best = best_lag(m, loud, 0, m.signal.count);
  if (best.r < 0.1) return not_enough();
  Reading out = measured(best.seconds);
  out.moments = by_stretch(m.signal.count, m.signal.rate, 5,
                           [&](auto from, auto to) { return best_lag(m, loud, from, to).seconds; });
  return out;
}

Reading lip_voice_fit(const Material& m) {
  if (!m.request->voice || !m.track->has(Shape::jaw_open)) return not_recorded();
  const std::vector<float> loud = on_clock(m, m.request->voice->loudness);
  Reading out = measured(best_lag(m, loud, 0, m.signal.count).r);
  out.moments = by_stretch(m.signal.count, m.signal.rate, 5,
                           [&](auto from, auto to) { return best_lag(m, loud, from, to).r; });
  return out;
}

double seconds_at(const Material& m, std::size_t i) {
  return static_cast<double>(i) / m.signal.rate;
}

// Rapid brow rises (more than .12 in .4 s) within .3 s of a rise of pitch by a twelfth.
Reading brow_voice(const Material& m) {
  if (!m.request->voice || !m.track->has(Shape::brow_inner_up)) return not_recorded();
  const auto pitch = on_clock(m, m.request->voice->pitch_hz);
  const auto& brow = m.signal[Shape::brow_inner_up];
  const auto step = static_cast<std::size_t>(0.4 * m.signal.rate);
  const auto reach = static_cast<std::size_t>(0.3 * m.signal.rate);
  int voiced = 0;
  std::vector<Moment> rises;
  for (std::size_t i = step; i < m.signal.count; ++i) {
    if (brow[i] - brow[i - step] < 0.12F) continue;
    bool with = false;
    for (std::size_t k = i - step; k < std::min(m.signal.count, i + reach); ++k) {
      const float before = k > 3 ? pitch[k - 3] : 0;
      with = with || (before > 0 && pitch[k] > before * 1.08F);
    }
    voiced += with ? 1 : 0;
    rises.push_back({{seconds_at(m, i - step), seconds_at(m, i)}, with ? 1.0 : 0.0});
    i += step;
  }
  if (rises.size() < 4) return not_enough();
  Reading out = measured(static_cast<double>(voiced) / static_cast<double>(rises.size()));
  out.moments = std::move(rises);
  return out;
}

// Loudness and facial motion over windows of a second.
Reading voice_face_agreement(const Material& m) {
  if (!m.request->voice) return not_recorded();
  const auto loud = on_clock(m, m.request->voice->loudness);
  const auto window = static_cast<std::size_t>(m.signal.rate);
  std::vector<float> sound;
  std::vector<float> motion;
  for (std::size_t from = 1; from + window <= m.signal.count; from += window) {
    float moved = 0;
    float loudness = 0;
    for (std::size_t i = from; i < from + window; ++i) {
      loudness += loud[i];
      for (std::size_t s = 0; s < shape_count; ++s) {
        if (is_eye(static_cast<Shape>(s))) continue;
        moved += std::abs(m.signal.shape[s][i] - m.signal.shape[s][i - 1]);
      }
    }
    sound.push_back(loudness);
    motion.push_back(moved);
  }
  if (sound.size() < 8) return not_enough();
  Reading out = measured(correlation(sound, motion));
  for (std::size_t w = 0; w < sound.size(); ++w) {
    const double together = (sound[w] - mean(sound)) * (motion[w] - mean(motion));
    const double scale = std::max(1e-9, deviation(sound) * deviation(motion));
    const double at = seconds_at(m, 1 + w * window);
    out.moments.push_back({{at, at + 1}, together / scale});
  }
  return out;
}

}  // namespace

std::vector<NamedMeasure> voice_measures() {
  return {{"lip-seal", lip_seal},           {"lip-closure", lip_closure},
          {"lip-voice-lag", lip_voice_lag}, {"lip-voice-fit", lip_voice_fit},
          {"brow-voice", brow_voice},       {"voice-face-agreement", voice_face_agreement}};
}

}  // namespace kuleshov::face
