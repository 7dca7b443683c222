// Where people and camera are: framing by shot scale, sides that hold over a scene, camera moves.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/picture/bitmap.hpp"
#include "kuleshov/picture/business.hpp"
#include "kuleshov/picture/canvas.hpp"
#include "kuleshov/picture/head_space.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::picture {

// One person in the frame, pixels at the shot's start (zoom 1).
struct Mark {
  story::CharacterId who;
  Point head;         // the head's middle
  double size = 100;  // the head's height, chin to crown
  double facing = 1;  // -1 looks to the left of the frame, 1 to the right
  HeadPose turn;      // the head's rest: towards what it looks at
  Point eyes;         // their rest in the head, degrees: to the right of the frame, up
  std::string pose = "stand";
  bool over_shoulder = false;  // in front, from behind, out of focus
  Business business;
};

// The height of a head, as a share of the frame's height, for an adult of 1.7 m.
double head_share(story::ShotScale scale);

// The film line: on which side of the axis a person stands throughout the scene; -1 left of the
// frame (looks right), 1 right (looks left). By the order in which the scene first shows them, so
// eyelines match across cuts (the 180-degree rule).
int side_of(const story::Scene& scene, const story::CharacterId& who);

// Everyone seen in the shot, far to near.
std::vector<Mark> block_shot(const story::Film& film, const story::Scene& scene,
                             const story::Shot& shot);

// The camera at a share 0..1 of the shot: zoom 1 and more, and the shift of what people stand on.
struct Camera {
  double zoom = 1;
  Point pan;  // pixels
};
Camera camera_at(story::CameraMove move, double seconds, double length, std::uint64_t seed);

// Where something of a depth lands: output = scale * (p - middle) + middle + pan, p in the frame.
struct Shift {
  double scale = 1;
  Point move;
  [[nodiscard]] Point operator()(Point p) const {
    return {(p.x - frame_width / 2.0) * scale + frame_width / 2.0 + move.x,
            (p.y - frame_height / 2.0) * scale + frame_height / 2.0 + move.y};
  }
};
Shift shift_of(const Camera& camera, double depth);

}  // namespace kuleshov::picture
