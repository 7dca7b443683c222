// Why a scene happens, for plan.json: what the planner found, in the names of the cast.
#pragma once

#include "kuleshov/base/json.hpp"
#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// Adds to a scene's entry: motives (who: what they want here), serves (who: the want beneath it),
// belief and hides with the names of the people, and, for a planned step, planned: {action,
// motives, worse_off, unaware, reveal}.
void add_account(const Draft& draft, std::size_t scene, base::Json& entry);

// A fact of the plan (Told::learns) as the scene that shows it says it, with names.
std::string fact_in_words(const Draft& draft, const std::string& fact);

// Of the matter as a whole; null: the film has none.
base::Json matter_json(const Draft& draft);

}  // namespace kuleshov::write
