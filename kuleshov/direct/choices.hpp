// The key points of a logged showing, for evaluate.hpp: what was on offer with which propensity,
// and how near to the director's line the viewer was sensed to be until the next core scene or key
// point.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/direct/evaluate.hpp"

namespace kuleshov::direct {

// Decides the log again and collects what the policy itself decided; ways that were chosen by hand
// have no propensity and are left out, as is a decision after which no sensor measured anything.
// `showing` numbers it. Where the viewer went back, the log counts up to there. Errors: a line that
// is none of a log; bad_input: a line that would be decided otherwise.
base::Result<std::vector<LoggedChoice>> choices_of(const std::shared_ptr<const Plan>& plan,
                                                   std::string_view log, const std::string& file,
                                                   int showing);

}  // namespace kuleshov::direct
