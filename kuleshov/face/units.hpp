// Action units and ARKit shapes, both ways.
#pragma once

#include "kuleshov/face/tables.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

// Adds the shapes of these units (data/face/au_to_arkit.yaml) to a frame, 0..1.
void add_shapes(const UnitLevels& units, const Tables& tables, FaceFrame& frame);

struct UnitFit {
  UnitLevels units{};
  double residual = 0;  // root of the mean squared difference over the shapes, 0..1
};

// Units from shapes by least squares with every unit between 0 and 1 (coordinate descent on the
// normal equations of the map). Sides are averaged first: a one-sided unit reads as half.
class UnitSolver {
 public:
  // Some units share their shapes with plainer ones and are not solved for (23, 27, 41, 43 ...).
  static bool solves(int unit);
  explicit UnitSolver(const Tables& tables);
  [[nodiscard]] UnitFit solve(const FaceFrame& frame) const;
  // One side of the face only.
  [[nodiscard]] UnitFit solve_side(const FaceFrame& frame, Side side) const;

 private:
  [[nodiscard]] UnitFit fit(const std::array<double, shape_count>& wanted) const;
  // Unit 25 has the shapes of a little 10, 16 and 26 together: one unit is likelier than three.
  void prefer_parted_lips(std::array<double, unit_limit>& x) const;
  std::vector<int> numbers_;                             // the units of the map
  std::vector<std::array<float, shape_count>> columns_;  // shapes of each
  std::vector<double> gram_;                             // columns' inner products
};

}  // namespace kuleshov::face
