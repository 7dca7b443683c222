#include "kuleshov/face/render.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/face/vectors.hpp"

namespace kuleshov::face {

namespace {

constexpr float camera_z = 68;       // centimetres before the neck
constexpr float sharp_z = 10;        // where a centimetre has its nominal size
constexpr float picture_cm = 27.5F;  // height of what is seen there
constexpr float middle_y = 2.0F;

// Linear light to display values, by table; bright light rolls off softly.
std::uint8_t encoded(float linear) {
  static const auto table = [] {
    std::array<std::uint8_t, 2049> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
      const float x = static_cast<float>(i) / 1024;
      const float rolled = x < 0.6F ? x : 0.6F + 0.4F * std::tanh((x - 0.6F) / 0.4F);
      out[i] = static_cast<std::uint8_t>(std::lround(std::pow(rolled, 1 / 2.2F) * 255));
    }
    return out;
  }();
  return table[static_cast<std::size_t>(std::clamp(linear, 0.0F, 2.0F) * 1024)];
}

// The pixels of a triangle, with the weights of its second and third corner.
template <class Visit>
void scan(const Point& a, const Point& b, const Point& c, int width, int height, Visit visit) {
  const float area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (std::abs(area) < 1e-6F) return;
  const auto [left, right] = std::minmax({a.x, b.x, c.x});
  const auto [top, bottom] = std::minmax({a.y, b.y, c.y});
  const int x1 = std::min(width - 1, static_cast<int>(right) + 1);
  const int y1 = std::min(height - 1, static_cast<int>(bottom) + 1);
  for (int y = std::max(0, static_cast<int>(top)); y <= y1; ++y) {
    for (int x = std::max(0, static_cast<int>(left)); x <= x1; ++x) {
      const float px = static_cast<float>(x) + 0.5F, py = static_cast<float>(y) + 0.5F;
      const float w1 = ((px - a.x) * (c.y - a.y) - (py - a.y) * (c.x - a.x)) / area;
      const float w2 = ((py - a.y) * (b.x - a.x) - (px - a.x) * (b.y - a.y)) / area;
      if (w1 < 0 || w2 < 0 || w1 + w2 > 1) continue;
      visit(x, y, w1, w2);
    }
  }
}

constexpr int map_size = 512;
constexpr float map_cm = 46;
constexpr float shadow_bias = 0.22F;

}  // namespace

ShadowMap::ShadowMap(const Point& direction)
    : across_(unit(cross({0, 1, 0}, direction))),
      up_(unit(cross(direction, across_))),
      towards_(unit(direction)),
      depth_(static_cast<std::size_t>(map_size) * map_size) {}

Point ShadowMap::seen_from_light(const Point& p) const {
  constexpr float scale = map_size / map_cm;
  return {map_size / 2.0F + dot(p, across_) * scale, map_size / 2.0F + dot(p, up_) * scale,
          dot(p, towards_)};
}

void ShadowMap::draw(const Bust& bust, const std::vector<Point>& posed) {
  std::ranges::fill(depth_, -1e9F);
  for (std::size_t t = 0; t < bust.triangles.size(); ++t) {
    if (bust.stuff[t] == Stuff::lash || bust.stuff[t] == Stuff::cavity) continue;
    const auto& v = bust.triangles[t];
    const Point a = seen_from_light(posed[v[0]]);
    const Point b = seen_from_light(posed[v[1]]);
    const Point c = seen_from_light(posed[v[2]]);
    scan(a, b, c, map_size, map_size, [&](int x, int y, float w1, float w2) {
      float& nearest = depth_[static_cast<std::size_t>(y) * map_size + static_cast<std::size_t>(x)];
      nearest = std::max(nearest, a.z + (b.z - a.z) * w1 + (c.z - a.z) * w2);
    });
  }
}

// A lamp of some size: the further away what casts the shadow, the softer its edge.
int ShadowMap::penumbra(const Point& at, int x, int y) const {
  const auto column = static_cast<std::size_t>(std::clamp(x, 0, map_size - 1));
  const auto row = static_cast<std::size_t>(std::clamp(y, 0, map_size - 1));
  const float gap = depth_[row * map_size + column] - at.z;
  return std::clamp(1 + static_cast<int>(0.8F * gap), 1, 5);
}

float ShadowMap::reaches(const Point& p) const {
  const Point at = seen_from_light(p);
  const int x0 = static_cast<int>(at.x), y0 = static_cast<int>(at.y);
  float sum = 0;
  const int step = penumbra(at, x0, y0);
  for (int dy = -2 * step; dy <= 2 * step; dy += step) {
    for (int dx = -2 * step; dx <= 2 * step; dx += step) {
      const int x = std::clamp(x0 + dx, 0, map_size - 1), y = std::clamp(y0 + dy, 0, map_size - 1);
      const float nearest =
          depth_[static_cast<std::size_t>(y) * map_size + static_cast<std::size_t>(x)];
      sum += 1 - smooth_step(shadow_bias, shadow_bias + 0.5F, nearest - at.z);
    }
  }
  return sum / 25;
}

Renderer::Renderer(const Head& head, int width, int height)
    : head_(head),
      bust_(bust_of(head)),
      shader_(head),
      key_({key_direction[0], key_direction[1], key_direction[2]}),
      sky_({sky_direction[0], sky_direction[1], sky_direction[2]}),
      width_(2 * width),
      height_(2 * height) {
  small_ = {width, height, {}};
  small_.bgra.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  hits_.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
  normals_.resize(bust_.rest.size());
  screen_.resize(bust_.rest.size());
}

void Renderer::find_normals() {
  std::ranges::fill(normals_, Point{0, 0, 0});
  for (const auto& t : bust_.triangles) {
    const Point n = cross(minus(posed_[t[1]], posed_[t[0]]), minus(posed_[t[2]], posed_[t[0]]));
    for (const auto v : t) normals_[v] = plus(normals_[v], n);
  }
  for (Point& n : normals_) n = unit(n);
}

// The person's left is on the picture's right, as for somebody who faces them.
void Renderer::project() {
  const float pixels_per_cm = static_cast<float>(height_) / picture_cm;
  for (std::size_t v = 0; v < posed_.size(); ++v) {
    const Point& p = posed_[v];
    const float near = pixels_per_cm * (camera_z - sharp_z) / std::max(10.0F, camera_z - p.z);
    screen_[v] = {static_cast<float>(width_) / 2 + p.x * near,
                  static_cast<float>(height_) / 2 - (p.y - middle_y) * near, p.z};
  }
}

void Renderer::fill(std::int32_t triangle) {
  const auto& v = bust_.triangles[static_cast<std::size_t>(triangle)];
  const Point &a = screen_[v[0]], &b = screen_[v[1]], &c = screen_[v[2]];
  scan(a, b, c, width_, height_, [&](int x, int y, float w1, float w2) {
    Hit& hit = hits_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                     static_cast<std::size_t>(x)];
    const float z = a.z + (b.z - a.z) * w1 + (c.z - a.z) * w2;
    if (z > hit.depth) hit = {z, triangle, w1, w2};
  });
}

Point Renderer::light_of(const Hit& hit) const {
  const auto t = static_cast<std::size_t>(hit.triangle);
  const auto& v = bust_.triangles[t];
  const auto mix = [&](const std::vector<Point>& of) {
    return plus(plus(times(of[v[0]], 1 - hit.second - hit.third), times(of[v[1]], hit.second)),
                times(of[v[2]], hit.third));
  };
  const auto mix_one = [&](const std::vector<float>& of) {
    return of[v[0]] * (1 - hit.second - hit.third) + of[v[1]] * hit.second + of[v[2]] * hit.third;
  };
  Sample s{.at = mix(posed_),
           .normal = unit(mix(normals_)),
           .rest = mix(bust_.rest),
           .stuff = bust_.stuff[t],
           .lid = mix_one(bust_.lid)};
  s.inside = s.normal.z < -0.2F;
  if (s.inside) s.normal = times(s.normal, -1);
  const Point off = plus(s.at, times(s.normal, 0.12F));
  s.key = key_.reaches(off);
  s.sky = sky_.reaches(off);
  return shader_.shade(s);
}

// A wall that is lighter behind the head.
Point Renderer::behind(int x, int y) const {
  const float dx = static_cast<float>(x) / static_cast<float>(width_) - 0.56F;
  const float dy = static_cast<float>(y) / static_cast<float>(height_) - 0.42F;
  const float light = std::exp(-3.2F * (dx * dx + dy * dy));
  return times({0.052F, 0.06F, 0.068F}, 0.35F + 1.25F * light);
}

// Four places of the large picture; where they show one surface, it is lit once.
void Renderer::shade_pixel(int x, int y) {
  const auto wide = static_cast<std::size_t>(width_);
  const std::size_t at = 2 * static_cast<std::size_t>(y) * wide + 2 * static_cast<std::size_t>(x);
  const std::array<const Hit*, 4> four{&hits_[at], &hits_[at + 1], &hits_[at + wide],
                                       &hits_[at + wide + 1]};
  const auto stuff_of = [this](const Hit& hit) {
    return hit.triangle < 0 ? -1
                            : static_cast<int>(bust_.stuff[static_cast<std::size_t>(hit.triangle)]);
  };
  const auto light = [&](const Hit& hit) {
    return hit.triangle < 0 ? behind(2 * x, 2 * y) : light_of(hit);
  };
  const int first = stuff_of(*four[0]);
  const bool one =
      first != static_cast<int>(Stuff::eye) && std::ranges::all_of(four, [&](const Hit* hit) {
        return stuff_of(*hit) == first && std::abs(hit->depth - four[0]->depth) < 0.4F;
      });
  Point sum = light(*four[0]);
  if (!one) {
    for (std::size_t i = 1; i < 4; ++i) sum = plus(sum, light(*four[i]));
    sum = times(sum, 0.25F);
  }
  std::uint8_t* out =
      &small_.bgra[(static_cast<std::size_t>(y) * static_cast<std::size_t>(small_.width) +
                    static_cast<std::size_t>(x)) *
                   4];
  out[0] = encoded(sum.z);
  out[1] = encoded(sum.y);
  out[2] = encoded(sum.x);
  out[3] = 255;
}

const Picture& Renderer::draw(const FaceFrame& frame) {
  pose_bust(bust_, head_, frame, posed_);
  find_normals();
  project();
  shader_.prepare(frame, posed_);
  key_.draw(bust_, posed_);
  sky_.draw(bust_, posed_);
  std::ranges::fill(hits_, Hit{});
  for (std::size_t t = 0; t < bust_.triangles.size(); ++t) fill(static_cast<std::int32_t>(t));
  for (int y = 0; y < small_.height; ++y) {
    for (int x = 0; x < small_.width; ++x) shade_pixel(x, y);
  }
  return small_;
}

}  // namespace kuleshov::face
