#include "kuleshov/picture/backdrop.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/paint_place.hpp"

namespace kuleshov::picture {

namespace {

constexpr int layer_width = static_cast<int>(frame_width * overscan);
constexpr int layer_height = static_cast<int>(frame_height * overscan);

// One place being painted for one view.
struct Work {
  const Recipe recipe;
  const Built built;
  const Look& look;
  const View& view;
  std::uint64_t seed;
  Backdrop made;

  [[nodiscard]] double pixels() const { return 80 * view.zoom; }  // for a unit
  [[nodiscard]] Point in_layer(Point p) const {
    return {(p.x - view.x) * pixels() + layer_width / 2.0,
            (p.y - view.y) * pixels() + layer_height / 2.0};
  }
};

using Paint = std::function<void(Site&)>;

struct LayerStyle {
  double depth = 1;
  int blur = 0;
  double sway = 0, sway_seconds = 5;
  bool in_front = false;
  std::string name;
};

void take_lights(Work& w, const std::vector<LightSource>& lights, double depth) {
  for (const LightSource& light : lights) {
    const Point p = w.in_layer(light.at);
    if (p.x < -200 || p.y < -200 || p.x > layer_width + 200 || p.y > layer_height + 200) continue;
    w.made.glows.push_back(
        {p, std::min(300.0, light.radius * w.pixels()), light.colour, light.flicker, depth});
  }
}

void add_layer(Work& w, const LayerStyle& style, const Paint& paint) {
  // What is soft needs fewer pixels; a little softness is nothing but fewer pixels.
  const double pixels = style.blur >= 5 ? 0.5 : style.blur > 1 ? 0.62 : 1;
  Bitmap bitmap(static_cast<int>(layer_width * pixels), static_cast<int>(layer_height * pixels));
  std::vector<LightSource> lights;
  base::Random random(w.seed, style.name);
  {
    Canvas canvas(bitmap);
    canvas.scale(pixels, pixels);
    canvas.translate(w.in_layer({0, 0}));
    canvas.scale(w.pixels(), w.pixels());
    Site site{canvas, w.look, random, lights, &w.built, w.view.metre};
    site.horizon = w.look.interior ? 4.3 : (w.view.metre < 1.5 ? 5.3 : 4.7);
    site.ground = w.view.metre < 1.5 ? 8.1 : 8.3;
    paint(site);
  }
  paper(bitmap, style.in_front ? 0.3 : 0.75, w.seed + base::stable_hash(style.name));
  if (style.blur >= 5) blur(bitmap, static_cast<int>(style.blur * pixels));
  take_lights(w, lights, style.depth);
  Sprite sprite(std::move(bitmap));
  if (!sprite.empty())
    w.made.layers.push_back(
        {std::move(sprite), style.depth, style.sway, style.sway_seconds, style.in_front, pixels});
}

// Units for a metre at a height on the ground, by the rule of the horizon.
double metre_at(const Site& s, double y) {
  return s.metre * (y - s.horizon) / (s.ground - s.horizon);
}

Stand stand(const Site& s, double x, double y) { return {x, y, metre_at(s, y)}; }

void put(Site& s, const std::string& word, const Stand& at) {
  const auto it = elements().find(word);
  if (it != elements().end() && it->second.paint != nullptr) it->second.paint(s, at);
}

// A row of one thing across the picture, with gaps.
void paint_row(Site& s, const std::string& word, double y) {
  const auto it = elements().find(word);
  if (it == elements().end()) return;
  const double m = metre_at(s, y);
  for (double x = -3 + s.any(0, 2); x < 19;) {
    const double w = it->second.width * m;
    it->second.paint(s, {x + w / 2, y, m});
    x += w * (word == "house" || word == "tower" ? s.any(1.0, 1.12) : s.any(0.7, 1.5));
  }
}

double water_line(const Site& s, const Recipe& r) {
  return r.water == "sea" ? s.horizon : s.horizon + 0.32 * (s.ground - s.horizon);
}
double shore_line(const Site& s, const Recipe& r) {
  return s.horizon + (r.water.empty()      ? 0.16
                      : r.ground == "quay" ? 0.72
                                           : 0.62) *
                         (s.ground - s.horizon);
}

void paint_back(Site& s, const Recipe& r) {
  const bool space = std::find(r.far.begin(), r.far.end(), "space") != r.far.end();
  paint_sky(s, space);
  int step = 0;
  for (const std::string& word : r.far) paint_far(s, word, step++);
  if (r.water == "sea") paint_water(s, s.horizon, 10.5);
}

// Where things of the middle distance stand; spread over the width, away from the middle.
double slot(std::size_t i, int angle, std::uint64_t seed) {
  static constexpr double slots[] = {3.0, 12.8, 6.2, 10.4, 0.8, 15.4};
  const std::size_t turned = (i + static_cast<std::size_t>(angle) + seed % 2) % 6;
  return slots[turned];
}

void paint_middle(Site& s, const Recipe& r, int angle, std::uint64_t seed) {
  const double line = water_line(s, r), shore = shore_line(s, r);
  s.distance = 0.42;
  if (!r.row.empty()) {
    const double y =
        r.water.empty() ? s.horizon + (r.near_row ? 0.40 : 0.26) * (s.ground - s.horizon) : line;
    if (r.water.empty()) paint_ground(s, r.ground, y - 0.1);
    paint_row(s, r.row, y);
  }
  if (!r.water.empty() && r.water != "sea") paint_water(s, line, 10.5);
  std::size_t i = 0;
  for (const std::string& word : r.middle) {
    const bool afloat = word == "boat" || word == "sampan" || word == "ship" || word == "bridge";
    const double y = !r.water.empty() && afloat ? (line + shore) / 2 + s.any(-0.1, 0.15)
                                                : s.horizon + 0.30 * (s.ground - s.horizon);
    s.distance = word == "bridge" ? 0.30 : 0.35;
    put(s, word, stand(s, slot(i++, angle, seed) + s.any(-0.5, 0.5), y));
  }
  s.distance = 0;
}

void paint_near(Site& s, const Recipe& r, int angle, std::uint64_t seed) {
  const double from = shore_line(s, r);
  paint_ground(s, r.ground, from);
  std::size_t i = 0;
  for (const std::string& word : r.things) {
    const auto it = elements().find(word);
    if (it == elements().end() || !it->second.outside || it->second.width == 0) continue;
    const double x = slot(i, angle, seed) + s.any(-0.6, 0.6);
    const double y = from + (s.ground - from) * s.any(0.12, 0.5);
    Stand at = stand(s, x, y);
    if (it->second.overhead) at.y -= 2.6 * at.m;
    if (it->second.on_wall) at.y -= 2.2 * at.m;
    it->second.paint(s, at);
    ++i;
  }
}

// The canal gives the houses back: the rows above the line, mirrored, darker, broken by ripples.
void mirror(Work& w, Sprite& sprite, double line_units) {
  Bitmap bitmap = sprite.bitmap();
  const int line = static_cast<int>(w.in_layer({0, line_units}).y);
  for (int y = std::max(0, line); y < bitmap.height(); ++y) {
    const int from = 2 * line - y - 2;
    if (from < 0 || from >= bitmap.height()) break;
    const int shift =
        static_cast<int>(std::lround(2.5 * std::sin(y * 0.55) + 1.5 * std::sin(y * 0.23)));
    const int keep = std::clamp(150 - (y - line) / 3, 30, 150);
    for (int x = 0; x < bitmap.width(); ++x) {
      const std::uint32_t source = bitmap.row(from)[std::clamp(x + shift, 0, bitmap.width() - 1)];
      if (source >> 24 < 250) continue;
      std::uint32_t& to = bitmap.row(y)[x];
      const auto part = [&](int bits) {
        const int a = static_cast<int>((source >> bits) & 255U) * 7 / 10,
                  b = static_cast<int>((to >> bits) & 255U);
        return static_cast<std::uint32_t>((a * keep + b * (256 - keep)) >> 8) << bits;
      };
      to = 0xff000000U | part(16) | part(8) | part(0);
    }
  }
  sprite = Sprite(std::move(bitmap));
}

void add_glints(Work& w, double y0, double y1) {
  base::Random random(w.seed, "glints");
  const double line = w.in_layer({0, y0}).y, end = w.in_layer({0, y1}).y;
  const double path = w.in_layer({w.look.key_side < 0 ? 4.3 : 11.9, 0}).x;
  const bool bright = w.look.weather == "clear" || w.look.weather == "cloud";
  for (int i = 0; i < 190; ++i) {
    const double t = std::pow(random.uniform(), 1.3), y = line + (end - line) * t;
    const bool in_path = bright && random.chance(0.55);
    const double x =
        in_path ? path + random.normal() * (30 + 130 * t) : random.uniform(0, layer_width);
    const Colour c =
        in_path ? mix(w.look.rim, w.look.key, 0.4) : mix(w.look.sky_low, w.look.rim, 0.3);
    w.made.glints.push_back({{x, std::round(y)},
                             2 + (6 + 34 * t) * random.uniform(),
                             random.uniform(1.6, 4),
                             random.uniform(),
                             alpha(c, in_path ? 0.7 : 0.32)});
  }
}

// A crest: sharp above, rounded below, as wind makes it.
Points crest_line(double y, double high, double shift, double pace) {
  Points crest{{-5, y + 1.5}};
  for (double x = -5; x <= 21; x += 0.2) {
    const double u = x * pace + shift;
    const double sharp = 1 - std::abs(std::sin(u)), broad = std::sin(u * 0.37 + shift);
    crest.push_back({x, y - high * (sharp * sharp * 0.8 + 0.45 * broad)});
  }
  crest.push_back({21, y + 1.5});
  return crest;
}

void paint_wave(Site& s, int i, double power) {
  const double y = s.horizon + (0.20 + 0.19 * i) * (s.ground - s.horizon);
  const double high = (0.10 + 0.09 * i) * (0.5 + 2.4 * power);
  const Points crest = crest_line(y, high, s.any(0, 6), 1.15 - 0.22 * i);
  const Colour deep = mix(mix(s.look.sky_top, hex("#1d3a48"), 0.6), s.look.shade, 0.2);
  const Colour light = mix(s.look.sky_low, deep, 0.35);
  s.canvas.polygon(crest);
  s.canvas.fill_linear({0, y - high}, {0, y + 1.5},
                       {{0, mix(light, deep, 0.25)},
                        {0.3, deep},
                        {0.7, darker(deep, 0.18)},
                        {1, alpha(darker(deep, 0.18), 0.6)}});
  s.canvas.smooth(Points(crest.begin() + 1, crest.end() - 1));
  s.canvas.stroke(alpha(mix(hex("#ffffff"), s.look.sky_low, 0.45), 0.14 + 0.22 * power),
                  0.02 + 0.02 * i);
}

void add_waves(Work& w) {
  const double power = w.look.weather == "storm" ? 1.0 : w.look.weather == "rain" ? 0.5 : 0.22;
  for (int i = 0; i < 3; ++i) {
    const LayerStyle style{0.45 + 0.16 * i, w.view.soften / 2,
                           6 + 16 * power,  3.4 + 0.8 * i,
                           false,           "wave" + std::to_string(i)};
    add_layer(w, style, [&](Site& s) { paint_wave(s, i, power); });
  }
}

void paint_outside(Work& w) {
  const Recipe& r = w.recipe;
  const int soft = w.view.soften;
  if (soft >= 6) {  // out of focus: one layer does
    add_layer(w, {0.6, soft, 0, 5, false, "all"}, [&](Site& s) {
      paint_back(s, r), paint_middle(s, r, w.view.angle, w.seed),
          paint_near(s, r, w.view.angle, w.seed);
    });
    return;
  }
  double line = 0, shore = 0;
  add_layer(w, {0.22, soft, 0, 5, false, "back"},
            [&](Site& s) { paint_back(s, r), line = water_line(s, r), shore = shore_line(s, r); });
  if (r.waves) add_waves(w);
  const std::size_t before = w.made.layers.size();
  add_layer(w, {0.55, soft, 0, 5, false, "middle"},
            [&](Site& s) { paint_middle(s, r, w.view.angle, w.seed); });
  if (!r.water.empty()) {
    if (r.water != "sea" && w.made.layers.size() > before)
      mirror(w, w.made.layers.back().sprite, line);
    add_glints(w, line, shore);
  }
  add_layer(w, {0.88, soft, 0, 5, false, "near"},
            [&](Site& s) { paint_near(s, r, w.view.angle, w.seed); });
}

// Free places on the back wall: beside the windows, not over them.
std::vector<double> wall_places(const Site& s, const Recipe& r, const Shell& shell, double m) {
  static constexpr double wanted[] = {5.6, 11.0, 8.2, 2.4, 13.6, 6.9, 9.6};
  const std::vector<Box> windows = window_boxes(s, r, shell);
  std::vector<double> found;
  for (const double x : wanted) {
    const bool over = std::any_of(windows.begin(), windows.end(), [&](const Box& b) {
      return x > b.x - 0.75 * m && x < b.x + b.w + 0.75 * m;
    });
    if (!over) found.push_back(x);
  }
  return found;
}

void paint_things(Site& s, const Recipe& r, const Shell& shell, int angle, std::uint64_t seed) {
  const double m = metre_at(s, shell.floor_line);
  const std::vector<double> walls = wall_places(s, r, shell, m);
  std::size_t standing = 0, hanging = 0, hung = static_cast<std::size_t>(angle);
  for (const std::string& word : r.things) {
    const auto it = elements().find(word);
    if (it == elements().end() || !it->second.inside) continue;
    const Element& e = it->second;
    if (e.on_wall) {
      if (!walls.empty())
        e.paint(s, {walls[hung++ % walls.size()], shell.floor_line - 1.75 * m, m});
    } else if (e.overhead) {
      e.paint(s, {slot(hanging++, angle, seed + 1), shell.floor_line - 2.25 * m, m});
    } else if (word == "great-lamp" || word == "carpet") {
      const double x = word == "carpet" ? 8 : slot(0, angle, seed) * 0.5 + 4;
      e.paint(s, stand(s, x, shell.floor_line + 0.3));
    } else {
      const double y = shell.floor_line + 0.10 + 0.16 * static_cast<double>(standing % 3);
      e.paint(s, stand(s, slot(standing, angle, seed) + s.any(-0.3, 0.3), y));
      ++standing;
    }
  }
}

void paint_inside(Work& w) {
  const Recipe& r = w.recipe;
  const int soft = w.view.soften;
  const auto shell = [&](Site& s) {
    const Shell shape = shell_of(s, r);
    paint_shell(s, r, shape);
    paint_windows(s, r, shape);
  };
  const auto things = [&](Site& s) { paint_things(s, r, shell_of(s, r), w.view.angle, w.seed); };
  if (soft >= 6)
    return add_layer(w, {0.6, soft, 0, 5, false, "all"}, [&](Site& s) { shell(s), things(s); });
  add_layer(w, {0.5, soft, 0, 5, false, "shell"}, shell);
  add_layer(w, {0.78, soft, 0, 5, false, "things"}, things);
}

void add_front(Work& w) {
  if (!w.view.front) return;
  const std::string word = w.look.interior ? std::string{} : w.recipe.front;
  if (word.empty() || word == "none") return;
  View wide = w.view;
  wide.x = 8, wide.y = 4.5, wide.zoom = 1;
  Work plain{w.recipe, w.built, w.look, wide, w.seed, {}};
  add_layer(plain, {1.5, 5, word == "leaves" || word == "reeds" ? 5.0 : 0, 4.5, true, "front"},
            [&](Site& s) { paint_front(s, word); });
  for (Layer& layer : plain.made.layers) w.made.layers.push_back(std::move(layer));
}

}  // namespace

base::Result<Backdrop> paint_backdrop(const story::Setting& setting, const Look& look,
                                      const View& view, const culture::Drawing* drawing,
                                      std::uint64_t seed) {
  Work work{
      TRY(recipe_for(setting, drawing)), TRY(built_for(setting, drawing)), look, view, seed, {}};
  setting.interior ? paint_inside(work) : paint_outside(work);
  add_front(work);
  return std::move(work.made);
}

base::Result<std::vector<std::string>> known_kinds(bool interior) { return recipe_names(interior); }

}  // namespace kuleshov::picture
