#include "kuleshov/direct/shown_arc.hpp"

#include "kuleshov/direct/watch.hpp"

namespace kuleshov::direct {

namespace {

class Witness final : public Viewer {
 public:
  sense::ViewerState state_at(double time_s, const story::Felt& intended,
                              const sense::Seen& seen) override {
    arc.push_back({time_s, {intended.arousal, intended.valence, seen}});
    sense::ViewerState state;
    state.time_s = time_s;
    return state;
  }
  std::vector<sense::ArcPoint> arc;
};

}  // namespace

base::Result<std::vector<sense::ArcPoint>> shown_arc(const std::string& film) {
  const auto plan = TRY(open_plan(film));
  const sense::ShotLooks looks = TRY(sense::read_looks(film));
  Policy policy;
  policy.adapt_plot = policy.adapt_cut = policy.adapt_score = false;
  policy.explore = Explore::none;
  Witness witness;
  const auto ignore = [](const std::string&, const Decision&) { return base::Result<void>{}; };
  TRY(watch(plan, log_head(*plan, policy, 1, "none"), witness, ignore, looks));
  return std::move(witness.arc);
}

}  // namespace kuleshov::direct
