#include "kuleshov/room/journal.hpp"

#include <algorithm>
#include <utility>

#include "kuleshov/direct/plan.hpp"

namespace kuleshov::room {

Journal::Journal(Sink sink, std::string viewer)
    : sink_(std::move(sink)), viewer_(std::move(viewer)) {}

void Journal::observe(const sense::ViewerState& state) {
  if (sink_) input_.observed.push_back(state);
}

void Journal::foresee() { foreseen_ = input_.observed.size(); }

void Journal::decide(const direct::Showing& showing, const direct::Decision& decision,
                     const std::optional<story::WayId>& by_hand,
                     std::vector<direct::Reason> noted) {
  flush();
  ++lines_;
  if (!sink_) return;
  input_before_ = input_;
  foreseen_before_ = foreseen_;
  policy_before_ = policy_;
  input_.by_hand = by_hand;
  input_.noted = std::move(noted);
  std::optional<direct::LogHead> head;
  if (!policy_) {
    head = direct::log_head(showing.plan(), showing.policy(), showing.seed(), viewer_);
  } else if (*policy_ != showing.policy()) {
    input_.policy = showing.policy();
  }
  policy_ = showing.policy();
  pending_ = direct::log_line(decision, input_, head ? &*head : nullptr);
  input_ = {};
  foreseen_ = 0;
}

void Journal::decide_instead(const direct::Showing& showing, const direct::Decision& decision,
                             const std::optional<story::WayId>& by_hand,
                             std::vector<direct::Reason> noted) {
  pending_.clear();
  --lines_;
  input_ = std::move(input_before_);
  input_.observed.resize(std::min(input_.observed.size(), foreseen_before_));
  policy_ = policy_before_;
  decide(showing, decision, by_hand, std::move(noted));
}

void Journal::go_back(std::size_t lines) {
  flush();
  input_ = {};
  input_.back_to = lines;
  lines_ = lines;
}

void Journal::resume(State state) {
  lines_ = state.lines;
  policy_ = state.policy;
  pending_ = std::move(state.pending);
}

void Journal::flush() {
  if (!pending_.empty()) sink_(pending_);
  pending_.clear();
}

}  // namespace kuleshov::room
