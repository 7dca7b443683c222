// A screenplay cut into its scenes, byte for byte, so that one can be replaced and the others stay.
// A scene with the note [[lock]] is the writer's: nothing here changes it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::write {

struct Block {
  std::string id;    // the scene's number; empty for what stands before the first heading
  std::string text;  // from the heading to before the next; joining all blocks gives the script
  bool locked = false;
};

std::vector<Block> blocks_of(std::string_view script);
std::string joined(const std::vector<Block>& blocks);

// Scenes with `locked: true` in a film.yaml; none where it cannot be read.
std::set<std::string> locked_in_yaml(std::string_view yaml);
// The film.yaml with these scenes locked, where it has them.
std::string lock_in_yaml(std::string yaml, const std::set<std::string>& scenes);

// `script` with every scene that is locked in `older`, or in `also`, as it stands there.
std::string with_locked(std::string_view script, std::string_view older,
                        const std::set<std::string>& also = {});

// The scene with the words of its `index`th speech changed (from 0). Errors: there is no such one.
base::Result<std::string> with_speech(std::string_view scene, std::size_t index,
                                      const std::string& words);

// The scene without a character's speeches (nobody named: anybody's), or without the `line`th of
// them (from 1; 0: all), and without the camera's notes on them.
std::string without_speeches(std::string_view scene, const std::string& character,
                             std::size_t line);

// `script` with scene `id` as `text`. Errors: no such scene; the scene is locked.
base::Result<std::string> with_scene(std::string_view script, const std::string& id,
                                     const std::string& text);

// Speeches in order: cue and words, without extensions and parentheticals.
struct Speech {
  std::string cue;
  std::string words;
};
std::vector<Speech> speeches_of(std::string_view scene);

// Whole words exchanged, all at once: names of one draft's cast for another's.
std::string renamed(std::string_view text, const std::map<std::string, std::string>& names);

}  // namespace kuleshov::write
