// The film as everyone in the house knows it: plain values, no behaviour. A film source (folder)
// and a film package both become a Film.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/id.hpp"
#include "kuleshov/base/ticks.hpp"

namespace kuleshov::story {

using FilmId = base::Id<struct FilmTag>;
using SceneId = base::Id<struct SceneTag>;  // the Fountain scene number, e.g. "s12"
using ShotId = base::Id<struct ShotTag>;    // "s12.3"
using WayId = base::Id<struct WayTag>;      // unique within the film, e.g. "open-the-letter"
using VariableId = base::Id<struct VariableTag>;
using CharacterId = base::Id<struct CharacterTag>;
using PlaceId = base::Id<struct PlaceTag>;

// Text by language (BCP 47: "en", "zh"). The film's first language is always there.
using LocalText = std::map<std::string, std::string>;
// `text` in `language`, else in the first language that has it; empty if none has.
std::string_view in_language(const LocalText& text, std::string_view language);

// Arousal and valence, each -1..1 (Russell 1980's circumplex).
struct Felt {
  double arousal = 0;
  double valence = 0;
};
// The intended arc of a scene: what is to be felt at a share (0..1) of its length.
struct ArcPoint {
  double at = 0;
  Felt felt;
};

// ---- cast -----------------------------------------------------------------------------------

// Words and colours ("#rrggbb") that `picture` draws from; unknown words are errors when read.
struct Appearance {
  std::string skin = "#d9a98a";
  std::string hair_style =
      "short";  // short long bun bob curly braids bald cropped ponytail topknot veil cap
  std::string hair_colour = "#2a1d14";
  std::string beard = "none";  // none stubble moustache full goatee
  std::string dress =
      "plain";  // one of the closed list of garments in docs/formats/film-source.md, rules in short
  std::string dress_colour = "#445566";
  std::string accent_colour = "#b08d57";
  std::string build = "medium";  // slight medium broad
  double height_m = 1.7;
  bool glasses = false;
};

struct Voice {
  std::string
      variant;  // an espeak-ng voice variant such as "f3" or "m7"; empty: chosen by gender and age
  double pitch = 0.5;     // 0..1
  double rate_wpm = 160;  // words a minute
  double range = 0.5;     // 0 monotone .. 1 lively
};

struct Character {
  CharacterId id;
  std::string cue;  // the name in the screenplay's cues, upper case
  LocalText name;
  std::string description;
  int age = 35;
  std::string gender;   // female male other; free text is kept
  std::string culture;  // id of a culture pack; empty: the film's
  std::string wants;
  std::map<std::string, double> personality;  // Big Five, each -1..1 ("extraversion": 0.4)
  // What others are to this one: their id to a word of relation_words(). See relation_between().
  std::map<std::string, std::string> relations;
  Appearance appearance;
  Voice voice;
};

// ---- places ---------------------------------------------------------------------------------

// A set: what `picture` builds and `sound` fills. Words are listed in docs/formats/film-source.md.
struct Setting {
  PlaceId id;
  std::string heading;  // the place as scene headings name it: "LIGHTHOUSE KITCHEN"
  bool interior = true;
  std::string kind;  // room kitchen corridor street harbour sea forest garden station temple ...
  std::string architecture;  // stone-cottage jiangnan lighthouse spaceship modern tenement ...
  std::vector<std::string> elements;  // lamp window table stove books boat bridge lantern tree ...
  std::vector<std::string>
      palette;  // "#rrggbb", dark to light; empty: from the culture and the mood
  std::vector<std::string> sounds;  // ambience: sea wind rain crowd machine birds fire silence
  std::string culture;              // id of the pack it is built after; empty: the film's
};

// ---- variables and triggers -----------------------------------------------------------------

enum class VariableType { boolean, integer, enumeration };

struct Variable {
  VariableId id;
  VariableType type = VariableType::boolean;
  int low = 0;  // integer; boolean 0..1; enumeration 0..values-1
  int high = 1;
  std::vector<std::string> values;  // enumeration
  int start = 0;
  base::Place place;
};

// An expression in the trigger language, as its author wrote it (grammar: story/expression.hpp).
struct Expression {
  std::string text;  // empty: always true
  base::Place place;
};

struct Effect {
  VariableId variable;
  Expression value;  // over story variables only
};

// ---- scenes and shots -----------------------------------------------------------------------

enum class ShotScale {
  extreme_close_up,
  close_up,
  medium_close_up,
  medium,
  medium_long,
  wide,
  extreme_wide
};
enum class CameraMove {
  hold,
  push_in,
  pull_out,
  pan_left,
  pan_right,
  tilt_up,
  tilt_down,
  handheld
};
std::string_view name_of(
    ShotScale scale);  // "extreme-close-up" ... also read as ECU CU MCU MS MLS WS EWS
std::string_view name_of(CameraMove move);  // "push-in" ...

// One speech within a shot.
struct Line {
  std::string id;  // "s12.l3": third speech of scene s12
  CharacterId speaker;
  std::string parenthetical;  // "(wry)", without brackets
  bool off_screen = false;    // V.O. or O.S.
  LocalText text;
  std::string emotion;     // a term of the performance vocabulary; empty: from the scene's arc
  double intensity = 0.5;  // 0..1
};

// What a character on screen does and feels while a shot lasts.
struct OnScreen {
  CharacterId who;
  std::string emotion;  // as above
  double intensity = 0.4;
  std::string pose;      // stand sit walk lean kneel turn-away lie; empty: stand
  std::string looks_at;  // a character's id, "camera", "away", "down", "far"; empty: the partner
};

// Another take of a shot for the director to choose: the same action, lines, sound and lengths,
// seen from nearer or farther.
struct Framing {
  ShotId id;  // the shot's and the scale: "s12.3.close-up"
  ShotScale scale = ShotScale::medium;
  CameraMove move = CameraMove::hold;
  friend bool operator==(const Framing&, const Framing&) = default;
};

struct Shot {
  ShotId id;
  SceneId scene;
  ShotScale scale = ShotScale::medium;
  CameraMove move = CameraMove::hold;
  std::vector<OnScreen> people;  // first is the one the shot is about; empty: the place itself
  std::string insert;            // an object filling the frame ("letter", "lamp"), else empty
  std::string action;            // what happens, as written
  std::vector<Line> lines;
  // Length bounds on the frame grid: shortest <= natural <= longest. Estimated from the text in a
  // film source, measured in a package.
  base::Ticks shortest;
  base::Ticks natural;
  base::Ticks longest;
  // Where the shot may begin without losing anything said, frames from its start; begins with 0.
  std::vector<base::Ticks> in_points{base::Ticks{}};
  std::string clip;  // the author's own footage, relative to the source; empty: drawn
  base::Ticks clip_start;
  std::vector<Framing> framings;  // beside the shot's own; never taken in a core scene
};

// One direction out of a scene.
struct Way {
  WayId id;
  SceneId from;
  SceneId to;
  LocalText label;     // what a viewer choosing by hand reads
  Expression trigger;  // when it is open
  std::vector<Effect> effects;
  double preference = 1;  // the author's prior weight, > 0
  base::Place place;
};

struct Scene {
  SceneId id;
  std::string heading;  // as written: "INT. LIGHTHOUSE KITCHEN - NIGHT"
  PlaceId setting;
  std::string time_of_day;  // dawn morning day dusk night
  std::string weather;      // clear cloud rain storm snow fog
  std::string synopsis;
  bool core = false;
  bool ending = false;
  bool key_point = false;  // its end offers three to five ways to the viewer
  LocalText question;      // what a viewer choosing by hand is asked
  WayId default_way;       // taken when nothing else speaks; a key point has one
  std::vector<Way> ways;  // key point: the offer. Otherwise routes: the first that is open is taken
  std::vector<Effect> on_enter;
  std::vector<ArcPoint> arc;  // intended; at least one point
  std::vector<CharacterId> present;
  std::vector<Shot> shots;
  std::map<std::string, std::string> continuity;  // see docs/formats/film-source.md
  std::vector<std::string> content_notes;  // "grief", "flashing light": what a viewer is told
  std::vector<std::string> tags;           // the writer's own words, one each; no meaning
  std::vector<double> position;  // [x, y] on the writer's board, as in Twine; empty: not placed
  bool locked = false;           // no generator may touch it
  std::string culture;     // where it is set, as a pack's id; empty: the setting's, the film's
  double publicness = -1;  // who watches: 0 behind a door .. 1 strangers; below 0: not said
  base::Place place;
};

// ---- style anchor and policy ----------------------------------------------------------------

// The director's bounds: no adaptation crosses them.
struct StyleAnchor {
  double asl_low_s = 2.5;  // band of the running average shot length, seconds
  double asl_high_s = 8;
  double asl_change_per_minute = 0.25;  // largest relative change of the target in a minute
  std::vector<std::string> palette;     // "#rrggbb"
  ShotScale closest = ShotScale::extreme_close_up;
  ShotScale widest = ShotScale::extreme_wide;
  std::string tonic = "D";                                     // key of the score
  std::vector<std::string> modes{"minor", "dorian", "major"};  // dark to light, at most three
  std::vector<int> tempi_bpm{75};  // of 60 75 100 125 150: on the frame grid
  double loudness_lufs = -23;      // integrated, EBU R128
  double music_low_db = -30;       // the score's level under the dialogue
  double music_high_db = -14;
  double performance_low = 0.1;  // intensity of performances, 0..1
  double performance_high = 0.85;
  std::vector<std::string> instruments;  // colours of the score: strings piano pad harp guzheng ...
};

enum class ArcPolicy { follow, counter, mirror, ignore };

struct Film {
  FilmId id;
  LocalText title;
  LocalText logline;
  std::vector<std::string> languages{"en"};
  std::string genre;
  std::string culture;  // id of a culture pack
  std::string author;
  std::string licence;
  std::uint64_t seed = 1;
  ArcPolicy policy = ArcPolicy::follow;
  std::vector<Character> cast;
  std::vector<Setting> settings;
  std::vector<Variable> variables;
  StyleAnchor style;
  std::vector<SceneId> core;  // in order; the first is the opening
  std::string ending_family;  // what every ending shares, in words: "reconciliation"
  base::Ticks shortest_run;   // declared bounds of any path; zero: not declared
  base::Ticks longest_run;
  std::vector<Scene> scenes;  // in the order of the screenplay
};

const Scene* find_scene(const Film& film, const SceneId& id);
const Character* find_character(const Film& film, const CharacterId& id);
const Setting* find_setting(const Film& film, const PlaceId& id);

// What `other` is to `who`, as either of them says it in film.yaml ("elder" answers "child",
// "superior" answers "subordinate"); empty: nobody has said.
std::string relation_between(const Film& film, const CharacterId& who, const CharacterId& other);
// The pack that a scene is set in: the scene's, its setting's, the film's; and that of a person.
const std::string& culture_of(const Film& film, const Scene& scene);
const std::string& culture_of(const Film& film, const Character& who);

// ---- reading and writing --------------------------------------------------------------------

// Reads a film source: FOLDER/film.yaml and FOLDER/screenplay.fountain, breaks scenes down into
// shots, resolves every name. Errors name file, line and remedy. Does not prove the graph:
// check.hpp.
base::Result<Film> read_film(const std::string& folder);

// The whole Film as one JSON document (a package's film.json) and back; schema
// docs/schemas/film.schema.json.
std::string film_to_json(const Film& film);
base::Result<Film> film_from_json(std::string_view json, const std::string& file);

}  // namespace kuleshov::story
