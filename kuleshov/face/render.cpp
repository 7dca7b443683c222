#include "kuleshov/face/render.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kuleshov::face {

namespace {

constexpr float camera_z = 58;    // centimetres before the eyes' plane
constexpr float picture_cm = 27;  // height of what is seen at the face
constexpr Point neck{0, -8, -2};  // the head turns about this point
constexpr Point background{0.16F, 0.17F, 0.19F};

Point minus(const Point& a, const Point& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
Point plus(const Point& a, const Point& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
Point times(const Point& a, float k) { return {a.x * k, a.y * k, a.z * k}; }
float dot(const Point& a, const Point& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
Point cross(const Point& a, const Point& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
Point unit(const Point& a) {
  const float length = std::sqrt(dot(a, a));
  return length > 0 ? times(a, 1 / length) : Point{0, 0, 1};
}

Point rotated(const Point& p, const Angles& by) {
  constexpr float radians = std::numbers::pi_v<float> / 180;
  const float cr = std::cos(-by.roll * radians), sr = std::sin(-by.roll * radians);
  const float cp = std::cos(by.pitch * radians), sp = std::sin(by.pitch * radians);
  const float cy = std::cos(by.yaw * radians), sy = std::sin(by.yaw * radians);
  const Point r{p.x * cr - p.y * sr, p.x * sr + p.y * cr, p.z};
  const Point q{r.x, r.y * cp + r.z * sp, r.z * cp - r.y * sp};
  return {q.x * cy + q.z * sy, q.y, q.z * cy - q.x * sy};
}

struct Light {
  Point direction;
  Point colour;
};

// A warm key from the upper left, a cool fill from the right, a rim from behind.
Point lit(const Point& normal, const Point& albedo, float shine) {
  static const std::array<Light, 3> lights{{{unit({-0.5F, 0.6F, 0.75F}), {0.92F, 0.86F, 0.78F}},
                                            {unit({0.8F, 0.1F, 0.5F}), {0.24F, 0.27F, 0.33F}},
                                            {unit({0.3F, 0.7F, -0.6F}), {0.30F, 0.30F, 0.32F}}}};
  const Point half = unit(plus(lights[0].direction, {0, 0, 1}));
  Point sum{0.17F, 0.17F, 0.19F};
  for (const Light& light : lights) {
    const float wrapped = std::max(0.0F, (dot(normal, light.direction) + 0.18F) / 1.18F);
    sum = plus(sum, times(light.colour, wrapped));
  }
  const float gloss = shine * std::pow(std::max(0.0F, dot(normal, half)), 26.0F);
  return {std::min(1.0F, sum.x * albedo.x + gloss), std::min(1.0F, sum.y * albedo.y + gloss),
          std::min(1.0F, sum.z * albedo.z + gloss)};
}

std::uint8_t encoded(float linear) {
  const float display = std::pow(std::clamp(linear, 0.0F, 1.0F), 1 / 2.2F);
  return static_cast<std::uint8_t>(display * 255 + 0.5F);
}

}  // namespace

Renderer::Renderer(const Head& head, int width, int height)
    : head_(head), width_(2 * width), height_(2 * height) {
  small_ = {width, height, {}};
  small_.bgra.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  const auto pixels = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
  depth_.resize(pixels);
  large_.resize(pixels * 3);
  normals_.resize(head.vertices.size());
}

void Renderer::turn_head(const Angles& by) {
  for (Point& p : posed_) p = plus(rotated(minus(p, neck), by), neck);
}

void Renderer::find_normals() {
  std::ranges::fill(normals_, Point{0, 0, 0});
  for (const auto& t : head_.triangles) {
    const Point n = cross(minus(posed_[t[1]], posed_[t[0]]), minus(posed_[t[2]], posed_[t[0]]));
    for (const auto v : t) normals_[v] = plus(normals_[v], n);
  }
  for (Point& n : normals_) n = unit(n);
}

// Skin, a little redder on the lips; eyeballs white with an iris where they look.
Point Renderer::colour_at(std::uint16_t vertex) const {
  const int part = head_.part[vertex];
  const Point& p = head_.vertices[vertex];
  if (part == 0) {
    const float dx = p.x / 2.6F;
    const float dy = (p.y + 3.55F) / 0.95F;
    const float lip = std::exp(-(dx * dx * dx * dx + dy * dy * dy * dy)) * (p.z > 9 ? 1.0F : 0.0F);
    return {0.62F - 0.10F * lip, 0.43F - 0.19F * lip, 0.34F - 0.13F * lip};
  }
  const Point from = minus(p, head_.eye_centre[static_cast<std::size_t>(part - 1)]);
  const float off = std::sqrt(from.x * from.x + from.y * from.y);
  if (from.z < 0 || off > 0.62F) return {0.78F, 0.76F, 0.73F};
  return off < 0.27F ? Point{0.01F, 0.01F, 0.01F} : Point{0.13F, 0.09F, 0.05F};
}

void Renderer::fill(const std::array<std::uint16_t, 3>& triangle) {
  struct Corner {
    float x, y, z;
  };
  std::array<Corner, 3> c{};
  const float pixels_per_cm = static_cast<float>(height_) / picture_cm;
  for (std::size_t i = 0; i < 3; ++i) {
    const Point& p = posed_[triangle[i]];
    const float near = camera_z / std::max(10.0F, camera_z + 10 - p.z);
    // The person's left is on the picture's right, as for somebody who faces them.
    c[i] = {static_cast<float>(width_) / 2 + p.x * near * pixels_per_cm,
            static_cast<float>(height_) / 2 - (p.y + 0.5F) * near * pixels_per_cm, p.z};
  }
  const float area = (c[1].x - c[0].x) * (c[2].y - c[0].y) - (c[2].x - c[0].x) * (c[1].y - c[0].y);
  if (std::abs(area) < 1e-6F) return;
  const bool inside = area > 0;  // seen from behind: the dark of the mouth
  const auto low = [](float a, float b, float d) { return static_cast<int>(std::min({a, b, d})); };
  const auto high = [](float a, float b, float d) {
    return static_cast<int>(std::max({a, b, d})) + 1;
  };
  const int x0 = std::max(0, low(c[0].x, c[1].x, c[2].x));
  const int x1 = std::min(width_ - 1, high(c[0].x, c[1].x, c[2].x));
  const int y0 = std::max(0, low(c[0].y, c[1].y, c[2].y));
  const int y1 = std::min(height_ - 1, high(c[0].y, c[1].y, c[2].y));
  std::array<Point, 3> albedo{};
  const bool eyeball = head_.part[triangle[0]] != 0;
  for (std::size_t i = 0; i < 3; ++i) {
    albedo[i] = inside && !eyeball ? Point{0.05F, 0.02F, 0.02F} : colour_at(triangle[i]);
  }
  const float shine = eyeball ? 0.5F : 0.07F;
  for (int y = y0; y <= y1; ++y) {
    for (int x = x0; x <= x1; ++x) {
      const float px = static_cast<float>(x) + 0.5F;
      const float py = static_cast<float>(y) + 0.5F;
      const float w0 = ((c[1].x - px) * (c[2].y - py) - (c[2].x - px) * (c[1].y - py)) / area;
      const float w1 = ((c[2].x - px) * (c[0].y - py) - (c[0].x - px) * (c[2].y - py)) / area;
      const float w2 = 1 - w0 - w1;
      if (w0 < 0 || w1 < 0 || w2 < 0) continue;
      const float z = w0 * c[0].z + w1 * c[1].z + w2 * c[2].z;
      const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                      static_cast<std::size_t>(x);
      if (z <= depth_[at]) continue;
      depth_[at] = z;
      const Point normal =
          unit(plus(plus(times(normals_[triangle[0]], w0), times(normals_[triangle[1]], w1)),
                    times(normals_[triangle[2]], w2)));
      const Point skin =
          plus(plus(times(albedo[0], w0), times(albedo[1], w1)), times(albedo[2], w2));
      const Point colour = lit(normal, skin, shine);
      large_[at * 3] = encoded(colour.x);
      large_[at * 3 + 1] = encoded(colour.y);
      large_[at * 3 + 2] = encoded(colour.z);
    }
  }
}

void Renderer::average_down() {
  const auto wide = static_cast<std::size_t>(width_);
  const auto w = static_cast<std::size_t>(small_.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(small_.height); ++y) {
    for (std::size_t x = 0; x < w; ++x) {
      for (std::size_t k = 0; k < 3; ++k) {
        const std::size_t at = (2 * y * wide + 2 * x) * 3 + k;
        const int sum =
            large_[at] + large_[at + 3] + large_[at + wide * 3] + large_[at + wide * 3 + 3];
        small_.bgra[(y * w + x) * 4 + 2 - k] = static_cast<std::uint8_t>((sum + 2) / 4);
      }
      small_.bgra[(y * w + x) * 4 + 3] = 255;
    }
  }
}

const Picture& Renderer::draw(const FaceFrame& frame) {
  pose(head_, frame, posed_);
  turn_head(frame.head);
  find_normals();
  std::ranges::fill(depth_, -1e9F);
  for (std::size_t i = 0; i < large_.size(); i += 3) {
    large_[i] = encoded(background.x * 0.3F);
    large_[i + 1] = encoded(background.y * 0.3F);
    large_[i + 2] = encoded(background.z * 0.3F);
  }
  for (const auto& triangle : head_.triangles) fill(triangle);
  average_down();
  return small_;
}

}  // namespace kuleshov::face
