#include "kuleshov/face/material.hpp"

#include <algorithm>

#include "kuleshov/face/units.hpp"

namespace kuleshov::face {

namespace {

// People who talk open and close the jaw: in a tenth of the two-second stretches it goes both ways.
bool is_talk(const Signal& s) {
  const auto& jaw = s[Shape::jaw_open];
  const auto window = static_cast<std::size_t>(2 * s.rate);
  int windows = 0;
  int talking = 0;
  for (std::size_t from = 0; from + window <= s.count; from += window) {
    int turns = 0;
    float low = jaw[from];
    float high = jaw[from];
    bool up = true;
    for (std::size_t i = from; i < from + window; ++i) {
      if (up && jaw[i] < high - 0.02F) {
        up = false;
        low = jaw[i];
        ++turns;
      } else if (!up && jaw[i] > low + 0.02F) {
        up = true;
        high = jaw[i];
        ++turns;
      }
      low = std::min(low, jaw[i]);
      high = std::max(high, jaw[i]);
    }
    ++windows;
    talking += turns >= 2 ? 1 : 0;
  }
  return windows > 0 && 10 * talking >= windows;
}

// Action units per side above the person's own resting face (20th percentile).
void solve_units(Material& m) {
  const UnitSolver solver(*m.tables);
  const auto& s = m.signal;
  m.unit_rate = std::min(s.rate, s.seconds() > 120 ? 3.0 : 6.0);
  const auto n = static_cast<std::size_t>(s.seconds() * m.unit_rate);
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(static_cast<double>(i) / m.unit_rate * s.rate);
    FaceFrame frame;
    for (std::size_t k = 0; k < shape_count; ++k) frame.shape[k] = s.shape[k][at];
    m.left.push_back(solver.solve_side(frame, Side::left).units);
    m.right.push_back(solver.solve_side(frame, Side::right).units);
  }
  for (std::size_t u = 0; u < unit_limit; ++u) {
    for (auto* side : {&m.left, &m.right}) {
      std::vector<float> levels;
      for (const auto& units : *side) levels.push_back(units[u]);
      const float rest = std::min(0.3F, quantile(levels, 0.1));
      for (auto& units : *side) units[u] = std::max(0.0F, units[u] - rest);
    }
  }
  for (std::size_t u = 1; u < unit_limit; ++u) {
    if (!UnitSolver::solves(static_cast<int>(u))) continue;
    for (const ShapeWeight& target : m.tables->units[u].shapes) {
      if (m.track->has(target.shape)) m.units_known.set(u);
    }
  }
}

void find_episodes(Material& m) {
  for (std::size_t i = 0; i < shape_count; ++i) {
    const auto shape = static_cast<Shape>(i);
    if (is_eye(shape) || shape == Shape::tongue_out || !m.track->recorded.test(i)) continue;
    for (const Episode& e : episodes(m.signal.shape[i], m.signal.rate, 0.15F)) {
      m.episodes.emplace_back(shape, e);
    }
    add_spectrum(m.signal.shape[i], m.signal.rate, m.motion);
    m.moves = m.moves || deviation(m.signal.shape[i]) > 0.02;
  }
}

float activity(const Material& m, std::size_t i) {
  float sum = 0;
  for (std::size_t u = 0; u < unit_limit; ++u) sum += (m.left[i][u] + m.right[i][u]) / 2;
  return sum;
}

}  // namespace

float head_pitch_at(const Material& m, std::size_t i) {
  if (!m.track->head_recorded) return 0;
  const auto at = static_cast<std::size_t>(static_cast<double>(i) / m.unit_rate * m.signal.rate);
  return at < m.signal.count ? m.signal.head[1][at] : 0;
}

std::vector<std::size_t> apexes(const Material& m) {
  std::vector<std::size_t> out;
  const auto step = static_cast<std::size_t>(2 * m.unit_rate);
  for (std::size_t from = 0; from < m.left.size(); from += step) {
    std::size_t best = from;
    for (std::size_t i = from; i < std::min(m.left.size(), from + step); ++i) {
      if (activity(m, i) > activity(m, best)) best = i;
    }
    if (activity(m, best) > 0.4F) out.push_back(best);
  }
  return out;
}

base::Result<Material> material_of(const Track& track, const AuditRequest& request) {
  Material m;
  m.track = &track;
  m.request = &request;
  m.tables = TRY(tables());
  m.context = TRY(read_context(request.context));
  if (!request.emotion.empty()) TRY(m.tables->named(request.emotion));
  if (!request.culture.empty()) TRY(culture::find_pack(request.culture));
  m.signal = signal_of(track);
  m.talking = !request.speech.empty() || is_talk(m.signal);
  solve_units(m);
  find_episodes(m);
  return m;
}

}  // namespace kuleshov::face
