// What pictures take from a pack: its `drawing:` section. Data only: the words name what the room
// that draws can paint, so that no culture's name stands in code. Format:
// docs/formats/culture-pack.md.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/culture/pack.hpp"

namespace kuleshov::culture {

// "roof": "#44484c", "storeys": "2.8": a painter's words and numbers, as written.
using Traits = std::map<std::string, std::string>;

// What some people wear on an ordinary day. Who says in film.yaml what they wear, wears that.
struct Outfit {
  std::string gender = "any";  // any female male
  int age_from = 0, age_to = 130;
  double share = 1;                  // how often, against the other outfits that fit
  std::string garment;               // a cut
  std::string head;                  // head-tie cap felt-hat straw-hat headscarf; empty: bare
  std::string pattern;               // stripes bands border checks dots; empty: plain
  std::vector<std::string> colours;  // cloths, "#rrggbb"; one is drawn for each person
  std::string accent;                // of pattern, sash, headwear
  std::string of;  // the entry of the pack's `dress` it stands for; empty: clothes of any city
  base::Place place;
};

// What hands do on a stressed word, or when two people meet.
struct Gesture {
  std::string hands;  // palm-up beat open point heart joined
  double share = 1;
  std::vector<std::string> relations;  // to whom; empty: anybody
  std::string of;  // the entry of `gestures` it stands for; empty: seen everywhere
  base::Place place;
};

struct Drawing {
  Traits house, room;                                      // empty: nothing is said
  std::map<std::string, std::vector<std::string>> things;  // kind of room: what stands in it
  std::map<std::string, std::string> instead;              // a thing or ground: what is here
  std::map<std::string, std::string> grounds;              // a ground: its colour
  std::vector<std::string> accents;                        // "#rrggbb"
  std::vector<Outfit> outfits;
  std::vector<Gesture> gestures;
  std::map<std::string, double> distances_m;  // relation: between two who talk, body to body
  std::string note;
};

// The `drawing:` of a pack; null where it has none or where there is no such pack. Read once; the
// pointer stays valid. Safe to call from several threads.
const Drawing* drawing_of(const std::string& pack_id);
// The same from text. Errors: bad_input with line and column.
base::Result<Drawing> parse_drawing(const std::string& yaml, const std::string& file);

// What does not hold: colours that are none, entries that are not in the pack, distances beyond
// 0.2 to 4 metres, shares that are not positive.
std::vector<std::pair<std::string, base::Place>> faults_of(const Drawing& drawing,
                                                           const Pack& pack);

// Metres between two who talk: the pack's for the relation, else about 1.0 to strangers, 0.85 to
// acquaintances, 0.55 to those who are close (Sorokowska et al. 2017, 8,943 people of 42 countries:
// means to strangers from 0.76 m in Argentina to 1.4 m in Romania; persons differ as widely).
double distance_m(const Drawing* drawing, const std::string& relation);

}  // namespace kuleshov::culture
