#include "kuleshov/face/take.hpp"

#include "kuleshov/face/shapes.hpp"

namespace kuleshov::face {

namespace {

constexpr std::array<std::string_view, shape_count> names{
    "EyeBlinkLeft",
    "EyeLookDownLeft",
    "EyeLookInLeft",
    "EyeLookOutLeft",
    "EyeLookUpLeft",
    "EyeSquintLeft",
    "EyeWideLeft",
    "EyeBlinkRight",
    "EyeLookDownRight",
    "EyeLookInRight",
    "EyeLookOutRight",
    "EyeLookUpRight",
    "EyeSquintRight",
    "EyeWideRight",
    "JawForward",
    "JawRight",
    "JawLeft",
    "JawOpen",
    "MouthClose",
    "MouthFunnel",
    "MouthPucker",
    "MouthRight",
    "MouthLeft",
    "MouthSmileLeft",
    "MouthSmileRight",
    "MouthFrownLeft",
    "MouthFrownRight",
    "MouthDimpleLeft",
    "MouthDimpleRight",
    "MouthStretchLeft",
    "MouthStretchRight",
    "MouthRollLower",
    "MouthRollUpper",
    "MouthShrugLower",
    "MouthShrugUpper",
    "MouthPressLeft",
    "MouthPressRight",
    "MouthLowerDownLeft",
    "MouthLowerDownRight",
    "MouthUpperUpLeft",
    "MouthUpperUpRight",
    "BrowDownLeft",
    "BrowDownRight",
    "BrowInnerUp",
    "BrowOuterUpLeft",
    "BrowOuterUpRight",
    "CheekPuff",
    "CheekSquintLeft",
    "CheekSquintRight",
    "NoseSneerLeft",
    "NoseSneerRight",
    "TongueOut",
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letters(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace

std::string_view name_of(Shape shape) { return names[static_cast<std::size_t>(shape)]; }

std::optional<Shape> shape_named(std::string_view name) {
  for (std::size_t i = 0; i < shape_count; ++i) {
    if (same_letters(names[i], name)) return static_cast<Shape>(i);
  }
  return std::nullopt;
}

bool is_eye(Shape shape) {
  const auto i = static_cast<std::size_t>(shape);
  return i <= static_cast<std::size_t>(Shape::eye_wide_right);
}

bool is_upper(Shape shape) {
  const auto i = static_cast<std::size_t>(shape);
  const bool brow = i >= static_cast<std::size_t>(Shape::brow_down_left) &&
                    i <= static_cast<std::size_t>(Shape::brow_outer_up_right);
  const bool cheek = shape == Shape::cheek_squint_left || shape == Shape::cheek_squint_right;
  const bool lid = shape == Shape::eye_squint_left || shape == Shape::eye_squint_right ||
                   shape == Shape::eye_wide_left || shape == Shape::eye_wide_right;
  return brow || cheek || lid;
}

bool is_mouth(Shape shape) {
  const auto i = static_cast<std::size_t>(shape);
  return i >= static_cast<std::size_t>(Shape::jaw_forward) &&
         i <= static_cast<std::size_t>(Shape::mouth_upper_up_right);
}

void aim_eyes(FaceFrame& frame, Angles left, Angles right) {
  frame.left_eye = left;
  frame.right_eye = right;
  const auto set = [&frame](Shape plus, Shape minus, float value) {
    frame[plus] = std::min(1.0F, std::max(0.0F, value));
    frame[minus] = std::min(1.0F, std::max(0.0F, -value));
  };
  set(Shape::eye_look_out_left, Shape::eye_look_in_left, left.yaw / degrees_per_look_side);
  set(Shape::eye_look_in_right, Shape::eye_look_out_right, right.yaw / degrees_per_look_side);
  set(Shape::eye_look_up_left, Shape::eye_look_down_left, left.pitch / degrees_per_look_up);
  set(Shape::eye_look_up_right, Shape::eye_look_down_right, right.pitch / degrees_per_look_up);
}

}  // namespace kuleshov::face
