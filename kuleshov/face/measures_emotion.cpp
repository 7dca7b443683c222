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

// Mean distance between the faces of the apexes, each brought to length 1.
Reading sameness(const Material& m) {
  auto at = apexes(m);
  if (at.size() < 3) return not_enough();
  if (at.size() > 60) at.resize(60);
  std::vector<UnitLevels> faces;
  for (const std::size_t i : at) {
    UnitLevels face{};
    float length = 0;
    for (std::size_t u = 0; u < unit_limit; ++u) {
      const bool gaze_or_lid = u >= 41;
      face[u] = gaze_or_lid ? 0 : (m.left[i][u] + m.right[i][u]) / 2;
      length += face[u] * face[u];
    }
    for (float& v : face) v /= std::max(1e-3F, std::sqrt(length));
    faces.push_back(face);
  }
  double sum = 0;
  int pairs = 0;
  for (std::size_t a = 0; a < faces.size(); ++a) {
    for (std::size_t b = a + 1; b < faces.size(); ++b) {
      double square = 0;
      for (std::size_t u = 0; u < unit_limit; ++u) {
        square += (faces[a][u] - faces[b][u]) * (faces[a][u] - faces[b][u]);
      }
      sum += std::sqrt(square);
      ++pairs;
    }
  }
  return measured(sum / pairs);
}

}  // namespace

std::vector<NamedMeasure> emotion_measures() {
  return {
      {"emotion-variety", emotion_variety}, {"emotion-fit", emotion_fit}, {"sameness", sameness}};
}

}  // namespace kuleshov::face
