#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "kuleshov/story/nearest.hpp"
#include "kuleshov/story/read_yaml.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {

namespace {

std::vector<Effect> effects_of(Fields& fields) {
  std::vector<Effect> effects;
  fields.pairs("set",
               [&](const std::string& name, const std::string& value, const base::Place& place) {
                 effects.push_back({VariableId(name), {value, place}});
               });
  return effects;
}

// "s1-to-s2", then "s1-to-s2-2": routes need names too, for saves and logs.
WayId route_id(const Scene& scene, const std::string& to) {
  const std::string base = scene.id.str() + "-to-" + to;
  const auto same = std::count_if(scene.ways.begin(), scene.ways.end(),
                                  [&](const Way& way) { return way.to.str() == to; });
  return WayId(same == 0 ? base : fmt::format("{}-{}", base, same + 1));
}

Way read_way(Fields& fields, const Scene& scene, const std::string& language) {
  Way way;
  way.from = scene.id;
  way.place = fields.place();
  std::string to;
  fields.required("to", to);
  way.to = SceneId(to);
  std::string id = route_id(scene, to).str();
  fields.text("id", id);
  way.id = WayId(id);
  fields.local("label", way.label, language);
  fields.text("when", way.trigger.text);
  if (!way.trigger.text.empty()) way.trigger.place = fields.place("when");
  way.effects = effects_of(fields);
  fields.number("preference", way.preference, 1e-6, 1e6);
  return way;
}

WayId first_without_trigger(const Scene& scene) {
  for (const Way& way : scene.ways) {
    if (way.trigger.text.empty()) return way.id;
  }
  return scene.ways.empty() ? WayId() : scene.ways.front().id;
}

void read_default(Fields& fields, Scene& scene) {
  std::string text = first_without_trigger(scene).str();
  std::vector<std::string> ids;
  for (const Way& way : scene.ways) ids.push_back(way.id.str());
  fields.word("default", text, ids);
  scene.default_way = WayId(text);
}

void read_key_point(Fields& fields, Scene& scene, const std::string& language) {
  scene.key_point = true;
  fields.local("question", scene.question, language);
  fields.items("ways", [&](Fields& way) { scene.ways.push_back(read_way(way, scene, language)); });
  read_default(fields, scene);
}

void read_next(Fields& fields, Scene& scene) {
  std::string next;
  fields.text("next", next);
  if (next.empty()) return;
  Way way;
  way.id = route_id(scene, next);
  way.from = scene.id;
  way.to = SceneId(next);
  way.place = fields.place("next");
  scene.ways.push_back(std::move(way));
}

void read_arc(Fields& fields, Scene& scene) {
  std::vector<std::vector<double>> rows;
  fields.rows("arc", 3, rows);
  double last = -1;
  for (const auto& row : rows) {
    const bool fine = row[0] >= 0 && row[0] <= 1 && row[0] > last && std::abs(row[1]) <= 1 &&
                      std::abs(row[2]) <= 1;
    if (!fine) {
      fields.faults().add(
          {fmt::format("scene \"{}\": a point of the arc is out of range or order", scene.id.str()),
           "write [share 0..1 rising, arousal -1..1, valence -1..1]", fields.place("arc"),
           base::ErrorKind::bad_input});
      return;
    }
    last = row[0];
    scene.arc.push_back({row[0], {row[1], row[2]}});
  }
}

void read_board(Fields& fields, Scene& scene) {
  fields.texts("tags", scene.tags);
  fields.numbers("position", scene.position);
  const auto finite = [](double number) { return std::isfinite(number); };
  const bool fine = std::all_of(scene.position.begin(), scene.position.end(), finite);
  if (fine && (scene.position.empty() || scene.position.size() == 2)) return;
  fields.faults().add({fmt::format("scene \"{}\": a position has two numbers", scene.id.str()),
                       "write position: [100, 250]", fields.place("position"),
                       base::ErrorKind::bad_input});
}

void only_one_continuation(Fields& fields, const Scene& scene) {
  const int count = static_cast<int>(fields.has("next")) + static_cast<int>(fields.has("routes")) +
                    static_cast<int>(fields.has("key_point")) + static_cast<int>(scene.ending);
  if (count < 2) return;
  fields.faults().add({fmt::format("scene \"{}\" goes on in more than one manner", scene.id.str()),
                       "keep one of next, routes, key_point and ending", fields.place(),
                       base::ErrorKind::bad_input});
}

void read_continuity(Fields& fields, Scene& scene) {
  fields.pairs("continuity", [&](const std::string& name, const std::string& value,
                                 const base::Place&) { scene.continuity[name] = value; });
}

Scene read_scene(const std::string& id, Fields& fields, const std::string& language) {
  Scene scene;
  scene.id = SceneId(id);
  scene.place = fields.place();
  read_arc(fields, scene);
  fields.word("weather", scene.weather, weather_words());
  fields.word("time_of_day", scene.time_of_day, time_of_day_words());
  fields.texts("content_notes", scene.content_notes);
  read_board(fields, scene);
  fields.flag("ending", scene.ending);
  fields.flag("locked", scene.locked);
  read_culture(fields, scene.culture);
  fields.number("publicness", scene.publicness, 0, 1);
  std::string note;  // for people only
  fields.text("core_note", note);
  scene.on_enter = effects_of(fields);
  std::vector<std::string> present;
  fields.texts("present", present);
  for (const std::string& who : present) scene.present.emplace_back(who);
  read_continuity(fields, scene);
  only_one_continuation(fields, scene);
  read_next(fields, scene);
  fields.items("routes",
               [&](Fields& way) { scene.ways.push_back(read_way(way, scene, language)); });
  fields.section("key_point", [&](Fields& point) { read_key_point(point, scene, language); });
  return scene;
}

void ways_have_their_own_ids(const Film& film, Faults& faults) {
  std::set<std::string> seen;
  for (const Scene& scene : film.scenes) {
    for (const Way& way : scene.ways) {
      if (seen.insert(way.id.str()).second) continue;
      faults.add({fmt::format("two ways are called \"{}\"", way.id.str()),
                  "give one of them another id: ids are unique in the film", way.place,
                  base::ErrorKind::bad_input});
    }
  }
}

}  // namespace

void read_scenes(Fields& root, Film& film) {
  root.each("scenes", [&](const std::string& id, Fields& fields) {
    film.scenes.push_back(read_scene(id, fields, film.languages.front()));
  });
  ways_have_their_own_ids(film, root.faults());
}

}  // namespace kuleshov::story
