// Titles over a picture, and the film's poster.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/picture/backdrop.hpp"
#include "kuleshov/picture/lettering.hpp"

namespace kuleshov::picture {

// Words that come and go softly over a shot.
class Titles {
 public:
  Titles() = default;
  Titles(const std::vector<TextLine>& lines, Point centre, double width, const Colour& colour,
         double seconds);
  void draw(Bitmap& out, double seconds) const;

 private:
  Bitmap words_{1, 1};
  double seconds_ = 0;  // of the shot; 0: no words
};

Titles title_of(const story::Film& film, const std::string& language, double seconds);
Titles card_of(const std::vector<std::string>& lines, double seconds);
Layer card_ground(const Look& look, std::uint64_t seed);

}  // namespace kuleshov::picture
