// Points on a face as a tracker sees them, turned into a head's angles and the 52 shapes. Internal.
#pragma once

#include <vector>

#include "kuleshov/face/geometry.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

// MediaPipe's face mesh: 468 points, or 478 with the irises. x and y in parts of the picture's
// width and height (y down), z in parts of its width (smaller is nearer).
using Landmarks = std::vector<Point>;
inline constexpr std::size_t mesh_points = 468;
inline constexpr std::size_t mesh_points_with_irises = 478;

// Where one of the 68 points of Multi-PIE lies in the mesh.
std::size_t mesh_index(std::size_t multi_pie);

// Whether these can be a face at all: the right number, finite, of some extent.
bool is_face(const Landmarks& landmarks);

// Of the picture the points lie in; 0: nobody wrote it down.
struct PictureSize {
  double width = 0, height = 0;
};

// The picture's height over its width, if nobody wrote it down: from the shape of the face, the
// median of all frames beside the neutral head's.
double picture_shape(const std::vector<Landmarks>& faces, const Head& head);

// One frame per face, its head angles and shapes set. Each face is laid upon the neutral head by
// the rotation that fits best (Horn 1987, J Opt Soc Am A 4), what is left is measured against the
// median of all frames, which stands for the person's own rest, and explained by the head's shapes
// in least squares with every shape between 0 and 1. Gaze from the irises where there are any.
std::vector<FaceFrame> frames_of(const std::vector<Landmarks>& faces, double picture_shape,
                                 const Head& head);

// The same as the frames of a track, whose times are set; says so in its notes.
base::Result<void> add_frames(const std::vector<Landmarks>& faces, PictureSize size, Track& track);

}  // namespace kuleshov::face
