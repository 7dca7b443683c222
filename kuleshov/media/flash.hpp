// Flashes that harm photosensitive people. After Rec. ITU-R BT.1702-3: a flash is a pair of
// opposing changes of luminance of 20 cd/m2 or more, the darker picture below 160 cd/m2, over a
// quarter of the screen at once; a saturated red makes any pair of changes count. More than three
// in a second harm.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "kuleshov/media/image.hpp"

namespace kuleshov::media {

struct FlashReport {
  double most_in_a_second = 0;  // flashes: half the number of changes
  double most_red_in_a_second = 0;
  double at_s = 0;  // end of the worst second
  [[nodiscard]] bool harmful() const { return most_in_a_second > 3 || most_red_in_a_second > 3; }
};

// Fed with frames in order, 25 a second.
class FlashMeter {
 public:
  FlashMeter();
  void add(const ImageView& image);
  [[nodiscard]] FlashReport report() const;

 private:
  static constexpr int columns = 32;
  static constexpr int rows = 18;
  static constexpr std::size_t cells = columns * rows;

  // Follows one quantity in every cell and notes the frames in which a quarter of them turned.
  struct Track {
    std::array<float, cells> extreme{};  // the last turning value
    std::array<signed char, cells> direction{};
    std::vector<int> changes;  // frames with a change of the whole picture
    int last = 0;              // its direction
    void add(int frame, const std::array<float, cells>& values, float step, float dark);
  };

  int frame_ = 0;
  Track bright_;
  Track red_;
};

}  // namespace kuleshov::media
