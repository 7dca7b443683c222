#include "kuleshov/face/bust_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kuleshov/face/vectors.hpp"

namespace kuleshov::face {

float hair_end(float degrees) {
  static constexpr std::array<std::array<float, 2>, 10> rows{{{0, 11.2F},
                                                              {14, 11.0F},
                                                              {28, 10.3F},
                                                              {40, 9.0F},
                                                              {50, 7.6F},
                                                              {58, 5.4F},
                                                              {65, 2.2F},
                                                              {71, -2.6F},
                                                              {80, -7.2F},
                                                              {180, -9.0F}}};
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (degrees > rows[i][0]) continue;
    const float share = (degrees - rows[i - 1][0]) / (rows[i][0] - rows[i - 1][0]);
    return rows[i - 1][1] + (rows[i][1] - rows[i - 1][1]) * share;
  }
  return rows.back()[1];
}

float degrees_from_front(const Point& rest) {
  constexpr float degrees = 180 / std::numbers::pi_v<float>;
  return std::abs(std::atan2(rest.x, rest.z - skull_centre.z)) * degrees;
}

namespace {

Point hair_at(float round, float down) {
  const float off_front = round > 180 ? 360 - round : round;
  const float end = hair_end(off_front);
  constexpr float thick = 1.0F;
  const float crown = skull_centre.y + skull_radius.y + thick;
  const float y = crown + (end - crown) * std::pow(down, 1.25F + 0.4F * (1 - down));
  // Hair grows out of the forehead; at the sides it hangs free.
  const float rooted = 1 - smooth_step(52, 68, off_front);
  const float lift = 1 - rooted * smooth_step(2.2F, 0.0F, y - end) * 0.9F;
  const float wave = 0.10F * std::sin(round * 0.21F) + 0.07F * std::sin(round * 0.53F + y);
  const float body = thick * lift + wave * lift;
  const float above = std::max(0.0F, y - skull_centre.y) / (skull_radius.y + thick);
  const float round_top = std::pow(std::max(0.0F, 1 - std::pow(above, 2.5F)), 0.42F);
  const float dome =
      round_top + (std::sqrt(std::max(0.0F, 1 - above * above)) - round_top) * rooted;
  const float below = std::max(0.0F, skull_centre.y - y);
  const float hang = 1 + 0.012F * below - 0.0016F * below * below;
  const float angle = round * std::numbers::pi_v<float> / 180;
  const float rx = (skull_radius.x + body) * dome * hang;
  const float rz = (skull_radius.z + body) * dome * hang;
  return {rx * std::sin(angle), y, skull_centre.z + rz * std::cos(angle)};
}

}  // namespace

// A chin-length cut: one surface round the skull, open before the face.
void BustSurroundings::add_hair() {
  constexpr std::uint32_t columns = 144;
  constexpr std::uint32_t rows = 44;
  const auto first = static_cast<std::uint32_t>(out_.rest.size());
  for (std::uint32_t r = 0; r < rows; ++r) {
    for (std::uint32_t c = 0; c < columns; ++c) {
      const float round = 360.0F * static_cast<float>(c) / columns;
      add(hair_at(round, static_cast<float>(r) / (rows - 1)));
    }
  }
  grid(first, rows, columns, true, Stuff::hair);
}

void BustSurroundings::tube(const std::vector<Ring>& rings, float front_drop, Stuff stuff) {
  constexpr std::uint32_t columns = 64;
  const auto first = static_cast<std::uint32_t>(out_.rest.size());
  for (const Ring& ring : rings) {
    for (std::uint32_t c = 0; c < columns; ++c) {
      const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(c) / columns;
      add({ring.half_width * std::sin(angle), ring.y - front_drop * std::cos(angle),
           ring.z + ring.half_depth * std::cos(angle)},
          ring.turns);
    }
  }
  grid(first, static_cast<std::uint32_t>(rings.size()), columns, true, stuff);
}

void BustSurroundings::add_neck() {
  tube({{-3, 5.9F, 5.2F, -0.8F, 1},
        {-6, 5.7F, 5.2F, -0.9F, 0.95F},
        {-8, 5.5F, 5.1F, -1.2F, 0.8F},
        {-10, 5.5F, 5.1F, -1.5F, 0.55F},
        {-12, 5.7F, 5.3F, -1.9F, 0.3F},
        {-14, 6.3F, 5.7F, -2.3F, 0.1F},
        {-16, 8.2F, 6.6F, -2.7F, 0},
        {-18, 12, 7.6F, -3, 0}},
       0, Stuff::neck);
}

void BustSurroundings::add_cloth() {
  tube({{-13.6F, 6.3F, 5.9F, -2.2F, 0.1F},
        {-13.2F, 6.7F, 6.3F, -2.2F, 0.1F},
        {-13.6F, 7.1F, 6.8F, -2.3F, 0.05F},
        {-14.6F, 9.4F, 7.7F, -2.6F, 0},
        {-15.8F, 13.5F, 8.6F, -2.9F, 0},
        {-17.2F, 18, 9.4F, -3, 0},
        {-20, 21, 10, -3, 0},
        {-28, 22.5F, 10.5F, -3, 0}},
       0.9F, Stuff::cloth);
}

// A row along the dental arch: x = 2.4 u, z falls off with u squared.
void BustSurroundings::arch(float top, float bottom, float front, float wide, float jaw,
                            Stuff stuff) {
  constexpr std::uint32_t columns = 33;
  constexpr std::uint32_t rows = 5;
  const auto first = static_cast<std::uint32_t>(out_.rest.size());
  for (std::uint32_t r = 0; r < rows; ++r) {
    const float down = static_cast<float>(r) / (rows - 1);
    const float bulge = 0.12F * std::sin(down * std::numbers::pi_v<float>);
    for (std::uint32_t c = 0; c < columns; ++c) {
      const float u = 2 * static_cast<float>(c) / (columns - 1) - 1;
      add({wide * u, top + (bottom - top) * down + 0.12F * u * u, front + bulge - 2.2F * u * u}, 1,
          jaw);
    }
  }
  grid(first, rows, columns, false, stuff);
}

void BustSurroundings::add_teeth() {
  arch(-2.75F, -3.66F, 10.42F, 2.4F, 0, Stuff::tooth);
  arch(-1.8F, -2.78F, 10.46F, 2.45F, 0, Stuff::gum);
  arch(-3.7F, -4.5F, 10.1F, 2.15F, 0.86F, Stuff::tooth);
  arch(-4.47F, -5.3F, 10.14F, 2.2F, 0.86F, Stuff::gum);
}

void BustSurroundings::add_tongue() {
  constexpr std::uint32_t columns = 20;
  constexpr std::uint32_t rows = 12;
  const auto first = static_cast<std::uint32_t>(out_.rest.size());
  for (std::uint32_t r = 0; r < rows; ++r) {
    const float back = std::numbers::pi_v<float> * static_cast<float>(r) / (rows - 1);
    for (std::uint32_t c = 0; c < columns; ++c) {
      const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(c) / columns;
      add({1.65F * std::sin(back) * std::sin(angle),
           -4.95F + 0.6F * std::sin(back) * std::cos(angle), 7.9F + 1.9F * std::cos(back)},
          1, 0.8F);
    }
  }
  grid(first, rows, columns, true, Stuff::tongue);
}

}  // namespace kuleshov::face
