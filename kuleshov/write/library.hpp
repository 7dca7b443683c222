// What the embedded writer knows: genres, trades, relations, memories, names, voices, structures.
// All of it is data under data/genres and data/structures (docs/formats/genre.md); a writer adds a
// plot or a trade by adding a file or an entry.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/domain.hpp"

namespace kuleshov::write {

// Anything with a name, words by which a premise may mean it, and phrases to speak of it.
struct Entry {
  std::string id;
  std::map<std::string, std::vector<std::string>> words;
  [[nodiscard]] const std::vector<std::string>& all(const std::string& key) const;
  [[nodiscard]] std::string first(const std::string& key, const std::string& otherwise = {}) const;
  [[nodiscard]] double number(const std::string& key, double otherwise) const;
};
using Table = std::vector<Entry>;
const Entry* find(const Table& table, std::string_view id);

// A fact of the plot's world. Booleans are 0..1.
struct Fluent {
  std::string name;
  int low = 0;
  int high = 1;
  int start = 0;
  bool film = false;  // a story variable of the film: ways may read it
  std::string says;
};

// "trust>=1", "told", "!told".
struct Condition {
  std::string fluent;
  enum class Compare { at_least, at_most, equal } compare = Compare::equal;
  int value = 1;
};

// "told", "!told", "trust+1", "trust-2".
struct Change {
  std::string fluent;
  bool relative = false;
  int value = 1;
};

// Something that can happen: who takes part, what it needs, what it changes, who wants it, what
// is learned and what hidden, and how it reads.
struct Event {
  std::string id;
  std::string does;  // hook bond incite key1 way1 turn key2 way2 echo key3 way3 climax end deed
  std::vector<std::string> who;  // roles: H O P Y; the first acts
  std::string place;             // work out home meet
  std::string time;
  std::vector<std::string> times;  // of an interlude: when it may be; empty: whenever
  std::vector<std::string>
      between;  // of an interlude: what H and O may be to each other; empty: any
  std::string weather;
  std::vector<std::string> endings;  // empty: any
  std::vector<Condition> needs;
  std::vector<Change> changes;
  std::vector<double> arc;  // arousal, valence at the start; arousal, valence at the end
  std::string label;
  std::string felt;                           // a condition on viewer state that opens the way
  std::string when;                           // a condition on story variables that opens the way
  std::string core;                           // why this scene is core; empty: it is not
  std::map<std::string, std::string> motive;  // role to what it wants here
  std::string belief;                         // who learns what
  std::vector<std::string> hides;
  std::vector<std::string> acts;      // roles who decide that it happens; see reasons.hpp
  std::vector<std::string> achieves;  // facts that only goals read
  std::vector<std::string> texts;     // alternatives, one is used
  std::string shape;                  // of an interlude: silent meal walk call ...
};

struct Role {
  int age_low = 30;
  int age_high = 60;
  bool board = false;  // speaks for the authority: formal
  std::string gender;
  std::string is;  // who this is, in a sentence of the cast list; empty: the usual
};

struct Plot {
  std::string id;
  std::string genre;
  std::vector<std::string> titles;
  std::vector<std::string> loglines;
  std::string theme;
  std::vector<std::string> themes;  // what it is about beneath, in words of premise.yaml
  std::vector<std::string> relations;
  std::vector<std::string> trades;  // empty: any
  std::vector<std::string> not_trades;
  std::vector<std::string> match;
  std::map<std::string, Role> roles;
  std::map<std::string, std::string> wants;
  // What each role wants, for the planner: a condition, or a number's name, to what it is worth.
  std::map<std::string, std::map<std::string, int>> goals;
  std::map<std::string, std::string> secrets;
  std::map<std::string, std::string> questions;
  std::map<std::string, std::string> family;
  std::map<std::string, std::vector<std::string>> words;  // the plot's own phrases: {x.name}
  std::map<std::string, std::string> places;  // headings of its own, by place: "EXT. THE STREET"
  std::vector<std::string> no_interludes;     // roles, or interludes, that no scene of no plot has
  std::vector<std::string>
      no_matter;  // roles that have no part in a planned matter, or one: "keeper H"
  std::vector<Fluent> fluents;
  std::vector<Event> events;
};

struct Structure {
  std::string id;
  std::vector<std::string> match;
  std::vector<std::string> slots;
  std::vector<double> tension;
};

struct Library {
  Table trades, relations, memories, motifs, weathers, voices, cultures, styles;
  std::map<std::string, std::set<std::string>> given_names;  // by gender
  Entry settings;
  std::map<std::string, std::map<std::string, std::vector<std::string>>>
      premise;                            // genre, ending...
  std::map<std::string, Entry> defaults;  // by genre
  std::map<std::string, std::vector<std::string>> emotions;
  std::vector<Structure> structures;
  std::vector<Plot> plots;
  std::vector<Event> interludes;          // scenes of no plot
  std::vector<Event> aftermaths;          // what is said after a writer's own beat
  std::map<std::string, Event> tellings;  // frame-open frame-back frame-close unreliable-open ...
  Entry asks;                             // match.warmer ..., and what warmer, colder, funnier add
  Entry beat_words;                       // by which words a beat is of a kind
  Entry telling_words;                    // reverse-question braid-later reverse-super.night ...
  std::set<std::string> packs;            // folders of data/cultures
  Domains domains;                        // what may happen beside a plot, by genre
  std::set<std::string> face_terms;  // of data/face/vocabulary.yaml; empty when it is not there
};

// The culture pack that stands behind an entry of names.yaml; empty when none is there.
std::string pack_of(const Entry& culture, const Library& library);

// Reads everything under `data`/genres and `data`/structures. Errors name the file and the entry.
base::Result<Library> read_library(const base::Path& data);

base::Result<Condition> parse_condition(std::string_view text);
base::Result<Change> parse_change(std::string_view text);

}  // namespace kuleshov::write
