#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

namespace {

Tone tone(const Look& look, const Colour& surface) {
  const Colour lit = look.lit_person(surface), shade = look.shaded_person(surface);
  return {lit, mix(lit, shade, std::clamp(0.62 * look.contrast, 0.3, 0.9)),
          darker(mix(lit, shade, 0.85), 0.28), mix(lit, look.key, 0.30)};
}

// Skin's shadows are warm: light comes back from within.
Tone skin_tone(const Look& look, const Colour& skin) {
  Tone t = tone(look, skin);
  t.lit = saturated(t.lit, 1 + 0.28 * look.dark);  // moonlight takes the blood out of faces
  t.light = saturated(t.light, 1 + 0.28 * look.dark);
  const Colour warm = under(saturated(darker(skin, 0.30), 1.25), look.key, 0.6);
  t.shade = mix(t.shade, darker(warm, 0.5 * look.dark), 0.45);
  t.deep = darker(t.shade, 0.34);
  return t;
}

// Brown, as most eyes are; lighter ones only with light and coloured hair.
Colour iris_of(base::Random& random, const Colour& skin, const Colour& hair) {
  static constexpr std::array light{"#4a6b7c", "#5d7a58", "#6b4a2c", "#7a6a3a"};
  static constexpr std::array brown{"#3a2417", "#4a2f1c", "#2c1a10"};
  const std::string_view lighter_one = light[random.below(light.size())];
  const std::string_view brown_one = brown[random.below(brown.size())];
  const Lab tone = to_lab(hair);
  const bool fair = tone.l > 0.42 && std::hypot(tone.a, tone.b) > 0.045;
  return hex(fair && lightness(skin) > 0.70 ? lighter_one : brown_one);
}

Colour shirt_under(const story::Appearance& a) {
  if (a.dress == "hanfu" || a.dress == "kimono" || a.dress == "robe") return hex("#efe8da");
  if (a.dress == "suit" || a.dress == "coat" || a.dress == "uniform") return hex("#e9e4da");
  return mix(hex(a.accent_colour), hex("#efe8da"), 0.4);
}

void shape_head(Design& d, const story::Character& c, base::Random& random) {
  d.width = random.uniform(0.93, 1.06) * (c.appearance.build == "broad" ? 1.05 : 1);
  if (c.appearance.build == "slight") d.width *= 0.96;
  d.jaw = random.uniform(0.86, 1.14) * (d.feminine ? 0.88 : 1.06);
  d.chin = random.uniform(-0.02, 0.03) + (d.feminine ? -0.01 : 0.012);
  d.nose = random.uniform(0.85, 1.2) * (d.feminine ? 0.92 : 1.05);
  d.nose_width = random.uniform(0.85, 1.2) * (d.feminine ? 0.9 : 1.08);
  d.eye = random.uniform(0.92, 1.08) * (d.feminine ? 1.1 : 0.98);
  d.eye_gap = random.uniform(0.158, 0.176);
  d.brow = random.uniform(0.8, 1.25) * (d.feminine ? 0.75 : 1.15);
  d.arch = random.uniform(-0.01, 0.018) + (d.feminine ? 0.008 : 0);
  d.lips = random.uniform(0.8, 1.25) * (d.feminine ? 1.15 : 0.9);
}

void become_child(Design& d) {
  d.width *= 1.06;
  d.jaw *= 0.85;
  d.chin -= 0.03;
  d.nose *= 0.7;
  d.eye *= 1.22;
  d.brow *= 0.7;
}

double shoulders_of(const story::Appearance& a, bool feminine) {
  const double by_build = a.build == "broad" ? 1.16 : a.build == "slight" ? 0.88 : 1.0;
  return by_build * (feminine ? 0.88 : 1.03);
}

bool fits(const culture::Outfit& outfit, const story::Character& c) {
  return (outfit.gender == "any" || outfit.gender == c.gender) && c.age >= outfit.age_from &&
         c.age <= outfit.age_to;
}

// One of the outfits that fit, by their shares; which one follows from the person's id. Null where
// the film says what they wear, or none fits.
const culture::Outfit* outfit_for(const story::Character& c, const culture::Drawing& drawing) {
  if (c.appearance.dress != story::Appearance{}.dress) return nullptr;
  double sum = 0;
  for (const auto& outfit : drawing.outfits) sum += fits(outfit, c) ? outfit.share : 0;
  double drawn = sum * base::Random(base::stable_hash(c.id.str() + c.cue), "outfit").uniform();
  const culture::Outfit* last = nullptr;
  for (const auto& outfit : drawing.outfits) {
    if (!fits(outfit, c)) continue;
    last = &outfit;
    drawn -= outfit.share;
    if (drawn < 0) break;
  }
  return last;
}

// Colours that the film gives stay.
void put_on(story::Appearance& a, const culture::Outfit& outfit, const story::Character& c) {
  a.dress = outfit.garment;
  const story::Appearance open;
  if (a.dress_colour == open.dress_colour && !outfit.colours.empty()) {
    base::Random random(base::stable_hash(c.id.str() + c.cue) + static_cast<std::uint64_t>(c.age),
                        "cloth");
    a.dress_colour = outfit.colours[random.below(outfit.colours.size())];
  }
  if (a.accent_colour == open.accent_colour && !outfit.accent.empty())
    a.accent_colour = outfit.accent;
}

}  // namespace

Design design_of(const story::Character& c, const Look& look, const culture::Drawing* drawing) {
  story::Appearance a = c.appearance;
  const culture::Outfit* outfit = drawing == nullptr ? nullptr : outfit_for(c, *drawing);
  if (outfit != nullptr) put_on(a, *outfit, c);
  base::Random random(base::stable_hash(c.id.str() + c.cue), "design");
  Design d;
  d.seed = base::stable_hash(c.id.str());
  d.feminine = c.gender == "female";
  d.age = std::clamp((c.age - 12) / 70.0, 0.0, 1.0);
  d.child = c.age < 13;
  shape_head(d, c, random);
  if (d.child) become_child(d);
  const Colour skin = hex(a.skin);
  d.skin = skin_tone(look, skin);
  d.hair = tone(look, hex(a.hair_colour));
  d.dress = tone(look, hex(a.dress_colour));
  d.accent = tone(look, hex(a.accent_colour));
  d.under = tone(look, shirt_under(a));
  d.lip = look.lit_person(mix(skin, hex("#a8403e"), d.feminine ? 0.42 : 0.24));
  d.iris = mix(iris_of(random, skin, hex(a.hair_colour)), look.shade, 0.12);
  d.ink = darker(mix(d.skin.deep, hex("#1a1014"), 0.72), 0.1);
  d.white = mix(look.lit_person(hex("#f4ede2")), d.skin.lit, 0.12);
  d.rim = look.rim;
  d.rim_strength = look.dark > 0.3 ? 0.75 : 0.5;
  d.key_side = look.key_side;
  d.glasses = a.glasses;
  d.hair_style = a.hair_style;
  d.beard = a.beard;
  d.garment = a.dress;
  if (outfit != nullptr) {
    d.pattern = outfit->pattern;
    if (a.hair_style != "veil" && a.hair_style != "cap") d.head = outfit->head;
  }
  if (look.interior && is_hat(d.head)) d.head.clear();
  static constexpr std::array trousers{"#2c3038", "#4a4238", "#3a4450", "#55504a", "#2f3a36"};
  d.legs = tone(look, hex(trousers[random.below(trousers.size())]));
  d.wood = tone(look, hex("#6a4a32"));
  d.hat = tone(look, hex(d.head == "straw-hat" ? "#d8c08a" : "#4a3a30"));
  d.height_m = std::clamp(a.height_m, 0.8, 2.2);
  d.shoulders = shoulders_of(a, d.feminine);
  return d;
}

}  // namespace kuleshov::picture
