// One showing of a film, stepped shot by shot. Pure: the same film, policy, seed and states give the
// same decisions, on any machine. The player, `watch`, `replay` and `simulate` all drive this class.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/viewer_state.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::direct {

// How the next shot is cut.
struct CutPlan {
  story::ShotId shot;
  base::Ticks in;      // within the shot's file; one of its in points
  base::Ticks length;  // between the shot's bounds
};

// What the score does from the next bar line on. Levels 0..1 per stem role, in the order
// bed, pulse, melody, tension, bass, colour.
struct ScorePlan {
  std::vector<double> levels;
  std::string mode;     // one of the anchor's
  int tempo_bpm = 75;   // one of the anchor's
  double gain_db = -20; // within the anchor's music levels
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
  base::Ticks at;                    // film time of the cut
  story::SceneId scene;              // the scene whose end, or whose next shot, is decided
  std::optional<story::WayId> way;   // set at the end of a scene that has ways
  std::vector<WayOption> ways;       // at a key point: all, open or not
  sense::ViewerState state;
  CutPlan cut;                       // the shot that comes next
  ScorePlan score;
  std::vector<Reason> reasons;
  bool film_ends = false;            // nothing comes next; `cut` is empty
};

enum class Explore { none, thompson, lin_ucb };

struct Policy {
  story::ArcPolicy arc = story::ArcPolicy::follow;
  Explore explore = Explore::thompson;
  double explore_share = 0.1;        // bound on the probability of not taking the best way
  double intensity_ceiling = 1;      // the viewer's; no policy exceeds it
  bool adapt_plot = true;
  bool adapt_cut = true;
  bool adapt_score = true;
};

}  // namespace kuleshov::direct
