#include "kuleshov/story/generate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kuleshov::story {

namespace {

using base::Random;

SceneId scene_id(int number) { return SceneId(fmt::format("s{}", number)); }
std::string boolean_id(int number) { return fmt::format("v{}", number); }

void add_booleans(Film& film, int count) {
  for (int i = 0; i < count; ++i) {
    film.variables.push_back({VariableId(boolean_id(i)), VariableType::boolean, 0, 1, {}, 0, {}});
  }
}

Scene& add_scene(Film& film, Random& random) {
  Scene scene;
  scene.id = scene_id(static_cast<int>(film.scenes.size()) + 1);
  scene.arc = {{0, {0, 0}}};
  Shot shot;
  shot.id = ShotId(scene.id.str() + ".1");
  shot.scene = scene.id;
  shot.natural = base::Ticks::seconds_on_frame(random.uniform(3, 9));
  shot.shortest = base::Ticks::frames(shot.natural.whole_frames() / 2);
  shot.longest = base::Ticks::frames(shot.natural.whole_frames() * 13 / 10);
  scene.shots = {shot};
  film.scenes.push_back(std::move(scene));
  return film.scenes.back();
}

Way& add_way(Scene& from, const SceneId& to) {
  Way way;
  way.id = WayId(fmt::format("{}-{}", from.id.str(), from.ways.size()));
  way.from = from.id;
  way.to = to;
  from.ways.push_back(std::move(way));
  return from.ways.back();
}

// Stories use a variable for a while: the scene's place in the film says which of them are about.
const Variable& random_variable(const Film& film, Random& random, double place, int width) {
  const auto about = static_cast<std::size_t>(width);
  const std::size_t count = film.variables.size();
  if (count <= about) return film.variables[random.below(count)];
  const auto first = static_cast<std::size_t>(place * static_cast<double>(count - about));
  return film.variables[first + random.below(about)];
}

std::string random_literal(const Film& film, Random& random, double place, int about) {
  const std::string name = random_variable(film, random, place, about).id.str();
  return random.chance(0.5) ? name : "not " + name;
}

void set_something(Way& way, const Film& film, Random& random, double place, int about) {
  const Variable& variable = random_variable(film, random, place, about);
  way.effects.push_back(
      {variable.id,
       {random.chance(0.7) ? "true" : random_literal(film, random, place, about), {}}});
}

// A branch of `length` scenes from `first` on; each goes on to the next, or over one when a
// variable says so. The last leads to `end`.
void lay_branch(Film& film, const GeneratedShape& shape, Random& random, int length,
                const SceneId& end) {
  const int first = static_cast<int>(film.scenes.size());
  for (int i = 0; i < length; ++i) {
    add_scene(film, random);
    Scene& scene = film.scenes.back();
    const double place = std::min(1.0, static_cast<double>(film.scenes.size()) / shape.scenes);
    const SceneId next = i + 1 < length ? scene_id(first + i + 2) : end;
    const bool guarded = i + 2 < length && random.chance(shape.guarded);
    if (guarded) {
      const std::string literal = random_literal(film, random, place, shape.about);
      Way& jump = add_way(scene, scene_id(first + i + 3));
      jump.trigger.text = literal;
      set_something(jump, film, random, place, shape.about);
    }
    set_something(add_way(scene, next), film, random, place, shape.about);
  }
}

// A key point of three to five ways, its branches, and the core scene in which they meet.
void lay_act(Film& film, const GeneratedShape& shape, Random& random, int scenes) {
  Scene& key = film.scenes.back();
  key.key_point = true;
  const std::size_t at = film.scenes.size() - 1;
  const int ways = 3 + static_cast<int>(random.below(3));
  std::vector<int> lengths(static_cast<std::size_t>(ways), 1);
  for (int left = scenes - ways - 1; left > 0; --left) ++lengths[random.below(lengths.size())];
  int first = static_cast<int>(film.scenes.size()) + 1;
  int total = 0;
  for (const int length : lengths) total += length;
  const SceneId end = scene_id(first + total);
  const double place = std::min(1.0, static_cast<double>(first) / shape.scenes);
  for (int w = 0; w < ways; ++w) {
    Way& way = add_way(film.scenes[at], scene_id(first));
    if (w >= 3)
      way.trigger.text =
          random.chance(0.5) ? "arousal > 0.3 surely 0.7" : "valence < -0.1 surely 0.8 for 3s";
    set_something(way, film, random, place, shape.about);
    first += lengths[static_cast<std::size_t>(w)];
  }
  film.scenes[at].default_way = film.scenes[at].ways[0].id;
  for (const int length : lengths) lay_branch(film, shape, random, length, end);
  add_scene(film, random).core = true;
  film.core.push_back(film.scenes.back().id);
}

void add_enumerations(Film& film, int count) {
  for (int i = 0; i < count; ++i) {
    film.variables.push_back({VariableId(fmt::format("e{}", i)),
                              VariableType::enumeration,
                              0,
                              3,
                              {"none", "red", "green", "blue"},
                              0,
                              {}});
  }
}

std::string random_precondition(const Film& film, Random& random, double place, int about,
                                int depth) {
  if (depth == 0 || random.chance(0.4)) {
    const Variable& variable = random_variable(film, random, place, about);
    if (variable.type == VariableType::boolean)
      return random.chance(0.6) ? variable.id.str() : "not " + variable.id.str();
    return fmt::format("{} == {}", variable.id.str(),
                       variable.values[random.below(variable.values.size())]);
  }
  const char* const join = random.chance(0.5) ? "and" : "or";
  return fmt::format("({} {} {})", random_precondition(film, random, place, about, depth - 1), join,
                     random_precondition(film, random, place, about, depth - 1));
}

// Mostly onward, sometimes back to an earlier choice.
SceneId random_target(const Film& film, Random& random, std::size_t from, int farthest_back) {
  const std::size_t n = film.scenes.size();
  if (random.chance(0.12))
    return film
        .scenes[from - random.below(std::min<std::size_t>(from + 1,
                                                          static_cast<std::size_t>(farthest_back)))]
        .id;
  const std::size_t span = std::min<std::size_t>(n - 1 - from, 1 + random.below(24));
  return film.scenes[std::min(n - 1, from + 1 + random.below(std::max<std::size_t>(1, span)))].id;
}

}  // namespace

Film generate_film(const GeneratedShape& shape, std::uint64_t seed) {
  Random random(seed, "generate_film");
  Film film;
  film.id = FilmId("generated");
  film.ending_family = "they meet";
  film.style.asl_low_s = 0.5;
  film.style.asl_high_s = 60;
  add_booleans(film, shape.booleans);
  add_scene(film, random).core = true;
  film.core.push_back(film.scenes.back().id);
  for (int k = 0; k < shape.key_points; ++k) {
    const int left = shape.scenes - static_cast<int>(film.scenes.size());
    lay_act(film, shape, random, std::max(6, left / (shape.key_points - k)));
  }
  film.scenes.back().ending = true;
  return film;
}

Film generate_map(const GeneratedMap& shape, std::uint64_t seed) {
  Random random(seed, "generate_map");
  Film film;
  film.id = FilmId("map");
  film.ending_family = "credits";
  add_booleans(film, shape.booleans);
  add_enumerations(film, shape.enumerations);
  for (int i = 0; i < shape.segments; ++i) add_scene(film, random);
  film.core = {film.scenes.front().id};
  film.scenes.front().core = true;
  const std::size_t endings = 5;
  const std::size_t going_on = film.scenes.size() - endings;
  for (std::size_t s = going_on; s < film.scenes.size(); ++s) film.scenes[s].ending = true;
  for (std::size_t s = 0; s < going_on; ++s) {
    Scene& scene = film.scenes[s];
    scene.key_point = static_cast<int>(s) < shape.choice_points;
    const std::size_t share = static_cast<std::size_t>(shape.edges) / going_on;
    const std::size_t ways = scene.key_point && s % 3 != 0 ? 2 : share + random.below(share + 4);
    for (std::size_t w = 0; w < ways; ++w) {
      Way& way = add_way(scene, w == 0 ? film.scenes[s + 1].id
                                       : random_target(film, random, s, shape.farthest_back));
      if (random.chance(0.5)) {
        const Variable& variable = random_variable(
            film, random, static_cast<double>(s) / static_cast<double>(going_on), shape.about);
        const std::string value = variable.type == VariableType::boolean
                                      ? (random.chance(0.8) ? "true" : "false")
                                      : variable.values[random.below(4)];
        way.effects.push_back({variable.id, {value, {}}});
      }
    }
    // Guards on all but the first way, until their number is reached; routes ask before the last.
    std::rotate(scene.ways.begin(), scene.ways.begin() + 1, scene.ways.end());
    scene.default_way = scene.ways.back().id;
  }
  for (int left = shape.preconditions; left > 0; --left) {
    Scene& scene = film.scenes[random.below(going_on)];
    if (scene.ways.size() < 2) continue;
    Way& way = scene.ways[random.below(scene.ways.size() - 1)];
    const double place =
        static_cast<double>(&scene - film.scenes.data()) / static_cast<double>(going_on);
    if (way.trigger.text.empty())
      way.trigger.text = random_precondition(film, random, place, shape.about, 4);
  }
  return film;
}

}  // namespace kuleshov::story
