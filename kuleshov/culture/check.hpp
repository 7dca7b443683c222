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
// numbers out of range, and display rules whose spread between persons is narrower than the rule's
// own effect. Notes: sections without entries, nobody who vouches, one study without its n.
std::vector<Finding> check(const Pack& pack);
bool holds(const std::vector<Finding>& findings);

// How well each section is known: entries by status.
struct Coverage {
  std::string section;
  int attested = 0, one_study = 0, common_knowledge = 0, unknown = 0;
};
std::vector<Coverage> coverage(const Pack& pack);

// For people: everything, or one section, with status, source and sample size.
std::string show(const Pack& pack, const std::string& section);
// Side by side: display rules and counts, and the words of each section they share and do not.
std::string compare(const Pack& a, const Pack& b, const std::string& section);
// A pack to fill in, with every section and a remark on how.
std::string new_pack(const std::string& id);

}  // namespace kuleshov::culture
