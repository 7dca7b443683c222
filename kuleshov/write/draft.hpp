// A draft: the plan with its words. What the film source is written from, and what drafts are
// compared by. It refers to its plot and structure in the Library, which must outlive it.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/beats.hpp"
#include "kuleshov/write/cast.hpp"
#include "kuleshov/write/intrigue.hpp"
#include "kuleshov/write/library.hpp"
#include "kuleshov/write/premise.hpp"
#include "kuleshov/write/reasons.hpp"
#include "kuleshov/write/weave.hpp"

namespace kuleshov::write {

struct Passage {
  enum class Kind { shot, insert, action, line };
  Kind kind = Kind::action;
  std::string text;     // shot: as in the note; insert: the object
  std::string role;     // line: who speaks
  std::string emotion;  // line: a term of the performance vocabulary
  double intensity = 0.3;
  std::string parenthetical;
  std::string source = "planner";  // planner model person
  std::size_t look = 0;  // action: so many bytes at the start only look around; they may go
};

struct DraftScene {
  std::string id;       // s1 ...
  std::string place;    // id of a place: work out home meet
  std::string heading;  // INT. LAMP ROOM - NIGHT
  std::string time;
  std::string weather;
  std::string synopsis;
  // What the plan says of it, in words: what each role wants here, who learns what, what is hidden.
  std::map<std::string, std::string> motives;
  std::string belief, core;
  std::vector<std::string> hides;
  std::vector<Passage> passages;
  std::size_t knot = 0;
};

struct DraftPlace {
  std::string id, heading, kind, architecture;
  bool interior = true;
  std::vector<std::string> elements, sounds, palette;
};

// How a scene stands in the telling, beside its knot.
struct Told {
  std::size_t happens = 0;  // its place in the order of what happens, which the telling may change
  std::string super;        // words laid over its beginning: "EARLIER THAT NIGHT"
  std::string voice_over;   // an event of Library::tellings that the teller lays over it, or empty
  int beat = -1;            // the writer's own beat that it holds
  bool cut_short = false;   // the teller leaves its end out ...
  bool restores = false;    // ... and this is the end that was left out
  // What the audience has been shown when it ends; facts and what was learned, as the plan says.
  std::vector<std::string> learns;   // new with this scene
  std::vector<std::string> ahead;    // shown already although it has not happened yet
  std::vector<std::string> missing;  // has happened already and is not shown yet
};

struct Draft {
  Reading reading;
  Brief brief;
  Weave weave;
  std::vector<Told> told;                         // one per knot
  std::vector<std::shared_ptr<const Event>> own;  // events that are in no library: beats, tellers
  std::shared_ptr<const Structure> shaped;  // the structure with a learned tension, if there is one
  std::vector<Beat> beats;
  char teller = 0;                           // the role that tells it, where somebody does
  Account reasons;                           // why the people of the plot do what they decide on
  std::shared_ptr<const Intrigue> intrigue;  // a planned matter among the scenes; null: none
  Cast cast;
  std::vector<DraftPlace> places;
  std::vector<DraftScene> scenes;  // one per knot, same order
  std::string title, logline, culture_pack;
  Entry style;                      // of Library::styles; nothing in it: none was asked for
  std::vector<std::string> labels;  // one per knot; ways have one
  std::vector<std::string> palette;
  std::string ending_family;
  std::map<std::string, std::string> questions;  // by key slot
};

// Kinds of running image that may be seen in every scene that calls for one: see symbols.hpp.
std::set<std::string> motif_kinds(const Weave& weave, const std::vector<DraftPlace>& places);

// Errors: as read_premise; or no structure fits.
base::Result<Draft> make_draft(const Brief& brief, const Library& library);

}  // namespace kuleshov::write
