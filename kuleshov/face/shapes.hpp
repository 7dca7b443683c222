// The 52 shapes: names, places on the face, and the scale of the gaze shapes.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "kuleshov/face/take.hpp"

namespace kuleshov::face {

// Letters of either case: "EyeBlinkLeft" (Live Link) and "eyeBlinkLeft" (ARKit, MediaPipe).
std::optional<Shape> shape_named(std::string_view name);

bool is_eye(Shape shape);    // blink, look, squint, wide
bool is_upper(Shape shape);  // brows, cheek squint, lids without blinks and looks
bool is_mouth(Shape shape);  // jaw and mouth

// Degrees of eye rotation per unit of a look shape, measured on three recorded Live Link takes
// (slopes 34.4-36.3 sideways, 27.4-29.6 up and down).
inline constexpr float degrees_per_look_side = 35;
inline constexpr float degrees_per_look_up = 28;

// Sets the eyes' angles and the eight look shapes that go with them.
void aim_eyes(FaceFrame& frame, Angles left, Angles right);

}  // namespace kuleshov::face
