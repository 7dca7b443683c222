// From findings back to the take: what is out of its norm is performed again, the rest is kept.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/face/audit.hpp"

namespace kuleshov::face {

struct FixRequest {
  std::string emotion;  // empty: read from the take's own face
  std::string context;
  std::string culture;
  std::uint64_t seed = 1;
};

struct Fixed {
  Take take;
  Audit before;
  Audit after;
  std::vector<std::string> done;  // "eyes: performed again (gaze-movement, blink-rate)"
};

// Eyes, expression and lips are mended apart. Lips stay those of the take, smoothed to what jaws
// can do and closed again over an opening jaw: the words are not ours to change.
// Errors: as audit().
base::Result<Fixed> fix(const Track& track, const FixRequest& request);

// Both audits side by side: every measure that was or is out of its norm.
std::string to_text(const Fixed& fixed);

}  // namespace kuleshov::face
