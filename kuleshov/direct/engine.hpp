// The decision itself, on indices and fixed buffers: `Showing` without its names and sentences.
// After construction nothing here allocates.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kuleshov/direct/branch.hpp"
#include "kuleshov/direct/framing.hpp"
#include "kuleshov/direct/music.hpp"
#include "kuleshov/direct/pace.hpp"
#include "kuleshov/direct/story_line.hpp"

namespace kuleshov::direct {

// Everything that changes while a film runs, save the story's own state: plain values, all saved.
struct Position {
  int scene = 0;
  int shot = 0;        // index in the plan
  base::Ticks starts;  // film time at which the shot begins
  base::Ticks length;
  base::Ticks in;
  int framing = -1;  // of the shot; -1: its own
  std::uint64_t decisions = 0;
  int leader = -1;    // way that leads at this key point
  int line_way = -1;  // the director's way where another was taken; -1: we are on the line
  double line_elapsed_s = 0;
  double line_length_s = 0;
  bool ended = false;
  Response response;
  Pace pace;
  Music music;
};

// A hand on a way that the film does not have.
inline constexpr int no_such_way = 1 << 30;

enum class Because : std::uint8_t {
  route,
  best,
  explored,
  hand,
  only_default,
  ceiling_all,
  director
};

// One decision in numbers.
struct Choice {
  base::Ticks at;
  int scene = 0;
  bool key_point = false;
  int way = -1;     // index in the plan
  int chosen = -1;  // index among the candidates
  int leader = -1;
  Because because = Because::route;
  bool hand_refused = false;
  sense::ViewerState state;  // as quantised
  Moment moment;
  Urge urge;
  Cut cut;
  FramingChoice framing;
  bool ends = false;
};

class Engine {
 public:
  Engine(std::shared_ptr<const Plan> plan, Policy policy, std::uint64_t seed);

  void observe(const sense::ViewerState& state);
  // `by_hand`: index of a way in the plan, or -1.
  const Choice& next(const sense::ViewerState& state, int by_hand = -1);

  // The ways of the last decision, as weighed for it; valid until the next call.
  [[nodiscard]] std::span<const Candidate> candidates() const;
  // Whether this shot lies in the last two, or the last twelve seconds, of a key point.
  [[nodiscard]] bool offers() const;
  // The ways out of the current scene as they stand now.
  [[nodiscard]] std::vector<Candidate> offer() const;
  [[nodiscard]] bool last_in_scene() const;
  [[nodiscard]] Moment moment() const;
  // The director's line at a time within the current shot.
  [[nodiscard]] story::Felt intended_at_time(double time_s) const;
  // Where the film is at a time within the current shot: share of the scene, at natural lengths.
  [[nodiscard]] double share_at(double time_s) const;

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] const std::shared_ptr<const Plan>& shared_plan() const { return plan_; }
  [[nodiscard]] const Position& position() const { return at_; }
  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] const sense::ViewerState& state() const { return state_; }
  [[nodiscard]] const StoryLine& story() const { return story_; }
  void set_policy(const Policy& policy) { policy_ = policy; }

  // To the start of the scene in which the story stands, as if the film had come there.
  void begin_at(story::StoryState story);
  // Puts a saved position back; the caller has checked the indices.
  void put_back(const Position& position, const sense::ViewerState& state, StoryLine story);

 private:
  [[nodiscard]] double draw(std::uint64_t purpose) const;
  struct Weighed {
    std::size_t count = 0;
    int leader = -1;  // among the candidates
    bool all_above_ceiling = false;
  };
  Weighed weigh_ways(std::span<Candidate> buffer, Propensities propensities) const;
  [[nodiscard]] bool close_above_ceiling(std::span<Candidate> candidates) const;
  void choose_way(int by_hand);
  void choose_at_key_point(int by_hand);
  void hold_leader();
  void take(int way);
  void advance_line(double seconds);
  void cut_next();
  void frame_next();

  std::shared_ptr<const Plan> plan_;
  Policy policy_;
  std::uint64_t seed_ = 0;
  StoryLine story_;
  Position at_;
  sense::ViewerState state_;
  std::vector<Candidate> candidates_;  // of the last decision
  std::vector<Candidate> ahead_;       // of the scene that plays
  Weighed weighed_;
  Choice choice_;
};

// As logged and as decided on: four decimals.
sense::ViewerState quantised(const sense::ViewerState& state);

}  // namespace kuleshov::direct
