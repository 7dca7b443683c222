#include "kuleshov/face/shade.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "kuleshov/face/creases.hpp"
#include "kuleshov/face/vectors.hpp"

namespace kuleshov::face {

namespace {

constexpr Point key_colour{1.02F, 0.94F, 0.84F};
constexpr Point fill_colour{0.17F, 0.19F, 0.23F};
constexpr Point rim_colour{0.42F, 0.45F, 0.5F};
constexpr Point sky_colour{0.25F, 0.26F, 0.28F};
constexpr Point ground_colour{0.10F, 0.08F, 0.07F};
constexpr Point skin_tone{0.56F, 0.335F, 0.235F};
constexpr Point hair_tone{0.030F, 0.018F, 0.012F};

const Point& key_light() {
  static const Point d = unit({key_direction[0], key_direction[1], key_direction[2]});
  return d;
}
const Point& fill_light() {
  static const Point d = unit({0.85F, 0.12F, 0.5F});
  return d;
}
const Point& rim_light() {
  static const Point d = unit({0.7F, 0.45F, -0.55F});
  return d;
}
constexpr Point to_eye{0, 0, 1};

float hash_of(int x, int y, int z) {
  auto h = static_cast<std::uint32_t>(x) * 0x8da6b343U +
           static_cast<std::uint32_t>(y) * 0xd8163841U +
           static_cast<std::uint32_t>(z) * 0xcb1ab31fU;
  h = (h ^ (h >> 13)) * 0x5bd1e995U;
  return static_cast<float>((h ^ (h >> 15)) & 0xffffU) / 65535.0F;
}

// Value noise, 0..1.
float noise(float x, float y, float z) {
  const float fx = std::floor(x), fy = std::floor(y), fz = std::floor(z);
  const int ix = static_cast<int>(fx), iy = static_cast<int>(fy), iz = static_cast<int>(fz);
  const auto ease = [](float t) { return t * t * (3 - 2 * t); };
  const float u = ease(x - fx), v = ease(y - fy), w = ease(z - fz);
  const auto row = [&](int dy, int dz) {
    const float a = hash_of(ix, iy + dy, iz + dz);
    return a + (hash_of(ix + 1, iy + dy, iz + dz) - a) * u;
  };
  const float near = row(0, 0) + (row(1, 0) - row(0, 0)) * v;
  const float far = row(0, 1) + (row(1, 1) - row(0, 1)) * v;
  return near + (far - near) * w;
}

float flat_distance(const Point& p, const Point& a, const Point& b) {
  const float dx = b.x - a.x, dy = b.y - a.y;
  const float along = std::clamp(
      ((p.x - a.x) * dx + (p.y - a.y) * dy) / std::max(1e-6F, dx * dx + dy * dy), 0.0F, 1.0F);
  return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

bool inside(const Point& p, const std::vector<Point>& outline) {
  bool in = false;
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const Point& a = outline[i];
    const Point& b = outline[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

// Light that has gone a little way under the surface comes out redder and further round.
Point diffuse(const Sample& s, const Point& n, float soft) {
  const float along = dot(n, key_light());
  const auto wrap = [along](float by) { return std::max(0.0F, (along + by) / (1 + by)); };
  const float red = std::sqrt(s.key);
  Point sum{key_colour.x * wrap(0.34F * soft) * (s.key + (red - s.key) * 0.5F * soft),
            key_colour.y * wrap(0.18F * soft) * s.key, key_colour.z * wrap(0.12F * soft) * s.key};
  const float fill = std::max(0.0F, (dot(n, fill_light()) + 0.3F) / 1.3F);
  const float rim = std::max(0.0F, dot(n, rim_light()));
  const float up = 0.5F + 0.5F * n.y;
  sum = plus(sum, times(fill_colour, fill * (0.5F + 0.5F * s.sky)));
  sum = plus(sum, times(rim_colour, rim * s.sky));
  sum = plus(sum, times(sky_colour, up * (0.25F + 0.75F * s.sky)));
  return plus(sum, times(ground_colour, 1 - up));
}

float gloss(const Point& n, const Point& light, float sharp) {
  const Point half = unit(plus(light, to_eye));
  return std::pow(std::max(0.0F, dot(n, half)), sharp);
}

Point plain(const Sample& s, const Point& colour, float shine, float sharp) {
  const Point light = diffuse(s, s.normal, 0);
  return plus(times(colour, light),
              times(key_colour, shine * s.key * gloss(s.normal, key_light(), sharp)));
}

Point tooth(const Sample& s) {
  static constexpr std::array<float, 5> gaps{0, 0.78F, 1.4F, 1.95F, 2.3F};
  float seam = 9;
  for (const float x : gaps) seam = std::min(seam, std::abs(std::abs(s.rest.x) - x));
  const float deep = smooth_step(10.6F, 8.6F, s.rest.z);
  const float shade = (0.8F + 0.2F * smooth_step(0, 0.1F, seam)) * (1 - 0.75F * deep);
  return plain(s, times(Point{0.64F, 0.58F, 0.47F}, shade), 0.18F, 60);
}

Point cloth(const Sample& s) {
  const float knit = 0.9F + 0.1F * std::sin(s.rest.x * 9) * std::sin(s.rest.y * 11 + s.rest.z * 7);
  return plain(s, times(Point{0.055F, 0.075F, 0.09F}, knit), 0.02F, 8);
}

}  // namespace

Shader::Shader(const Head& head) : head_(head) {
  if (head.landmarks.size() < 68) return;
  for (std::size_t i = 48; i < 60; ++i) lips_.push_back(head.vertices[head.landmarks[i]]);
}

void Shader::prepare(const FaceFrame& frame, const std::vector<Point>& posed) {
  find_creases(frame, creases_);
  head_turn_ = Turn(frame.head);
  if (head_.landmarks.size() < 68) return;
  for (std::size_t i = 0; i < lids_.size(); ++i) lids_[i] = posed[head_.landmarks[36 + i]];
}

Point Shader::shade(const Sample& s) const {
  switch (s.stuff) {
    case Stuff::skin:
    case Stuff::scalp:
    case Stuff::neck:
      return skin(s);
    case Stuff::eye:
      return eye(s);
    case Stuff::hair:
      return hair(s);
    case Stuff::cloth:
      return cloth(s);
    case Stuff::tooth:
      return tooth(s);
    case Stuff::gum:
      return plain(s,
                   times(Point{0.36F, 0.12F, 0.11F}, 1 - 0.7F * smooth_step(10.6F, 8.6F, s.rest.z)),
                   0.15F, 40);
    case Stuff::tongue:
      return plain(s, {0.33F, 0.11F, 0.10F}, 0.12F, 30);
    case Stuff::cavity: {
      const float deep = smooth_step(11, 8.6F, s.rest.z);
      return plain(s, mixed({0.30F, 0.10F, 0.085F}, {0.012F, 0.004F, 0.004F}, deep),
                   0.05F * (1 - deep), 30);
    }
    case Stuff::lash:
      break;
  }
  return {0.012F, 0.009F, 0.008F};
}

float Shader::crease(const Sample& s, Point& normal) const {
  float deepest = 0;
  Point push{};
  for (const Crease& c : creases_) {
    const Point& p = s.rest;
    if (p.x < c.low.x || p.x > c.high.x || p.y < c.low.y || p.y > c.high.y) continue;
    float nearest = 9;
    float where = 0;  // 0..1 along the crease, which fades towards its ends
    Point away{};
    const auto parts = static_cast<float>(c.points.size() - 1);
    for (std::size_t i = 0; i + 1 < c.points.size(); ++i) {
      const Point& a = c.points[i];
      const Point& b = c.points[i + 1];
      const float dx = b.x - a.x, dy = b.y - a.y;
      const float along =
          std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0F, 1.0F);
      const Point off{p.x - a.x - along * dx, p.y - a.y - along * dy, 0};
      const float d = length_of(off);
      if (d >= nearest) continue;
      nearest = d;
      where = (static_cast<float>(i) + along) / parts;
      away = off;
    }
    const float fade =
        smooth_step(0, 0.3F, c.open_start ? 1 : where) * smooth_step(1, 0.65F, where);
    const float e = fade * std::exp(-(nearest / c.width) * (nearest / c.width));
    deepest = std::max(deepest, c.weight * e);
    push = plus(push, times(away, -0.55F * c.weight * e / c.width));
  }
  if (deepest > 0) normal = unit(plus(normal, head_turn_(push)));
  return deepest;
}

float Shader::lip_cover(const Point& rest) const {
  if (lips_.empty() || rest.z < 9 || rest.y > -2 || rest.y < -4.8F) return 0;
  float edge = 9;
  for (std::size_t i = 0; i < lips_.size(); ++i) {
    edge = std::min(edge, flat_distance(rest, lips_[i], lips_[(i + 1) % lips_.size()]));
  }
  return smooth_step(-0.14F, 0.12F, inside(rest, lips_) ? edge : -edge);
}

// Hair of a brow, thinner towards the temple: landmarks 17-21 and 22-26.
float Shader::brow_cover(const Point& rest) const {
  if (head_.landmarks.size() < 27 || rest.y < 4.2F || rest.y > 7.4F) return 0;
  float nearest = 9;
  for (std::size_t i = 17; i < 26; ++i) {
    if (i == 21) continue;
    Point a = head_.vertices[head_.landmarks[i]];
    Point b = head_.vertices[head_.landmarks[i + 1]];
    a.y -= 0.18F;
    b.y -= 0.18F;
    nearest = std::min(nearest, flat_distance(rest, a, b));
  }
  const float side = std::abs(rest.x);
  const float wide = 0.62F - 0.1F * std::max(0.0F, side - 2.4F);
  const float strand =
      noise(rest.x * 3 + rest.y * 4.5F * (rest.x > 0 ? 1.0F : -1.0F), rest.y * 9, 3) * 0.22F;
  return smooth_step(wide, wide * 0.4F, nearest + strand) * smooth_step(0.7F, 1.3F, side) * 0.88F;
}

Point Shader::skin_colour(const Sample& s) const {
  const Point& p = s.rest;
  const float blotch = noise(p.x * 0.9F, p.y * 0.9F, p.z * 0.9F) - 0.5F;
  const float pore = noise(p.x * 14, p.y * 14, p.z * 14) - 0.5F;
  Point colour = times(skin_tone, 1 + 0.10F * blotch + 0.07F * pore);
  // More blood in cheeks and nose, less light under the eyes.
  const auto spot = [&p](float x, float y, float r) {
    const float dx = (std::abs(p.x) - x) / r, dy = (p.y - y) / r;
    return p.z > 5 ? std::exp(-dx * dx - dy * dy) : 0.0F;
  };
  const float red =
      0.5F * spot(3.9F, -0.2F, 2.2F) + 0.6F * spot(0, 0.4F, 1.0F) + 0.25F * spot(0, -6, 1.4F);
  colour = times(colour, Point{1 + 0.04F * red, 1 - 0.17F * red, 1 - 0.2F * red});
  const float tired = spot(3.0F, 2.2F, 1.0F);
  colour = times(colour, Point{1 - 0.10F * tired, 1 - 0.14F * tired, 1 - 0.08F * tired});
  if (s.stuff == Stuff::neck) return colour;
  const float root =
      p.y - hair_end(degrees_from_front(p)) + 0.6F * noise(p.x * 6, p.y * 1.1F, p.z * 4);
  const float hair = s.stuff == Stuff::scalp && p.z < 2 ? 1 : smooth_step(-0.15F, 0.55F, root);
  if (s.stuff == Stuff::scalp) return mixed(colour, hair_tone, hair);
  const float lip = lip_cover(p);
  const float lines = 0.9F + 0.2F * noise(p.x * 7, p.y * 1.2F, 5);
  colour = mixed(colour, times(Point{0.40F, 0.155F, 0.135F}, lines), 0.85F * lip);
  const float upper = p.y > 3.55F ? 0.85F : 0.35F;
  colour = mixed(colour, {0.03F, 0.018F, 0.014F}, upper * smooth_step(0.17F, 0.02F, s.lid));
  colour = mixed(colour, hair_tone, brow_cover(p));
  return mixed(colour, hair_tone, hair);
}

namespace {

// How far a place lies under the jaw, 0..1: a lamp of some size does not shine in there, whatever
// the edge of the shadow map says. The key's own side stays open.
float under_the_jaw(const Sample& s) {
  const Point& p = s.rest;
  const float side = smooth_step(-6.2F, -2, p.x);
  if (s.stuff == Stuff::neck) return side * smooth_step(-13, -8.5F, p.y);
  if (s.stuff == Stuff::scalp) return side * smooth_step(-3, -5, p.y);
  return side * smooth_step(-6.5F, -7.6F, p.y) * smooth_step(-0.25F, -0.75F, s.normal.y);
}

}  // namespace

Point Shader::skin(const Sample& given) const {
  Sample s = given;
  s.key *= 1 - 0.85F * under_the_jaw(s);
  Point n = s.normal;
  float deep = 0;
  if (s.stuff == Stuff::skin) deep = crease(s, n);
  Point colour = times(skin_colour(s), 1 - 0.26F * deep);
  colour.y *= 1 - 0.08F * deep;
  const float wet = s.stuff == Stuff::skin ? lip_cover(s.rest) : 0;
  const float oil = 0.035F + 0.03F * std::exp(-s.rest.x * s.rest.x * 0.6F) + 0.10F * wet;
  const float shine =
      oil * (gloss(n, key_light(), 14) * 0.7F + gloss(n, key_light(), 55) * (0.7F + wet));
  const float edge = std::pow(1 - std::clamp(n.z, 0.0F, 1.0F), 4.0F) * 0.10F * s.sky;
  Point out = times(colour, diffuse(s, n, 1));
  out = plus(out, times(key_colour, shine * s.key));
  return plus(out, times(rim_colour, edge + 0.05F * gloss(n, rim_light(), 6) * s.sky));
}

// The upper lid shades the eyeball: 0 at the lid, 1 well below it.
float Shader::lid_shadow(const Point& at) const {
  const std::size_t first = at.x < 0 ? 0 : 6;
  const auto upper = [&](std::size_t i) -> const Point& { return lids_[first + i]; };
  float lid = upper(0).y;
  for (std::size_t i = 0; i < 3; ++i) {
    const Point& a = upper(i);
    const Point& b = upper(i + 1);
    if (at.x < a.x || at.x > b.x) continue;
    lid = a.y + (b.y - a.y) * (at.x - a.x) / std::max(1e-3F, b.x - a.x);
  }
  return smooth_step(-0.12F, 0.55F, lid - at.y);
}

Point Shader::eye(const Sample& s) const {
  const Point& centre = head_.eye_centre[s.rest.x > 0 ? 0 : 1];
  const Point from = minus(s.rest, centre);
  const float off = std::hypot(from.x, from.y);
  const float angle = std::atan2(from.y, from.x);
  constexpr float iris = 0.60F, pupil = 0.235F;
  const float vein = noise(from.x * 6, from.y * 9, 1) * smooth_step(0.6F, 1.3F, off);
  Point colour{0.66F - 0.05F * vein, 0.61F - 0.13F * vein, 0.57F - 0.13F * vein};
  if (from.z > 0) {
    const float fibre = noise(angle * 9, off * 3, 2) * 0.6F + noise(angle * 23, off * 5, 7) * 0.4F;
    Point ring = mixed({0.10F, 0.052F, 0.022F}, {0.26F, 0.15F, 0.065F}, fibre);
    ring = times(ring, 1.25F - 0.95F * smooth_step(iris * 0.62F, iris, off));
    ring = times(ring, 1 + 0.8F * smooth_step(0.1F, -0.5F, from.y));  // light gathers below
    ring = mixed({0.004F, 0.004F, 0.004F}, ring, smooth_step(pupil - 0.02F, pupil + 0.03F, off));
    colour = mixed(ring, colour, smooth_step(iris - 0.05F, iris + 0.045F, off));
  }
  const float shade = 0.28F + 0.72F * lid_shadow(s.at);
  Sample wet = s;
  wet.key = s.key * shade;
  wet.sky = s.sky * shade;
  Point out = times(times(colour, diffuse(wet, s.normal, 0.4F)), 0.55F + 0.45F * shade);
  // A window to the key's side and a faint one opposite.
  const Point glint = unit({-0.26F, 0.34F, 0.9F});
  const float catch_light = smooth_step(0.982F, 0.990F, dot(s.normal, glint));
  const float second = smooth_step(0.988F, 0.995F, dot(s.normal, unit({0.30F, -0.05F, 0.95F})));
  return plus(out, times(Point{0.95F, 0.97F, 1},
                         (catch_light + 0.12F * second) * smooth_step(0.2F, 0.5F, shade)));
}

// Kajiya & Kay 1989: light along a strand; the strands hang.
Point Shader::hair(const Sample& s) const {
  if (s.inside) return times(hair_tone, 0.35F);
  const Point& p = s.rest;
  const float round = std::atan2(p.x, p.z - 1);
  const float strand = noise(round * 46 + 0.8F * std::sin(p.y * 0.35F), p.y * 0.22F, 1);
  const float lock = noise(round * 9, p.y * 0.10F, 4);
  const Point tilt{(strand - 0.5F) * 0.35F, 0, (lock - 0.5F) * 0.35F};
  const Point n = unit(plus(s.normal, tilt));
  const Point along = unit(minus(Point{0, -1, 0}, times(n, -n.y)));
  const auto lit = [&](const Point& light, float sharp) {
    const float cosine = dot(along, unit(plus(light, to_eye)));
    return std::pow(std::sqrt(std::max(0.0F, 1 - cosine * cosine)), sharp);
  };
  // Roots lie in the shade of what grows above them.
  const float end = hair_end(degrees_from_front(p));
  const float root = end > 3 ? 0.35F + 0.65F * smooth_step(0, 2.2F, p.y - end) : 1.0F;
  const Point colour = times(hair_tone, root * (0.55F + 0.9F * strand * (0.6F + 0.8F * lock)));
  Point out = times(colour, diffuse(s, n, 0));
  const float facing = std::max(0.0F, dot(n, key_light()) + 0.2F) * s.key;
  out = plus(out, times(Point{0.12F, 0.08F, 0.055F},
                        root * facing * lit(key_light(), 46) * (0.15F + strand)));
  return plus(
      out, times(rim_colour, 0.18F * std::max(0.0F, dot(n, rim_light())) * lit(rim_light(), 14)));
}

}  // namespace kuleshov::face
