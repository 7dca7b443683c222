// Drafts that really differ: many plans are made, and the ones farthest from each other are kept.
// Distance is measured on plans (events, their order, who the people are, the ending), not on
// words.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// 0: the same plan .. 1: nothing in common. Events and their order count half, relation, form,
// trade, ending, culture and plot the other half.
double distance(const Draft& a, const Draft& b);

// `count` drafts out of about six times as many, farthest-first; the first is the brief's own seed,
// and its people are the others' too, where their plots let them.
// Errors: as make_draft.
base::Result<std::vector<Draft>> make_variants(Brief brief, const Library& library,
                                               std::size_t count);

// FOLDER/drafts/a, b, c ... and FOLDER/drafts/index.html, which compares them in one page; the
// first draft becomes the film in FOLDER itself.
base::Result<void> write_variants(const std::vector<Draft>& drafts, const base::Path& folder);

// A line per draft: id, title, plot, form, ending, relation, ways; how far it is from the first.
std::string variants_table(const std::vector<Draft>& drafts);

}  // namespace kuleshov::write
