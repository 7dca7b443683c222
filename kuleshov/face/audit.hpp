// The auditor: what a take does beside what recorded people do. Norms: data/face/norms.yaml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/context.hpp"
#include "kuleshov/face/perform.hpp"
#include "kuleshov/face/track.hpp"
#include "kuleshov/face/voice.hpp"

namespace kuleshov::face {

enum class Verdict { ok, warn, flag, not_recorded, not_enough };
std::string_view name_of(Verdict verdict);  // "ok" "warn" "flag" "not-recorded" "not-enough"

struct Span {
  double from_s = 0;
  double to_s = 0;
};

struct Norm {
  double flag_low = 0, warn_low = 0, warn_high = 0, flag_high = 0;
  double least_seconds = 0;
  std::string unit, source, cause, remedy;
  std::string above_cause, above_remedy, below_cause, below_remedy;  // empty: as cause and remedy
  std::string one_side;  // why a side has no limit; empty: both have one
};

struct Measure {
  std::string name;
  std::string unit;
  double value = 0;
  double low = 0;  // the norm: where a warning begins on either side (infinite: no limit)
  double high = 0;
  Verdict verdict = Verdict::ok;
  std::string source;
  double confidence = 0;     // 0..1: how much was recorded against how much is needed
  std::vector<Span> frames;  // where, at most ten
  std::vector<std::string> evidence;
  std::string cause;  // set when not ok
  std::string remedy;
};

// What the auditor is told besides the take.
struct AuditRequest {
  std::string emotion;                 // wanted; empty: not judged
  std::vector<EmotionKey> emotions{};  // the same over time; `emotion` is then not looked at
  std::string context;                 // as PerformanceRequest
  std::string culture;
  std::vector<Phoneme> speech;  // for lip closure
  std::optional<Voice> voice;   // for the measures of face and voice
  bool extreme = false;         // the scene is marked extreme: intensity is not judged
};

struct Likeness {
  double recorded_person = 0;  // probability-like, 0..1
  int basis = 0;               // takes behind the model
  bool enough = false;         // false: too little was recorded to say
  std::string about;
};

struct Audit {
  std::string file;
  double seconds = 0;
  bool talking = false;
  std::vector<Measure> measures;
  Likeness likeness;
  std::vector<std::string> notes;

  [[nodiscard]] const Measure* find(std::string_view name) const;
  [[nodiscard]] int count(Verdict verdict) const;
};

// A fitted model of likeness: see calibrate.hpp.
struct LikenessModel {
  std::vector<std::string> measures;
  std::vector<double> centre, scale, weight;  // of the (log) measures
  double bias = 0;
  int basis = 0;
  std::string about;
};

// Errors: a track with fewer than two frames; an unknown emotion or culture; missing data files.
base::Result<Audit> audit(const Track& track, const AuditRequest& request = {},
                          const LikenessModel* model = nullptr);

// The norms by measure.
base::Result<const std::map<std::string, Norm>*> norms();

}  // namespace kuleshov::face
