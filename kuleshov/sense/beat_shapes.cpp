#include "kuleshov/sense/beat_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kuleshov::sense {

namespace {

constexpr std::int64_t trusted_after_beats = 3;
constexpr double same_shape = 0.75;
constexpr double learning_share = 0.15;

double correlation(const BeatShapes::Shape& a, const BeatShapes::Shape& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

void normalise(BeatShapes::Shape& shape) {
  const double length = std::sqrt(correlation(shape, shape));
  if (!(length > 0)) return;
  for (double& value : shape) value /= length;
}

bool BeatShapes::knows_any() const {
  return std::any_of(known_.begin(), known_.end(),
                     [](const Known& known) { return known.beats >= trusted_after_beats; });
}

double BeatShapes::likeness(const Aligned& aligned) const {
  double best = 0;
  bool any = false;
  for (const Known& known : known_) {
    if (known.beats < trusted_after_beats) continue;
    any = true;
    for (const Shape& shape : aligned) best = std::max(best, correlation(shape, known.shape));
  }
  return any ? best : 1;
}

void BeatShapes::learn(const Aligned& aligned, std::int64_t at) {
  double best = same_shape;
  Known* like = nullptr;
  const Shape* its = nullptr;
  for (Known& known : known_) {
    if (known.beats == 0) continue;
    for (const Shape& shape : aligned) {
      const double likeness = correlation(shape, known.shape);
      if (likeness <= best) continue;
      best = likeness;
      like = &known;
      its = &shape;
    }
  }
  if (like == nullptr) {
    const auto oldest =
        std::min_element(known_.begin(), known_.end(),
                         [](const Known& a, const Known& b) { return a.last < b.last; });
    *oldest = {aligned[shifts / 2], 1, at};
    return;
  }
  ++like->beats;
  like->last = at;
  for (std::size_t k = 0; k < points; ++k) {
    like->shape[k] += learning_share * ((*its)[k] - like->shape[k]);
  }
  normalise(like->shape);
}

}  // namespace kuleshov::sense
