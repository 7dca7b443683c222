// Continuity of a hand-written script: what a script supervisor would ask about. Works on any
// Fountain or FDX script; the rules about words know English, the rest any language with letters.
//
// kinds  misspelt-cue not-introduced misspelt-name misspelt-place      names
//        time-jump day-night                                          day and night
//        dead-speaks left-but-speaks two-places                       who is where
//        prop-gone prop-elsewhere                                     props
//        knows-too-early told-nobody                                  knowledge
//        address-shift address-crossed                                forms of address
//        set-up-without-pay-off                                       set-ups
//
// Notes that help: [[learns: MARA the wreck]], [[knows: MARA the wreck]], [[setup: the key]],
// [[payoff: the key]], [[gone: the letter]].
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/text/fountain.hpp"
#include "kuleshov/write/library.hpp"

namespace kuleshov::write::continuity {

struct Finding {
  std::string kind;
  std::string scene;     // its number, or "scene 3" where it has none
  std::size_t line = 0;  // of the file, from 1; 0 where the file has no lines (FDX)
  std::string message;
  std::string remedy;
  std::vector<std::string> path;  // scenes before it, where the script branches
};

// data/continuity/words.yaml.
base::Result<Entry> read_words(const base::Path& data);

// `orders`: the orders in which the scenes may be seen (indices of scenes in the script), for a
// film that branches; empty: as written. Findings in the order of the script, each once.
std::vector<Finding> check(const text::Script& script, const Entry& words,
                           const std::vector<std::vector<std::size_t>>& orders = {});

}  // namespace kuleshov::write::continuity
