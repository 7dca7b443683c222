// A culture pack: what people of a culture show, say, wear, build and tell, as data with sources.
// Format: docs/formats/culture-pack.md. Read-only after loading; safe to share between threads.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::culture {

// How well something is known. What is `unknown` says so instead of guessing.
enum class Status { attested, one_study, common_knowledge, unknown };
std::string_view name_of(Status status);  // "attested" "one-study" "common-knowledge" "unknown"

// Who has looked at a claim since it was written down. Nobody, unless it is said.
struct Review {
  enum class Status { not_reviewed, source_checked, reviewed };
  Status status = Status::not_reviewed;
  std::string by;    // names; needed unless not reviewed
  std::string on;    // YYYY-MM or YYYY-MM-DD; needed unless not reviewed
  std::string note;  // how far
};
// "not-reviewed"; "source-checked": compared with the source named; "reviewed": by people of the
// culture.
std::string_view name_of(Review::Status status);

// What stands behind anything that a pack says.
struct Claim {
  Status status = Status::unknown;
  std::vector<std::string> sources;
  int n = 0;               // people studied, where other than all of the source's; 0: not given
  bool n_unknown = false;  // said to be unknown
  Review review;           // own; else of its sources, if all were checked; else the pack's
  base::Place place;
};

// Words by language (BCP 47), as in {en: lantern, zh: 灯笼}.
using Words = std::map<std::string, std::string>;

// One thing that is known about a culture: a gesture, a place, a dish, a colour.
struct Entry : Claim {
  std::string name;                // in English, or the only form there is
  Words native;                    // the same in the culture's own languages
  std::string note;                // what it means, when it holds
  std::string hex;                 // colours: "#rrggbb"
  std::vector<std::string> words;  // short words for picture, sound and write (lower case)
};

// How a feeling is worn, beside how strongly. Every part is drawn anew for each person; the head's
// and the eyes' shifts with a deviation at least as large as the shift itself.
struct Manner {
  struct Unit {
    int number = 0;  // FACS action unit
    double share = 0.5;
    double intensity = 0.2;  // 0..1
    bool one_sided = false;
  };
  std::vector<Unit> units;                             // join in this share of people
  double head_pitch = 0, head_yaw = 0, head_roll = 0;  // degrees; + up, away, tilted
  double gaze_pitch = 0;                               // degrees, of looks away
  double gaze_away = 0;  // added to the share of time spent looking away
};

// What is done with a feeling of this family before these people.
struct DisplayRule : Claim {
  std::vector<std::string> families;   // of data/face/vocabulary.yaml; "any"
  std::vector<std::string> relations;  // see relations(); "any"
  std::string publicness = "any";      // any private public
  double scale = 1;                    // typical factor on the intensity shown
  double spread = 0.3;                 // of its natural logarithm between people: never below 0.25
  std::string mask;                    // a term shown instead, by `mask_share` of people
  double mask_share = 0;
  double leak = 0.3;  // share of the masked feeling that stays in the upper face
  Manner manner;
  std::string note;
};

struct Source {
  std::string text;  // author, year, where
  std::string kind;  // study survey book public-domain
  int n = 0;
  bool n_unknown = false;
  Review checked;  // what was compared with it, by whom and when
  base::Place place;
};

// Given and family names, and in which order they are said.
struct Names : Claim {
  std::vector<std::string> female, male, any, family;
  bool family_first = false;
  std::string note;
};

struct Pack {
  std::string id;
  std::vector<std::string> aliases;
  Words name;
  std::string region;     // the sub-region it speaks of
  std::string continent;  // africa asia europe north-america south-america oceania
  std::vector<std::string> languages;
  std::vector<std::string> authors;
  std::vector<std::string> vouched_by;  // people of the culture; empty: nobody yet
  Review review;                        // of every claim that does not say otherwise
  std::string variation;                // what the pack does not say about single people
  std::map<std::string, Source> sources;
  std::vector<DisplayRule> display_rules;
  std::map<std::string, std::vector<Entry>> sections;  // see section_names()
  Names names;
  std::map<std::string, std::vector<std::string>> palettes;  // name: dark to light "#rrggbb"
  std::string folder;

  // The entries of a section; empty if the pack has none.
  [[nodiscard]] const std::vector<Entry>& section(std::string_view name) const;
  // Every short word of a section, for picture, sound and write.
  [[nodiscard]] std::vector<std::string> words(std::string_view section) const;
};

// address proxemics gaze gestures taboos seasons places architecture dress objects colours
// music_modes instruments narrative works food customs
const std::vector<std::string>& section_names();
// partner family elder friend colleague superior subordinate stranger opponent alone child
const std::vector<std::string>& relations();

// FOLDER/pack.yaml. Errors: not_found; bad_input with line and column.
base::Result<Pack> read_pack(const std::string& folder);
base::Result<Pack> parse_pack(const std::string& yaml, const std::string& file);

// By id or alias among data/cultures, or the path of a private folder that holds a pack.yaml.
// Read once. Errors: unknown id (the known ones are named). The pointer stays valid.
base::Result<const Pack*> find_pack(const std::string& id);
// Ids of the packs that ship, sorted.
std::vector<std::string> pack_ids();

}  // namespace kuleshov::culture
