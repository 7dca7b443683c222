// Working with the drafts of a film: folders FILM/drafts/ID, each a film source of its own.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/library.hpp"

namespace kuleshov::write {

struct DraftNote {
  std::string id, title, plot, structure, ending, relation;
  std::size_t scenes = 0;
  std::size_t lines = 0;
};

// Errors of all: a folder or file that is not there (not_found), a plan.json that is none.
base::Result<std::vector<DraftNote>> list_drafts(const base::Path& film);

// What of a screenplay is meant: all of it, a scene, a character's lines, the `line`th speech of
// what is left (from 1; 0: all).
struct Pick {
  std::string scene, character;
  std::size_t line = 0;
};

// The screenplay of a draft ("" is the film itself), or what is picked of it. Errors (not_found): a
// scene that is not there, somebody who says nothing in it, no such line.
base::Result<std::string> show_draft(const base::Path& film, const std::string& id,
                                     const Pick& pick);

// The draft becomes the film; locked scenes of the film stay as they are.
base::Result<void> keep_draft(const base::Path& film, const std::string& id);

// The draft is put aside into FILM/drafts/.cut/ID.
base::Result<void> cut_draft(const base::Path& film, const std::string& id);

// Only what is picked is taken out, of the draft or ("") of the film: speeches, or a whole scene
// with the film going on where that scene went on. Errors: a locked or core scene; a scene that the
// film does not hold without (a key point, one of three ways); nothing of it there.
base::Result<void> cut_from(const base::Path& film, const std::string& id, const Pick& pick);

// The scene of the film is replaced by the scene of draft `id` that tells the same event (or, where
// it has none, that has the same number), with the film's own names. Refuses a locked scene.
base::Result<void> merge_scene(const base::Path& film, const std::string& id,
                               const std::string& scene);

// Only what `character` says in the scene (empty: anybody), or only its `line`th speech (from 1; 0:
// all), from the draft's telling of the same event. Errors: as merge_scene; the two scenes do not
// give that character the same number of speeches.
base::Result<void> merge_speeches(const base::Path& film, const std::string& id,
                                  const std::string& scene, const std::string& character,
                                  std::size_t line);

// The scene that a way of the film (or of draft `id`) leads to.
base::Result<std::string> scene_of_way(const base::Path& film, const std::string& id,
                                       const std::string& way);

// What is in one draft and not in the other, scene by scene in the order of the script: an event
// that the other does not tell, or, where both tell it, a speech in other words.
struct Difference {
  bool in_first = true;
  std::string scene, event;
  std::string cue, words;  // empty: the whole event
};
base::Result<std::vector<Difference>> differences(const base::Path& film, const std::string& a,
                                                  const std::string& b, const Pick& pick = {});

// The scene in other words over the same plan, names and facts, then changed as `ask` says (see
// asks.hpp). `by_model`, where there is one, writes the scene's lines in `draft` instead and minds
// the ask itself. Returns the new text; the film's screenplay is changed. Errors: locked; a film
// without plan.json; an ask that needs a model.
using ByModel = std::function<base::Result<void>(Draft& draft, const std::string& scene)>;
base::Result<std::string> rewrite_scene(const base::Path& film, const std::string& scene,
                                        const std::string& ask, std::uint64_t word_seed,
                                        const Library& library, const ByModel& by_model = {});

}  // namespace kuleshov::write
