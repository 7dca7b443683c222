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

// Linear light to display values, by table.
std::uint8_t encoded(float linear) {
  static const auto table = [] {
    std::array<std::uint8_t, 1025> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
      const float display = std::pow(static_cast<float>(i) / 1024, 1 / 2.2F);
      out[i] = static_cast<std::uint8_t>(display * 255 + 0.5F);
    }
    return out;
  }();
  return table[static_cast<std::size_t>(std::clamp(linear, 0.0F, 1.0F) * 1024)];
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
  for (std::size_t v = 0; v < head.vertices.size(); ++v) colours_.push_back(colour_of(v));
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

namespace {

float distance_to_segment(const Point& p, const Point& a, const Point& b) {
  const Point ab = minus(b, a);
  const float along = std::clamp(dot(minus(p, a), ab) / dot(ab, ab), 0.0F, 1.0F);
  const Point off = minus(p, plus(a, times(ab, along)));
  return std::sqrt(dot(off, off));
}

// How much of a brow's hair covers a point: landmarks 17-21 and 22-26 are the brows.
float brow_cover(const Head& head, const Point& p) {
  if (head.landmarks.size() < 27) return 0;
  float nearest = 9;
  for (std::size_t i = 17; i < 26; ++i) {
    if (i == 21) continue;
    Point a = head.vertices[head.landmarks[i]];
    Point b = head.vertices[head.landmarks[i + 1]];
    a.y -= 0.15F;
    b.y -= 0.15F;
    nearest = std::min(nearest, distance_to_segment(p, a, b));
  }
  return std::clamp((0.62F - nearest) / 0.35F, 0.0F, 1.0F) * 0.85F;
}

Point mixed(const Point& a, const Point& b, float share) {
  return plus(times(a, 1 - share), times(b, share));
}

}  // namespace

// Skin, redder on the lips, brows of hair; eyeballs white with an iris where they look.
Point Renderer::colour_of(std::size_t vertex) const {
  const int part = head_.part[vertex];
  const Point& p = head_.vertices[vertex];
  if (part == 0) {
    const float dx = p.x / 2.6F;
    const float dy = (p.y + 3.55F) / 0.95F;
    const float lip = std::exp(-(dx * dx * dx * dx + dy * dy * dy * dy)) * (p.z > 9 ? 1.0F : 0.0F);
    const Point skin{0.62F - 0.10F * lip, 0.43F - 0.19F * lip, 0.34F - 0.13F * lip};
    return mixed(skin, {0.07F, 0.045F, 0.03F}, brow_cover(head_, p));
  }
  const Point from = minus(p, head_.eye_centre[static_cast<std::size_t>(part - 1)]);
  const float off = std::sqrt(from.x * from.x + from.y * from.y);
  if (from.z < 0 || off > 0.62F) return {0.78F, 0.76F, 0.73F};
  return off < 0.27F ? Point{0.01F, 0.01F, 0.01F} : Point{0.13F, 0.09F, 0.05F};
}

void Renderer::fill_head() {
  for (const auto& t : head_.triangles) {
    const float shine = head_.part[t[0]] != 0 ? 0.5F : 0.07F;
    fill({posed_[t[0]], posed_[t[1]], posed_[t[2]]},
         {normals_[t[0]], normals_[t[1]], normals_[t[2]]},
         {colours_[t[0]], colours_[t[1]], colours_[t[2]]}, shine);
  }
}

// The geometry ends at the lips: a dark hollow behind the inner lip line (landmarks 60-67).
void Renderer::fill_mouth() {
  if (head_.landmarks.size() < 68) return;
  const Point dark{0.035F, 0.012F, 0.012F};
  const auto corner = [this](std::size_t i) {
    Point p = posed_[head_.landmarks[i]];
    p.z -= 1.2F;
    return p;
  };
  for (std::size_t i = 61; i + 1 < 68; ++i) {
    fill({corner(60), corner(i), corner(i + 1)}, {}, {dark, dark, dark}, 0);
  }
}

void Renderer::fill(const std::array<Point, 3>& at, const std::array<Point, 3>& normal,
                    const std::array<Point, 3>& colour, float shine) {
  std::array<Point, 3> c{};  // in pixels; z stays in centimetres
  const float pixels_per_cm = static_cast<float>(height_) / picture_cm;
  for (std::size_t i = 0; i < 3; ++i) {
    const Point& p = at[i];
    const float near = camera_z / std::max(10.0F, camera_z + 10 - p.z);
    // The person's left is on the picture's right, as for somebody who faces them.
    c[i] = {static_cast<float>(width_) / 2 + p.x * near * pixels_per_cm,
            static_cast<float>(height_) / 2 - (p.y + 0.5F) * near * pixels_per_cm, p.z};
  }
  const float area = (c[1].x - c[0].x) * (c[2].y - c[0].y) - (c[2].x - c[0].x) * (c[1].y - c[0].y);
  if (std::abs(area) < 1e-6F) return;
  const auto [left, right] = std::minmax({c[0].x, c[1].x, c[2].x});
  const auto [top, bottom] = std::minmax({c[0].y, c[1].y, c[2].y});
  const int x1 = std::min(width_ - 1, static_cast<int>(right) + 1);
  const int y1 = std::min(height_ - 1, static_cast<int>(bottom) + 1);
  for (int y = std::max(0, static_cast<int>(top)); y <= y1; ++y) {
    for (int x = std::max(0, static_cast<int>(left)); x <= x1; ++x) {
      const float px = static_cast<float>(x) + 0.5F;
      const float py = static_cast<float>(y) + 0.5F;
      const float w0 = ((c[1].x - px) * (c[2].y - py) - (c[2].x - px) * (c[1].y - py)) / area;
      const float w1 = ((c[2].x - px) * (c[0].y - py) - (c[0].x - px) * (c[2].y - py)) / area;
      const float w2 = 1 - w0 - w1;
      if (w0 < 0 || w1 < 0 || w2 < 0) continue;
      const auto pixel = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                         static_cast<std::size_t>(x);
      const float z = w0 * c[0].z + w1 * c[1].z + w2 * c[2].z;
      if (z <= depth_[pixel]) continue;
      depth_[pixel] = z;
      const auto mix = [&](const std::array<Point, 3>& of) {
        return plus(plus(times(of[0], w0), times(of[1], w1)), times(of[2], w2));
      };
      const Point seen = lit(unit(mix(normal)), mix(colour), shine);
      large_[pixel * 3] = encoded(seen.x);
      large_[pixel * 3 + 1] = encoded(seen.y);
      large_[pixel * 3 + 2] = encoded(seen.z);
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
  fill_mouth();
  fill_head();
  average_down();
  return small_;
}

}  // namespace kuleshov::face
