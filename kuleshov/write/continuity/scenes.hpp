// A script as the continuity rules see it. Inside the room only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/text/fountain.hpp"
#include "kuleshov/write/continuity/check.hpp"

namespace kuleshov::write::continuity {

struct Moment {
  enum class Kind { action, speech, note } kind = Kind::action;
  std::string who;   // speech: the cue, upper case, without extension
  std::string text;  // as written, emphasis taken off
  std::string low;   // the same in lower case
  std::size_t line = 0;
  bool unseen = false;  // V.O., O.S. and the like
};

struct Scene {
  std::string id;
  std::string heading;
  std::string place;  // without INT/EXT and the time
  std::string time;   // day night dawn dusk or empty
  bool continuous = false;
  bool same_time = false;
  bool past = false;  // a flashback or a dream: nothing follows from it for the present
  bool outside = false;
  std::size_t line = 0;
  std::vector<Moment> moments;
};

std::vector<Scene> scenes_of(const text::Script& script, const Entry& words);

// Every cue with how often it speaks.
std::map<std::string, std::size_t> speakers_of(const std::vector<Scene>& scenes);

// Where `phrase` stands in `text` as whole words; npos if it does not.
std::size_t find_words(std::string_view text, std::string_view phrase, std::size_t from = 0);
inline bool has_words(std::string_view text, std::string_view phrase) {
  return find_words(text, phrase) != std::string_view::npos;
}
// The first of `phrases` that `text` holds; empty if none.
std::string any_of(std::string_view text, const std::vector<std::string>& phrases);
// Edits (insert, leave out, change, exchange two neighbours) from one word to the other.
std::size_t edits(std::string_view a, std::string_view b);
// Sentences of a text.
std::vector<std::string> sentences(const std::string& text);
// "he takes ...", in lower case.
bool begins_with_pronoun(std::string_view sentence);

struct Place {
  const Scene* scene;
  const Moment* moment;
};
Finding finding(const std::string& kind, const Scene& scene, std::size_t line, std::string message,
                std::string remedy);

// The rules. `order` is one order in which scenes are seen.
using Order = std::vector<std::size_t>;
void check_names(const std::vector<Scene>& scenes, const Entry& words, std::vector<Finding>& out);
void check_times(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                 std::vector<Finding>& out);
void check_presence(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                    std::vector<Finding>& out);
void check_props(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                 std::vector<Finding>& out);
void check_knowledge(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                     std::vector<Finding>& out);
void check_address(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                   std::vector<Finding>& out);
void check_setups(const std::vector<Scene>& scenes, const Entry& words, const Order& order,
                  std::vector<Finding>& out);

}  // namespace kuleshov::write::continuity
