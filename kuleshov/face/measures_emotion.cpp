// What the face says, how varied, and whether it is what the scene asked for.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "kuleshov/face/measures.hpp"

namespace kuleshov::face {

namespace {

// Units that speech moves by itself say nothing about expression.
bool of_expression(std::size_t unit, bool talking) {
  static constexpr std::size_t always[] = {1, 2, 4, 5, 6, 7, 9, 12, 14, 15, 24};
  static constexpr std::size_t in_silence[] = {10, 17, 20};
  return std::ranges::find(always, unit) != std::end(always) ||
         (!talking && std::ranges::find(in_silence, unit) != std::end(in_silence));
}

// The face as it is over 0.4 s to either side: expressions last, sounds and trembles do not.
struct Settled {
  std::vector<UnitLevels> left, right;
  std::vector<float> activity;  // sum over the units of expression
};

UnitLevels mean_around(const std::vector<UnitLevels>& units, std::size_t at, std::size_t reach) {
  UnitLevels out{};
  const std::size_t first = at > reach ? at - reach : 0;
  const std::size_t last = std::min(units.size() - 1, at + reach);
  for (std::size_t i = first; i <= last; ++i) {
    for (std::size_t u = 0; u < unit_limit; ++u) out[u] += units[i][u];
  }
  for (float& v : out) v /= static_cast<float>(last - first + 1);
  return out;
}

Settled settled(const Material& m, double reach_s = 0.4) {
  Settled out;
  const auto reach = static_cast<std::size_t>(std::lround(reach_s * m.unit_rate));
  for (std::size_t i = 0; i < m.left.size(); ++i) {
    out.left.push_back(mean_around(m.left, i, reach));
    out.right.push_back(mean_around(m.right, i, reach));
    float sum = 0;
    for (std::size_t u = 0; u < unit_limit; ++u) {
      if (of_expression(u, m.talking)) sum += (out.left[i][u] + out.right[i][u]) / 2;
    }
    out.activity.push_back(sum);
  }
  return out;
}

// Where activity is strongest for `apart` samples to either side, and at least `least`.
std::vector<std::size_t> peaks(const std::vector<float>& activity, std::size_t from, std::size_t to,
                               std::size_t apart, float least) {
  std::vector<std::size_t> out;
  for (std::size_t i = from; i < to; ++i) {
    if (activity[i] < least || (!out.empty() && i < out.back() + apart)) continue;
    const std::size_t first = std::max(from, i > apart ? i - apart : 0);
    const std::size_t last = std::min(to, i + apart + 1);
    const auto begin = activity.begin();
    const float most = *std::max_element(begin + static_cast<std::ptrdiff_t>(first),
                                         begin + static_cast<std::ptrdiff_t>(last));
    if (activity[i] >= most) out.push_back(i);
  }
  return out;
}

// A faint face is read by its pattern: raised until its strongest unit is plain to see.
Presence plain_presence(const Material& m, const Settled& face, std::size_t i) {
  constexpr float plain = 0.45F;
  UnitLevels left = face.left[i];
  UnitLevels right = face.right[i];
  float most = 0.05F;
  for (std::size_t u = 0; u < unit_limit; ++u) {
    if (of_expression(u, m.talking)) most = std::max({most, left[u], right[u]});
  }
  const float gain = std::clamp(plain / most, 1.0F, 4.0F);
  for (std::size_t u = 0; u < unit_limit; ++u) {
    left[u] *= gain;
    right[u] *= gain;
  }
  return presence_of(left, right, head_pitch_at(m, i));
}

// One reading of several moments: the geometric mean of what each says.
Ranking together(const Material& m, const Settled& face, const std::vector<std::size_t>& at) {
  auto known = m.units_known;
  if (m.talking) {
    for (const std::size_t unit : {16U, 18U, 20U, 22U, 25U, 26U, 27U, 28U}) known.reset(unit);
  }
  std::map<const Term*, double> log_sum;
  for (const std::size_t i : at) {
    for (const auto& [term, p] : face_alone(*m.tables, plain_presence(m, face, i), known)) {
      log_sum[term] += std::log(std::max(p, 1e-9)) / static_cast<double>(at.size());
    }
  }
  Ranking out;
  double total = 0;
  for (const Term& term : m.tables->terms) {
    out.emplace_back(&term, std::exp(log_sum[&term]));
    total += out.back().second;
  }
  for (auto& item : out) item.second /= total;
  std::ranges::stable_sort(out, std::ranges::greater{}, [](const auto& x) { return x.second; });
  return out;
}

Span apex_at(const Material& m, std::size_t i) {
  const double t = static_cast<double>(i) / m.unit_rate;
  return {t, t + 0.2};
}

// How many kinds of emotion the apexes show: exp of the entropy of the likeliest families (Hill
// number of order 1).
Reading emotion_variety(const Material& m) {
  const Settled face = settled(m);
  const float least = std::max(0.25F, 0.3F * quantile(face.activity, 0.95));
  const auto at = peaks(face.activity, 0, face.activity.size(),
                        static_cast<std::size_t>(1.2 * m.unit_rate), least);
  if (at.size() < 6) return not_enough();
  std::map<std::string, double> share;
  for (const std::size_t i : at) {
    share[together(m, face, {i}).front().first->family] += 1 / static_cast<double>(at.size());
  }
  double entropy = 0;
  for (const auto& item : share) entropy -= item.second * std::log(item.second);
  Reading out = measured(std::exp(entropy));
  out.frames.reserve(10);
  for (const std::size_t i : at) {
    if (out.frames.size() < 10) out.frames.push_back(apex_at(m, i));
  }
  return out;
}

// What may be worn where `term` is felt: itself, and the masks these people are reported to use.
std::vector<const Term*> acceptable(const Material& m, const Term& term) {
  std::vector<const Term*> out{&term};
  if (m.request->culture.empty()) return out;
  const auto pack = culture::find_pack(m.request->culture);
  if (!pack) return out;
  for (const auto* rule : culture::fitting_rules(**pack, term.family, m.context.occasion)) {
    const Term* mask = rule->mask.empty() ? nullptr : m.tables->find(rule->mask);
    if (mask != nullptr) out.push_back(mask);
  }
  return out;
}

// Within half a unit of valence and arousal; of one family, within .8: bittersweet smiles are no
// grief, though both are of sadness.
bool means_about(const Term& one, const Term& other) {
  const double apart = distance_of_affect(one, other);
  return apart < 0.5 || (one.family == other.family && apart < 0.8);
}

// Probability of everything that means about the same, in multiples of what guessing would give.
double times_chance(const Material& m, const Ranking& ranked, const Term& wanted) {
  const auto good = acceptable(m, wanted);
  double probability = 0;
  double share = 0;
  for (const auto& [term, p] : ranked) {
    const bool near =
        std::ranges::any_of(good, [t = term](const Term* g) { return means_about(*t, *g); });
    if (!near) continue;
    probability += p;
    share += 1 / static_cast<double>(ranked.size());
  }
  return share > 0 ? probability / share : 1;
}

std::vector<EmotionKey> keys_of(const Material& m) {
  if (!m.request->emotions.empty()) return m.request->emotions;
  if (m.request->emotion.empty()) return {};
  return {{0, m.request->emotion, 0.5}};
}

Reading fit_of(const Material& m, const Settled& face, const Term& wanted, double from, double to) {
  if (wanted.units.empty()) return not_enough();
  const auto n = face.activity.size();
  const auto first = std::min(n, static_cast<std::size_t>(from * m.unit_rate));
  const auto last = std::min(n, static_cast<std::size_t>(to * m.unit_rate));
  if (first >= last) return not_enough();
  const std::vector<float> part(face.activity.begin() + static_cast<std::ptrdiff_t>(first),
                                face.activity.begin() + static_cast<std::ptrdiff_t>(last));
  const auto apart = static_cast<std::size_t>(1.2 * m.unit_rate);
  const auto at = peaks(face.activity, first, last, apart, 0.6F * quantile(part, 0.9));
  if (at.empty()) return not_enough();
  const auto ranked = in_context(*m.tables, together(m, face, at), m.context, m.request->culture);
  if (!ranked) return not_enough();
  Reading out = measured(times_chance(m, *ranked, wanted));
  const Ranking& r = *ranked;
  out.evidence = {fmt::format("wanted {}; nearest: {} {:.2f}, {} {:.2f}, {} {:.2f}", wanted.name,
                              r[0].first->name, r[0].second, r[1].first->name, r[1].second,
                              r[2].first->name, r[2].second)};
  out.frames = {apex_at(m, at.front())};
  return out;
}

// The emotion that fits least of those that were wanted one after another.
Reading emotion_fit(const Material& m) {
  const auto keys = keys_of(m);
  if (keys.empty()) return not_enough();
  const Settled face = settled(m);
  Reading worst = not_enough();
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const Term* wanted = m.tables->find(keys[k].emotion);
    const double to = k + 1 < keys.size() ? keys[k + 1].at_s : m.signal.seconds();
    if (wanted == nullptr) continue;
    const double fading = k == 0 ? 0.6 : 1.5;  // until the one before has left the face
    const Reading one = fit_of(m, face, *wanted, keys[k].at_s + fading, to);
    if (one.state != Reading::State::measured) continue;
    if (worst.state != Reading::State::measured || one.value < worst.value) worst = one;
  }
  return worst;
}

UnitLevels unit_face(const Material& m, const Settled& face, std::size_t i) {
  UnitLevels out{};
  float length = 0;
  for (std::size_t u = 0; u < unit_limit; ++u) {
    const bool counts = of_expression(u, m.talking) && !(m.talking && u == 24);  // p b m press
    out[u] = counts ? (face.left[i][u] + face.right[i][u]) / 2 : 0;
    length += out[u] * out[u];
  }
  for (float& v : out) v /= std::max(1e-3F, std::sqrt(length));
  return out;
}

double apart(const UnitLevels& a, const UnitLevels& b) {
  double square = 0;
  for (std::size_t u = 0; u < unit_limit; ++u) square += (a[u] - b[u]) * (a[u] - b[u]);
  return std::sqrt(square);
}

// Distance of each apex to the most similar other one, faces brought to length 1, the middle one
// of them: near zero where every episode of an emotion wears one face.
Reading sameness(const Material& m) {
  const Settled face = settled(m, m.talking ? 0.8 : 0.4);  // accents of speech are shorter
  const float least = std::max(0.25F, 0.5F * quantile(face.activity, 0.95));
  auto at = peaks(face.activity, 0, face.activity.size(),
                  static_cast<std::size_t>(1.5 * m.unit_rate), least);
  if (at.size() < 4) return not_enough();
  if (at.size() > 60) at.resize(60);
  std::vector<UnitLevels> faces;
  for (const std::size_t i : at) faces.push_back(unit_face(m, face, i));
  std::vector<double> nearest(faces.size(), 2);
  for (std::size_t a = 0; a < faces.size(); ++a) {
    for (std::size_t b = 0; b < faces.size(); ++b) {
      if (a != b) nearest[a] = std::min(nearest[a], apart(faces[a], faces[b]));
    }
  }
  Reading out = measured(median(nearest));
  out.moments.reserve(at.size());
  for (std::size_t a = 0; a < at.size(); ++a) {
    out.moments.push_back({apex_at(m, at[a]), nearest[a]});
  }
  return out;
}

}  // namespace

std::vector<NamedMeasure> emotion_measures() {
  return {
      {"emotion-variety", emotion_variety}, {"emotion-fit", emotion_fit}, {"sameness", sameness}};
}

}  // namespace kuleshov::face
