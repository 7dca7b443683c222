// Where one shot ends and the next begins in footage that others have cut.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "kuleshov/media/reader.hpp"

namespace kuleshov::media {

enum class Transition { cut, fade, dissolve };

struct FoundShot {
  std::size_t first_frame = 0;
  std::size_t frames = 0;
  double start_s = 0;
  double end_s = 0;
  Transition into = Transition::cut;  // how it began; the first one: cut
};

// What is kept of a frame: 32x18 luma, and a colour histogram of 4x4x4 bins in each quarter.
struct FrameSketch {
  std::vector<float> luma;       // 576 values, 0..1
  std::vector<float> histogram;  // 4 x 64, each quarter sums to 1
  double at_s = 0;
};
FrameSketch sketch_of(const ImageView& image, double at_s);

// Hard cuts stand out from the change around them (Yusoff et al. 1998, adaptive threshold over a
// sliding window); a flash comes back to what was before it and is none. Fades pass through black
// or white; dissolves are slow, even changes between two still parts (twin comparison, Zhang et al.
// 1993).
std::vector<FoundShot> find_shots(std::span<const FrameSketch> frames);

base::Result<std::vector<FoundShot>> find_shots(const Source& source);

}  // namespace kuleshov::media
