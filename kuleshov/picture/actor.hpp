// One person within a prepared shot: a cached body, a face drawn anew in each frame.
#pragma once

#include <vector>

#include "kuleshov/picture/body.hpp"
#include "kuleshov/picture/composite.hpp"
#include "kuleshov/picture/stage.hpp"

namespace kuleshov::picture {

class Actor {
 public:
  // `accents`: seconds of stressed words, on which the hands move; empty while speaking: the hands
  // follow the jaw.
  Actor(Mark mark, Design design, face::Take take, bool speaking,
        const std::vector<double>& accents, story::ShotScale scale, std::uint64_t seed);
  void draw(Bitmap& out, const Camera& camera, std::size_t frame) const;
  // The box around the head, from crown to chin, in frame pixels at zoom 1.
  [[nodiscard]] Box head_box() const;
  [[nodiscard]] const Mark& mark() const { return mark_; }

 private:
  void cache_body();
  void cache_shoulder();
  [[nodiscard]] Expression expression_at(std::size_t frame) const;
  [[nodiscard]] face::FaceFrame face_at(std::size_t frame) const;
  [[nodiscard]] double gesture_at(std::size_t frame) const;
  void draw_walking(Bitmap& out, const Shift& shift, double seconds,
                    const Expression& expression) const;
  [[nodiscard]] BodyPose body_pose() const;

  Mark mark_;
  Design design_;
  face::Take take_;
  std::vector<float> gestures_;  // 0..1 by frame; empty: hands at rest
  std::uint64_t seed_;
  Sprite body_;
  Point body_corner_;      // of the sprite, frame pixels at zoom 1
  double body_scale_ = 1;  // sprite pixels for a frame pixel
};

}  // namespace kuleshov::picture
