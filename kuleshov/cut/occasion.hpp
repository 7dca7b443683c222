// Who is there while somebody feels something: from the film to the context that faces are
// performed in (display rules act by relation and by who watches).
#pragma once

#include <string>

#include "kuleshov/story/film.hpp"

namespace kuleshov::cut {

// Whom a person of the shot has before them: the one they look at, else the one they speak to or
// hear, else the first other on screen, else the first other present. Empty: nobody is there.
story::CharacterId partner_of(const story::Scene& scene, const story::Shot& shot,
                              const story::CharacterId& who);

// How many watch, 0 alone .. 1 strangers: what the scene says; else from the people present who are
// neither family, partner nor friend, more in the open than in a room. Ours.
double publicness_of(const story::Film& film, const story::Scene& scene,
                     const story::CharacterId& who);

// The text that face::PerformanceRequest::context takes: relation, publicness, and what happens.
std::string context_of(const story::Film& film, const story::Scene& scene, const story::Shot& shot,
                       const story::CharacterId& who);

}  // namespace kuleshov::cut
