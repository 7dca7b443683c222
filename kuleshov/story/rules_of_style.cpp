// Running time and the director's bounds.
#include <fmt/format.h>

#include <cmath>

#include "kuleshov/story/rules.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {

namespace {

constexpr std::size_t shots_for_rhythm = 3;  // fewer say nothing of an average

std::string minutes(base::Ticks time) {
  const auto seconds = std::llround(time.seconds());
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace

void Rules::length_of(Extreme extreme, bool endless) {
  const bool longest = extreme == Extreme::longest;
  if (longest && endless) return;  // no bound: every_path_ends has said so
  const RunningTimes times = running_time(model_, reached_, extreme, limits_.most_lengths);
  const base::Ticks declared = longest ? film_.longest_run : film_.shortest_run;
  const bool declares = film_.longest_run > base::Ticks{};
  const auto breaks = [&](base::Ticks time) {
    return declares && (longest ? time > declared : time < declared);
  };
  if (times.cut_off && declares && (!times.bounded || breaks(times.bound))) {
    report_.complete = false;
    report_.cut_off = "the running time was not settled: too many paths of different length";
  }
  if (!times.exact) return;
  (longest ? report_.longest_run : report_.shortest_run) = times.exact->time;
  if (!breaks(times.exact->time)) return;
  add("length", times.exact->path.back().scene,
      fmt::format("a path can last {} {}, {} than the {} declared", longest ? "as long as" : "only",
                  minutes(times.exact->time), longest ? "longer" : "shorter", minutes(declared)),
      Witness{times.exact->path});
}

void Rules::lengths_are_within_bounds() {
  length_of(Extreme::shortest, endless_);
  length_of(Extreme::longest, endless_);
}

void Rules::anchors_can_be_kept() {
  for (std::size_t s = 0; s < film_.scenes.size(); ++s) {
    if (!reached_[s]) continue;
    anchor_of_scale(scene_at(s));
    anchor_of_rhythm(scene_at(s));
    anchor_of_performance(scene_at(s));
  }
}

void Rules::anchor_of_scale(const Scene& scene) {
  const auto outside = [&](ShotScale scale) {
    return scale < film_.style.closest || scale > film_.style.widest;
  };
  for (const Shot& shot : scene.shots) {
    if (!shot.insert.empty() || !shot.clip.empty()) continue;
    ShotScale scale = shot.scale;
    for (const Framing& framing : shot.framings) {
      if (!outside(scale)) scale = framing.scale;
    }
    if (!outside(scale)) continue;
    const int index = graph_.scene_index(scene.id);
    add("style-anchor", index,
        fmt::format("shot {} is {}, outside {} to {}", shot.id.str(), name_of(scale),
                    name_of(film_.style.closest), name_of(film_.style.widest)),
        path_to(index));
    return;
  }
}

// Some lengths within the shots' bounds must give an average within the band.
void Rules::anchor_of_rhythm(const Scene& scene) {
  if (scene.shots.size() < shots_for_rhythm) return;
  const auto count = static_cast<double>(scene.shots.size());
  const double fastest = shortest_length(scene).seconds() / count;
  const double slowest = longest_length(scene).seconds() / count;
  if (fastest <= film_.style.asl_high_s && slowest >= film_.style.asl_low_s) return;
  const int index = graph_.scene_index(scene.id);
  add("style-anchor", index,
      fmt::format(
          "the shots of scene {} average {:.1f} to {:.1f} s; the anchor wants {:.1f} to {:.1f} s",
          scene.id.str(), fastest, slowest, film_.style.asl_low_s, film_.style.asl_high_s),
      path_to(index));
}

void Rules::anchor_of_performance(const Scene& scene) {
  const auto outside = [&](double intensity) {
    return intensity < film_.style.performance_low || intensity > film_.style.performance_high;
  };
  for (const Shot& shot : scene.shots) {
    for (const OnScreen& person : shot.people) {
      if (person.emotion.empty() || !outside(person.intensity)) continue;
      const int index = graph_.scene_index(scene.id);
      add("style-anchor", index,
          fmt::format("shot {}: {} at {:.2f} is outside the anchor's {:.2f} to {:.2f}",
                      shot.id.str(), person.emotion, person.intensity, film_.style.performance_low,
                      film_.style.performance_high),
          path_to(index));
      return;
    }
  }
}

}  // namespace kuleshov::story
