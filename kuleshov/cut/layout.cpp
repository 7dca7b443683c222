#include "kuleshov/cut/layout.hpp"

#include <algorithm>

#include "kuleshov/story/arc.hpp"

namespace kuleshov::cut {

namespace {

using base::Ticks;

Ticks frames_up(Ticks time) {
  return Ticks::frames((time.count() + Ticks::per_frame - 1) / Ticks::per_frame);
}

// Frames of silence around speech. Turns between speakers in talk are about 0.2 s apart (Stivers
// et al. 2009, PNAS 106:10587); a film's line leaves room for the cut and the face.
struct Air {
  Ticks lead;   // before the first word
  Ticks turn;   // between two lines
  Ticks close;  // after the last word, at least
  Ticks rest;   // after the last word, naturally
};

Air air_of(double arousal) {
  const double calm = (1 - std::clamp(arousal, -1.0, 1.0)) / 2;
  return {Ticks::frames(8 + static_cast<int>(6 * calm)),
          Ticks::frames(6 + static_cast<int>(9 * calm)), Ticks::frames(6),
          Ticks::frames(12 + static_cast<int>(16 * calm))};
}

Ticks place(const std::vector<Ticks>& lengths, const Air& air, std::vector<Ticks>& starts) {
  Ticks at = air.lead;
  Ticks end = at;
  for (const Ticks length : lengths) {
    starts.push_back(at);
    end = at + frames_up(length);
    at = end + air.turn;
  }
  return end;
}

// A tail handle of 20-40 % of the natural length: what the cut may still be held for.
Ticks handle(Ticks natural) {
  return std::max(Ticks::frames(12), Ticks::frames(natural.whole_frames() * 25 / 100));
}

Layout silent(const story::Shot& shot) {
  Layout out;
  out.shortest = std::max(Ticks::frames(12), frames_up(shot.shortest));
  out.natural = std::max(out.shortest, frames_up(shot.natural));
  out.longest = std::max(frames_up(shot.longest), out.natural + handle(out.natural));
  out.in_points = {Ticks{}};
  if (!shot.clip.empty()) {
    // Footage has no handle: what follows its end belongs to another shot.
    out.natural = std::max(Ticks::frames(12), Ticks::frames(shot.natural.whole_frames()));
    out.longest = out.natural;
    out.shortest = std::max(Ticks::frames(12), Ticks::frames(out.natural.whole_frames() * 6 / 10));
    return out;
  }
  if (out.natural >= Ticks::frames(50)) out.in_points.push_back(Ticks::frames(12));
  return out;
}

}  // namespace

Layout lay_out(const story::Shot& shot, const LineLengths& spoken, double arousal) {
  Layout out = silent(shot);
  if (!shot.lines.empty() && !spoken.empty() && shot.clip.empty()) {
    const Air air = air_of(arousal);
    Ticks end;
    for (const auto& [language, lengths] : spoken) {
      end = std::max(end, place(lengths, air, out.line_starts[language]));
    }
    out.shortest = end + air.close;
    out.natural = end + air.rest;
    out.longest = out.natural + handle(out.natural);
    out.in_points = {Ticks{}, air.lead - Ticks::frames(4)};
  }
  out.file = out.longest + out.in_points.back();
  return out;
}

story::Felt felt_in(const story::Scene& scene, const story::ShotId& shot) {
  Ticks total;
  Ticks middle;
  for (const story::Shot& each : scene.shots) {
    if (each.id == shot) middle = total + Ticks(each.natural.count() / 2);
    total += each.natural;
  }
  return story::felt_at(scene, total.count() > 0 ? middle.seconds() / total.seconds() : 0);
}

}  // namespace kuleshov::cut
