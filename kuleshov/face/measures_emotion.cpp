// What the face says, how varied, and whether it is what the scene asked for.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "kuleshov/face/measures.hpp"

namespace kuleshov::face {

namespace {

Ranking read_face(const Material& m, std::size_t i) {
  return face_alone(*m.tables, presence_of(m.left[i], m.right[i], head_pitch_at(m, i)),
                    m.units_known);
}

// exp of the entropy of the families' mean posterior (Hill number of order 1).
Reading emotion_variety(const Material& m) {
  std::map<std::string, double> share;
  const auto at = apexes(m);
  if (at.size() < 5) return not_enough();
  for (const std::size_t i : at) {
    for (const auto& [term, probability] : read_face(m, i)) {
      share[term->family] += probability / static_cast<double>(at.size());
    }
  }
  double entropy = 0;
  for (const auto& item : share) {
    if (item.second > 1e-9) entropy -= item.second * std::log(item.second);
  }
  return measured(std::exp(entropy));
}

Reading emotion_fit(const Material& m) {
  const Term* wanted = m.request->emotion.empty() ? nullptr : m.tables->find(m.request->emotion);
  if (wanted == nullptr) return not_enough();
  const auto at = apexes(m);
  if (at.empty()) return not_enough();
  Ranking sum;
  double best = 0;
  std::size_t best_at = at.front();
  for (const std::size_t i : at) {
    const auto ranked = in_context(*m.tables, read_face(m, i), m.context, m.request->culture);
    if (!ranked) return not_enough();
    const double share = family_share(*ranked, wanted->family);
    if (share >= best) {
      best = share;
      best_at = i;
      sum = *ranked;
    }
  }
  Reading out = measured(best);
  out.evidence = {fmt::format("nearest: {} {:.2f}, {} {:.2f}, {} {:.2f}", sum[0].first->name,
                              sum[0].second, sum[1].first->name, sum[1].second, sum[2].first->name,
                              sum[2].second)};
  out.frames = {{static_cast<double>(best_at) / m.unit_rate,
                 static_cast<double>(best_at) / m.unit_rate + 0.2}};
  return out;
}

// Units that speech moves by itself say nothing about expression.
bool of_expression(std::size_t unit) {
  static constexpr std::size_t units[] = {1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 24};
  return std::ranges::find(units, unit) != std::end(units);
}

UnitLevels unit_face(const Material& m, std::size_t i) {
  UnitLevels face{};
  float length = 0;
  for (std::size_t u = 0; u < unit_limit; ++u) {
    face[u] = of_expression(u) ? (m.left[i][u] + m.right[i][u]) / 2 : 0;
    length += face[u] * face[u];
  }
  for (float& v : face) v /= std::max(1e-3F, std::sqrt(length));
  return face;
}

float expression_activity(const Material& m, std::size_t i) {
  float sum = 0;
  for (std::size_t u = 0; u < unit_limit; ++u) {
    if (of_expression(u)) sum += (m.left[i][u] + m.right[i][u]) / 2;
  }
  return sum;
}

// Where expression is strongest for two seconds around, and at least half of its strongest.
std::vector<std::size_t> peaks(const Material& m) {
  std::vector<float> activity;
  for (std::size_t i = 0; i < m.left.size(); ++i) activity.push_back(expression_activity(m, i));
  const float least = std::max(0.3F, 0.5F * quantile(activity, 0.95));
  const auto reach = static_cast<std::size_t>(1.5 * m.unit_rate);
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < activity.size(); ++i) {
    if (activity[i] < least || (!out.empty() && i < out.back() + reach)) continue;
    const auto from = activity.begin() + static_cast<std::ptrdiff_t>(i > reach ? i - reach : 0);
    const auto to =
        activity.begin() + static_cast<std::ptrdiff_t>(std::min(activity.size(), i + reach + 1));
    if (activity[i] >= *std::max_element(from, to)) out.push_back(i);
  }
  return out;
}

double apart(const UnitLevels& a, const UnitLevels& b) {
  double square = 0;
  for (std::size_t u = 0; u < unit_limit; ++u) square += (a[u] - b[u]) * (a[u] - b[u]);
  return std::sqrt(square);
}

// Mean distance of each apex to the most similar other one, faces brought to length 1: near zero
// where every episode of an emotion wears one face.
Reading sameness(const Material& m) {
  auto at = peaks(m);
  if (at.size() < 4) return not_enough();
  if (at.size() > 60) at.resize(60);
  std::vector<UnitLevels> faces;
  for (const std::size_t i : at) faces.push_back(unit_face(m, i));
  double sum = 0;
  for (std::size_t a = 0; a < faces.size(); ++a) {
    double nearest = 2;
    for (std::size_t b = 0; b < faces.size(); ++b) {
      if (a != b) nearest = std::min(nearest, apart(faces[a], faces[b]));
    }
    sum += nearest;
  }
  return measured(sum / static_cast<double>(faces.size()));
}

}  // namespace

std::vector<NamedMeasure> emotion_measures() {
  return {
      {"emotion-variety", emotion_variety}, {"emotion-fit", emotion_fit}, {"sameness", sameness}};
}

}  // namespace kuleshov::face
