// One description of each value serves writing and reading, so that neither can forget a field.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "kuleshov/base/json.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {

namespace {

using base::Json;

class Writer {
 public:
  template <class T>
  void field(const char* key, const T& value) {
    json_[key] = to_json(value);
  }
  // What has come later: written only where it says something, so that older documents stay valid.
  template <class T>
  void later(const char* key, const T& value, const T& otherwise = {}) {
    if (value != otherwise) field(key, value);
  }
  Json take() { return std::move(json_); }

 private:
  static Json to_json(const std::string& v) { return v; }
  static Json to_json(bool v) { return v; }
  static Json to_json(int v) { return v; }
  static Json to_json(std::uint64_t v) { return v; }
  static Json to_json(double v) { return std::isfinite(v) ? Json(v) : Json(0.0); }
  static Json to_json(base::Ticks v) { return v.count(); }
  template <class Tag>
  static Json to_json(const base::Id<Tag>& v) {
    return v.str();
  }
  template <class E>
    requires std::is_enum_v<E>
  static Json to_json(E v) {
    return name_of(v);
  }
  template <class T>
  static Json to_json(const std::vector<T>& v) {
    Json all = Json::array();
    for (const T& item : v) all.push_back(to_json(item));
    return all;
  }
  template <class T>
  static Json to_json(const std::map<std::string, T>& v) {
    Json all = Json::object();
    for (const auto& [key, item] : v) all[key] = to_json(item);
    return all;
  }
  template <class T>
    requires std::is_class_v<T>
  static Json to_json(const T& v) {
    Writer inner;
    describe(inner,
             const_cast<T&>(v));  // the description is shared with reading; nothing is changed
    return inner.take();
  }

  Json json_ = Json::object();
};

// Gathers the first fault as a JSON pointer (RFC 6901) and what is wanted there.
struct Fault {
  std::string pointer;
  std::string wanted;
};

class Reader {
 public:
  Reader(const Json& json, std::string pointer, std::optional<Fault>& fault)
      : json_(json), pointer_(std::move(pointer)), fault_(fault) {
    if (!json_.is_object()) complain("", "an object");
  }
  template <class T>
  void field(const char* key, T& value) {
    if (fault_ || !json_.is_object()) return;
    const auto found = json_.find(key);
    if (found == json_.end()) return complain(std::string("/") + key, "there at all");
    from_json(*found, std::string("/") + key, value);
  }
  template <class T>
  void later(const char* key, T& value, const T& = {}) {
    if (json_.is_object() && json_.contains(key)) field(key, value);
  }

 private:
  void complain(const std::string& at, const std::string& wanted) {
    if (!fault_) fault_ = Fault{pointer_ + at, wanted};
  }
  void from_json(const Json& j, const std::string& at, std::string& v) {
    if (!j.is_string()) return complain(at, "a text");
    v = j.get<std::string>();
  }
  void from_json(const Json& j, const std::string& at, bool& v) {
    if (!j.is_boolean()) return complain(at, "true or false");
    v = j.get<bool>();
  }
  void from_json(const Json& j, const std::string& at, int& v) {
    const bool fits = j.is_number_integer() && j >= -2147483648LL && j <= 2147483647LL;
    if (!fits) return complain(at, "a whole number");
    v = j.get<int>();
  }
  void from_json(const Json& j, const std::string& at, std::uint64_t& v) {
    if (!j.is_number_unsigned()) return complain(at, "a whole number from 0");
    v = j.get<std::uint64_t>();
  }
  void from_json(const Json& j, const std::string& at, double& v) {
    if (!j.is_number()) return complain(at, "a number");
    v = j.get<double>();
  }
  void from_json(const Json& j, const std::string& at, base::Ticks& v) {
    if (!j.is_number_integer()) return complain(at, "a whole number of 1/48000 s");
    v = base::Ticks(j.get<std::int64_t>());
  }
  template <class Tag>
  void from_json(const Json& j, const std::string& at, base::Id<Tag>& v) {
    std::string text;
    from_json(j, at, text);
    v = base::Id<Tag>(std::move(text));
  }
  void from_json(const Json& j, const std::string& at, ShotScale& v) {
    word(j, at, v, shot_scale_of);
  }
  void from_json(const Json& j, const std::string& at, CameraMove& v) {
    word(j, at, v, camera_move_of);
  }
  void from_json(const Json& j, const std::string& at, VariableType& v) {
    word(j, at, v, variable_type_of);
  }
  void from_json(const Json& j, const std::string& at, ArcPolicy& v) {
    word(j, at, v, arc_policy_of);
  }
  template <class E>
  void word(const Json& j, const std::string& at, E& v,
            std::optional<E> (*read)(std::string_view)) {
    std::string text;
    from_json(j, at, text);
    const auto value = read(text);
    if (!value) return complain(at, "a known word");
    v = *value;
  }
  template <class T>
  void from_json(const Json& j, const std::string& at, std::vector<T>& v) {
    if (!j.is_array()) return complain(at, "a list");
    v.clear();
    for (const Json& item : j) {
      if (fault_) return;
      T made{};
      from_json(item, fmt::format("{}/{}", at, v.size()), made);
      v.push_back(std::move(made));
    }
  }
  template <class T>
  void from_json(const Json& j, const std::string& at, std::map<std::string, T>& v) {
    if (!j.is_object()) return complain(at, "an object");
    v.clear();
    for (const auto& [key, item] : j.items()) from_json(item, at + "/" + key, v[key]);
  }
  template <class T>
    requires std::is_class_v<T>
  void from_json(const Json& j, const std::string& at, T& v) {
    Reader inner(j, pointer_ + at, fault_);
    describe(inner, v);
  }

  const Json& json_;
  std::string pointer_;
  std::optional<Fault>& fault_;
};

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

}  // namespace

std::string film_to_json(const Film& film) {
  Writer writer;
  describe(writer, const_cast<Film&>(film));  // nothing is changed, see Writer
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
  std::optional<Fault> fault;
  Film film;
  Reader reader(json, "", fault);
  describe(reader, film);
  if (fault) {
    return base::fail(fmt::format("{} is not {}", fault->pointer, fault->wanted),
                      "make the package again", {file, 0, 0, 0});
  }
  if (film.languages.empty()) film.languages = {"en"};
  return film;
}

}  // namespace kuleshov::story
