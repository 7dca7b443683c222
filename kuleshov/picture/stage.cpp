#include "kuleshov/picture/stage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/body.hpp"

namespace kuleshov::picture {

namespace {

using story::ShotScale;
constexpr double pi = std::numbers::pi;
constexpr double degree = pi / 180;

bool is_close(ShotScale scale) { return scale <= ShotScale::medium_close_up; }

// Height of the head's middle in the frame, as a share, for a standing person.
double head_height(ShotScale scale) {
  switch (scale) {
    case ShotScale::extreme_close_up:
      return 0.45;
    case ShotScale::close_up:
      return 0.47;
    case ShotScale::medium_close_up:
      return 0.41;
    case ShotScale::medium:
      return 0.31;
    case ShotScale::medium_long:
      return 0.25;
    case ShotScale::wide:
      return 0.22;
    case ShotScale::extreme_wide:
      return 0.67;
  }
  return 0.4;
}

// People who stand in the frame, left to right, as shares of its width.
std::vector<double> places_for(std::size_t count, double facing, ShotScale scale) {
  if (count <= 1) {
    const double off = scale == ShotScale::extreme_close_up ? 0.0 : is_close(scale) ? 0.055 : 0.09;
    return {0.5 - facing * off};
  }
  if (count == 2)
    return scale <= ShotScale::medium ? std::vector{0.30, 0.70} : std::vector{0.36, 0.64};
  std::vector<double> places;
  for (std::size_t i = 0; i < count; ++i)
    places.push_back(0.2 + 0.6 * static_cast<double>(i) / static_cast<double>(count - 1));
  return places;
}

HeadPose turn_towards(const std::string& looks_at, double facing, ShotScale scale) {
  const double base = (is_close(scale) ? 21 : 24) * degree;
  if (looks_at == "camera") return {facing * 3 * degree, 0, 0};
  if (looks_at == "away") return {-facing * 24 * degree, -3 * degree, -facing * 2 * degree};
  if (looks_at == "down") return {facing * 16 * degree, -17 * degree, facing * 2 * degree};
  if (looks_at == "far") return {facing * 27 * degree, 5 * degree, 0};
  return {facing * base, 0, 0};
}

// The eyes go on where the head stops.
Point eyes_towards(const std::string& looks_at, double facing) {
  if (looks_at == "camera") return {0, 0};
  if (looks_at == "away") return {-facing * 9, -2};
  if (looks_at == "down") return {facing * 2, -12};
  if (looks_at == "far") return {facing * 5, 3};
  return {facing * 6, 0};
}

double stature(const story::Character& c) {
  return std::clamp(c.appearance.height_m / 1.7, 0.6, 1.15);
}

Mark mark_for(const story::Film& film, const story::Scene& scene, const story::OnScreen& person,
              const story::Shot& shot, double facing) {
  Mark mark;
  mark.who = person.who;
  mark.facing = facing;
  const story::Character* character = story::find_character(film, person.who);
  const culture::Drawing* drawing =
      character == nullptr ? nullptr : culture::drawing_of(story::culture_of(film, *character));
  mark.business = business_of(film, scene, shot, person, drawing);
  mark.pose = mark.business.pose;
  mark.turn = turn_towards(person.looks_at, facing, shot.scale);
  mark.eyes = eyes_towards(person.looks_at, facing);
  if (mark.pose == "turn-away") mark.turn = {facing * 148 * degree, 0, 0};
  mark.size = head_share(shot.scale) * frame_height *
              (character != nullptr && !is_close(shot.scale) ? std::sqrt(stature(*character)) : 1);
  return mark;
}

// Feet stand on one line in wide shots; nearer ones keep the eyes near one height.
void set_height(Mark& mark, ShotScale scale, double tall) {
  const double feet = scale == ShotScale::extreme_wide ? 0.845 : 0.945;
  if (scale >= ShotScale::wide) {
    mark.head.y = feet * frame_height - height_below(mark.pose) * mark.size;
  } else {
    mark.head.y =
        head_height(scale) * frame_height + (is_close(scale) ? 0 : (1 - tall) * 1.2 * mark.size);
    if ((mark.pose == "sit" || mark.pose.starts_with("kneel")) && !is_close(scale))
      mark.head.y += 0.45 * mark.size;
  }
}

const story::OnScreen* partner_of(const story::Shot& shot) {
  return shot.people.size() == 2 ? &shot.people[1] : nullptr;
}

constexpr double head_m = 0.225;  // height of an adult's head, chin to crown

// Two people stand as far apart as they would: by what they are to each other and by how far people
// of their cultures like to stand, as much as the frame holds and without overlapping.
std::vector<double> two_places(const story::Film& film, const std::vector<story::OnScreen>& people,
                               ShotScale scale, bool seated) {
  const std::string relation = story::relation_between(film, people[0].who, people[1].who);
  double metres = 0;
  for (const story::OnScreen& person : people) {
    const story::Character* who = story::find_character(film, person.who);
    const auto* drawing =
        who == nullptr ? nullptr : culture::drawing_of(story::culture_of(film, *who));
    metres += culture::distance_m(drawing, relation) / 2;
  }
  const double head = head_share(scale) * frame_height / frame_width;  // of the frame's width
  const double gap =
      std::clamp(metres / head_m * head, std::max((seated ? 3.1 : 1.9) * head, 0.1), 0.52);
  return {0.5 - gap / 2, 0.5 + gap / 2};
}

// Whom somebody turns to: whom the note says, else who speaks, else the next one.
std::size_t turns_to(const story::Shot& shot, const std::vector<story::OnScreen>& people,
                     std::size_t self) {
  const auto at = [&](const story::CharacterId& who) {
    return static_cast<std::size_t>(
        std::find_if(people.begin(), people.end(),
                     [&](const auto& person) { return person.who == who; }) -
        people.begin());
  };
  const std::size_t named = at(story::CharacterId(people[self].looks_at));
  if (named < people.size()) return named;
  for (const story::Line& line : shot.lines) {
    const std::size_t speaker = at(line.speaker);
    if (speaker < people.size() && speaker != self) return speaker;
  }
  return self + 1 < people.size() ? self + 1 : self - 1;
}

// Heads turn to whom one speaks or listens to, up or down to one who stands or sits.
void look_at_each_other(const story::Shot& shot, const std::vector<story::OnScreen>& people,
                        std::vector<Mark>& marks) {
  if (marks.size() < 2) return;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::string& looks = people[i].looks_at;
    if (looks == "camera" || looks == "away" || looks == "down" || looks == "far") continue;
    const Mark& other = marks[turns_to(shot, people, i)];
    Mark& mark = marks[i];
    if (mark.pose == "turn-away") continue;
    if (marks.size() > 2) {
      mark.facing = other.head.x < mark.head.x ? -1 : 1;
      mark.turn = turn_towards(looks, mark.facing, shot.scale);
      mark.eyes = eyes_towards(looks, mark.facing);
    }
    const double lower = (other.head.y - mark.head.y) / mark.size;  // heads
    mark.turn.pitch -= std::clamp(lower * 7, -11.0, 11.0) * degree;
    mark.eyes.y -= std::clamp(lower * 4, -6.0, 6.0);
  }
}

void add_over_shoulder(const story::Film& film, const story::Scene& scene, const story::Shot& shot,
                       const story::OnScreen& partner, Mark& main, std::vector<Mark>& marks) {
  main.head.x = frame_width * (0.5 - main.facing * 0.115);
  Mark near = mark_for(film, scene, partner, shot, -main.facing);
  near.over_shoulder = true;
  near.size = main.size * (shot.scale == ShotScale::close_up ? 1.25 : 1.5);
  near.turn = {-main.facing * 2.55, 0, 0};
  near.pose = "stand";
  near.business = {};
  near.head = {frame_width * (0.5 + main.facing * 0.43), main.head.y + main.size * 0.30};
  marks.push_back(near);
}

}  // namespace

double head_share(ShotScale scale) {
  switch (scale) {
    case ShotScale::extreme_close_up:
      return 1.20;
    case ShotScale::close_up:
      return 0.62;
    case ShotScale::medium_close_up:
      return 0.40;
    case ShotScale::medium:
      return 0.262;
    case ShotScale::medium_long:
      return 0.172;
    case ShotScale::wide:
      return 0.104;
    case ShotScale::extreme_wide:
      return 0.026;
  }
  return 0.3;
}

int side_of(const story::Scene& scene, const story::CharacterId& who) {
  std::vector<story::CharacterId> order = scene.present;
  for (const story::Shot& shot : scene.shots) {
    for (const story::OnScreen& person : shot.people) {
      if (std::find(order.begin(), order.end(), person.who) == order.end())
        order.push_back(person.who);
    }
  }
  const auto at = std::find(order.begin(), order.end(), who) - order.begin();
  return at % 2 == 0 ? -1 : 1;
}

std::vector<Mark> block_shot(const story::Film& film, const story::Scene& scene,
                             const story::Shot& shot) {
  std::vector<Mark> marks;
  if (shot.people.empty()) return marks;
  const auto tall = [&](const Mark& mark) {
    const story::Character* character = story::find_character(film, mark.who);
    return character == nullptr ? 1.0 : stature(*character);
  };
  const double first_facing = -side_of(scene, shot.people.front().who);
  if (const story::OnScreen* partner = partner_of(shot);
      partner != nullptr && is_close(shot.scale) && shot.scale != ShotScale::extreme_close_up) {
    Mark main = mark_for(film, scene, shot.people.front(), shot, first_facing);
    set_height(main, shot.scale, tall(main));
    std::vector<Mark> nearer;
    add_over_shoulder(film, scene, shot, *partner, main, nearer);
    marks.push_back(main);
    marks.insert(marks.end(), nearer.begin(), nearer.end());
    return marks;
  }
  std::vector<story::OnScreen> people = shot.people;
  if (shot.scale == ShotScale::extreme_close_up) people.resize(1);
  if (people.size() > 6) people.resize(6);
  std::stable_sort(people.begin(), people.end(), [&](const auto& a, const auto& b) {
    return side_of(scene, a.who) < side_of(scene, b.who);
  });
  auto places = places_for(people.size(), first_facing, shot.scale);
  const bool seated = std::any_of(people.begin(), people.end(), [&](const auto& person) {
    return !business_of(film, scene, shot, person, nullptr).seat.empty();
  });
  if (people.size() == 2) places = two_places(film, people, shot.scale, seated);
  for (std::size_t i = 0; i < people.size(); ++i) {
    const double facing = people.size() == 1 ? first_facing : places[i] < 0.5 ? 1 : -1;
    Mark mark = mark_for(film, scene, people[i], shot, facing);
    if (people.size() > 2 && !is_close(shot.scale)) mark.size *= 0.92;
    mark.head.x = places[i] * frame_width;
    set_height(mark, shot.scale, tall(mark));
    marks.push_back(mark);
  }
  if (!is_close(shot.scale)) look_at_each_other(shot, people, marks);
  return marks;
}

Camera camera_at(story::CameraMove move, double seconds, double length, std::uint64_t seed) {
  const double t = std::clamp(seconds / std::max(0.2, length), 0.0, 1.0);
  const double ease = t * t * (3 - 2 * t) * 0.5 + t * 0.5;
  const double reach = std::clamp(length / 6, 0.35, 1.0);  // short shots move less
  Camera camera;
  switch (move) {
    case story::CameraMove::push_in:
      camera.zoom = 1.0 + 0.085 * reach * ease;
      break;
    case story::CameraMove::pull_out:
      camera.zoom = 1.0 + 0.085 * reach * (1 - ease);
      break;
    case story::CameraMove::pan_left:
      camera = {1.02, {62 * reach * (ease - 0.5), 0}};
      break;
    case story::CameraMove::pan_right:
      camera = {1.02, {-62 * reach * (ease - 0.5), 0}};
      break;
    case story::CameraMove::tilt_up:
      camera = {1.02, {0, 44 * reach * (ease - 0.5)}};
      break;
    case story::CameraMove::tilt_down:
      camera = {1.02, {0, -44 * reach * (ease - 0.5)}};
      break;
    case story::CameraMove::hold:
      camera.zoom = 1.0;
      break;
    case story::CameraMove::handheld: {
      const double a = static_cast<double>(seed % 97);
      camera.zoom = 1.025;
      camera.pan = {5 * std::sin(seconds * 1.9 + a) + 2.5 * std::sin(seconds * 4.1 + a * 2),
                    4 * std::sin(seconds * 1.6 + a * 3) + 2 * std::sin(seconds * 3.7)};
      break;
    }
  }
  return camera;
}

Shift shift_of(const Camera& camera, double depth) {
  return {1 + (camera.zoom - 1) * depth, {camera.pan.x * depth, camera.pan.y * depth}};
}

}  // namespace kuleshov::picture
