// One description of each value serves writing and reading, so that neither can forget a field.
#include <fmt/format.h>

#include "kuleshov/base/json.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/story/json_fields.hpp"

namespace kuleshov::story {

namespace fields {

template <class A>
void describe(A& a, base::Place& v) {
  a.field("file", v.file);
  std::uint64_t line = v.line;
  std::uint64_t column = v.column;
  a.field("line", line);
  a.field("column", column);
  v.line = line;
  v.column = column;
}

template <class A>
void describe(A& a, ArcPoint& v) {
  a.field("at", v.at);
  a.field("arousal", v.felt.arousal);
  a.field("valence", v.felt.valence);
}

template <class A>
void describe(A& a, Appearance& v) {
  a.field("skin", v.skin);
  a.field("hair_style", v.hair_style);
  a.field("hair_colour", v.hair_colour);
  a.field("beard", v.beard);
  a.field("dress", v.dress);
  a.field("dress_colour", v.dress_colour);
  a.field("accent_colour", v.accent_colour);
  a.field("build", v.build);
  a.field("height_m", v.height_m);
  a.field("glasses", v.glasses);
}

template <class A>
void describe(A& a, Voice& v) {
  a.field("variant", v.variant);
  a.field("pitch", v.pitch);
  a.field("rate_wpm", v.rate_wpm);
  a.field("range", v.range);
}

template <class A>
void describe(A& a, Character& v) {
  a.field("id", v.id);
  a.field("cue", v.cue);
  a.field("name", v.name);
  a.field("description", v.description);
  a.field("age", v.age);
  a.field("gender", v.gender);
  a.field("culture", v.culture);
  a.field("wants", v.wants);
  a.field("personality", v.personality);
  a.later("relations", v.relations);
  a.field("appearance", v.appearance);
  a.field("voice", v.voice);
}

template <class A>
void describe(A& a, Setting& v) {
  a.field("id", v.id);
  a.field("heading", v.heading);
  a.field("interior", v.interior);
  a.field("kind", v.kind);
  a.field("architecture", v.architecture);
  a.field("elements", v.elements);
  a.field("palette", v.palette);
  a.field("sounds", v.sounds);
  a.later("culture", v.culture);
}

template <class A>
void describe(A& a, Variable& v) {
  a.field("id", v.id);
  a.field("type", v.type);
  a.field("low", v.low);
  a.field("high", v.high);
  a.field("values", v.values);
  a.field("start", v.start);
  a.field("place", v.place);
}

template <class A>
void describe(A& a, Expression& v) {
  a.field("text", v.text);
  a.field("place", v.place);
}

template <class A>
void describe(A& a, Effect& v) {
  a.field("variable", v.variable);
  a.field("value", v.value);
}

template <class A>
void describe(A& a, Line& v) {
  a.field("id", v.id);
  a.field("speaker", v.speaker);
  a.field("parenthetical", v.parenthetical);
  a.field("off_screen", v.off_screen);
  a.field("text", v.text);
  a.field("emotion", v.emotion);
  a.field("intensity", v.intensity);
}

template <class A>
void describe(A& a, OnScreen& v) {
  a.field("who", v.who);
  a.field("emotion", v.emotion);
  a.field("intensity", v.intensity);
  a.field("pose", v.pose);
  a.field("looks_at", v.looks_at);
}

template <class A>
void describe(A& a, Framing& v) {
  a.field("id", v.id);
  a.field("scale", v.scale);
  a.field("move", v.move);
}

template <class A>
void describe(A& a, Shot& v) {
  a.field("id", v.id);
  a.field("scene", v.scene);
  a.field("scale", v.scale);
  a.field("move", v.move);
  a.field("people", v.people);
  a.field("insert", v.insert);
  a.field("action", v.action);
  a.field("lines", v.lines);
  a.field("shortest_ticks", v.shortest);
  a.field("natural_ticks", v.natural);
  a.field("longest_ticks", v.longest);
  a.field("in_points_ticks", v.in_points);
  a.field("clip", v.clip);
  a.field("clip_start_ticks", v.clip_start);
  a.later("framings", v.framings);
}

template <class A>
void describe(A& a, Way& v) {
  a.field("id", v.id);
  a.field("from", v.from);
  a.field("to", v.to);
  a.field("label", v.label);
  a.field("trigger", v.trigger);
  a.field("effects", v.effects);
  a.field("preference", v.preference);
  a.field("place", v.place);
}

template <class A>
void describe(A& a, Scene& v) {
  a.field("id", v.id);
  a.field("heading", v.heading);
  a.field("setting", v.setting);
  a.field("time_of_day", v.time_of_day);
  a.field("weather", v.weather);
  a.field("synopsis", v.synopsis);
  a.field("core", v.core);
  a.field("ending", v.ending);
  a.field("key_point", v.key_point);
  a.field("question", v.question);
  a.field("default_way", v.default_way);
  a.field("ways", v.ways);
  a.field("on_enter", v.on_enter);
  a.field("arc", v.arc);
  a.field("present", v.present);
  a.field("shots", v.shots);
  a.field("continuity", v.continuity);
  a.field("content_notes", v.content_notes);
  a.field("locked", v.locked);
  a.later("culture", v.culture);
  a.later("publicness", v.publicness, -1.0);
  a.later("tags", v.tags);
  a.later("position", v.position);
  a.field("place", v.place);
}

template <class A>
void describe(A& a, StyleAnchor& v) {
  a.field("asl_low_s", v.asl_low_s);
  a.field("asl_high_s", v.asl_high_s);
  a.field("asl_change_per_minute", v.asl_change_per_minute);
  a.field("palette", v.palette);
  a.field("closest", v.closest);
  a.field("widest", v.widest);
  a.field("tonic", v.tonic);
  a.field("modes", v.modes);
  a.field("tempi_bpm", v.tempi_bpm);
  a.field("loudness_lufs", v.loudness_lufs);
  a.field("music_low_db", v.music_low_db);
  a.field("music_high_db", v.music_high_db);
  a.field("performance_low", v.performance_low);
  a.field("performance_high", v.performance_high);
  a.field("instruments", v.instruments);
}

template <class A>
void describe(A& a, Film& v) {
  a.field("id", v.id);
  a.field("title", v.title);
  a.field("logline", v.logline);
  a.field("languages", v.languages);
  a.field("genre", v.genre);
  a.field("culture", v.culture);
  a.field("author", v.author);
  a.field("licence", v.licence);
  a.field("seed", v.seed);
  a.field("policy", v.policy);
  a.field("cast", v.cast);
  a.field("settings", v.settings);
  a.field("variables", v.variables);
  a.field("style", v.style);
  a.field("core", v.core);
  a.field("ending_family", v.ending_family);
  a.field("shortest_run_ticks", v.shortest_run);
  a.field("longest_run_ticks", v.longest_run);
  a.field("scenes", v.scenes);
}

}  // namespace fields

using base::Json;

std::string film_to_json(const Film& film) {
  fields::Writer writer;
  fields::describe(writer, const_cast<Film&>(film));  // nothing is changed, see Writer
  Json json = writer.take();
  json["schema"] = "kuleshov-film-1";
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

base::Result<Film> film_from_json(std::string_view text, const std::string& file) {
  const Json json = TRY(base::parse_json(text, file));
  if (!json.is_object() || json.value("schema", Json()) != "kuleshov-film-1") {
    return base::fail("this is not a film.json of version 1", "make the package again",
                      {file, 0, 0, 0});
  }
  std::optional<fields::Fault> fault;
  Film film;
  fields::Reader reader(json, "", fault);
  fields::describe(reader, film);
  if (fault) {
    return base::fail(fmt::format("{} is not {}", fault->pointer, fault->wanted),
                      "make the package again", {file, 0, 0, 0});
  }
  if (film.languages.empty()) film.languages = {"en"};
  return film;
}

}  // namespace kuleshov::story
