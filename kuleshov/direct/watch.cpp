#include "kuleshov/direct/watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/engine.hpp"
#include "kuleshov/direct/learn.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/recorded.hpp"
#include "kuleshov/sense/simulated.hpp"

namespace kuleshov::direct {

namespace {

class Nobody final : public Viewer {
 public:
  sense::ViewerState state_at(double time_s, const story::Felt&, const sense::Seen&) override {
    sense::ViewerState state;
    state.time_s = time_s;
    return state;
  }
};

using Learned = std::shared_ptr<const sense::LearnedModel>;

// Heart, skin and face of a simulated body, read as a real one would be.
class Simulated final : public Viewer {
 public:
  Simulated(const sense::ViewerParameters& parameters, std::uint64_t seed, Learned learned)
      : body_(parameters, seed), model_({}, std::move(learned)) {}
  sense::ViewerState state_at(double time_s, const story::Felt& intended,
                              const sense::Seen& seen) override {
    body_.drive({intended.arousal, intended.valence, seen});
    model_.feed(sense::samples_of(seen, time_s - state_period_s));
    model_.feed(body_.next(time_s));
    return model_.state_at(time_s);
  }

 private:
  sense::SimulatedViewer body_;
  sense::ViewerModel model_;
};

class Recorded final : public Viewer {
 public:
  Recorded(std::unique_ptr<sense::SignalSource> source, Learned learned)
      : source_(std::move(source)), model_({}, std::move(learned)) {}
  sense::ViewerState state_at(double time_s, const story::Felt&, const sense::Seen& seen) override {
    model_.feed(sense::samples_of(seen, time_s - state_period_s));
    model_.feed(source_->next(time_s));
    return model_.state_at(time_s);
  }

 private:
  std::unique_ptr<sense::SignalSource> source_;
  sense::ViewerModel model_;
};

std::string names_of_viewers() {
  std::string all;
  for (const std::string_view name : sense::viewer_names()) all += fmt::format(" {}", name);
  return all;
}

base::Result<std::unique_ptr<Viewer>> simulated(std::string_view name, std::uint64_t seed,
                                                Learned learned) {
  auto parameters = sense::viewer_named(name);
  if (!parameters)
    return base::fail(fmt::format("there is no simulated viewer '{}'", name),
                      "choose one of:" + names_of_viewers());
  parameters->has_face = true;
  return std::make_unique<Simulated>(*parameters, seed, std::move(learned));
}

// Collects what comes in between two decisions.
struct Inputs {
  LogInput logged;
  sense::ViewerState last;
};

story::Felt intended_at(const Showing& showing, double time_s) {
  const Step& step = showing.current();
  const Plan& plan = showing.plan();
  const int scene = plan.scene_index(step.scene);
  const PlannedScene& here = plan.scenes()[static_cast<std::size_t>(scene)];
  const PlannedShot& shot = plan.shots()[static_cast<std::size_t>(here.first_shot) +
                                         static_cast<std::size_t>(step.shot_in_scene)];
  const double through = (time_s - step.starts.seconds()) / step.cut.length.seconds();
  return plan.intended(scene, shot.begins + (shot.ends - shot.begins) * through);
}

// What was on the screen in the middle of the quarter of a second that ends at `time_s`. The last
// states before a cut are read when it is decided already: `before` is the shot they saw.
sense::Seen seen_by(const Step& now, const Step& before, const sense::ShotLooks& looks,
                    double time_s) {
  const double at_s = time_s - state_period_s / 2;
  const Step& step = at_s < now.starts.seconds() ? before : now;
  const double into_s = std::max(0.0, at_s - step.starts.seconds());
  return seen_in(looks, step.cut.shot.str(), step.cut.in.seconds() + into_s);
}

void watch_shot(Showing& showing, const Step& before, Viewer& viewer, const sense::ShotLooks& looks,
                double begins_s, std::int64_t& grid, Inputs& inputs) {
  const Step& step = showing.current();
  const double until = (step.starts + step.cut.length).seconds() - lead_s;
  for (; static_cast<double>(grid) * state_period_s <= until; ++grid) {
    const double time_s = static_cast<double>(grid) * state_period_s;
    inputs.last = viewer.state_at(time_s - begins_s, intended_at(showing, time_s),
                                  seen_by(step, before, looks, time_s));
    inputs.last.time_s += begins_s;
    showing.observe(inputs.last);
    inputs.logged.observed.push_back(inputs.last);
  }
}

base::Result<void> same_film(const Plan& plan, const LogHead& head, const std::string& file) {
  if (head.film == plan.film().id.str()) return {};
  return base::fail("this log is of the film '" + head.film + "'", "replay it with that film",
                    {file, 1});
}

std::string difference(const std::string& was, const std::string& is) {
  std::size_t i = 0;
  while (i < was.size() && i < is.size() && was[i] == is[i]) ++i;
  const std::size_t from = i < 30 ? 0 : i - 30;
  return fmt::format("logged \"...{}\", decided \"...{}\"", was.substr(from, 70),
                     is.substr(from, 70));
}

// A showing that is decided again line by line, also back to where its viewer went back to.
class Replayed {
 public:
  static base::Result<Replayed> begin(const std::shared_ptr<const Plan>& plan,
                                      const LoggedLine& first, const std::string& file) {
    if (!first.head)
      return base::fail("the first line does not say which showing this is",
                        "use a log written by `watch`", {file, 1});
    TRY(same_film(*plan, *first.head, file));
    Showing showing = TRY(
        Showing::rehearse(plan, story::SceneId(first.scene), first.head->policy, first.head->seed));
    return Replayed(plan, *first.head, std::move(showing));
  }

  base::Result<std::string> decide(const LoggedLine& line, const base::Place& place) {
    if (line.input.policy) policy_ = *line.input.policy;
    if (line.input.back_to) TRY(go_back(*line.input.back_to, place));
    for (const sense::ViewerState& state : line.input.observed) showing_.observe(state);
    showing_.set_policy(policy_);
    before_.push_back(showing_.save());
    const Decision decision = showing_.next(line.state, line.input.by_hand);
    return log_line(decision, line.input, before_.size() == 1 && line.head ? &head_ : nullptr);
  }

  [[nodiscard]] bool ended() const { return showing_.current().ended; }
  // What may explain a difference.
  [[nodiscard]] std::string doubt() const {
    return changed_ ? "; the film has changed since this showing" : "";
  }

 private:
  Replayed(const std::shared_ptr<const Plan>& plan, const LogHead& head, Showing showing)
      : plan_(plan), head_(head), policy_(head.policy), showing_(std::move(showing)) {
    changed_ = log_head(*plan, head.policy, head.seed, {}).film_sha256 != head.film_sha256;
  }

  base::Result<void> go_back(std::size_t lines, const base::Place& place) {
    if (lines >= before_.size())
      return base::fail(
          fmt::format("this line goes back to line {}, which is not before it", lines),
          "use a log written by `watch` or a session", place);
    showing_ = TRY(Showing::go_on(plan_, before_[lines]));
    before_.resize(lines);
    return {};
  }

  std::shared_ptr<const Plan> plan_;
  LogHead head_;
  Policy policy_;
  Showing showing_;
  std::vector<std::string> before_;  // the showing before each line that still holds
  bool changed_ = false;
};

}  // namespace

base::Result<story::Film> open_film(const std::string& folder) {
  const base::Path path(folder);
  std::error_code ignored;
  if (std::filesystem::exists(path / "film.json", ignored)) {
    const std::string file = (path / "film.json").string();
    const std::string text = TRY(base::read_file(file));
    return story::film_from_json(text, file);
  }
  if (std::filesystem::exists(path / "film.yaml", ignored)) return story::read_film(folder);
  return base::fail("there is no film at '" + folder + "'",
                    "give a film source (with film.yaml) or a package (with film.json)", {folder},
                    base::ErrorKind::not_found);
}

base::Result<std::shared_ptr<const Plan>> open_plan(const std::string& folder,
                                                    const std::string& audience) {
  story::Film film = TRY(open_film(folder));
  if (audience.empty()) return Plan::of(std::move(film));
  const std::string text = TRY(base::read_file(audience));
  Audience learned = TRY(audience_from_json(text, audience));
  return Plan::of(std::move(film), std::move(learned));
}

base::Result<std::unique_ptr<Viewer>> viewer_named(const std::string& name, std::uint64_t seed,
                                                   const std::string& model) {
  constexpr std::string_view prefix = "simulated:";
  Learned learned;
  if (!model.empty())
    learned = std::make_shared<const sense::LearnedModel>(TRY(sense::read_learned(model)));
  if (name == "none") return std::make_unique<Nobody>();
  if (name.starts_with(prefix))
    return simulated(std::string_view(name).substr(prefix.size()), seed, std::move(learned));
  return std::make_unique<Recorded>(TRY(sense::open_recording(name)), std::move(learned));
}

base::Result<void> watch(const std::shared_ptr<const Plan>& plan, const LogHead& head,
                         Viewer& viewer, const LineSink& sink, const sense::ShotLooks& looks,
                         const story::SceneId& from) {
  Showing showing = TRY(Showing::rehearse(plan, from, head.policy, head.seed));
  const double begins_s = showing.current().starts.seconds();
  auto grid = static_cast<std::int64_t>(begins_s / state_period_s) + 1;
  Inputs inputs;
  Step before = showing.current();
  for (bool first = true; !showing.current().ended; first = false) {
    watch_shot(showing, before, viewer, looks, begins_s, grid, inputs);
    before = showing.current();
    const Decision decision = showing.next(inputs.last);
    TRY(sink(log_line(decision, inputs.logged, first ? &head : nullptr), decision));
    inputs.logged = {};
    if (decision.at.seconds() > longest_showing_s)
      return base::fail("the film has not ended after four hours", "run `kuleshov check` on it");
  }
  return {};
}

base::Result<Replay> replay(const std::shared_ptr<const Plan>& plan, std::string_view log,
                            const std::string& file) {
  Replay result;
  std::optional<Replayed> showing;
  for (const std::string_view text : base::lines(log)) {
    if (text.empty()) continue;
    const base::Place place{file, ++result.lines};
    const LoggedLine line = TRY(read_log_line(text, place));
    if (!showing) showing.emplace(TRY(Replayed::begin(plan, line, file)));
    const std::string again = TRY(showing->decide(line, place));
    if (again == text) continue;
    result.same = false;
    result.differs_at = result.lines;
    result.why = difference(std::string(text), again) + showing->doubt();
    return result;
  }
  if (!showing) return base::fail("the log is empty", "use a log written by `watch`", {file});
  if (!showing->ended())
    return Replay{false, result.lines, result.lines, "the log ends before the film does"};
  return result;
}

}  // namespace kuleshov::direct
