// The director's rules, each of which can be switched off to show what it is for: the auditor must
// then flag the performance by the matching measure (docs/faces.md, ablation).
#pragma once

#include <bitset>
#include <cstddef>
#include <string_view>

namespace kuleshov::face {

enum class Rule {
  partners,    // muscles that come together
  onset,       // human onsets and offsets
  hold,        // a held apex
  rest,        // the face comes back to rest
  intensity,   // delicate, not driven to the end
  variants,    // a variant for each episode
  saccades,    // the eyes move
  vestibular,  // the eyes turn against the head
  conjugate,   // both eyes look at one point
  blinks,
  lids,  // the lid follows the eye
  asymmetry,
  seal,        // lips close at p b m, and over an opening jaw
  upper_face,  // brows and cheeks act too
  smooth,      // no tremble
  opposites,   // a muscle does not pull against its opponent
  meaning,     // the units are those of the emotion asked for
};
inline constexpr std::size_t rule_count = 17;
using RulesOff = std::bitset<rule_count>;

inline bool on(const RulesOff& off, Rule rule) { return !off.test(static_cast<std::size_t>(rule)); }
inline RulesOff without(Rule rule) { return RulesOff{}.set(static_cast<std::size_t>(rule)); }
std::string_view name_of(Rule rule);
// The measure of the audit that answers for a rule.
std::string_view measure_of(Rule rule);

}  // namespace kuleshov::face
