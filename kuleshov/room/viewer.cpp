#include "kuleshov/room/viewer.hpp"

#include <algorithm>
#include <utility>

#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/recorded.hpp"
#include "kuleshov/sense/simulated.hpp"

namespace kuleshov::room {

namespace {

// A step of the playhead longer than this is a seek, not watching.
constexpr double longest_step_s = 5;
constexpr std::string_view simulated = "simulated:";

std::string names_of_simulated() {
  std::string names;
  for (const std::string_view name : sense::viewer_names()) {
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return names;
}

}  // namespace

std::optional<sense::Channel> live_channel(const std::string& name) {
  for (const auto channel :
       {sense::Channel::heart_beat, sense::Channel::heart_rate, sense::Channel::skin_conductance,
        sense::Channel::pupil, sense::Channel::eye_openness, sense::Channel::gaze_x,
        sense::Channel::gaze_y}) {
    if (sense::name_of(channel) == name) return channel;
  }
  return std::nullopt;
}

Viewer::Viewer() = default;
Viewer::Viewer(Viewer&& other) noexcept = default;
Viewer& Viewer::operator=(Viewer&& other) noexcept = default;
Viewer::~Viewer() = default;

base::Result<Viewer> Viewer::of(const std::string& name, std::uint64_t seed,
                                std::shared_ptr<const sense::LearnedModel> learned) {
  Viewer viewer;
  viewer.name_ = name.empty() ? "none" : name;
  viewer.model_ = std::make_unique<sense::ViewerModel>(sense::Senses::Rates{}, std::move(learned));
  if (viewer.name_ == "none") {
    viewer.source_ = std::make_unique<sense::SilentSource>();
  } else if (viewer.name_ == "live") {
    auto source = std::make_unique<sense::PushedSource>();
    viewer.pushed_ = source.get();
    viewer.source_ = std::move(source);
  } else if (viewer.name_.starts_with(simulated)) {
    const auto who = sense::viewer_named(viewer.name_.substr(simulated.size()));
    if (!who) {
      return base::fail("there is no simulated viewer '" + viewer.name_ + "'",
                        "one of: " + names_of_simulated());
    }
    auto with_face = *who;
    with_face.has_face = true;
    auto source = std::make_unique<sense::SimulatedViewer>(with_face, seed);
    viewer.simulated_ = source.get();
    viewer.source_ = std::move(source);
  } else {
    viewer.source_ = TRY(sense::open_recording(viewer.name_));
  }
  return viewer;
}

const sense::ViewerState& Viewer::watch(double film_s, const story::Felt& intended,
                                        const sense::Seen& seen) {
  const double step = film_s - film_s_;
  film_s_ = film_s;
  model_->feed(sense::samples_of(seen, watched_s_));
  if (step > 0 && step < longest_step_s) watched_s_ += step;
  if (simulated_ != nullptr) simulated_->drive({intended.arousal, intended.valence, seen});
  model_->feed(source_->next(watched_s_));
  state_ = model_->state_at(watched_s_);
  state_.time_s = film_s;
  return state_;
}

void Viewer::push(sense::Channel channel, double film_s, double value) {
  if (pushed_ == nullptr) return;
  const double at = watched_s_ + std::clamp(film_s - film_s_, -longest_step_s, longest_step_s);
  pushed_->push({std::max(at, 0.0), channel, 0, value});
}

}  // namespace kuleshov::room
