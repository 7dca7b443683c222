// A film made ready for deciding: names become indices, arcs become tables, every way its outlook.
// Built once per film, then read by any number of showings on any thread.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "kuleshov/direct/audience.hpp"
#include "kuleshov/story/check.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/story/graph.hpp"

namespace kuleshov::direct {

inline constexpr int outlook_samples = 12;

// What lies behind a way: its scenes up to the next core scene (exclusive) or key point
// (inclusive), six at the most, sampled at the middles of twelve equal parts of their length.
struct Outlook {
  std::array<story::Felt, outlook_samples> intended;  // the author's arcs
  std::array<story::Felt, outlook_samples> evoked;    // and what audiences feel beyond them
  double seconds = 0;                                 // at natural shot lengths
  double peak = -1;                                   // highest intended arousal
};

struct PlannedWay {
  int from = 0;
  int to = 0;
  double preference = 1;
  Outlook outlook;
};

struct PlannedFraming {
  story::ShotId id;
  int nearer = 0;  // steps of the shot scale; below 0: farther than the shot's own
  bool outside_anchor = false;
};

struct PlannedShot {
  int scene = 0;
  base::Ticks shortest, natural, longest;
  std::vector<base::Ticks> in_points;
  double begins = 0;  // share of the scene, at natural lengths
  double ends = 1;
  std::vector<PlannedFraming> framings;  // beside the shot's own
};

struct PlannedScene {
  int first_shot = 0, shots = 0;
  int first_way = 0, ways = 0;
  int default_way = -1;  // index among all ways; the first one where the film names none
  bool key_point = false, core = false, ending = false;
  double seconds = 0;  // at natural shot lengths
  story::Felt beyond;  // what audiences feel beyond the author's arc here
  std::vector<story::ArcPoint> arc;
};

class Plan {
 public:
  // Errors: a film without a scene, a way to a scene that is not there, a trigger that cannot be
  // read.
  static base::Result<std::shared_ptr<const Plan>> of(story::Film film, Audience audience = {});

  [[nodiscard]] const story::Film& film() const { return film_; }
  [[nodiscard]] const story::Graph& graph() const { return *graph_; }
  // Of a film whose core scenes or ending can be lost: masks the ways that would lose them.
  // Null for a film that checks, where no open way does, and where the search was too large.
  [[nodiscard]] const story::Proof* proof() const { return proof_ ? &*proof_ : nullptr; }
  [[nodiscard]] const Audience& audience() const { return audience_; }
  [[nodiscard]] std::span<const PlannedScene> scenes() const { return scenes_; }
  [[nodiscard]] std::span<const PlannedShot> shots() const { return shots_; }
  [[nodiscard]] std::span<const PlannedWay> ways() const { return ways_; }
  [[nodiscard]] std::span<const PlannedWay> ways_of(int scene) const;
  [[nodiscard]] int opening() const { return opening_; }
  [[nodiscard]] int most_ways() const { return most_ways_; }  // of any one scene
  // Mean natural shot length, within the anchor's band.
  [[nodiscard]] double natural_shot_s() const { return natural_shot_s_; }
  [[nodiscard]] int scene_index(const story::SceneId& id) const;  // -1: none
  [[nodiscard]] int way_index(const story::WayId& id) const;      // -1: none

  [[nodiscard]] const story::SceneId& scene_id(int scene) const;
  [[nodiscard]] const story::ShotId& shot_id(int shot) const;
  // Of a framing of the shot; -1: the shot's own.
  [[nodiscard]] const story::ShotId& take_id(int shot, int framing) const;
  // The shot that this is, or is a framing of; -1: none.
  [[nodiscard]] int shot_index(const story::ShotId& id) const;
  [[nodiscard]] const story::Way& way(int way) const;

  // The author's arc of a scene at a share of its length, and what is evoked there.
  [[nodiscard]] story::Felt intended(int scene, double share) const;
  [[nodiscard]] story::Felt evoked(int scene, double share) const;

 private:
  Plan() = default;
  void add_scene(const story::Scene& scene);
  base::Result<void> add_ways(int scene);
  [[nodiscard]] Outlook outlook(int from) const;
  [[nodiscard]] int goes_on_to(int scene) const;

  story::Film film_;
  std::optional<story::Graph> graph_;  // refers to film_
  std::optional<story::Proof> proof_;
  Audience audience_;
  std::vector<PlannedScene> scenes_;
  std::vector<PlannedShot> shots_;
  std::vector<PlannedWay> ways_;
  std::vector<story::ShotId> shot_ids_;
  std::vector<const story::Way*> way_sources_;
  int opening_ = 0;
  int most_ways_ = 0;
  double natural_shot_s_ = 4;
};

}  // namespace kuleshov::direct
