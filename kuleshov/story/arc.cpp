#include "kuleshov/story/arc.hpp"

#include <algorithm>

namespace kuleshov::story {

Felt felt_at(const Scene& scene, double share) {
  const auto& arc = scene.arc;
  if (arc.empty()) return {};
  const auto after =
      std::find_if(arc.begin(), arc.end(), [&](const ArcPoint& p) { return p.at >= share; });
  if (after == arc.begin()) return arc.front().felt;
  if (after == arc.end()) return arc.back().felt;
  const ArcPoint& before = *(after - 1);
  const double part = (share - before.at) / (after->at - before.at);
  return {before.felt.arousal + part * (after->felt.arousal - before.felt.arousal),
          before.felt.valence + part * (after->felt.valence - before.felt.valence)};
}

}  // namespace kuleshov::story
