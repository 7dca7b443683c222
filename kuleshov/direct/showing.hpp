// One showing of a film, stepped shot by shot. Pure: the same film, policy, seed and states give
// the same decisions, on any machine. The player, `watch`, `replay` and `simulate` all drive this
// class.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/viewer_state.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::story {
struct Migration;
}

namespace kuleshov::direct {

// How the next shot is cut.
struct CutPlan {
  story::ShotId shot;                       // or one of its other framings
  base::Ticks in;                           // within the shot's file; one of its in points
  base::Ticks length;                       // between the shot's bounds
  std::optional<story::ShotId> framing_of;  // the shot, where `shot` is another framing of it
};

// What the score does from the next bar line on. Levels 0..1 per stem role, in the order
// bed, pulse, melody, tension, bass, colour.
struct ScorePlan {
  std::vector<double> levels;
  std::string mode;      // one of the anchor's
  int tempo_bpm = 75;    // one of the anchor's
  double gain_db = -20;  // within the anchor's music levels
  base::Ticks from;      // film time of the bar line at which it takes effect
};

struct WayOption {
  story::WayId id;
  bool open = false;       // its trigger holds and nothing masks it
  double score = 0;        // expected closeness to the intended arc, higher is closer
  double propensity = 0;   // probability with which the policy takes it
  std::string why_closed;  // trigger, or the bound that masks it
};

struct Reason {
  std::string kind;      // evidence trigger bound policy explore hand default
  std::string detail;    // for a researcher: "arousal 0.42 +- 0.11, P(> 0.3) = 0.86"
  std::string sentence;  // for a viewer: "Your heart was calmer than the scene hoped for."
};

// One decision, taken shortly before the cut it is about.
struct Decision {
  base::Ticks at;                   // film time of the cut
  story::SceneId scene;             // the scene whose end, or whose next shot, is decided
  std::optional<story::WayId> way;  // set at the end of a scene that has ways
  std::vector<WayOption> ways;      // at a key point: all, open or not
  sense::ViewerState state;
  CutPlan cut;  // the shot that comes next
  ScorePlan score;
  std::vector<Reason> reasons;
  bool film_ends = false;  // nothing comes next; `cut` is empty
  story::Felt intended;    // what the director's line wants felt at this moment
};

enum class Explore { none, thompson, lin_ucb };

struct Policy {
  story::ArcPolicy arc = story::ArcPolicy::follow;
  Explore explore = Explore::thompson;
  double explore_share = 0.1;    // bound on the probability of not taking the best way
  double intensity_ceiling = 1;  // the viewer's; no policy exceeds it
  bool adapt_plot = true;
  bool adapt_cut = true;
  bool adapt_framing = true;  // with adapt_cut; off where other framings are not made yet
  bool adapt_score = true;
  // How many standard deviations of the difference in score a way must lead by before it takes the
  // place of the way that led so far: what sensor noise alone could do does not change the film.
  double steadiness = 0.15;

  friend bool operator==(const Policy&, const Policy&) = default;
};

// The shot that is playing.
struct Step {
  story::SceneId scene;
  int shot_in_scene = 0;  // from 0
  CutPlan cut;
  ScorePlan score;
  base::Ticks starts;  // film time at which the shot begins
  bool last_in_scene = false;
  bool ended = false;  // the film is over; everything else is the last shot's
};

class Plan;  // a film made ready for deciding: plan.hpp

// One showing. Not thread-safe; different showings may run on different threads and share a Plan.
//
// A player's loop: play `current()`; hand every viewer state to `observe` (4 Hz is usual); when
// ways_on_offer() is not empty, fetch the head of each open way, likeliest first; at most 500 ms
// before the shot's end call `next` and append what it says.
class Showing {
 public:
  // The first shot of the film is current at once.
  Showing(std::shared_ptr<const Plan> plan, Policy policy, std::uint64_t seed);
  Showing(Showing&&) noexcept;
  Showing& operator=(Showing&&) noexcept;
  ~Showing();

  // A rehearsal from the start of `scene`, in a state that can really occur there (rehearse.hpp).
  static base::Result<Showing> rehearse(const std::shared_ptr<const Plan>& plan,
                                        const story::SceneId& scene, Policy policy,
                                        std::uint64_t seed);

  // A showing of a film that nobody else shows. Errors: a film without a scene.
  static base::Result<Showing> begin(const story::Film& film, Policy policy, std::uint64_t seed);

  [[nodiscard]] const Step& current() const;
  // A newer state of the viewer, at film time `state.time_s`. Allocates nothing.
  void observe(const sense::ViewerState& state);
  // Decides what follows the current shot, and moves on to it. `by_hand` is taken if it is open; if
  // it is not, the decision says so among its reasons and the policy decides.
  Decision next(const sense::ViewerState& state, const std::optional<story::WayId>& by_hand = {});
  // The ways out of this scene with their current likelihoods (propensity), in the film's order.
  // Empty unless the scene is a key point in its last two shots or last twelve seconds.
  [[nodiscard]] std::vector<WayOption> ways_on_offer() const;
  // Where the director wants the viewer to be now, and where the model believes the viewer is.
  [[nodiscard]] story::Felt intended() const;
  [[nodiscard]] story::Felt believed() const;

  // Changes what the policy may do from the next decision on (the viewer's ceiling, "no reacting").
  void set_policy(const Policy& policy);
  [[nodiscard]] const Policy& policy() const;
  [[nodiscard]] std::uint64_t seed() const;
  [[nodiscard]] const Plan& plan() const;

  // The whole showing as one JSON document, and on again from it, deciding identically. May be
  // called at any frame; `played` is how much of the current shot has been shown.
  // `go_on` refuses a save of another film. One of an older edit that no longer fits is taken up at
  // the start of the nearest earlier scene if `migration` is given, which then tells what is gone
  // (story/story_save.hpp); otherwise it is an error that says so.
  [[nodiscard]] std::string save(base::Ticks played = {}) const;
  static base::Result<Showing> go_on(const std::shared_ptr<const Plan>& plan,
                                     std::string_view saved, base::Ticks* played = nullptr,
                                     story::Migration* migration = nullptr);

 private:
  struct Inside;
  explicit Showing(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace kuleshov::direct
