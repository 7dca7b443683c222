#include "kuleshov/face/creases.hpp"

#include <algorithm>

namespace kuleshov::face {

namespace {

struct Row {
  Shape left, right;  // what deepens it on either side
  float gain = 1;
  Shape left_too, right_too;
  float gain_too = 0;
  float rest = 0;  // there on a face that does nothing
  float width = 0.16F;
  std::array<std::array<float, 2>, 4> points;  // on the person's left; x, y in centimetres
  std::size_t count = 3;
};

constexpr Shape brow_in = Shape::brow_inner_up;
constexpr Shape out_l = Shape::brow_outer_up_left, out_r = Shape::brow_outer_up_right;
constexpr Shape down_l = Shape::brow_down_left, down_r = Shape::brow_down_right;
constexpr Shape cheek_l = Shape::cheek_squint_left, cheek_r = Shape::cheek_squint_right;
constexpr Shape smile_l = Shape::mouth_smile_left, smile_r = Shape::mouth_smile_right;
constexpr Shape sneer_l = Shape::nose_sneer_left, sneer_r = Shape::nose_sneer_right;
constexpr Shape up_l = Shape::mouth_upper_up_left, up_r = Shape::mouth_upper_up_right;
constexpr Shape dimple_l = Shape::mouth_dimple_left, dimple_r = Shape::mouth_dimple_right;
constexpr Shape frown_l = Shape::mouth_frown_left, frown_r = Shape::mouth_frown_right;
constexpr Shape squint_l = Shape::eye_squint_left, squint_r = Shape::eye_squint_right;
constexpr Shape chin = Shape::mouth_shrug_lower;

const std::array<Row, 18>& rows() {
  static const std::array<Row, 18> table{{
      // horizontal lines of the forehead: units 1 and 2
      {brow_in,
       brow_in,
       1.6F,
       out_l,
       out_r,
       0,
       0,
       0.15F,
       {{{0, 7.35F}, {1.1F, 7.4F}, {2.3F, 7.5F}}},
       3},
      {brow_in,
       brow_in,
       1.6F,
       out_l,
       out_r,
       0,
       0,
       0.15F,
       {{{0, 8.05F}, {1.1F, 8.1F}, {2.4F, 8.15F}}},
       3},
      {brow_in,
       brow_in,
       1.2F,
       out_l,
       out_r,
       0,
       0,
       0.15F,
       {{{0, 8.7F}, {1.0F, 8.72F}, {2.2F, 8.72F}}},
       3},
      {out_l,
       out_r,
       1.6F,
       out_l,
       out_r,
       0,
       0,
       0.15F,
       {{{2.2F, 7.5F}, {3.5F, 7.6F}, {4.7F, 7.2F}}},
       3},
      {out_l,
       out_r,
       1.5F,
       out_l,
       out_r,
       0,
       0,
       0.15F,
       {{{2.2F, 8.15F}, {3.4F, 8.15F}, {4.4F, 7.8F}}},
       3},
      // upright lines between the brows: unit 4
      {down_l,
       down_r,
       1.9F,
       sneer_l,
       sneer_r,
       0.4F,
       0,
       0.14F,
       {{{0.42F, 5.2F}, {0.5F, 6.0F}, {0.6F, 6.9F}}},
       3},
      {down_l,
       down_r,
       1.1F,
       sneer_l,
       sneer_r,
       0,
       0,
       0.13F,
       {{{1.0F, 5.7F}, {1.15F, 6.3F}, {1.2F, 6.7F}}},
       3},
      // rays from the outer corner of the eye, and the line under it: units 6 and 7
      {cheek_l,
       cheek_r,
       0.9F,
       smile_l,
       smile_r,
       0.5F,
       0,
       0.11F,
       {{{4.85F, 3.6F}, {5.5F, 4.0F}, {6.0F, 4.4F}}},
       3},
      {cheek_l,
       cheek_r,
       0.9F,
       smile_l,
       smile_r,
       0.5F,
       0,
       0.11F,
       {{{4.9F, 3.3F}, {5.6F, 3.3F}, {6.2F, 3.4F}}},
       3},
      {cheek_l,
       cheek_r,
       0.8F,
       smile_l,
       smile_r,
       0.4F,
       0,
       0.11F,
       {{{4.8F, 3.0F}, {5.4F, 2.6F}, {5.9F, 2.4F}}},
       3},
      {cheek_l,
       cheek_r,
       1.3F,
       squint_l,
       squint_r,
       1.2F,
       0.08F,
       0.16F,
       {{{1.9F, 2.5F}, {2.6F, 2.15F}, {3.5F, 2.1F}, {4.5F, 2.5F}}},
       4},
      // from the wing of the nose down: units 9, 10, 12
      {smile_l,
       smile_r,
       1.5F,
       up_l,
       up_r,
       1.3F,
       0.1F,
       0.24F,
       {{{1.75F, -0.2F}, {2.5F, -1.3F}, {3.15F, -2.6F}, {3.45F, -3.7F}}},
       4},
      {sneer_l,
       sneer_r,
       1.5F,
       up_l,
       up_r,
       0.8F,
       0,
       0.18F,
       {{{1.6F, 0.3F}, {2.1F, -0.6F}, {2.7F, -1.7F}}},
       3},
      // the bridge of the nose: unit 9
      {sneer_l,
       sneer_r,
       2.0F,
       sneer_l,
       sneer_r,
       0,
       0,
       0.12F,
       {{{0.1F, 3.6F}, {0.7F, 3.2F}, {1.2F, 2.6F}}},
       3},
      {sneer_l,
       sneer_r,
       1.7F,
       sneer_l,
       sneer_r,
       0,
       0,
       0.12F,
       {{{0.1F, 4.3F}, {0.7F, 3.9F}, {1.2F, 3.4F}}},
       3},
      // beside the corner of the mouth: units 14 and 12
      {dimple_l,
       dimple_r,
       2.0F,
       smile_l,
       smile_r,
       0.4F,
       0,
       0.17F,
       {{{3.0F, -2.7F}, {3.2F, -3.4F}, {3.05F, -4.2F}}},
       3},
      // below it: unit 15
      {frown_l,
       frown_r,
       1.7F,
       frown_l,
       frown_r,
       0,
       0,
       0.17F,
       {{{2.5F, -4.1F}, {2.8F, -4.8F}, {2.9F, -5.5F}}},
       3},
      // across the chin: unit 17
      {chin,
       chin,
       1.6F,
       chin,
       chin,
       0,
       0.1F,
       0.18F,
       {{{0, -5.35F}, {0.9F, -5.45F}, {1.6F, -5.85F}}},
       3},
  }};
  return table;
}

void add(const Row& row, float weight, float side, std::vector<Crease>& out) {
  if (weight < 0.04F) return;
  Crease crease{
      .points = {}, .width = row.width, .weight = std::min(1.0F, weight), .low = {}, .high = {}};
  crease.low = {99, 99, 0};
  crease.high = {-99, -99, 0};
  for (std::size_t i = 0; i < row.count; ++i) {
    const Point p{row.points[i][0] * side, row.points[i][1], 0};
    crease.points.push_back(p);
    const float room = 2.5F * row.width;
    crease.low = {std::min(crease.low.x, p.x - room), std::min(crease.low.y, p.y - room), 0};
    crease.high = {std::max(crease.high.x, p.x + room), std::max(crease.high.y, p.y + room), 0};
  }
  crease.open_start = crease.points.front().x == 0;
  out.push_back(std::move(crease));
}

}  // namespace

void find_creases(const FaceFrame& frame, std::vector<Crease>& out) {
  out.clear();
  for (const Row& row : rows()) {
    add(row, row.rest + row.gain * frame[row.left] + row.gain_too * frame[row.left_too], 1, out);
    add(row, row.rest + row.gain * frame[row.right] + row.gain_too * frame[row.right_too], -1, out);
  }
}

}  // namespace kuleshov::face
