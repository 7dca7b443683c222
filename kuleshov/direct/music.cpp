#include "kuleshov/direct/music.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::direct {

namespace {

constexpr double largest_step = 0.25;
constexpr int beats_per_bar = 4;
// A mode changes only when the wish lies this far (in steps of mode) beyond the middle between two.
constexpr double mode_hysteresis = 0.2;

double ramp(double value, double low, double high) {
  return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

double follow(double wanted, double believed, double sd, story::ArcPolicy policy) {
  const double sure = beyond_dead_band(wanted - believed, sd);
  switch (policy) {
    case story::ArcPolicy::ignore:
      return 0;
    case story::ArcPolicy::mirror:
      return -sure;
    case story::ArcPolicy::counter:
      return sure;
    case story::ArcPolicy::follow:
      return 0.7 * sure;
  }
  return 0;
}

// 0 still .. 1 most tense.
double tension_of(const Policy& policy, const Moment& now) {
  const double lacks = policy.adapt_score ? follow(now.intended.arousal, now.believed.arousal,
                                                   now.arousal_sd, policy.arc)
                                          : 0;
  const double arousal = std::min(now.content.arousal + lacks, policy.intensity_ceiling);
  return std::clamp(0.5 + 0.5 * arousal, 0.0, 1.0);
}

std::array<double, stem_roles> levels_for(double tension, double valence) {
  return {0.85 - 0.25 * tension,
          ramp(tension, 0.45, 0.85),
          0.45 + 0.35 * (1 - std::abs(2 * tension - 1)),
          ramp(tension, 0.4, 0.95),
          0.25 + 0.6 * tension,
          0.3 + 0.25 * (1 + std::clamp(valence, -1.0, 1.0))};
}

int mode_for(double valence, std::size_t modes, int now) {
  const double place = (std::clamp(valence, -1.0, 1.0) + 1) / 2 * static_cast<double>(modes) - 0.5;
  if (std::abs(place - now) <= 0.5 + mode_hysteresis) return now;
  return std::clamp(static_cast<int>(std::lround(place)), 0, static_cast<int>(modes) - 1);
}

int tempo_for(const std::vector<int>& tempi, double arousal) {
  const double place = std::clamp((arousal + 1) / 2, 0.0, 1.0);
  const auto last = static_cast<double>(tempi.size() - 1);
  return static_cast<int>(std::lround(place * last));
}

base::Ticks next_bar(const Plan& plan, const Music& music, base::Ticks at) {
  const auto& tempi = plan.film().style.tempi_bpm;
  const int bpm = tempi.empty() ? 75 : tempi[static_cast<std::size_t>(music.tempo)];
  const std::int64_t bar = base::Ticks::per_second * 60 * beats_per_bar / std::max(bpm, 1);
  const std::int64_t passed = (at - music.cue).count();
  return music.cue + base::Ticks((passed + bar - 1) / bar * bar);
}

}  // namespace

Music start_music(const Plan& plan, const story::Felt& content) {
  Music music;
  music.levels = levels_for(0.5 + 0.5 * content.arousal, content.valence);
  const std::size_t modes = std::max<std::size_t>(plan.film().style.modes.size(), 1);
  music.mode = mode_for(content.valence, modes, -10);
  begin_cue(plan, content, {}, music);
  return music;
}

void begin_cue(const Plan& plan, const story::Felt& content, base::Ticks at, Music& music) {
  const auto& tempi = plan.film().style.tempi_bpm;
  music.tempo = tempi.empty() ? 0 : tempo_for(tempi, content.arousal);
  music.cue = at;
  music.from = at;
}

void plan_music(const Plan& plan, const Policy& policy, const Moment& now, base::Ticks at,
                Music& music) {
  const story::StyleAnchor& style = plan.film().style;
  const double tension = tension_of(policy, now);
  const double lift = policy.adapt_score ? 0.5 * follow(now.intended.valence, now.believed.valence,
                                                        now.valence_sd, policy.arc)
                                         : 0;
  const double valence = now.content.valence + lift;
  const auto wanted = levels_for(tension, valence);
  for (std::size_t i = 0; i < stem_roles; ++i)
    music.levels[i] += std::clamp(wanted[i] - music.levels[i], -largest_step, largest_step);
  music.mode = mode_for(valence, std::max<std::size_t>(style.modes.size(), 1), music.mode);
  music.gain_db =
      style.music_low_db + (style.music_high_db - style.music_low_db) * (0.3 + 0.5 * tension);
  music.from = next_bar(plan, music, at);
}

}  // namespace kuleshov::direct
