// Learning the shape of scripts (--like): how long their scenes are, where they turn, how fast they
// go, how much is spoken. Only numbers are taken; the words stay where they are.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/text/fountain.hpp"

namespace kuleshov::write {

// Shares are of the whole, 0..1; times are seconds by story/lengths.hpp.
struct Shape {
  std::size_t scripts = 0;
  std::size_t scenes = 0;
  double seconds = 0;  // of one script, mean
  double scene_median_s = 0;
  double scene_low_s = 0;  // lower and upper quartile
  double scene_high_s = 0;
  double dialogue_share = 0;    // of the running time that is speech
  double silent_share = 0;      // of scenes without a word
  double speech_words = 0;      // of one speech, mean
  std::vector<double> turns;    // where it turns, shares of the running time, rising
  std::vector<double> tension;  // eleven points from the first to the last minute, 0..1
};

// A turn is where most changes from one scene to the next: who is there, where, by day or night,
// and what is spoken of. At most five, no two within a tenth. Tension is pace: short scenes, short
// speeches, exclamation and action raise it. Errors: no scene headings.
base::Result<Shape> shape_of(const text::Script& script);
// A .fountain or .fdx file, or every one below a folder that has scenes. Errors: none there; one
// that is broken.
base::Result<Shape> learn_shape(const base::Path& path);
// What was taken, in lines for a person.
std::string describe(const Shape& shape);

// Longest run of words that `text` shares with `source`, and where it begins in `text`. Words are
// compared in lower case without punctuation.
struct SharedRun {
  std::size_t words = 0;
  std::string run;
};
SharedRun longest_shared_run(std::string_view text, std::string_view source);
// Against every script at `path`.
base::Result<SharedRun> longest_shared_run_with(std::string_view text, const base::Path& path);

}  // namespace kuleshov::write
