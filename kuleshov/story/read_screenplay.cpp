#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/casting.hpp"
#include "kuleshov/story/coverage.hpp"
#include "kuleshov/story/heading.hpp"
#include "kuleshov/story/nearest.hpp"
#include "kuleshov/story/source.hpp"
#include "kuleshov/text/fountain.hpp"

namespace kuleshov::story {

namespace {

using base::Place;
using base::Result;
using text::Element;
using text::ElementType;

std::string joined_lines(std::string_view text) {
  std::string out(base::trim(text));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::string upper_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return out;
}

std::string slug_or(std::string_view text, std::string_view kind, std::size_t number) {
  const std::string slug = base::slug(text);
  return slug.empty() ? fmt::format("{}-{}", kind, number) : slug;
}

class Reader {
 public:
  Reader(Film& film, std::string file)
      : film_(film),
        file_(std::move(file)),
        cast_declared_(!film.cast.empty()),
        places_declared_(!film.settings.empty()) {
    for (Scene& scene : film_.scenes) declared_.emplace(scene.id, std::move(scene));
    film_.scenes.clear();
  }

  Result<void> read(const text::Script& script) {
    script_ = &script;
    for (const Element& element : script.elements) TRY(read_element(element));
    TRY(close_scene());
    return nothing_is_left();
  }

 private:
  [[nodiscard]] Place place(const Element& element) const { return {file_, element.line, 1, 0}; }

  Result<void> read_element(const Element& element) {
    if (element.type == ElementType::title_page) return read_title(element);
    if (element.type == ElementType::scene_heading) return open_scene(element);
    if (!in_scene_) return {};
    if (element.type == ElementType::note) return read_notes(element);
    // Notes that stand before the text on its line direct the shot that shows it.
    const bool notes_first = base::trim(element.raw).starts_with("[[");
    if (notes_first) TRY(read_notes(element));
    TRY(read_content(element));
    return notes_first ? Result<void>{} : read_notes(element);
  }

  Result<void> read_content(const Element& element) {
    switch (element.type) {
      case ElementType::action:
      case ElementType::centered:
        add_action(element.text);
        return {};
      case ElementType::character:
        return open_speech(element);
      case ElementType::parenthetical:
        add_parenthetical(element.text);
        return {};
      case ElementType::dialogue:
      case ElementType::lyrics:
        add_dialogue(element.text);
        return {};
      case ElementType::synopsis:
        add_synopsis(element.text);
        return {};
      default:
        return {};
    }
  }

  // The title page serves where film.yaml is silent.
  Result<void> read_title(const Element& element) {
    const std::string key = base::lower_ascii(element.key);
    if (key == "title" && film_.title.empty())
      film_.title[film_.languages.front()] = joined_lines(element.text);
    if ((key == "author" || key == "authors") && film_.author.empty())
      film_.author = joined_lines(element.text);
    return {};
  }

  // ---- scenes ----

  Result<void> open_scene(const Element& element) {
    TRY(close_scene());
    if (element.scene_number.empty()) {
      return base::fail(fmt::format("the scene \"{}\" has no number", element.text),
                        fmt::format("write its id at the end of the heading: {} #s{}#",
                                    element.text, film_.scenes.size() + 1),
                        place(element));
    }
    const SceneId id(element.scene_number);
    if (find_scene(film_, id) != nullptr) {
      return base::fail(fmt::format("two scenes are numbered \"{}\"", id.str()),
                        "give one another number", place(element));
    }
    begin(id, element);
    return resolve_heading(element);
  }

  void begin(const SceneId& id, const Element& element) {
    const auto declared = declared_.find(id);
    Scene scene;
    if (declared != declared_.end()) {
      scene = std::move(declared->second);
      declared_.erase(declared);
    }
    scene.id = id;
    scene.heading = element.text;
    scene.place = place(element);
    film_.scenes.push_back(std::move(scene));
    in_scene_ = true;
    speeches_ = 0;
    beats_.clear();
  }

  Result<void> resolve_heading(const Element& element) {
    Scene& scene = film_.scenes.back();
    const Heading heading = read_heading(element.text);
    if (scene.time_of_day.empty()) scene.time_of_day = heading.time_of_day;
    if (scene.time_of_day == "same") scene.time_of_day = time_before_;
    if (scene.time_of_day.empty()) scene.time_of_day = "day";
    time_before_ = scene.time_of_day;
    if (scene.weather.empty()) scene.weather = "clear";
    const Setting* setting = setting_for(heading.place);
    if (setting == nullptr && places_declared_) return unknown_place(heading, element);
    scene.setting = setting != nullptr ? setting->id : add_setting(heading);
    return {};
  }

  // The place whose heading this is, or the longest that it begins with: "LAMP ROOM, STAIRS".
  const Setting* setting_for(const std::string& heading) const {
    const std::string wanted = base::lower_ascii(heading);
    const Setting* best = nullptr;
    for (const Setting& setting : film_.settings) {
      const std::string name = base::lower_ascii(setting.heading);
      if (name.empty() || !wanted.starts_with(name)) continue;
      const bool whole =
          wanted.size() == name.size() || wanted[name.size()] == ' ' || wanted[name.size()] == ',';
      if (whole && (best == nullptr || name.size() > best->heading.size())) best = &setting;
    }
    return best;
  }

  std::unexpected<base::Error> unknown_place(const Heading& heading, const Element& element) const {
    std::vector<std::string> known;
    for (const Setting& setting : film_.settings) known.push_back(setting.heading);
    return base::fail(
        fmt::format("no place of film.yaml has the heading \"{}\"", heading.place),
        fmt::format("{}, or add it: \"places: {}: {{heading: {}}}\"", suggest(heading.place, known),
                    base::slug(heading.place), heading.place),
        place(element));
  }

  PlaceId add_setting(const Heading& heading) {
    Setting setting;
    setting.id = PlaceId(slug_or(heading.place, "place", film_.settings.size() + 1));
    setting.heading = heading.place;
    setting.interior = heading.interior;
    film_.settings.push_back(setting);
    return setting.id;
  }

  Result<void> close_scene() {
    if (!in_scene_) return {};
    in_scene_ = false;
    Scene& scene = film_.scenes.back();
    if (scene.arc.empty()) scene.arc = {{0, {0, 0}}};
    if (scene.present.empty()) find_present(scene);
    for (const CharacterId& who : scene.present) {
      if (find_character(film_, who) != nullptr) continue;
      std::vector<std::string> known;
      for (const Character& character : film_.cast) known.push_back(character.id.str());
      return base::fail(
          fmt::format("scene \"{}\": \"{}\" is not in the cast", scene.id.str(), who.str()),
          suggest(who.str(), known), scene.place);
    }
    scene.shots = cover(scene, beats_, film_);
    return {};
  }

  // In order of appearance: who speaks on screen, who a note frames, who the action names.
  void find_present(Scene& scene) const {
    const auto add = [&scene](const CharacterId& who) {
      auto& present = scene.present;
      if (std::find(present.begin(), present.end(), who) == present.end()) present.push_back(who);
    };
    for (const Beat& beat : beats_) {
      if (beat.kind == Beat::Kind::speech && !beat.line.off_screen) add(beat.line.speaker);
      for (const OnScreen& person : beat.note.shot.people) add(person.who);
      for (const CharacterId& who : mentioned(beat.action, film_)) add(who);
    }
  }

  // ---- what a scene says ----

  void add_action(const std::string& action) {
    if (base::trim(action).empty()) return;
    Beat beat;
    beat.action = joined_lines(action);
    beats_.push_back(std::move(beat));
  }

  void add_synopsis(const std::string& text) {
    std::string& synopsis = film_.scenes.back().synopsis;
    if (!synopsis.empty()) synopsis += ' ';
    synopsis += joined_lines(text);
  }

  Result<void> open_speech(const Element& element) {
    const Character* speaker = character_called(film_, element.key);
    if (speaker == nullptr && cast_declared_) return unknown_cue(element);
    Beat beat;
    beat.kind = Beat::Kind::speech;
    beat.line.id = fmt::format("{}.l{}", film_.scenes.back().id.str(), ++speeches_);
    beat.line.speaker = speaker != nullptr ? speaker->id : add_character(element.key);
    const std::string extension = upper_ascii(element.extension);
    for (const std::string_view mark : {"V.O", "VO", "O.S", "O.C"}) {
      beat.line.off_screen |= extension.find(mark) != extension.npos;
    }
    beats_.push_back(std::move(beat));
    return {};
  }

  std::unexpected<base::Error> unknown_cue(const Element& element) const {
    std::vector<std::string> known;
    for (const Character& character : film_.cast) known.push_back(character.cue);
    return base::fail(
        fmt::format("no character of film.yaml has the cue \"{}\"", element.key),
        fmt::format("{}, or add it: \"cast: {}: {{cue: {}}}\"", suggest(element.key, known),
                    base::slug(element.key), element.key),
        place(element));
  }

  CharacterId add_character(const std::string& cue) {
    Character character;
    character.id = CharacterId(slug_or(cue, "person", film_.cast.size() + 1));
    character.cue = upper_ascii(cue);
    character.name[film_.languages.front()] = cue;
    if (!castings_) castings_ = cast_script(*script_);
    if (const auto casting = castings_->find(cue); casting != castings_->end()) {
      character.age = casting->second.age;
      character.gender = casting->second.gender;
      character.appearance = casting->second.appearance;
    }
    film_.cast.push_back(character);
    return character.id;
  }

  Line* last_line() {
    for (auto beat = beats_.rbegin(); beat != beats_.rend(); ++beat) {
      if (beat->kind == Beat::Kind::speech) return &beat->line;
    }
    return nullptr;
  }

  void add_parenthetical(const std::string& text) {
    Line* line = last_line();
    if (line != nullptr && line->parenthetical.empty()) line->parenthetical = joined_lines(text);
  }

  void add_dialogue(const std::string& text) {
    Line* line = last_line();
    if (line == nullptr || base::trim(text).empty()) return;
    std::string& spoken = line->text[film_.languages.front()];
    if (!spoken.empty()) spoken += ' ';
    spoken += joined_lines(text);
  }

  // ---- notes ----

  Result<void> read_notes(const Element& element) {
    for (const std::string& note : element.notes) TRY(read_note(note, element));
    return {};
  }

  Result<void> read_note(const std::string& note, const Element& element) {
    const std::string kind = note_kind(note, film_);
    if (kind.empty()) return {};
    if (kind != "shot" && kind != "insert" && kind != "clip")
      return add_caption(kind, note, element);
    Beat beat;
    beat.kind = Beat::Kind::note;
    beat.note = TRY(read_shot_note(note, film_, place(element)));
    beats_.push_back(std::move(beat));
    return {};
  }

  Result<void> add_caption(const std::string& language, const std::string& note,
                           const Element& element) {
    Line* line = last_line();
    if (line == nullptr) {
      return base::fail("a caption stands before any speech of its scene",
                        "move it after the speech", place(element));
    }
    line->text[language] = joined_lines(note_body(note));
    return {};
  }

  Result<void> nothing_is_left() const {
    if (film_.scenes.empty()) {
      return base::fail("the screenplay has no scene", "begin one: INT. PLACE - DAY #s1#",
                        {file_, 1, 1, 0});
    }
    if (declared_.empty()) return {};
    std::vector<std::string> known;
    for (const Scene& scene : film_.scenes) known.push_back(scene.id.str());
    const Scene& scene = declared_.begin()->second;
    return base::fail(
        fmt::format("film.yaml has a scene \"{}\" that the screenplay does not", scene.id.str()),
        fmt::format("{} Or number a heading #{}#.", suggest(scene.id.str(), known), scene.id.str()),
        scene.place);
  }

  Film& film_;
  std::string file_;
  bool cast_declared_;
  bool places_declared_;
  const text::Script* script_ = nullptr;
  std::optional<std::map<std::string, Casting>> castings_;  // where film.yaml has no cast
  std::map<SceneId, Scene> declared_;  // of film.yaml, not yet met in the screenplay
  std::string time_before_ = "day";
  bool in_scene_ = false;
  int speeches_ = 0;
  std::vector<Beat> beats_;
};

}  // namespace

Result<void> read_screenplay(Film& film, std::string_view fountain, const std::string& file) {
  return Reader(film, file).read(text::parse_fountain(fountain));
}

}  // namespace kuleshov::story
