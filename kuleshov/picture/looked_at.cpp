#include "kuleshov/picture/looked_at.hpp"

#include <algorithm>
#include <numbers>

#include "kuleshov/picture/stage.hpp"

namespace kuleshov::picture {

namespace {

constexpr double insert_x = frame_width / 2.0;
constexpr double insert_y =
    frame_height / 2.0 + 16;  // insert.hpp: about (8, 4.7), 80 pixels a unit
constexpr double insert_radius = 0.28;
constexpr double face_share = 0.45;  // of a head's height: eyes, nose and mouth
constexpr double smallest_radius = 0.03;
constexpr double turned_away = std::numbers::pi / 2;

bool shows_face(const Mark& mark) {
  return !mark.over_shoulder && std::abs(mark.turn.yaw) < turned_away;
}

LookedAt at(Point p, double radius, std::string what) {
  return {std::clamp(p.x / frame_width, 0.0, 1.0), std::clamp(p.y / frame_height, 0.0, 1.0), radius,
          std::move(what)};
}

// The speaker's mark, else that of the one the shot is about, else any face.
const Mark* mark_to_see(const std::vector<Mark>& marks, const story::CharacterId& speaker,
                        const story::CharacterId& about) {
  for (const story::CharacterId& who : {speaker, about}) {
    const auto found = std::find_if(marks.begin(), marks.end(), [&](const Mark& mark) {
      return mark.who == who && shows_face(mark);
    });
    if (found != marks.end()) return &*found;
  }
  const auto any = std::find_if(marks.begin(), marks.end(), shows_face);
  return any == marks.end() ? nullptr : &*any;
}

}  // namespace

std::optional<LookedAt> looked_at(const story::Film& film, const story::Scene& scene,
                                  const story::Shot& shot, const story::CharacterId& speaker,
                                  double seconds, double length_s, std::uint64_t seed) {
  const bool insert = !shot.insert.empty();
  const bool pushes = insert && shot.move == story::CameraMove::hold;
  const auto move = pushes ? story::CameraMove::push_in : shot.move;
  const Shift shift = shift_of(camera_at(move, seconds, length_s, seed), 1);
  if (insert) {
    return at(shift({insert_x, insert_y}), insert_radius * shift.scale, "insert:" + shot.insert);
  }
  if (shot.people.empty()) return std::nullopt;
  const std::vector<Mark> marks = block_shot(film, scene, shot);
  const Mark* mark = mark_to_see(marks, speaker, shot.people.front().who);
  if (mark == nullptr) return std::nullopt;
  const double radius = face_share * mark->size * shift.scale / frame_height;
  return at(shift(mark->head), std::max(radius, smallest_radius), "face:" + mark->who.str());
}

}  // namespace kuleshov::picture
