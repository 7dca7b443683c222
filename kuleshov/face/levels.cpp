#include "kuleshov/face/levels.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kuleshov::face {

namespace {

void raise(std::vector<Level>& levels, int unit, double value) {
  if (Level* level = level_of(levels, unit)) {
    level->value = value;
    return;
  }
  levels.push_back({unit, Side::both, value});
}

using Direction = std::array<double, unit_limit>;

Direction direction_of(const std::vector<Level>& levels) {
  Direction out{};
  double square = 1e-9;
  for (const Level& level : levels) {
    square += level.value * level.value;
    out[static_cast<std::size_t>(level.unit)] = level.value;
  }
  for (double& v : out) v /= std::sqrt(square);
  return out;
}

}  // namespace

Level* level_of(std::vector<Level>& levels, int unit) {
  const auto at = std::ranges::find(levels, unit, &Level::unit);
  return at == levels.end() ? nullptr : &*at;
}

double apart(const std::vector<Level>& a, const std::vector<Level>& b) {
  const Direction first = direction_of(a), second = direction_of(b);
  double square = 0;
  for (std::size_t u = 0; u < unit_limit; ++u) {
    square += (first[u] - second[u]) * (first[u] - second[u]);
  }
  return std::sqrt(square);
}

void keep_partners(std::vector<Level>& levels, const Tables& tables, bool genuine) {
  for (const Partner& rule : tables.partners) {
    const Level* main = level_of(levels, rule.unit);
    if (main == nullptr || main->value < rule.above * 0.4) continue;
    if (rule.genuine_only && (!genuine || main->side != Side::both)) continue;
    const double wanted = main->value * rule.share * 1.15;
    const bool there = std::ranges::any_of(rule.with, [&](int unit) {
      const Level* other = level_of(levels, unit);
      return other != nullptr && other->value >= wanted;
    });
    if (there) continue;
    raise(levels, rule.with.front(), wanted);
  }
}

// What a director without the rule would do: the leading muscle alone.
void drop_partners(std::vector<Level>& levels, const Tables& tables) {
  for (const Partner& rule : tables.partners) {
    const Level* main = level_of(levels, rule.unit);
    if (main == nullptr || rule.genuine_only) continue;
    std::erase_if(levels, [&rule](const Level& level) {
      return std::ranges::find(rule.with, level.unit) != rule.with.end();
    });
  }
}

// What a director without the rule would do: tense a muscle against its opponent.
void pull_against(std::vector<Level>& levels, const Tables& tables) {
  for (const Forbidden& rule : tables.forbidden) {
    const Level* first = level_of(levels, rule.first);
    const Level* second = level_of(levels, rule.second);
    if (first == nullptr && second == nullptr) continue;
    const double value =
        std::max(first == nullptr ? 0 : first->value, second == nullptr ? 0 : second->value);
    raise(levels, rule.first, value);
    raise(levels, rule.second, value);
  }
}

void keep_apart(std::vector<Level>& levels, const Tables& tables) {
  for (const Forbidden& rule : tables.forbidden) {
    Level* first = level_of(levels, rule.first);
    Level* second = level_of(levels, rule.second);
    if (first == nullptr || second == nullptr) continue;
    Level& weaker = first->value < second->value ? *first : *second;
    const double limit = &weaker == first ? rule.first_above : rule.second_above;
    weaker.value = std::min(weaker.value, limit * 0.7);
  }
}

}  // namespace kuleshov::face
