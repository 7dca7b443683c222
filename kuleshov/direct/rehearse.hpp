// A rehearsal: a showing that begins at any scene, in a state that can really occur there.
#pragma once

#include <memory>

#include "kuleshov/direct/engine.hpp"
#include "kuleshov/direct/log.hpp"

namespace kuleshov::direct {

// The story at the start of `scene`, by the shortest path that the checker finds; the scenes on it
// lasted their natural length. Errors: no such scene, no path to it, a film too large to search.
base::Result<story::StoryState> story_state_at(const Plan& plan, const story::SceneId& scene);

// An engine at the start of `scene`; of the opening, or of no scene: as every showing begins. Of a
// viewer nothing is known yet.
base::Result<Engine> engine_at(const std::shared_ptr<const Plan>& plan, const Policy& policy,
                               std::uint64_t seed, const story::SceneId& scene);
// As the showing began whose first line this is. Errors: as above, or no head in the line.
base::Result<Engine> engine_of_log(const std::shared_ptr<const Plan>& plan, const LoggedLine& first,
                                   const base::Place& place);

}  // namespace kuleshov::direct
