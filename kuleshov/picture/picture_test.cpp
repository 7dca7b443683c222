#include <gtest/gtest.h>

#include "kuleshov/picture/composite.hpp"

namespace kuleshov::picture {
namespace {

TEST(Lay, AnOpaqueSpriteAtScaleOneIsCopied) {
  Bitmap source(64, 40), out(64, 40);
  for (std::size_t i = 0; i < source.pixels().size(); ++i) {
    source.pixels()[i] = 0xff000000U | static_cast<std::uint32_t>(i * 977U);
  }
  lay(out, Sprite(source), {1, 0, 0});
  EXPECT_EQ(out.pixels(), source.pixels());
}

TEST(Lay, WhatLiesOutsideIsLeftAway) {
  Bitmap source(8, 8), out(16, 16);
  for (auto& p : source.pixels()) p = 0xffffffffU;
  lay(out, Sprite(source), {1, 100, 100});
  lay(out, Sprite(source), {0.5, -20, -20});
  for (const auto p : out.pixels()) EXPECT_EQ(p, 0U);
  lay(out, Sprite(source), {2.5, -3.3, 9.7});
  EXPECT_EQ(out.row(15)[5], 0xffffffffU);
}

}  // namespace
}  // namespace kuleshov::picture
