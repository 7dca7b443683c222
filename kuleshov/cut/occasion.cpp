#include "kuleshov/cut/occasion.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kuleshov::cut {

namespace {

using story::CharacterId;

bool in_cast_of(const story::Scene& scene, const CharacterId& who) {
  return std::ranges::find(scene.present, who) != scene.present.end();
}

const story::OnScreen* on_screen(const story::Shot& shot, const CharacterId& who) {
  const auto found = std::ranges::find(shot.people, who, &story::OnScreen::who);
  return found == shot.people.end() ? nullptr : &*found;
}

bool close_to(const std::string& relation) {
  return relation == "family" || relation == "partner" || relation == "friend" ||
         relation == "child" || relation == "elder";
}

}  // namespace

CharacterId partner_of(const story::Scene& scene, const story::Shot& shot, const CharacterId& who) {
  const story::OnScreen* self = on_screen(shot, who);
  if (self != nullptr && in_cast_of(scene, CharacterId(self->looks_at))) {
    return CharacterId(self->looks_at);
  }
  for (const story::Line& line : shot.lines) {
    if (line.speaker != who) return line.speaker;
  }
  for (const story::OnScreen& other : shot.people) {
    if (other.who != who) return other.who;
  }
  for (const CharacterId& other : scene.present) {
    if (other != who) return other;
  }
  return {};
}

double publicness_of(const story::Film& film, const story::Scene& scene, const CharacterId& who) {
  if (scene.publicness >= 0) return scene.publicness;
  double watched = 0;
  for (const CharacterId& other : scene.present) {
    if (other == who) continue;
    const std::string relation = story::relation_between(film, who, other);
    watched += relation.empty() ? 0.15 : close_to(relation) ? 0.05 : 0.25;
  }
  const story::Setting* setting = story::find_setting(film, scene.setting);
  const bool open = setting != nullptr && !setting->interior;
  return std::min(0.95, watched * (open ? 1.6 : 1.0) + (open && watched > 0 ? 0.1 : 0.0));
}

std::string context_of(const story::Film& film, const story::Scene& scene, const story::Shot& shot,
                       const CharacterId& who) {
  const CharacterId partner = partner_of(scene, shot, who);
  std::string out = shot.action + "\n";
  if (partner.empty()) return out + "relation: alone\npublic: 0\n";
  const std::string relation = story::relation_between(film, who, partner);
  if (!relation.empty()) out += "relation: " + relation + "\n";
  return out + fmt::format("public: {:.2f}\n", publicness_of(film, scene, who));
}

}  // namespace kuleshov::cut
