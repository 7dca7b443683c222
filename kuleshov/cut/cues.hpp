// Which scenes share a piece of the score.
#pragma once

#include <vector>

#include "kuleshov/cut/jobs.hpp"
#include "kuleshov/cut/manifest.hpp"
#include "kuleshov/cut/package.hpp"
#include "kuleshov/sound/score.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::cut {

struct CuePlan {
  sound::CueRequest request;
  std::vector<story::SceneId> scenes;
  std::string key;
};

// Scenes of like mood, pace and person share a cue; at most `most` cues, each named by its first
// scene.
std::vector<CuePlan> plan_cues(const story::Film& film, std::size_t most = 10);

CueEntry entry_of(const CuePlan& cue);
base::Ticks length_of(const CuePlan& cue);
std::string stem_name(const CuePlan& cue, const std::string& role, const std::string& mode);

// All stems of a cue in the film's modes. Where the author has media/stems/CUE-ROLE-MODE.EXT or
// CUE-ROLE.EXT (wav flac ogg opus mp3 m4a), that takes the stem's place.
base::Result<std::vector<StemEntry>> make_stems(const story::Film& film, const CuePlan& cue,
                                                const base::Path& source, bool again,
                                                Package& package);

// Enters the stems of one cue. They stand in the order of the manifest's cues, whichever is done
// first.
void enter(const std::vector<StemEntry>& stems, Manifest& manifest);

}  // namespace kuleshov::cut
