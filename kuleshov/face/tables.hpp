// The rule base both halves of the room share: what the director samples from and the auditor
// scores with. Read once from data/face/*.yaml, where each row names its source.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/shapes.hpp"

namespace kuleshov::face {

inline constexpr int unit_limit = 67;  // FACS numbers run to 66

enum class Side { both, left, right, one };

// An action unit within an emotion: how often it takes part and how strongly.
struct UnitChance {
  int unit = 0;
  Side side = Side::both;  // `one`: a side drawn by seed ("U14")
  double probability = 0;
  double intensity = 0;  // 0..1 at emotion intensity 1
};

// Outcomes of Scherer's checks.
struct Checks {
  double novelty = 0;   // 0..1
  double pleasant = 0;  // -1..1, as the rest
  double conducive = 0;
  double power = 0;
  double norm = 0;
};

enum class Tempo { slow, medium, fast };

struct Term {
  std::string name;
  std::vector<std::string> aliases;
  std::string family;  // what display rules speak of
  double valence = 0;
  double arousal = 0;
  Tempo tempo = Tempo::medium;
  bool genuine = true;  // false: a social display (no cheek raiser demanded of its smile)
  std::vector<UnitChance> units;
  Angles head;              // degrees at intensity 1; yaw away from the partner
  double gaze_pitch = 0;    // degrees
  double gaze_away = 0.35;  // share of time
  Checks checks;
  std::string basis;  // coded pattern predicted
  std::vector<std::string> sources;
};

// In the plane of valence and arousal (Russell 1980, J Pers Soc Psychol 39), 0..2.8.
double distance_of_affect(const Term& a, const Term& b);

struct ShapeWeight {
  Shape shape = Shape::jaw_open;
  float weight = 0;
  Side side = Side::both;  // which side of the unit drives it; both: the stronger
};
struct Unit {
  std::string name;
  std::string region;
  std::vector<ShapeWeight> shapes;
};

struct Partner {
  int unit = 0;
  std::vector<int> with;
  double above = 0.15;
  double share = 0.5;
  double rate = 1;
  bool genuine_only = false;
  std::string source;
};
struct Forbidden {
  int first = 0;
  int second = 0;
  double first_above = 0;
  double second_above = 0;
  std::string source;
};

struct Range {
  double low = 0, high = 0;
};
struct LogNormal {
  double median = 1, sigma = 0.3, least = 0, most = 1e9;
};
struct BlinkHabit {
  double per_minute = 17, sigma = 0.6;
};

// How talk varies. Sigmas are of natural logarithms; times in seconds.
struct SpeechHabit {
  LogNormal effort{1, 0.3, 0.5, 2};  // of a stretch of talk, on the jaw's opening
  double stressed = 1.3;             // a stressed vowel's jaw
  double token_sigma = 0.2;          // of one sound from another of its kind
  double dominance_sigma = 0.2;
  double before_s = 0.085, after_s = 0.1;  // falloff of dominance
  double reach_sigma = 0.25;
  double rounding = 1.3;  // rounding begins earlier
  double seal_s = 0.07;
  LogNormal slack_rest{0.03, 0.2, 0.01, 0.06};
  double slack_share = 0.2, slack_sigma = 0.3;
  Range slack_periods{0.9, 3};
};

struct Timing {
  std::array<Range, 3> onset;  // by Tempo
  Range offset_over_onset;
  LogNormal episode;
  LogNormal rest;
  double residual = 0.2;
  std::array<double, 5> stagger;  // novelty pleasantness goal coping norm
  double asymmetry_sd = 0.05;
  BlinkHabit blink_rest, blink_listening, blink_talk;
  double blink_close = 0.08, blink_hold = 0.05, blink_open = 0.16;
  double blink_least_gap = 0.5, blink_most_gap = 8, blink_with_shift = 0.2;
  double saccade_base = 0.021, saccade_per_degree = 0.0022;
  LogNormal fixation;
  double small_degrees = 1.2;
  LogNormal away_degrees;
  LogNormal partner_bout;
  double speaking_share = 0.5, listening_share = 0.7;
  double partner_distance_m = 1.2, eyes_apart_m = 0.063;
  double sway_silent = 0.9, sway_speaking = 1.8;
  double head_joins_above = 12, head_share = 0.45, head_move_s = 0.55, nod_degrees = 3.2;
  double accent_share = 0.45, accent_gap = 1.3, accent_brow = 0.24, accent_lead = 0.14;
  SpeechHabit speech;
  double accent_rise = 0.3, accent_hold = 0.15, accent_fall = 0.5;
};

// Lip targets of one class of speech sounds.
struct Viseme {
  float jaw = 0, funnel = 0, pucker = 0, stretch = 0, lower_down = 0, upper_up = 0;
  float roll_lower = 0, press = 0, smile = 0, tongue = 0, seal = 0;
  float dominance = 1;
};

struct Tables {
  std::vector<Term> terms;
  std::map<std::string, std::string, std::less<>> sources;
  std::array<Unit, unit_limit> units;
  std::vector<Partner> partners;
  std::vector<Forbidden> forbidden;
  Timing timing;
  std::map<std::string, Viseme, std::less<>> visemes;  // by symbol

  // By name or alias, any case, spaces or underscores for hyphens. Null: unknown.
  [[nodiscard]] const Term* find(std::string_view emotion) const;
  // The same; the error names the nearest.
  [[nodiscard]] base::Result<const Term*> named(std::string_view emotion) const;
  // Up to `most` terms whose spelling is nearest.
  [[nodiscard]] std::vector<std::string> nearest(std::string_view emotion, std::size_t most) const;
  // The viseme of a symbol without length marks, tones and stress; rest if unknown.
  [[nodiscard]] const Viseme& viseme(std::string_view symbol) const;
};

// Reads the five files of a folder. Errors name file and line.
base::Result<Tables> read_tables(const std::string& folder);
// data/face of the project, read at the first call; thread-safe.
base::Result<const Tables*> tables();

}  // namespace kuleshov::face
