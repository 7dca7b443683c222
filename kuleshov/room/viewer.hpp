// Who watches: a source of signals and the model that reads them, on one clock.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/shown.hpp"
#include "kuleshov/sense/source.hpp"
#include "kuleshov/sense/viewer_state.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::sense {
class SimulatedViewer;
struct LearnedModel;
class ViewerModel;
}  // namespace kuleshov::sense

namespace kuleshov::room {

// The channels that a page may send, by sense's names for them; nothing for other names.
std::optional<sense::Channel> live_channel(const std::string& name);

// Not thread-safe. Signals run in the time the viewer has watched, which never goes back: seeking
// in the film does not turn back a heart.
class Viewer {
 public:
  // "none", "live" (samples are pushed), "simulated:NAME", or the path of a recording.
  // `learned` stands in place of the sourced model of heart and skin. Errors: an unknown simulated
  // viewer, a recording that cannot be read.
  static base::Result<Viewer> of(const std::string& name, std::uint64_t seed,
                                 std::shared_ptr<const sense::LearnedModel> learned = nullptr);
  Viewer(Viewer&& other) noexcept;
  Viewer& operator=(Viewer&& other) noexcept;
  ~Viewer();

  // The state at film time `film_s`; `intended` is what the film asks for there, which only a
  // simulated viewer answers to, `seen` what it has shown since the last call: light and aim of
  // what was watched. Small steps forward are watched; jumps (seeks) are not.
  const sense::ViewerState& watch(double film_s, const story::Felt& intended,
                                  const sense::Seen& seen = {});
  [[nodiscard]] const sense::ViewerState& state() const { return state_; }
  // A sample of a live viewer at film time `film_s`; ignored for the others.
  void push(sense::Channel channel, double film_s, double value);
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool senses() const { return name_ != "none"; }

 private:
  Viewer();
  std::string name_ = "none";
  std::unique_ptr<sense::SignalSource> source_;
  sense::SimulatedViewer* simulated_ = nullptr;  // source_, when it is one
  sense::PushedSource* pushed_ = nullptr;        // likewise
  std::unique_ptr<sense::ViewerModel> model_;
  sense::ViewerState state_;
  double film_s_ = 0;
  double watched_s_ = 0;
};

}  // namespace kuleshov::room
