#include "kuleshov/picture/insert.hpp"

#include <algorithm>

#include "kuleshov/base/text.hpp"
#include "kuleshov/picture/lettering.hpp"
#include "kuleshov/picture/places.hpp"

namespace kuleshov::picture {

namespace {

void parcel(Site& s, const std::string& word) {
  s.canvas.glow({8 - s.look.key_side * 0.5, 7.2}, 4.0, 0.9, alpha(hex("#0a0806"), 0.75));
  s.slab({{4.8, 3.0}, {11.2, 3.0}, {11.2, 6.9}, {4.8, 6.9}}, hex("#b08a5c"));
  s.canvas.move({8, 3.0})
      .line({8, 6.9})
      .move({4.8, 4.9})
      .line({11.2, 4.9})
      .stroke(s.lit("#e0d4b8"), 0.10);
  s.slab({{8.4, 5.2}, {10.9, 5.0}, {11.0, 6.2}, {8.5, 6.4}}, hex("#efe6d2"));
  letter_at(s.canvas, word, {9.7, 5.72}, 0.5, 2.1, hex("#2a2420"));
}

void paint_table(Site& s) {
  const Colour cloth = hex("#6a5038");
  s.canvas.rect({-4, -3, 24, 15});
  s.canvas.fill_linear({0, -1}, {0, 9.5},
                       {{0, s.dark("#3a302a")}, {0.45, s.shade(cloth)}, {1, s.lit(cloth)}});
  for (int i = 0; i < 26; ++i) {
    const double y = -1 + 11.0 * i / 26;
    s.canvas.brush({{-3, y}, {8, y + s.any(-0.12, 0.12)}, {19, y + s.any(-0.1, 0.1)}},
                   s.any(0.03, 0.12), alpha(s.dark("#2a1e16"), s.any(0.12, 0.35)));
  }
  s.canvas.glow({8 + s.look.key_side * 2.0, 3.4}, 9, 6.5,
                alpha(mix(s.look.lamp, s.look.key, 0.4), 0.34));
  s.canvas.rect({-4, -3, 24, 15})
      .fill_radial({8, 4.7}, 12,
                   {{0, alpha(hex("#060406"), 0)},
                    {0.45, alpha(hex("#060406"), 0.08)},
                    {1, alpha(hex("#060406"), 0.85)}});
}

}  // namespace

std::string insert_named(const std::string& word) {
  const std::string name = base::slug(base::trim(word));
  const auto known = [](const std::string& w) -> std::string {
    if (insert_painters().contains(w)) return w;
    const auto other = other_insert_word(w);
    return other && insert_painters().contains(*other) ? *other : std::string{};
  };
  if (std::string found = known(name); !found.empty()) return found;
  for (const auto part : base::split(name, '-')) {
    if (std::string found = known(std::string(part)); !found.empty()) return found;
  }
  return {};
}

std::vector<std::string> known_inserts() {
  std::vector<std::string> found;
  for (const auto& [word, painter] : insert_painters()) found.push_back(word);
  return found;
}

void paint_insert(Site& s, const std::string& as_written) {
  // What follows a comma directs the camera: "radio, push-in".
  const std::string word(base::trim(as_written.substr(0, as_written.find(','))));
  paint_table(s);
  const auto it = insert_painters().find(insert_named(word));
  if (it != insert_painters().end()) return it->second(s);
  const auto thing = thing_named(word);
  if (!thing || thing->empty()) return parcel(s, word);
  const Element& element = elements().at(*thing);
  const double m = std::min(2.6, 6.0 / std::max(1.0, element.width));
  element.paint(s, {8, element.on_wall ? 4.5 : element.overhead ? 4.6 : 7.4, m});
}

}  // namespace kuleshov::picture
