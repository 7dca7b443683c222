#include "kuleshov/face/emotion.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::face {

namespace {

// Rates of the units over emotional faces (Cohn-Kanade extended, 327 frames, rounded; units that
// are rare there .03): what a unit says where a term is silent about it.
double base_rate(int unit) {
  switch (unit) {
    case 25:
      return 0.35;
    case 1:
    case 4:
    case 17:
      return 0.3;
    case 2:
    case 5:
    case 6:
    case 12:
    case 7:
      return 0.22;
    case 9:
    case 26:
    case 27:
    case 14:
    case 15:
    case 23:
    case 24:
    case 10:
    case 20:
      return 0.1;
    default:
      return 0.03;
  }
}

bool judged(int unit) {
  static constexpr int units[] = {1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 24, 25, 26, 27};
  return std::ranges::find(units, unit) != std::end(units);
}

struct Expected {
  double both = 0;
  double one = 0;
};

Expected expected_of(const Term& term, int unit) {
  Expected out{0.25 * base_rate(unit), 0.02};
  for (const UnitChance& chance : term.units) {
    if (chance.unit != unit) continue;
    const double p = std::clamp(chance.probability, 0.04, 0.95);
    (chance.side == Side::both ? out.both : out.one) = p;
  }
  return out;
}

double log_of(double p, double there) {
  return there * std::log(p) + (1 - there) * std::log(1 - p);
}

double log_likelihood(const Term& term, const Presence& seen,
                      const std::bitset<unit_limit>& known) {
  double sum = 0;
  for (int unit = 1; unit < unit_limit; ++unit) {
    const auto u = static_cast<std::size_t>(unit);
    if (!judged(unit) || !known.test(u)) continue;
    Expected expected = expected_of(term, unit);
    if (!seen.sides_known) expected.both = std::max(expected.both, expected.one);
    sum += log_of(expected.both, seen.both[u]);
    if (seen.sides_known && (unit == 12 || unit == 14))
      sum += log_of(expected.one, seen.one_sided[u]);
  }
  // The head: three degrees of misfit are one deviation, half weight.
  const double misfit = (seen.head_pitch - 0.5 * term.head.pitch) / 4;
  return sum - 0.25 * misfit * misfit;
}

Ranking normalised(Ranking ranking) {
  double most = -1e300;
  for (const auto& item : ranking) most = std::max(most, item.second);
  double total = 0;
  for (auto& item : ranking) total += item.second = std::exp(item.second - most);
  for (auto& item : ranking) item.second /= total;
  std::ranges::stable_sort(ranking, std::ranges::greater{},
                           [](const auto& item) { return item.second; });
  return ranking;
}

float surely(float level) { return std::clamp((level - 0.06F) / 0.16F, 0.0F, 1.0F); }

}  // namespace

Presence presence_of(const UnitLevels& left, const UnitLevels& right, float head_pitch) {
  Presence out;
  out.head_pitch = head_pitch;
  for (std::size_t u = 0; u < unit_limit; ++u) {
    const float low = std::min(left[u], right[u]);
    const float high = std::max(left[u], right[u]);
    const float apart = high > 0.1F ? std::clamp((high - 2 * low) / high, 0.0F, 1.0F) : 0;
    out.one_sided[u] = surely(high) * apart;
    out.both[u] = surely((low + high) / 2) * (1 - apart);
  }
  return out;
}

Ranking face_alone(const Tables& tables, const Presence& presence,
                   const std::bitset<unit_limit>& known) {
  Ranking out;
  for (const Term& term : tables.terms) {
    out.emplace_back(&term, log_likelihood(term, presence, known));
  }
  return normalised(std::move(out));
}

base::Result<Ranking> in_context(const Tables& tables, const Ranking& alone, const Context& context,
                                 const std::string& culture) {
  const culture::Pack* pack = nullptr;
  if (!culture.empty()) pack = TRY(culture::find_pack(culture));
  if (!context.appraised && pack == nullptr) return alone;
  const auto prior = terms_by_appraisal(tables, context);
  Ranking out = alone;
  for (auto& [term, probability] : out) {
    double log_posterior = std::log(std::max(probability, 1e-12));
    if (context.appraised) {
      const auto at = std::ranges::find(prior, term, [](const auto& item) { return item.first; });
      log_posterior += std::log(std::max(at->second, 1e-6));
    }
    if (pack != nullptr) {  // what is seldom shown before these people is likelier felt than shown
      const auto rules = culture::fitting_rules(*pack, term->family, context.occasion);
      const double scale = rules.empty() ? 1 : rules.front()->scale;
      log_posterior -= 0.5 * std::log(std::max(0.2, scale));
    }
    probability = log_posterior;
  }
  return normalised(std::move(out));
}

double family_share(const Ranking& ranking, const std::string& family) {
  double sum = 0;
  for (const auto& [term, probability] : ranking) {
    if (term->family == family) sum += probability;
  }
  return sum;
}

}  // namespace kuleshov::face
