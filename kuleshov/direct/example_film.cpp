#include "kuleshov/direct/example_film.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "kuleshov/base/random.hpp"

namespace kuleshov::direct {

namespace {

story::Scene scene(const std::string& id, base::Random& random, int shots, story::Felt from,
                   story::Felt to) {
  story::Scene made;
  made.id = story::SceneId(id);
  made.heading = "INT. ROOM - NIGHT";
  made.arc = {{0, from}, {1, to}};
  for (int i = 0; i < shots; ++i) {
    story::Shot shot;
    shot.id = story::ShotId(fmt::format("{}.{}", id, i + 1));
    shot.scene = made.id;
    shot.natural = base::Ticks::seconds_on_frame(random.uniform(3, 7));
    shot.shortest =
        base::Ticks::seconds_on_frame(shot.natural.seconds() * random.uniform(0.5, 0.8));
    shot.longest = base::Ticks::seconds_on_frame(shot.natural.seconds() * random.uniform(1.2, 1.6));
    if (random.chance(0.3)) shot.in_points.push_back(base::Ticks::frames(10));
    made.shots.push_back(shot);
  }
  return made;
}

story::Way way(const std::string& from, const std::string& to, const std::string& name) {
  story::Way made;
  made.id = story::WayId(name);
  made.from = story::SceneId(from);
  made.to = story::SceneId(to);
  made.label["en"] = name;
  return made;
}

std::string condition(base::Random& random, int i) {
  constexpr std::array axes{"arousal", "valence"};
  return fmt::format("{} {} {:.1f} surely 0.6 for 2s", axes[random.below(2)],
                     i % 2 == 0 ? ">" : "<", random.uniform(-0.3, 0.3));
}

void add_key_point(story::Film& film, base::Random& random, const ExampleShape& shape, int k) {
  const std::string at = fmt::format("k{}", k);
  const std::string onward = fmt::format("c{}", k + 1);
  const story::Felt line{random.uniform(-0.1, 0.6), random.uniform(-0.5, 0.4)};
  film.scenes.push_back(scene(at, random, shape.shots, {0, 0}, line));
  const std::size_t offer = film.scenes.size() - 1;
  film.scenes[offer].key_point = true;
  const int middle = shape.ways / 2;
  for (int i = 0; i < shape.ways; ++i) {
    const std::string to = fmt::format("w{}.{}", k, i);
    const double away = (i - middle) * 0.35;
    const story::Felt felt{
        std::clamp(line.arousal + away, -0.9, 0.9),
        std::clamp(line.valence - 0.8 * away + random.uniform(-0.2, 0.2), -0.9, 0.9)};
    story::Way made = way(at, to, fmt::format("way-{}-{}", k, i));
    if (i != middle && i < shape.triggers) made.trigger.text = condition(random, i);
    film.scenes[offer].ways.push_back(made);
    if (i == middle) film.scenes[offer].default_way = made.id;
    film.scenes.push_back(scene(to, random, shape.shots, line, felt));
    film.scenes.back().ways.push_back(way(to, onward, "from-" + to));
  }
}

}  // namespace

story::Film example_film(std::uint64_t seed, ExampleShape shape) {
  base::Random random(seed, "example film");
  story::Film film;
  film.id = story::FilmId(fmt::format("example-{}", seed));
  film.title["en"] = "Example";
  film.seed = seed;
  film.style.asl_low_s = 2.5;
  film.style.asl_high_s = 7;
  film.style.tempi_bpm = {60, 75, 100};
  film.ending_family = "over";
  for (int k = 0; k < shape.key_points; ++k) {
    const std::string core = fmt::format("c{}", k);
    film.scenes.push_back(scene(core, random, shape.shots, {-0.2, 0}, {0.1, 0.1}));
    film.scenes.back().core = true;
    film.scenes.back().ways.push_back(way(core, fmt::format("k{}", k), "from-" + core));
    film.core.emplace_back(core);
    add_key_point(film, random, shape, k);
  }
  const std::string last = fmt::format("c{}", shape.key_points);
  film.scenes.push_back(scene(last, random, shape.shots, {0, 0}, {-0.4, 0.5}));
  film.scenes.back().core = true;
  film.scenes.back().ending = true;
  film.core.emplace_back(last);
  return film;
}

}  // namespace kuleshov::direct
