#include "kuleshov/picture/house.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

struct Wall {
  Site& s;
  const Stand& at;
  const HouseStyle& style;
  double half, eaves;

  [[nodiscard]] Colour shadow() const { return s.shade(style.wall); }
};

void boards(const Wall& w) {
  for (double y = 0.18; y < w.eaves; y += 0.18) {
    w.s.canvas.move(w.at.at(-w.half, y)).line(w.at.at(w.half, y));
  }
  w.s.canvas.stroke(alpha(darker(w.shadow(), 0.35), 0.5), 0.035 * w.at.m);
}

void slats(const Wall& w) {  // fine upright lattice over the ground floor
  for (double x = -w.half + 0.08; x < w.half; x += 0.11) {
    w.s.canvas.move(w.at.at(x, 0.35)).line(w.at.at(x, std::min(2.3, w.eaves - 0.5)));
  }
  w.s.canvas.stroke(alpha(darker(w.shadow(), 0.5), 0.75), 0.04 * w.at.m);
  w.s.canvas.rect(w.at.box(-w.half, 2.55, 2 * w.half, 0.12)).fill(darker(w.shadow(), 0.4));
}

void stones(const Wall& w) {
  for (int i = 0; i < 40; ++i) {
    const double x = w.s.any(-w.half, w.half - 0.4), y = w.s.any(0.1, w.eaves - 0.1);
    w.s.canvas.rounded(w.at.box(x, y, w.s.any(0.25, 0.5), w.s.any(0.14, 0.24)), 0.06 * w.at.m)
        .fill(
            alpha(w.s.random.chance(0.5) ? lighter(w.s.lit(w.style.wall), 0.1) : w.shadow(), 0.5));
  }
}

void woven(const Wall& w) {  // split bamboo, plaited
  for (double y = 0.3; y < w.eaves; y += 0.22) {
    for (double x = -w.half; x < w.half; x += 0.22) {
      const bool over = static_cast<int>(std::lround((x + y) / 0.22)) % 2 == 0;
      w.s.canvas.rect(w.at.box(x, y, 0.2, 0.2))
          .fill(alpha(over ? lighter(w.s.lit(w.style.wall), 0.08) : w.shadow(), 0.45));
    }
  }
}

void weather(const Wall& w) {
  for (int i = 0; i < 10; ++i) {
    w.s.canvas.brush({w.at.at(w.s.any(-w.half, w.half) * 0.95, w.s.any(0.3, w.eaves)),
                      w.at.at(w.s.any(-w.half, w.half) * 0.95, w.s.any(0.2, w.eaves))},
                     0.10 * w.at.m, alpha(w.shadow(), 0.16));
  }
}

void paint_face(const Wall& w) {
  w.s.block(w.at.box(-w.half, w.eaves, 2 * w.half, w.eaves), w.style.wall);
  if (w.style.face == "boards") boards(w);
  if (w.style.face == "slats") slats(w);
  if (w.style.face == "stone") stones(w);
  if (w.style.face == "woven") woven(w);
  weather(w);
  if (w.style.base_m > 0)
    w.s.block(w.at.box(-w.half, w.style.base_m, 2 * w.half, w.style.base_m), w.style.base);
}

void shutters(Site& s, const Box& b, const Colour& frame) {
  for (const double x : {b.x - b.w * 0.62, b.x + b.w * 1.12}) {
    s.block({x, b.y, b.w * 0.5, b.h}, frame);
    for (double y = b.y + b.h * 0.1; y < b.y + b.h; y += b.h * 0.13)
      s.canvas.move({x, y}).line({x + b.w * 0.5, y});
    s.canvas.stroke(alpha(darker(s.shade(frame), 0.4), 0.5), b.w * 0.05);
  }
}

void lattice(Site& s, const Box& b, const Colour& frame) {
  for (int i = 1; i < 5; ++i) {
    s.canvas.move({b.x + b.w * i / 5, b.y}).line({b.x + b.w * i / 5, b.y + b.h});
    s.canvas.move({b.x, b.y + b.h * i / 5}).line({b.x + b.w, b.y + b.h * i / 5});
  }
  s.canvas.stroke(s.shade(frame), b.w * 0.05);
}

void window_of(const Wall& w, double x, double y, bool lit) {
  const HouseStyle& style = w.style;
  const double wide = style.windows == "small" ? 0.42 : style.windows == "tall" ? 0.6 : 0.64;
  const double high = style.windows == "small" ? 0.5 : style.windows == "tall" ? 1.5 : 0.95;
  const Box b = w.at.box(x - wide / 2, std::min(y, w.eaves - 0.3), wide, high);
  paint_window(w.s, b, style.frame, lit);
  if (style.windows == "shutters") shutters(w.s, b, style.frame);
  if (style.windows == "lattice" || style.windows == "slats") lattice(w.s, b, style.frame);
}

void paint_openings(const Wall& w) {
  const int rows = std::max(1, static_cast<int>(w.eaves / 2.4)), columns = w.half > 2 ? 3 : 2;
  for (int row = 0; row < rows; ++row) {
    for (int c = 0; c < columns; ++c) {
      const double x = -w.half + (2 * w.half) * (c + 0.5) / columns;
      if (row == 0 && (c == columns / 2 || w.style.face == "slats")) continue;
      window_of(w, x, 2.0 + row * 2.4, lights_on(w.s) && w.s.random.chance(0.55));
    }
  }
  w.s.block(w.at.box(-0.45, 2.0, 0.9, 2.0), w.style.frame);
  w.s.canvas.rect(w.at.box(-0.37, 1.92, 0.74, 1.9)).fill(w.s.shade(w.style.door));
}

// A roof on posts before the ground floor.
void paint_veranda(const Wall& w) {
  const double high = std::min(2.5, w.eaves * 0.8), reach = w.half + 0.25;
  w.s.canvas.rect(w.at.box(-reach, high, 2 * reach, high)).fill(alpha(w.s.dark("#2a241e"), 0.28));
  w.s.slab({w.at.at(-reach, high), w.at.at(reach, high), w.at.at(w.half - 0.1, high + 0.55),
            w.at.at(-w.half + 0.1, high + 0.55)},
           lighter(w.style.roof, 0.08));
  for (int i = 0; i < 5; ++i) {
    const double x = -reach + 0.1 + i * (2 * reach - 0.2) / 4;
    w.s.block(w.at.box(x - 0.06, high, 0.12, high), w.style.post);
  }
  w.s.block(w.at.box(-reach, 0.16, 2 * reach, 0.16), w.style.base);
}

void paint_balcony(const Wall& w) {
  if (w.eaves < 4) return;
  w.s.block(w.at.box(-w.half * 0.7, 2.75, w.half * 1.4, 0.14), w.style.base);
  for (double x = -w.half * 0.68; x < w.half * 0.7; x += 0.14)
    w.s.canvas.move(w.at.at(x, 2.75)).line(w.at.at(x, 3.35));
  w.s.canvas.stroke(w.s.shade(w.style.frame), 0.035 * w.at.m);
  w.s.block(w.at.box(-w.half * 0.7, 3.4, w.half * 1.4, 0.06), w.style.frame);
}

// The roof's outline; its middle is `top`, its foot `eaves`.
void roof_path(Site& s, const Stand& at, const HouseStyle& style, double half, double eaves,
               double top) {
  const double over = half + 0.35;
  Canvas& c = s.canvas;
  if (style.shape == "gable") {
    c.polygon({at.at(-over, eaves - 0.12), at.at(-half * 0.55, top), at.at(half * 0.55, top),
               at.at(over, eaves - 0.12)});
  } else if (style.shape == "hip") {
    c.polygon({at.at(-over, eaves - 0.15), at.at(-half * 0.28, top), at.at(half * 0.28, top),
               at.at(over, eaves - 0.15)});
  } else if (style.shape == "bowed") {  // ridge and eaves bend down to the ends
    c.move(at.at(-over, eaves - 0.35))
        .curve(at.at(-half * 0.7, top * 0.98), at.at(-half * 0.4, top + 0.1), at.at(0, top + 0.12))
        .curve(at.at(half * 0.4, top + 0.1), at.at(half * 0.7, top * 0.98),
               at.at(over, eaves - 0.35))
        .curve(at.at(half * 0.5, eaves + 0.05), at.at(-half * 0.5, eaves + 0.05),
               at.at(-over, eaves - 0.35));
  } else if (style.shape == "thatch") {
    c.blob({at.at(-over, eaves - 0.35), at.at(-half * 0.7, eaves + 0.55 * (top - eaves)),
            at.at(0, top + 0.1), at.at(half * 0.7, eaves + 0.55 * (top - eaves)),
            at.at(over, eaves - 0.35), at.at(0, eaves - 0.2)});
  } else {  // upturned: concave, with eaves that rise at their ends
    const double lift = style.shape == "upturned" ? 0.35 : 0;
    c.move(at.at(-over - lift * 0.4, eaves - 0.1 + lift))
        .curve(at.at(-over * 0.7, eaves + 0.02), at.at(-half * 0.45, eaves + 0.4 * (top - eaves)),
               at.at(-half * 0.3, top))
        .line(at.at(half * 0.3, top))
        .curve(at.at(half * 0.45, eaves + 0.4 * (top - eaves)), at.at(over * 0.7, eaves + 0.02),
               at.at(over + lift * 0.4, eaves - 0.1 + lift))
        .line(at.at(over, eaves - 0.18))
        .line(at.at(-over, eaves - 0.18));
  }
  c.close();
}

// Tiles and iron run down the slope; rust and patches on iron; straw lies in tufts.
void roof_cover(Site& s, const Stand& at, const HouseStyle& style, double half, double eaves,
                double top) {
  const bool iron = style.cover == "iron", straw = style.cover == "thatch";
  const double step = iron ? 0.13 : straw ? 0.16 : 0.22;
  for (double x = -half * 0.95; x < half; x += step) {
    const double lean = straw ? s.any(-0.05, 0.05) : 0;
    s.canvas.move(at.at(x * 0.42 + lean, top - 0.03))
        .line(at.at(x * 1.12, eaves - (straw ? s.any(0.0, 0.25) : 0.12)));
  }
  s.canvas.stroke(alpha(s.dark(straw ? "#4a3a20" : "#2c2c30"), iron ? 0.22 : 0.35), 0.03 * at.m);
  for (int i = 0; i < 5 && iron; ++i) {
    const double x = s.any(-0.7, 0.4) * half, y = eaves + s.any(0.1, 0.6) * (top - eaves);
    s.canvas.rect(at.box(x, y, s.any(0.3, 0.7), s.any(0.15, 0.3)))
        .fill(alpha(s.shade(mix(style.roof, hex("#7a3f26"), 0.7)), 0.5));
  }
}

}  // namespace

void take_traits(HouseStyle& style, const std::map<std::string, std::string>& words) {
  const auto colour = [&](const char* key, Colour& into) {
    if (const auto at = words.find(key); at != words.end()) into = hex(at->second);
  };
  const auto number = [&](const char* key, double& into, double low, double high) {
    if (const auto at = words.find(key); at != words.end())
      into = std::clamp(std::strtod(at->second.c_str(), nullptr), low, high);
  };
  const auto word = [&](const char* key, std::string& into) {
    if (const auto at = words.find(key); at != words.end()) into = at->second;
  };
  const auto flag = [&](const char* key, bool& into) {
    if (const auto at = words.find(key); at != words.end()) into = at->second == "true";
  };
  colour("wall", style.wall), colour("roof", style.roof), colour("frame", style.frame);
  style.door = darker(style.frame, 0.45);
  colour("door", style.door), colour("base", style.base), colour("post", style.post);
  number("storeys", style.storeys, 2.2, 16), number("pitch", style.pitch, 0, 1.4);
  number("base_m", style.base_m, 0, 1.5);
  word("shape", style.shape), word("cover", style.cover), word("face", style.face),
      word("windows", style.windows);
  flag("chimney", style.chimney), flag("veranda", style.veranda), flag("balcony", style.balcony);
}

bool lights_on(const Site& s) {
  return s.look.dark > 0.3 || s.look.weather == "storm" || s.look.weather == "fog";
}

void paint_window(Site& s, const Box& b, const Colour& frame, bool lit) {
  s.canvas.rect({b.x - b.w * 0.1, b.y - b.h * 0.06, b.w * 1.2, b.h * 1.14}).fill(s.lit(frame));
  const Colour dark = s.look.away(mix(s.look.sky_low, hex("#1d2630"), 0.7), s.distance);
  s.canvas.rect(b).fill(lit ? mix(s.look.lamp, hex("#fff2cc"), 0.2) : dark);
  s.canvas.move({b.x + b.w / 2, b.y})
      .line({b.x + b.w / 2, b.y + b.h})
      .move({b.x, b.y + b.h * 0.45})
      .line({b.x + b.w, b.y + b.h * 0.45});
  s.canvas.stroke(s.shade(frame), b.w * 0.08);
  if (!lit) return;
  s.canvas.glow(b.centre(), b.w * 1.8, b.h * 1.5, alpha(s.look.lamp, 0.30));
  if (s.distance < 0.5) s.lights.push_back({b.centre(), b.w * 1.2, s.look.lamp, 0.15});
}

void paint_roof(Site& s, const Stand& at, const HouseStyle& style, double half, double eaves) {
  const double top = eaves + style.pitch * half;
  if (style.shape == "flat" || style.pitch <= 0.01) {
    s.block(at.box(-half - 0.06, eaves + 0.25, 2 * half + 0.12, 0.3), style.roof);
    return;
  }
  roof_path(s, at, style, half, eaves, top);
  const double k = -s.look.key_side;
  s.canvas.fill_linear(at.at(-k * half, top), at.at(k * half, eaves),
                       {{0, s.lit(lighter(style.roof, s.look.weather == "snow" ? 0.8 : 0.08))},
                        {1, s.shade(style.roof)}});
  roof_cover(s, at, style, half, eaves, top);
  if (style.cover == "thatch") return;
  const double ridge = style.shape == "gable" ? 0.55 : style.shape == "bowed" ? 0.15 : 0.31;
  s.canvas.move(at.at(-half * ridge, top))
      .line(at.at(half * ridge, top))
      .stroke(s.dark("#2c2c30"), 0.12 * at.m);
}

void paint_house(Site& s, const Stand& at) {
  const HouseStyle& style = s.house();
  const double half = s.any(1.7, 2.4), eaves = style.storeys * s.any(0.85, 1.15);
  const Wall wall{s, at, style, half, eaves};
  paint_face(wall);
  paint_openings(wall);
  if (style.balcony) paint_balcony(wall);
  paint_roof(s, at, style, half, eaves);
  if (style.veranda) paint_veranda(wall);
  if (!style.chimney || style.pitch < 0.2) return;
  s.block(at.box(half * 0.3, eaves + style.pitch * half + 0.3, 0.4, 0.9), darker(style.wall, 0.25));
}

}  // namespace kuleshov::picture
