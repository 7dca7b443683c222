#include "kuleshov/culture/display.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kuleshov::culture {

namespace {

constexpr double least_spread = 0.25;

// ISEAR means of "tried to control", 1..3; families without a figure take a near one.
constexpr std::array<std::pair<std::string_view, double>, 14> reported_control{{
    {"joy", 1.31},
    {"love", 1.31},
    {"interest", 1.31},
    {"pride", 1.58},
    {"surprise", 1.31},
    {"anger", 1.58},
    {"contempt", 1.66},
    {"disgust", 1.66},
    {"sadness", 1.77},
    {"pain", 1.77},
    {"fear", 1.87},
    {"guilt", 2.05},
    {"shame", 2.25},
    {"embarrassment", 2.25},
}};

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}

bool fits(const DisplayRule& rule, const std::string& family, const Occasion& occasion) {
  if (!holds(rule.families, "any") && !holds(rule.families, family)) return false;
  if (!holds(rule.relations, "any") && !holds(rule.relations, occasion.relation)) return false;
  if (rule.publicness == "public") return occasion.publicness >= 0.5;
  if (rule.publicness == "private") return occasion.publicness < 0.5;
  return true;
}

int how_special(const DisplayRule& rule) {
  return (holds(rule.families, "any") ? 0 : 4) + (holds(rule.relations, "any") ? 0 : 2) +
         (rule.publicness == "any" ? 0 : 1);
}

// A person's own share of a shift: around it, and at least as wide as it is far.
double drawn(double shift, double least, base::Random& random) {
  return shift + std::max(least, 1.2 * std::abs(shift)) * std::clamp(random.normal(), -2.0, 2.0);
}

void draw_manner(const Manner& manner, base::Random& random, Control& out) {
  for (const Manner::Unit& unit : manner.units) {
    if (random.chance(unit.share)) out.units.push_back(unit);
  }
  out.head_pitch = drawn(manner.head_pitch, 4, random);
  out.head_yaw = drawn(manner.head_yaw, 4, random);
  out.head_roll = drawn(manner.head_roll, 2, random);
  out.gaze_pitch = drawn(manner.gaze_pitch, 3, random);
  out.gaze_away = drawn(manner.gaze_away, 0.12, random);
}

}  // namespace

double general_scale(const std::string& family, double publicness) {
  for (const auto& [name, effort] : reported_control) {
    if (name == family) return 1 - 0.35 * publicness * (effort - 1.31) / (2.25 - 1.31);
  }
  return 1;
}

std::vector<const DisplayRule*> fitting_rules(const Pack& pack, const std::string& family,
                                              const Occasion& occasion) {
  std::vector<const DisplayRule*> out;
  for (const DisplayRule& rule : pack.display_rules) {
    if (fits(rule, family, occasion)) out.push_back(&rule);
  }
  std::ranges::stable_sort(out, std::ranges::greater{},
                           [](const DisplayRule* rule) { return how_special(*rule); });
  return out;
}

Control control(const Pack* pack, const std::string& family, const Occasion& occasion,
                base::Random& random) {
  Control out;
  out.expected = general_scale(family, occasion.publicness);
  double spread = least_spread;
  if (pack != nullptr) out.rules = fitting_rules(*pack, family, occasion);
  if (!out.rules.empty()) {  // the most special rule speaks; others are only reported
    const DisplayRule& rule = *out.rules.front();
    out.expected *= rule.scale;
    spread = std::max(spread, rule.spread);
    if (!rule.mask.empty() && random.chance(rule.mask_share)) {
      out.mask = rule.mask;
      out.leak = rule.leak;
    }
    draw_manner(rule.manner, random, out);
  }
  out.scale = std::clamp(out.expected * std::exp(spread * random.normal()), 0.15, 1.6);
  return out;
}

}  // namespace kuleshov::culture
