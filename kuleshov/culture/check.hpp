// Is a pack complete and honest? And what differs between two of them?
#pragma once

#include <string>
#include <vector>

#include "kuleshov/culture/pack.hpp"

namespace kuleshov::culture {

struct Finding {
  bool error = true;  // false: worth knowing
  std::string message;
  base::Place place;
};

// Errors: missing parts, unknown words, sources that are not listed, claims without a source,
// numbers out of range, display rules whose spread between persons is narrower than the rule's
// own effect, one study that is none or whose n is neither given nor said to be unknown, and
// reviews without who and when. Notes: sections without entries, nobody who vouches.
std::vector<Finding> check(const Pack& pack);
bool holds(const std::vector<Finding>& findings);

// How well each section is known: entries by status, and how far they were reviewed.
struct Coverage {
  std::string section;
  int attested = 0, one_study = 0, common_knowledge = 0, unknown = 0;
  int n_unknown = 0;  // of one_study
  int reviewed = 0, source_checked = 0, not_reviewed = 0;
};
std::vector<Coverage> coverage(const Pack& pack);

// For people: everything, or one section, with status, source, sample size and
// review.
std::string show(const Pack& pack, const std::string& section);
// Side by side: display rules and counts, and the words of each section they share and do not.
std::string compare(const Pack& a, const Pack& b, const std::string& section);
// A pack to fill in, with every section and a remark on how.
std::string new_pack(const std::string& id);

}  // namespace kuleshov::culture
