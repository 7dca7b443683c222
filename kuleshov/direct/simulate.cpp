#include "kuleshov/direct/simulate.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

namespace kuleshov::direct {

namespace {

constexpr std::size_t chunk = 4096;
// Steps of a simulated feeling: about a tenth of the scene, so that every tenth is sampled.
constexpr double shortest_step_s = 1.2;
constexpr double longest_step_s = 3;
constexpr double senses_before_cut_s = 0.3;
constexpr std::uint64_t most_decisions = 20'000;

double squared(const story::Felt& a, const story::Felt& b) {
  const double arousal = a.arousal - b.arousal;
  const double valence = a.valence - b.valence;
  return arousal * arousal + valence * valence;
}

// One showing, counted into a tally.
class Run {
 public:
  Run(const Simulation& simulation, std::size_t number, Tally& tally)
      : simulation_(simulation),
        number_(number),
        seed_(base::Random(simulation.seed + 0x9e3779b97f4a7c15ULL * (number + 1)).bits()),
        random_(seed_),
        watcher_(draw_person(random_), base::Random(seed_ ^ 0x5bf03635ULL)),
        engine_(simulation.plan, simulation.policy, seed_),
        tally_(tally) {}

  void play() {
    visit();
    while (!engine_.position().ended && engine_.position().decisions < most_decisions) {
      watch_shot();
      decide();
    }
    count_showing();
  }

 private:
  const Plan& plan() const { return *simulation_.plan; }

  void visit() {
    leave_scene();
    here_ = engine_.position().scene;
    tally_.scenes[static_cast<std::size_t>(here_)].visits += 1;
  }

  // What was felt in each tenth of a scene counts once a showing.
  void leave_scene() {
    if (here_ < 0) return;
    SceneSums& sums = tally_.scenes[static_cast<std::size_t>(here_)];
    for (std::size_t bin = 0; bin < arc_bins; ++bin) {
      const double n = felt_here_[bin].count;
      const story::Felt& sum = felt_here_[bin].sum;
      if (n > 0) sums.felt[bin].add(story::Felt{sum.arousal / n, sum.valence / n});
    }
    felt_here_ = {};
    here_ = -1;
  }

  // What the population feels beyond the author's arc.
  story::Felt evoked(int scene, const story::Felt& arc) const {
    if (simulation_.world.beyond.empty()) return arc;
    const story::Felt& beyond = simulation_.world.beyond[static_cast<std::size_t>(scene)];
    return {arc.arousal + beyond.arousal, arc.valence + beyond.valence};
  }

  void watch_shot() {
    const Position& at = engine_.position();
    const double length_s = at.length.seconds();
    const PlannedShot& shot = plan().shots()[static_cast<std::size_t>(at.shot)];
    const double natural_s = shot.natural.seconds();
    const double nearer =
        at.framing < 0 ? 0 : shot.framings[static_cast<std::size_t>(at.framing)].nearer;
    const double quickness = length_s == natural_s ? 0 : std::log(natural_s / length_s);
    const double tenth_s = plan().scenes()[static_cast<std::size_t>(at.scene)].seconds / arc_bins;
    const double wanted_s = std::clamp(tenth_s, shortest_step_s, longest_step_s);
    const int steps = std::max(1, static_cast<int>(std::ceil(length_s / wanted_s)));
    const double step_s = length_s / steps;
    for (int i = 0; i < steps; ++i) {
      const double time_s = at.starts.seconds() + (i + 0.5) * step_s;
      const double share = engine_.share_at(time_s);
      const story::Felt arc = plan().intended(at.scene, share);
      watcher_.feel(evoked(at.scene, arc), step_s, quickness, nearer);
      record(at.scene, step_s, arc, engine_.intended_at_time(time_s));
      const double until = engine_.share_at(at.starts.seconds() + (i + 1) * step_s);
      feel_tenths(engine_.share_at(at.starts.seconds() + i * step_s), until);
    }
    tally_.scenes[static_cast<std::size_t>(at.scene)].seconds += length_s;
  }

  // Counts what is felt now in every tenth of the scene between two shares of it.
  void feel_tenths(double from, double until) {
    const auto last = static_cast<std::size_t>(std::ceil(until * arc_bins - 1e-9));
    for (auto bin = static_cast<std::size_t>(from * arc_bins + 1e-9); bin < arc_bins; ++bin) {
      if (bin >= last) return;
      felt_here_[bin].count += 1;
      felt_here_[bin].sum.arousal += watcher_.felt().arousal;
      felt_here_[bin].sum.valence += watcher_.felt().valence;
    }
  }

  void record(int scene, double step_s, const story::Felt& arc, const story::Felt& line) {
    SceneSums& sums = tally_.scenes[static_cast<std::size_t>(scene)];
    sums.squared_distance += squared(watcher_.felt(), arc);
    sums.samples += 1;
    const double from_line = squared(watcher_.felt(), line);
    whole_ += from_line * step_s;
    segment_ += from_line * step_s;
    segment_s_ += step_s;
  }

  void decide() {
    const Position& at = engine_.position();
    const double cut_s = (at.starts + at.length).seconds();
    const sense::ViewerState sensed = watcher_.sensed(cut_s - senses_before_cut_s);
    const int scene = at.scene;
    const bool key_point =
        engine_.last_in_scene() && plan().scenes()[static_cast<std::size_t>(scene)].key_point;
    if (simulation_.observations != nullptr) {
      engine_.observe(sensed);
      stay_.at(at);
      simulation_.observations->push_back(
          observation(static_cast<int>(number_), stay_, engine_, sensed));
    }
    int by_hand = -1;
    if (key_point && simulation_.chooser) {
      engine_.observe(sensed);
      by_hand = simulation_.chooser(engine_, sensed, random_);
    }
    const Choice& choice = engine_.next(sensed, by_hand);
    if (choice.ends) return;
    if (choice.way >= 0) took(choice);
  }

  void took(const Choice& choice) {
    visit();
    if (plan().scenes()[static_cast<std::size_t>(engine_.position().scene)].core) close_segment();
    if (!choice.key_point) return;
    close_segment();
    tally_.decisions += 1;
    tally_.explored += choice.because == Because::explored ? 1 : 0;
    tally_.ways[static_cast<std::size_t>(choice.way)] += 1;
    for (const Candidate& c : engine_.candidates())
      if (c.closed == Closed::no) tally_.offered[static_cast<std::size_t>(c.way)] += 1;
    path_ = (path_ ^ static_cast<std::uint64_t>(choice.way + 1)) * 0x100000001b3ULL;
    taken_.push_back(choice.way);
    segment_ = segment_s_ = 0;
    if (simulation_.log == nullptr) return;
    const auto all = engine_.candidates();
    simulation_.log->push_back({static_cast<int>(number_),
                                choice.chosen,
                                {all.begin(), all.end()},
                                choice.moment.believed,
                                0});
    waits_ = true;
  }

  void close_segment() {
    if (waits_ && segment_s_ > 0) simulation_.log->back().reward = -segment_ / segment_s_;
    waits_ = false;
  }

  void count_showing() {
    close_segment();
    leave_scene();
    const Position& at = engine_.position();
    const double seconds = (at.starts + at.length).seconds();
    const double distance = std::sqrt(whole_ / seconds);
    tally_.showings += 1;
    tally_.unfinished += at.ended ? 0 : 1;
    if (simulation_.distances != nullptr)
      (*simulation_.distances)[number_ - simulation_.first] = distance;
    tally_.distance += distance;
    tally_.distance_squared += distance * distance;
    tally_.seconds += seconds;
    tally_.shortest_s = std::min(tally_.shortest_s, seconds);
    tally_.longest_s = std::max(tally_.longest_s, seconds);
    auto& showings = tally_.paths[path_];
    showings += 1;
    if (showings == 1) tally_.path_ways[path_] = taken_;
  }

  const Simulation& simulation_;
  std::size_t number_;
  std::uint64_t seed_;
  base::Random random_;
  Watcher watcher_;
  Engine engine_;
  Tally& tally_;
  std::uint64_t path_ = 0xcbf29ce484222325ULL;
  std::vector<int> taken_;
  Stay stay_;
  struct Tenth {
    double count = 0;
    story::Felt sum;
  };
  int here_ = -1;  // the scene that is counted
  std::array<Tenth, arc_bins> felt_here_;
  double whole_ = 0, segment_ = 0, segment_s_ = 0;
  bool waits_ = false;
};

}  // namespace

void FeltBin::add(const story::Felt& felt) {
  count += 1;
  sum.arousal += felt.arousal;
  sum.valence += felt.valence;
  squares.arousal += felt.arousal * felt.arousal;
  squares.valence += felt.valence * felt.valence;
}

void FeltBin::add(const FeltBin& other) {
  count += other.count;
  sum.arousal += other.sum.arousal;
  sum.valence += other.sum.valence;
  squares.arousal += other.squares.arousal;
  squares.valence += other.squares.valence;
}

Tally::Tally(const Plan& plan)
    : scenes(plan.scenes().size()), ways(plan.ways().size()), offered(plan.ways().size()) {}

void Tally::add(const Tally& other) {
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    scenes[i].visits += other.scenes[i].visits;
    scenes[i].seconds += other.scenes[i].seconds;
    scenes[i].squared_distance += other.scenes[i].squared_distance;
    scenes[i].samples += other.scenes[i].samples;
    for (std::size_t bin = 0; bin < arc_bins; ++bin)
      scenes[i].felt[bin].add(other.scenes[i].felt[bin]);
  }
  for (std::size_t i = 0; i < ways.size(); ++i) ways[i] += other.ways[i];
  for (std::size_t i = 0; i < offered.size(); ++i) offered[i] += other.offered[i];
  for (const auto& [path, count] : other.paths) paths[path] += count;
  path_ways.insert(other.path_ways.begin(), other.path_ways.end());
  showings += other.showings;
  distance += other.distance;
  distance_squared += other.distance_squared;
  seconds += other.seconds;
  shortest_s = std::min(shortest_s, other.shortest_s);
  longest_s = std::max(longest_s, other.longest_s);
  explored += other.explored;
  decisions += other.decisions;
  unfinished += other.unfinished;
}

Tally simulate(const Simulation& simulation) {
  const std::size_t chunks = (simulation.showings + chunk - 1) / chunk;
  std::vector<Tally> parts(chunks, Tally(*simulation.plan));
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t c = next++; c < chunks; c = next++) {
      const std::size_t until = std::min(simulation.showings, (c + 1) * chunk);
      for (std::size_t i = c * chunk; i < until; ++i)
        Run(simulation, simulation.first + i, parts[c]).play();
      if (simulation.progress) simulation.progress(until - c * chunk);
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < simulation.threads && i < chunks; ++i) others.emplace_back(work);
  work();
  others.clear();
  Tally all(*simulation.plan);
  for (const Tally& part : parts) all.add(part);
  return all;
}

double mean_distance(const Tally& tally) { return tally.distance / tally.showings; }

double distance_half_width(const Tally& tally) {
  const double mean = mean_distance(tally);
  const double variance = std::max(0.0, tally.distance_squared / tally.showings - mean * mean);
  return 1.96 * std::sqrt(variance / tally.showings);
}

double path_entropy_bits(const Tally& tally) {
  double bits = 0;
  for (const auto& [path, count] : tally.paths) {
    const double p = count / tally.showings;
    bits -= p * std::log2(p);
  }
  return bits;
}

}  // namespace kuleshov::direct
