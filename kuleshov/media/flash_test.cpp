#include "kuleshov/media/flash.hpp"

#include <gtest/gtest.h>

namespace kuleshov::media {
namespace {

Image flat(int r, int g, int b, double share = 1) {
  Image image(64, 36);
  for (std::size_t i = 0; i < image.pixels.size(); i += 4) {
    const bool inside = static_cast<double>(i / 4 % 64) < 64 * share;
    image.pixels[i] = static_cast<std::uint8_t>(inside ? b : 0);
    image.pixels[i + 1] = static_cast<std::uint8_t>(inside ? g : 0);
    image.pixels[i + 2] = static_cast<std::uint8_t>(inside ? r : 0);
  }
  return image;
}

FlashReport blink(const Image& on, const Image& off, int period, int frames) {
  FlashMeter meter;
  for (int i = 0; i < frames; ++i) meter.add((i / (period / 2) % 2 == 0 ? off : on).view());
  return meter.report();
}

TEST(Flash, SixASecondOverTheWholeScreenHarm) {
  const FlashReport report = blink(flat(255, 255, 255), flat(0, 0, 0), 4, 50);
  EXPECT_TRUE(report.harmful());
  EXPECT_GT(report.most_in_a_second, 5);
}

TEST(Flash, TwoASecondDoNot) {
  EXPECT_FALSE(blink(flat(255, 255, 255), flat(0, 0, 0), 12, 75).harmful());
}

TEST(Flash, ASmallPartOfTheScreenMayFlash) {
  EXPECT_FALSE(blink(flat(255, 255, 255, 0.2), flat(0, 0, 0), 4, 50).harmful());
  EXPECT_TRUE(blink(flat(255, 255, 255, 0.3), flat(0, 0, 0), 4, 50).harmful());
}

TEST(Flash, DimFlickerDoesNotHarm) {
  EXPECT_FALSE(blink(flat(40, 40, 40), flat(20, 20, 20), 4, 50).harmful());
}

TEST(Flash, SaturatedRedHarmsEvenWhenItIsNotBright) {
  const FlashReport report = blink(flat(200, 0, 0), flat(0, 0, 0), 4, 50);
  EXPECT_GT(report.most_red_in_a_second, 3);
}

TEST(Flash, ASlowFadeIsNoFlash) {
  FlashMeter meter;
  for (int i = 0; i < 100; ++i) meter.add(flat(i * 2, i * 2, i * 2).view());
  EXPECT_FALSE(meter.report().harmful());
  EXPECT_LE(meter.report().most_in_a_second, 0.5);
}

}  // namespace
}  // namespace kuleshov::media
