// Transcripts that the director plays: scenes, ways and cuts under a policy and a seed.
#pragma once

#include <memory>

#include "kuleshov/direct/showing.hpp"
#include "kuleshov/story/transcript.hpp"

namespace kuleshov::direct {

// Plays the film as a player does: the viewer of a step is observed four times a second, and each
// decision is taken on the last of those that is 0.3 s before the cut or earlier. `take` is a hand;
// without it the director decides. A transcript without a director steps the story alone. Errors: a
// policy that there is not. A transcript that fails is no error.
base::Result<story::TranscriptResult> run_transcript(std::shared_ptr<const Plan> plan,
                                                     const story::Transcript& transcript);

}  // namespace kuleshov::direct
