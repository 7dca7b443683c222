#include "kuleshov/direct/choices.hpp"

#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/rehearse.hpp"

namespace kuleshov::direct {

namespace {

double squared_distance(const sense::ViewerState& state, const story::Felt& line) {
  const double arousal = state.arousal.mean - line.arousal;
  const double valence = state.valence.mean - line.valence;
  return arousal * arousal + valence * valence;
}

class Gathering {
 public:
  Gathering(Engine engine, int showing) : engine_(std::move(engine)), showing_(showing) {}

  // False: the viewer went back, and what follows belongs to another course of the film.
  base::Result<bool> take(const LoggedLine& line, const base::Place& place) {
    if (line.input.back_to) return false;
    if (line.input.policy) engine_.set_policy(*line.input.policy);
    for (const sense::ViewerState& state : line.input.observed) {
      engine_.observe(state);
      if (state.quality <= 0) continue;
      sum_ += squared_distance(state, engine_.intended_at_time(state.time_s));
      ++measured_;
    }
    const int way = line.way.empty() ? -1 : plan().way_index(story::WayId(line.way));
    const Choice& choice = engine_.next(line.state, line.input.by_hand ? way : -1);
    if (choice.way != way) {
      return base::fail("this would be decided otherwise",
                        "see where it differs with `kuleshov replay`", place);
    }
    if (way >= 0) took(choice, line.input.by_hand.has_value());
    return true;
  }

  std::vector<LoggedChoice> done() {
    close();
    return std::move(all_);
  }

 private:
  [[nodiscard]] const Plan& plan() const { return engine_.plan(); }

  void took(const Choice& choice, bool by_hand) {
    const auto scene = static_cast<std::size_t>(engine_.position().scene);
    if (choice.key_point || plan().scenes()[scene].core) close();
    if (!choice.key_point) return;
    sum_ = 0;
    measured_ = 0;
    if (by_hand) return;
    const auto offered = engine_.candidates();
    waiting_ = LoggedChoice{
        showing_, choice.chosen, {offered.begin(), offered.end()}, choice.moment.believed, 0};
  }

  void close() {
    if (waiting_ && measured_ > 0) {
      waiting_->reward = -sum_ / static_cast<double>(measured_);
      all_.push_back(*std::move(waiting_));
    }
    waiting_.reset();
  }

  Engine engine_;
  int showing_;
  std::vector<LoggedChoice> all_;
  std::optional<LoggedChoice> waiting_;
  double sum_ = 0;
  std::size_t measured_ = 0;
};

}  // namespace

base::Result<std::vector<LoggedChoice>> choices_of(const std::shared_ptr<const Plan>& plan,
                                                   std::string_view log, const std::string& file,
                                                   int showing) {
  std::optional<Gathering> gathering;
  std::size_t number = 0;
  for (const std::string_view text : base::lines(log)) {
    ++number;
    if (text.empty()) continue;
    const base::Place place{file, number};
    const LoggedLine line = TRY(read_log_line(text, place));
    if (!gathering) gathering.emplace(TRY(engine_of_log(plan, line, place)), showing);
    if (!TRY(gathering->take(line, place))) break;
  }
  return gathering ? gathering->done() : std::vector<LoggedChoice>{};
}

}  // namespace kuleshov::direct
