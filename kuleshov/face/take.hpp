// A performance as curves: what a face does, frame by frame. Shared by the director of faces, the
// auditor, the illustrated faces of `picture` and every file format.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kuleshov::face {

// The 52 ARKit blend shapes, in the order of Live Link Face CSV.
inline constexpr std::size_t shape_count = 52;
enum class Shape : std::uint8_t {
  eye_blink_left,
  eye_look_down_left,
  eye_look_in_left,
  eye_look_out_left,
  eye_look_up_left,
  eye_squint_left,
  eye_wide_left,
  eye_blink_right,
  eye_look_down_right,
  eye_look_in_right,
  eye_look_out_right,
  eye_look_up_right,
  eye_squint_right,
  eye_wide_right,
  jaw_forward,
  jaw_right,
  jaw_left,
  jaw_open,
  mouth_close,
  mouth_funnel,
  mouth_pucker,
  mouth_right,
  mouth_left,
  mouth_smile_left,
  mouth_smile_right,
  mouth_frown_left,
  mouth_frown_right,
  mouth_dimple_left,
  mouth_dimple_right,
  mouth_stretch_left,
  mouth_stretch_right,
  mouth_roll_lower,
  mouth_roll_upper,
  mouth_shrug_lower,
  mouth_shrug_upper,
  mouth_press_left,
  mouth_press_right,
  mouth_lower_down_left,
  mouth_lower_down_right,
  mouth_upper_up_left,
  mouth_upper_up_right,
  brow_down_left,
  brow_down_right,
  brow_inner_up,
  brow_outer_up_left,
  brow_outer_up_right,
  cheek_puff,
  cheek_squint_left,
  cheek_squint_right,
  nose_sneer_left,
  nose_sneer_right,
  tongue_out,
};
std::string_view name_of(Shape shape);  // "EyeBlinkLeft"

// Degrees. Yaw: + to the person's left; pitch: + up; roll: + towards the person's left shoulder.
struct Angles {
  float yaw = 0;
  float pitch = 0;
  float roll = 0;
};

struct FaceFrame {
  std::array<float, shape_count> shape{};  // 0..1 each
  Angles head;
  Angles left_eye;  // eye in head
  Angles right_eye;
  [[nodiscard]] float operator[](Shape s) const { return shape[static_cast<std::size_t>(s)]; }
  float& operator[](Shape s) { return shape[static_cast<std::size_t>(s)]; }
};

// A phoneme or a silence with its time within the line; symbols as in IPA.
struct Phoneme {
  double start_s = 0;
  double end_s = 0;
  std::string symbol;
  bool stressed = false;
};

struct Take {
  double fps = 25;
  std::vector<FaceFrame> frames;
};

}  // namespace kuleshov::face
