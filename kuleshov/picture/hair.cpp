#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

namespace {

constexpr double pi = std::numbers::pi;

bool is(const Design& d, std::string_view style) { return d.hair_style == style; }

std::vector<Ball> cap_balls(const Design& d) {
  const double w = d.width, more = is(d, "cropped") ? 0.012 : is(d, "curly") ? 0.075 : 0.040;
  std::vector<Ball> balls{{{0, -0.130, -0.075}, 0.378 * w + more},
                          {{0, -0.185, 0.03}, 0.315 * w + more}};
  const double side = is(d, "cropped") ? 0.06 : 0.085;
  for (const double s : {-1.0, 1.0}) balls.push_back({{s * 0.275 * w, 0.02, -0.09}, side + more});
  if (is(d, "bob") || is(d, "long")) {
    for (const double s : {-1.0, 1.0}) balls.push_back({{s * 0.28 * w, 0.14, -0.12}, 0.13});
  }
  return balls;
}

// The face within the hair: hairline, temples, behind the ears, and all below the nape. `rise`
// lifts the hairline. On the far side of a turned head the mask reaches beyond the outline, so no
// hair lies on the cheek.
Points face_mask(const Design& d, const HeadSpace& space, double rise) {
  const double w = d.width, y = -0.255 - rise;
  // The parting makes the hairline uneven; which side follows from the person.
  const double part = d.seed % 2 == 0 ? 1 : -1;
  const double jag = d.feminine ? 0.0 : 0.014;
  const double turn = 2.6 * std::sin(space.pose().yaw);
  const auto beyond = [&](double side) { return 0.3 * std::clamp(side * turn, 0.0, 1.0); };
  const double l = -beyond(-1), r = beyond(1);
  const double nape = hair_frames_face(d) ? 0.34 : 0.22;
  const Point below{0, 1.2};
  return {space({-0.30 * w + l, nape, -0.26}),
          space({-0.345 * w + l, 0.13, 0.00}),
          space({-0.325 * w, -0.01, 0.10}),
          space({-0.262 * w, -0.10, 0.20}),
          space({-0.245 * w, y + 0.075, 0.235}),
          space({-0.12 * w, y + jag - 0.012, 0.30}),
          space({part * 0.05 * w, y - 0.025, 0.315}),
          space({0.12 * w, y - jag, 0.30}),
          space({0.245 * w, y + 0.075, 0.235}),
          space({0.262 * w, -0.10, 0.20}),
          space({0.325 * w, -0.01, 0.10}),
          space({0.345 * w + r, 0.13, 0.00}),
          space({0.30 * w + r, nape, -0.26}),
          Point{0.5, 0.8},
          below,
          Point{-0.5, 0.8}};
}

// Everything but the face is clipped in: drawing then leaves the face alone.
void clip_out(Canvas& canvas, const Points& mask) {
  canvas.rect({-4, -4, 8, 8});
  Points turned_back(mask.rbegin(), mask.rend());
  canvas.blob(turned_back);
  canvas.clip();
}

void draw_strands(Canvas& canvas, const Design& d, const HeadSpace& space) {
  base::Random random(d.seed, "strands");
  const double part = d.seed % 2 == 0 ? 0.09 : -0.09;
  for (int i = 0; i < 16; ++i) {
    const double side = i % 2 == 0 ? 1 : -1, t = random.uniform(0.1, 1);
    const double wide = random.uniform(0.6, 1);
    const Points line{space({part, -0.44 + 0.03 * t, 0.16 - 0.25 * (1 - t)}),
                      space({part + side * 0.18 * wide, -0.40 + 0.02 * t, 0.14 * t + 0.02}),
                      space({side * 0.33 * wide, -0.24 + 0.05 * t, 0.16 * t - 0.06}),
                      space({side * 0.365 * wide, -0.02 + 0.08 * t, -0.02})};
    const bool bright = side * -d.key_side < 0;
    canvas.brush(line, random.uniform(0.008, 0.022),
                 alpha(bright ? d.hair.light : d.hair.deep, bright ? 0.35 : 0.45));
  }
}

void draw_cap_shade(Canvas& canvas, const Design& d, const Points& around) {
  const double s = -d.key_side;
  Points part = outline_part(around, s > 0 ? 0.1 : pi - 0.1, pi * 0.55);
  Points inner;
  for (const Point& p : part) inner.push_back({p.x * 0.42 + s * 0.03, p.y * 0.72 - 0.05});
  canvas.polygon([&] {
    Points all = part;
    all.insert(all.end(), inner.rbegin(), inner.rend());
    return all;
  }());
  canvas.fill(alpha(d.hair.shade, 0.9));
}

void draw_knot(Canvas& canvas, const Design& d, const HeadSpace& space, const Spot& at,
               double radius) {
  const Point p = space(at);
  canvas.ellipse(p, radius, radius * 0.92).fill(d.hair.lit);
  canvas.ellipse(p + Point{-d.key_side * radius * 0.25, radius * 0.2}, radius * 0.75, radius * 0.65)
      .fill(alpha(d.hair.shade, 0.8));
  for (const double k : {-0.4, 0.1, 0.5}) {
    canvas.brush({p + Point{-radius * 0.8, k * radius}, p + Point{0, (k - 0.25) * radius},
                  p + Point{radius * 0.8, k * radius}},
                 radius * 0.12, alpha(d.hair.deep, 0.5));
  }
}

struct Curl {
  Point at;
  double radius = 0;
  Colour colour;
};

// Light from behind edges curls one by one: what it shows past each of them. Drawn before them.
void draw_curl_rim(Canvas& canvas, const Design& d, const std::vector<Curl>& curls) {
  for (const Curl& curl : curls) {
    if (curl.at.x * d.key_side > -0.05) continue;
    canvas.ellipse(curl.at + Point{-d.key_side * 0.016, -0.010}, curl.radius, curl.radius)
        .fill(mix(d.hair.shade, d.rim, d.rim_strength));
  }
}

void draw_curls(Canvas& canvas, const Design& d, const std::vector<Curl>& curls) {
  draw_curl_rim(canvas, d, curls);
  for (const Curl& curl : curls)
    canvas.ellipse(curl.at, curl.radius, curl.radius).fill(curl.colour);
}

std::vector<Curl> curls_of_cap(const Design& d, const Points& around) {
  base::Random random(d.seed, "curls");
  std::vector<Curl> curls;
  for (std::size_t k = 0; k < around.size(); k += 3) {
    if (around[k].y > 0.22) continue;
    const double radius = random.uniform(0.06, 0.095);
    curls.push_back(
        {around[k] * 0.96, radius, mix(d.hair.lit, d.hair.shade, random.uniform(0, 0.9))});
  }
  return curls;
}

// A hank that hangs from the head over the shoulder, swinging against the turn.
void draw_lock(Canvas& canvas, const Design& d, const HeadSpace& space, double side, double down,
               double width) {
  const double swing = -0.10 * space.pose().yaw;
  const Point top = space({side * 0.34 * d.width, -0.05, 0.0});
  const Points line{top, top + Point{side * 0.05, 0.25},
                    top + Point{side * 0.05 + swing, 0.25 + down * 0.5},
                    top + Point{side * 0.02 + swing * 1.6, 0.2 + down}};
  const bool bright = side * -d.key_side < 0;
  canvas.brush(line, width, bright ? d.hair.lit : d.hair.shade);
  canvas.brush({line[0] + Point{side * width * 0.1, 0.1}, line[1] + Point{-side * width * 0.1, 0},
                line[2], line[3]},
               width * 0.2, alpha(d.hair.deep, 0.5));
}

void draw_braid(Canvas& canvas, const Design& d, const HeadSpace& space, double side) {
  const double swing = -0.08 * space.pose().yaw;
  const Point top = space({side * 0.35 * d.width, 0.12, -0.04});
  const auto at = [&](double t) {
    return top + Point{side * (0.04 + 0.10 * t) + swing * t * 1.4, 0.95 * t};
  };
  canvas.brush({at(0), at(0.3), at(0.6), at(1)}, 0.16, d.hair.shade);
  for (int i = 0; i < 9; ++i) {
    const Point p = at(0.06 + 0.10 * i);
    const double r = 0.075 - 0.003 * i, lean = (i % 2 == 0 ? 1 : -1) * 0.03;
    canvas.ellipse(p + Point{lean, 0}, r, r * 0.62, lean * 22)
        .fill(mix(d.hair.lit, d.hair.shade, 0.25));
    canvas.brush({p + Point{lean * 2.2, 0.05}, p + Point{-lean * 1.6, -0.015}}, 0.016,
                 alpha(d.hair.deep, 0.6));
  }
  canvas.ellipse(at(0.97), 0.05, 0.032).fill(d.accent.lit);
}

// Hanging hair on the far side of a turned head lies behind the face.
bool in_front(const HeadSpace& space, double side) {
  return side * std::sin(space.pose().yaw) < 0.12;
}

void draw_hanging(Canvas& canvas, const Design& d, const HeadSpace& space, double side) {
  if (is(d, "braids")) draw_braid(canvas, d, space, side);
  if (is(d, "long")) draw_lock(canvas, d, space, side, 0.75, 0.20);
  if (is(d, "bob")) draw_lock(canvas, d, space, side, 0.22, 0.20);
}

}  // namespace

bool hair_frames_face(const Design& d) { return is(d, "bob") || is(d, "long") || is(d, "curly"); }

void draw_head_behind(Canvas& canvas, const Design& d, const Expression& e) {
  const HeadSpace space(e.pose);
  const double w = d.width;
  if (is(d, "long") || is(d, "veil")) {
    const Tone& cloth = is(d, "veil") ? d.accent : d.hair;
    canvas.blob({space({-0.40 * w, -0.15, -0.15}), space({0, -0.5, -0.15}),
                 space({0.40 * w, -0.15, -0.15}), space({0.46 * w, 0.35, -0.18}),
                 space({0.46 * w, 0.85, -0.16}), space({0.30, 1.12, -0.15}),
                 space({-0.30, 1.12, -0.15}), space({-0.46 * w, 0.85, -0.16}),
                 space({-0.46 * w, 0.35, -0.18})});
    canvas.fill(cloth.shade);
  }
  if (is(d, "bob")) {
    canvas.blob({space({-0.40 * w, -0.1, -0.12}), space({0, -0.45, -0.15}),
                 space({0.40 * w, -0.1, -0.12}), space({0.43 * w, 0.40, -0.12}),
                 space({0.26, 0.52, -0.15}), space({-0.26, 0.52, -0.15}),
                 space({-0.43 * w, 0.40, -0.12})});
    canvas.fill(d.hair.shade);
  }
  if (is(d, "curly")) {
    const std::array<Ball, 3> mass{
        {{{0.26, 0.16, -0.12}, 0.24}, {{-0.26, 0.16, -0.12}, 0.24}, {{0, -0.1, -0.1}, 0.46}}};
    const Points around = outline(space, mass, 30, 0.02, d.seed);
    std::vector<Curl> curls;
    for (const Point& p : around) curls.push_back({p * 0.95, 0.075, d.hair.shade});
    draw_curls(canvas, d, curls);
    canvas.blob(around).fill(d.hair.shade);
  }
  if (is(d, "ponytail")) {
    const double s = e.pose.yaw > 0 ? -1 : 1;
    const Point root = space({0, -0.22, -0.42});
    const double swing = -0.15 * std::sin(e.pose.yaw);
    canvas.brush({root, root + Point{s * 0.16, 0.06}, root + Point{s * 0.26 + swing, 0.45},
                  root + Point{s * 0.20 + swing, 0.95}},
                 0.24, d.hair.shade);
  }
  if (is(d, "bun")) draw_knot(canvas, d, space, {0, -0.47, -0.34}, 0.19);
  for (const double s : {-1.0, 1.0}) {
    if (!in_front(space, s)) draw_hanging(canvas, d, space, s);
  }
}

void draw_hair_cap(Canvas& canvas, const Design& d, const HeadParts& parts) {
  if (is(d, "bald") || is(d, "veil")) return;
  const bool from_behind = std::cos(parts.space.pose().yaw) < 0.1;
  const auto balls = cap_balls(d);
  const double rough = is(d, "bun") || is(d, "bob") || is(d, "topknot") ? 0.006 : 0.022;
  const Points around = outline(parts.space, balls, 40, rough, d.seed);
  const auto restored = canvas.keep();
  if (!from_behind)
    clip_out(canvas,
             face_mask(d, parts.space, is(d, "cropped") ? 0.03 + 0.03 * d.age : 0.03 * d.age));
  canvas.blob(around).fill(is(d, "cropped") ? mix(d.hair.lit, d.skin.lit, 0.18) : d.hair.lit);
  if (is(d, "cropped")) return;
  draw_cap_shade(canvas, d, around);
  if (is(d, "curly"))
    draw_curls(canvas, d, curls_of_cap(d, around));
  else
    draw_strands(canvas, d, parts.space);
  Points edge = outline_part(around, d.key_side < 0 ? pi + 0.7 : -0.7, 0.8);
  for (Point& p : edge) p = p * 0.97;
  canvas.brush(edge, 0.022, alpha(d.hair.light, 0.5));
  if (is(d, "curly")) return;  // its curls are edged
  Points rim = outline_part(around, d.key_side < 0 ? -0.5 : pi + 0.5, 0.9);
  for (Point& p : rim) p = p * 0.985;
  canvas.brush(rim, 0.026, alpha(d.rim, d.rim_strength));
}

void draw_hair_front(Canvas& canvas, const Design& d, const HeadParts& parts) {
  const HeadSpace& space = parts.space;
  if (is(d, "topknot")) {
    draw_knot(canvas, d, space, {0, -0.56, -0.06}, 0.13);
    const Point p = space({0, -0.455, -0.05});
    canvas.ellipse(p, 0.085, 0.030, space.pose().roll).fill(d.accent.lit);
  }
  for (const double s : {-1.0, 1.0}) {
    if (in_front(space, s)) draw_hanging(canvas, d, space, s);
  }
  if (is(d, "short") && std::cos(space.pose().yaw) > 0.1) {  // a few loose tufts over the brow
    const double part = d.seed % 2 == 0 ? 1 : -1;
    for (const double k : {0.0, 0.35, 0.7}) {
      canvas.brush({space({part * (0.06 - k * 0.25), -0.35, 0.26}),
                    space({part * (-0.04 - k * 0.25), -0.30, 0.335}),
                    space({part * (-0.15 - k * 0.20), -0.215 - 0.02 * k, 0.32})},
                   0.055, mix(d.hair.lit, d.hair.shade, k));
    }
  }
}

}  // namespace kuleshov::picture
