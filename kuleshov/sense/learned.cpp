#include "kuleshov/sense/learned.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kuleshov::sense {

namespace {

constexpr double farthest = 3;
// A score that moves less than a tenth of its noise over the whole state says nothing.
constexpr double least_slope_to_noise = 0.1;

constexpr std::array<std::string_view, 4> kinds{"ridge", "gp", "trees", "gains"};
constexpr std::array<std::string_view, 2> dimensions{"arousal", "valence"};

double or_zero(double value) { return std::isfinite(value) ? value : 0; }

double leaf_of(const Tree& tree, const WindowFeatures& x) {
  std::size_t at = 0;
  while (tree[at].feature >= 0) {
    const TreeNode& node = tree[at];
    const double value = x[static_cast<std::size_t>(node.feature)];
    at = !std::isfinite(value)                    ? node.missing
         : static_cast<float>(value) < node.below ? node.yes
                                                  : node.no;
  }
  return tree[at].leaf;
}

}  // namespace

std::string_view name_of(LearnedKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

std::optional<LearnedKind> learned_kind_named(std::string_view name) {
  const auto found = std::find(kinds.begin(), kinds.end(), name);
  if (found == kinds.end()) return std::nullopt;
  return static_cast<LearnedKind>(found - kinds.begin());
}

std::string_view name_of(Dimension dimension) {
  return dimensions[static_cast<std::size_t>(dimension)];
}

std::optional<Dimension> dimension_named(std::string_view name) {
  const auto found = std::find(dimensions.begin(), dimensions.end(), name);
  if (found == dimensions.end()) return std::nullopt;
  return static_cast<Dimension>(found - dimensions.begin());
}

WindowFeatures LearnedModel::standardised(const WindowFeatures& features) const {
  WindowFeatures out{};
  for (std::size_t k = 0; k < out.size(); ++k) {
    const double z = (features[k] - mean[k]) / scale[k];
    out[k] = std::isfinite(z) ? std::clamp(z, -farthest, farthest) : std::nan("");
  }
  return out;
}

double LearnedModel::score(const WindowFeatures& features) const {
  const WindowFeatures x = standardised(features);
  double sum = offset;
  for (std::size_t k = 0; k < x.size(); ++k) sum += weights[k] * or_zero(x[k]);
  for (std::size_t c = 0; c < centres.size(); ++c) {
    double squares = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      const double off = or_zero(x[k]) - centres[c][k];
      squares += off * off;
    }
    sum += centre_weights[c] * std::exp(-squares / (2 * length * length));
  }
  for (const Tree& tree : trees) sum += leaf_of(tree, x);
  return sum;
}

std::optional<LearnedModel::Told> LearnedModel::observe(const WindowFeatures& features) const {
  const bool any = std::any_of(features.begin(), features.end(),
                               [](double value) { return std::isfinite(value); });
  if (!any || !(observation.slope > least_slope_to_noise * observation.sd)) return std::nullopt;
  const double spread = observation.sd / observation.slope;
  return Told{(score(features) - observation.offset) / observation.slope, spread * spread};
}

}  // namespace kuleshov::sense
