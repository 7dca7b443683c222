#include "kuleshov/direct/felt.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/log.hpp"
#include "kuleshov/direct/response.hpp"

namespace kuleshov::direct {

namespace {

using base::Json;
using base::quantise;

// Smaller gaps are not worth a writer's time.
constexpr double worth_a_word = 0.15;

Json to_json(const std::array<FeltShare, arc_bins>& shares) {
  Json all = Json::array();
  for (const FeltShare& s : shares) all.push_back({s.count, quantise(s.mean), quantise(s.sd)});
  return all;
}

void read(const Json& json, std::array<FeltShare, arc_bins>& shares) {
  for (std::size_t i = 0; i < arc_bins; ++i)
    shares[i] = {json.at(i).at(0), json.at(i).at(1), json.at(i).at(2)};
}

FeltShare share_of(double count, double sum, double squares) {
  if (count <= 0) return {};
  const double mean = sum / count;
  return {count, mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

// Means over one showing's states in each tenth of each scene.
class Collector {
 public:
  explicit Collector(const Plan& plan) : plan_(&plan) {}

  void add(int scene, double share, const sense::ViewerState& state) {
    const auto bin = std::min<std::size_t>(
        static_cast<std::size_t>(std::max(share, 0.0) * arc_bins), arc_bins - 1);
    Sums& sums = scenes_[scene];
    const sense::ViewerState unmeasured;
    add(sums.arousal[bin], state.arousal, unmeasured.arousal);
    add(sums.valence[bin], state.valence, unmeasured.valence);
  }

  [[nodiscard]] std::vector<FeltArc> arcs(const std::string& source) const {
    std::vector<FeltArc> all;
    for (const auto& [scene, sums] : scenes_) {
      FeltArc arc{plan_->film().id.str(), plan_->scene_id(scene).str(), source, {}, {}};
      for (std::size_t bin = 0; bin < arc_bins; ++bin) {
        arc.arousal[bin] = once(sums.arousal[bin]);
        arc.valence[bin] = once(sums.valence[bin]);
      }
      all.push_back(std::move(arc));
    }
    return all;
  }

 private:
  struct Sum {
    double count = 0, mean = 0, sd = 0;
  };
  struct Sums {
    std::array<Sum, arc_bins> arousal, valence;
  };
  // The population's prior is taken out again: shrinkage is not calm.
  static void add(Sum& sum, const sense::Estimate& estimate, const sense::Estimate& unmeasured) {
    const Evidence evidence = measured(estimate, unmeasured);
    if (evidence.variance <= 0) return;
    sum.count += 1;
    sum.mean += evidence.value;
    sum.sd += std::sqrt(evidence.variance);
  }
  static FeltShare once(const Sum& sum) {
    if (sum.count == 0) return {};
    return {1, sum.mean / sum.count, sum.sd / sum.count};
  }

  const Plan* plan_;
  std::map<int, Sums> scenes_;
};

struct Pool {
  double count = 0, sum = 0, squares = 0;
  void add(const FeltShare& s) {
    count += s.count;
    sum += s.count * s.mean;
    squares += s.count * (s.sd * s.sd + s.mean * s.mean);
  }
  [[nodiscard]] Band band(double intended) const {
    if (count <= 0) return {intended, 0, 0, 0};
    const FeltShare s = share_of(count, sum, squares);
    return {intended, s.mean, 1.96 * s.sd / std::sqrt(count), count};
  }
};

struct ScenePool {
  std::array<Pool, arc_bins> arousal, valence;
};

// Runs of at least two tenths in which the interval leaves the intended out on one side.
std::vector<Part> parts_of(const std::array<Band, arc_bins>& bands) {
  std::vector<Part> parts;
  const auto side = [](const Band& b) {
    const double gap = b.mean - b.intended;
    if (b.count <= 0 || std::abs(gap) <= std::max(b.half_width, worth_a_word)) return 0;
    return gap > 0 ? 1 : -1;
  };
  for (std::size_t i = 0; i < arc_bins;) {
    const int here = side(bands[i]);
    std::size_t end = i + 1;
    while (end < arc_bins && side(bands[end]) == here) ++end;
    if (here != 0 && end - i >= 2) {
      double gap = 0;
      for (std::size_t k = i; k < end; ++k) gap += bands[k].mean - bands[k].intended;
      parts.push_back({static_cast<double>(i) / arc_bins, static_cast<double>(end) / arc_bins,
                       gap / static_cast<double>(end - i)});
    }
    i = end;
  }
  return parts;
}

std::string where(const Part& part) {
  const auto percent = [](double share) {
    return std::to_string(static_cast<int>(std::lround(share * 100)));
  };
  return "from " + percent(part.from) + " % to " + percent(part.to) + " % ";
}

void suggest(SceneArcs& arcs) {
  for (const Part& part : arcs.arousal_parts)
    arcs.suggestions.push_back(
        where(part) + (part.gap < 0
                           ? "viewers are calmer than intended: raise what is at stake, "
                             "bring it earlier, or tighten the cutting there"
                           : "viewers are more stirred than intended: let it breathe, hold "
                             "shots longer, or lower the intended arousal"));
  for (const Part& part : arcs.valence_parts)
    arcs.suggestions.push_back(
        where(part) + (part.gap < 0 ? "it is felt more darkly than intended: give hope something "
                                      "to hold on to, or let the arc go darker"
                                    : "it is felt more brightly than intended: let the loss be "
                                      "seen, or let the arc go brighter"));
}

SceneArcs compared(const Plan& plan, int scene, const ScenePool& pool) {
  SceneArcs arcs;
  arcs.scene = scene;
  double squares = 0;
  double counted = 0;
  for (std::size_t bin = 0; bin < arc_bins; ++bin) {
    const story::Felt intended = plan.intended(scene, (static_cast<double>(bin) + 0.5) / arc_bins);
    arcs.arousal[bin] = pool.arousal[bin].band(intended.arousal);
    arcs.valence[bin] = pool.valence[bin].band(intended.valence);
    arcs.showings = std::max({arcs.showings, arcs.arousal[bin].count, arcs.valence[bin].count});
    for (const Band* band : {&arcs.arousal[bin], &arcs.valence[bin]}) {
      if (band->count <= 0) continue;
      squares += (band->mean - band->intended) * (band->mean - band->intended);
      counted += 0.5;
    }
  }
  arcs.distance = counted > 0 ? std::sqrt(squares / counted) : 0;
  arcs.arousal_parts = parts_of(arcs.arousal);
  arcs.valence_parts = parts_of(arcs.valence);
  suggest(arcs);
  return arcs;
}

// What played when the log began: a rehearsal does not begin with the opening.
base::Result<void> begin_as_logged(const Plan& plan, const LoggedLine& first,
                                   const base::Place& place, int& shot, double& starts_s) {
  const int scene = plan.scene_index(story::SceneId(first.scene));
  if (scene < 0)
    return base::fail("the log shows scene '" + first.scene + "', which the film does not have",
                      "give the film that was shown", place);
  shot = plan.scenes()[static_cast<std::size_t>(scene)].first_shot;
  if (scene != plan.opening() && !first.input.observed.empty())
    starts_s = first.input.observed.front().time_s;
  return {};
}

}  // namespace

std::string felt_to_json(const FeltArc& arc) {
  const Json json{{"film", arc.film},
                  {"scene", arc.scene},
                  {"source", arc.source},
                  {"arousal", to_json(arc.arousal)},
                  {"valence", to_json(arc.valence)}};
  return json.dump();
}

base::Result<FeltArc> felt_from_json(std::string_view line, const base::Place& place) {
  const auto json = base::parse_json(line, place.file);
  if (!json) return base::fail("this line is not JSON", "remove it from the store", place);
  try {
    FeltArc arc{json->at("film"), json->at("scene"), json->at("source"), {}, {}};
    read(json->at("arousal"), arc.arousal);
    read(json->at("valence"), arc.valence);
    return arc;
  } catch (const Json::exception&) {
    return base::fail("this line is not a felt arc", "remove it from the store", place);
  }
}

std::vector<FeltArc> felt_arcs(const Plan& plan, const Tally& tally) {
  std::vector<FeltArc> all;
  for (std::size_t scene = 0; scene < tally.scenes.size(); ++scene) {
    if (tally.scenes[scene].visits <= 0) continue;
    FeltArc arc{
        plan.film().id.str(), plan.scene_id(static_cast<int>(scene)).str(), "simulated", {}, {}};
    for (std::size_t bin = 0; bin < arc_bins; ++bin) {
      const FeltBin& sums = tally.scenes[scene].felt[bin];
      arc.arousal[bin] = share_of(sums.count, sums.sum.arousal, sums.squares.arousal);
      arc.valence[bin] = share_of(sums.count, sums.sum.valence, sums.squares.valence);
    }
    all.push_back(std::move(arc));
  }
  return all;
}

base::Result<std::vector<FeltArc>> felt_arcs(const Plan& plan, std::string_view log,
                                             const std::string& file) {
  Collector collector(plan);
  int shot = -1;
  double starts_s = 0;
  std::size_t number = 0;
  for (const std::string_view text : base::lines(log)) {
    ++number;
    if (text.empty()) continue;
    const LoggedLine line = TRY(read_log_line(text, {file, number}));
    if (shot < 0) TRY(begin_as_logged(plan, line, {file, number}, shot, starts_s));
    const PlannedShot& playing = plan.shots()[static_cast<std::size_t>(shot)];
    const double length_s = std::max(line.time_s - starts_s, 0.04);
    for (const sense::ViewerState& state : line.input.observed) {
      const double through = std::clamp((state.time_s - starts_s) / length_s, 0.0, 1.0);
      collector.add(playing.scene, playing.begins + (playing.ends - playing.begins) * through,
                    state);
    }
    if (line.ends) break;
    shot = plan.shot_index(story::ShotId(line.next_shot));
    if (shot < 0)
      return base::fail("the log shows shot '" + line.next_shot + "', which the film does not have",
                        "give the film that was shown", {file, number});
    starts_s = line.time_s;
  }
  return collector.arcs(file);
}

base::Result<std::vector<FeltArc>> read_store(const std::string& folder, const std::string& film) {
  std::vector<base::Path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  if (failed)
    return base::fail("the store '" + folder + "' cannot be read", "name a folder of felt arcs",
                      {folder}, base::ErrorKind::not_found);
  std::sort(files.begin(), files.end());
  std::vector<FeltArc> all;
  for (const base::Path& path : files) {
    const std::string text = TRY(base::read_file(path));
    std::size_t number = 0;
    for (const std::string_view line : base::lines(text)) {
      ++number;
      if (line.empty()) continue;
      FeltArc arc = TRY(felt_from_json(line, {path.string(), number}));
      if (arc.film == film) all.push_back(std::move(arc));
    }
  }
  return all;
}

std::vector<SceneArcs> compare_arcs(const Plan& plan, const std::vector<FeltArc>& felt) {
  std::map<int, ScenePool> pools;
  for (const FeltArc& arc : felt) {
    const int scene = plan.scene_index(story::SceneId(arc.scene));
    if (scene < 0) continue;
    for (std::size_t bin = 0; bin < arc_bins; ++bin) {
      pools[scene].arousal[bin].add(arc.arousal[bin]);
      pools[scene].valence[bin].add(arc.valence[bin]);
    }
  }
  std::vector<SceneArcs> all;
  for (const auto& [scene, pool] : pools) all.push_back(compared(plan, scene, pool));
  return all;
}

}  // namespace kuleshov::direct
