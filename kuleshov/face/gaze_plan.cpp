#include "kuleshov/face/gaze_plan.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kuleshov::face {

namespace {

class Planner {
 public:
  Planner(const PerformanceRequest& request, const std::vector<Shown>& shown, const Timing& timing,
          base::Random random)
      : request_(request), shown_(shown), timing_(timing), random_(random) {}

  GazePlan plan() {
    look(-1, centre_at(0));
    head_towards(-1, centre_at(0), 0.01);
    double t = random_.uniform(0.1, 0.8);
    while (t < request_.seconds) t = plan_bout(t);
    follow_keys();
    plan_blinks();
    return std::move(out_);
  }

 private:
  struct Point {
    double yaw = 0;
    double pitch = 0;
  };

  [[nodiscard]] Point centre_at(double t) const {
    Point centre;
    for (const GazeKey& key : request_.gaze) {
      if (key.at_s <= t) centre = {key.yaw, key.pitch};
    }
    return centre;
  }

  [[nodiscard]] const Shown* shown_at(double t) const {
    for (const Shown& part : shown_) {
      if (t >= part.from && t < part.to) return &part;
    }
    return nullptr;
  }

  // Share of the time that goes to the partner: activity and mood together.
  [[nodiscard]] double partner_share(double t) const {
    const double usual = request_.speaking ? timing_.speaking_share : timing_.listening_share;
    const Shown* part = shown_at(t);
    const double mood =
        part == nullptr ? 0
                        : (0.35 - part->term->gaze_away) * part->intensity * 1.4 - part->gaze_away;
    const double directed = request_.gaze.empty() ? 0 : 0.15;  // a director's target holds longer
    return std::clamp(usual + mood + directed, 0.12, 0.9);
  }

  // One bout on the partner and one look away; returns when the next begins.
  double plan_bout(double t) {
    const double share = partner_share(t);
    const double on = std::min(6.0, draw(timing_.partner_bout) * share / 0.6);
    const double off = std::min(5.0, draw(timing_.partner_bout) * (1 - share) / 0.6);
    t = fixate(t, t + on, centre_at(t));
    const Point away = away_from(centre_at(t), t);
    return fixate(t, t + std::max(0.45, off), away);
  }

  // Small saccades around a point until `end`; returns when they stopped.
  double fixate(double t, double end, Point centre) {
    while (t < end && t < request_.seconds) {
      const double small = timing_.small_degrees;
      look(t,
           {centre.yaw + random_.normal(0, small), centre.pitch + random_.normal(0, small * 0.7)});
      t += draw(timing_.fixation);
    }
    return t;
  }

  Point away_from(Point centre, double t) {
    const double far = draw(timing_.away_degrees);
    const Shown* part = shown_at(t);
    const double drop =
        part == nullptr ? 0 : part->term->gaze_pitch * part->intensity + part->gaze_pitch;
    const double angle = random_.uniform(0, 2 * std::numbers::pi);
    return {std::clamp(centre.yaw + far * std::cos(angle), -32.0, 32.0),
            std::clamp(centre.pitch + 0.55 * far * std::sin(angle) + 1.3 * drop, -22.0, 14.0)};
  }

  void look(double t, Point to) {
    const Point from =
        out_.shifts.empty() ? to : Point{out_.shifts.back().yaw, out_.shifts.back().pitch};
    const double size = std::hypot(to.yaw - from.yaw, to.pitch - from.pitch);
    out_.shifts.push_back(
        {t, timing_.saccade_base + timing_.saccade_per_degree * size, to.yaw, to.pitch});
    if (size > timing_.head_joins_above) head_towards(t, to, timing_.head_move_s);
    if (size > 10 && t > 0 && random_.chance(timing_.blink_with_shift)) {
      out_.blinks.push_back({t - 0.03, random_.uniform(0.8, 1.0), 1});
    }
  }

  void head_towards(double t, Point to, double duration) {
    out_.turns.push_back({t, duration * random_.uniform(0.9, 1.3), to.yaw * timing_.head_share,
                          to.pitch * timing_.head_share * 0.6});
  }

  // A director's key is answered at once, whatever bout is under way.
  void follow_keys() {
    for (const GazeKey& key : request_.gaze) {
      if (key.at_s <= 0) continue;
      const auto at = std::ranges::lower_bound(out_.shifts, key.at_s, {}, &GazeShift::start);
      const Point before =
          at == out_.shifts.begin() ? Point{} : Point{(at - 1)->yaw, (at - 1)->pitch};
      const double size = std::hypot(key.yaw - before.yaw, key.pitch - before.pitch);
      const double duration = timing_.saccade_base + timing_.saccade_per_degree * size;
      const auto placed = out_.shifts.insert(at, {key.at_s, duration, key.yaw, key.pitch});
      redirect(placed - out_.shifts.begin(), key);
      if (size > timing_.head_joins_above * 0.7) {
        head_towards(key.at_s, {key.yaw, key.pitch}, timing_.head_move_s);
      }
    }
    std::ranges::stable_sort(out_.turns, {}, &HeadTurn::start);
  }

  // What was planned for the second after a key stays near the key's target.
  void redirect(std::ptrdiff_t index, const GazeKey& key) {
    auto at = out_.shifts.begin() + index + 1;
    for (; at != out_.shifts.end() && at->start < key.at_s + 0.9; ++at) {
      at->start = std::max(at->start, key.at_s + 0.25);
      at->yaw = key.yaw + random_.normal(0, timing_.small_degrees);
      at->pitch = key.pitch + random_.normal(0, timing_.small_degrees * 0.7);
    }
  }

  [[nodiscard]] BlinkHabit habit() const {
    if (request_.speaking) return timing_.blink_talk;
    return request_.gaze.empty() ? timing_.blink_rest : timing_.blink_listening;
  }

  void plan_blinks() {
    const BlinkHabit law = habit();
    const double mean = 60 / law.per_minute;
    const double median = mean * std::exp(-law.sigma * law.sigma / 2);
    double t = random_.uniform(0.2, 0.8) * mean;
    while (t < request_.seconds) {
      out_.blinks.push_back({t, random_.uniform(0.82, 1.0), random_.uniform(0.9, 1.25)});
      t += draw_log_normal(random_, median, law.sigma, timing_.blink_least_gap,
                           timing_.blink_most_gap);
    }
    std::ranges::stable_sort(out_.blinks, {}, &Blink::start);
    const auto crowded = [this](const Blink& a, const Blink& b) {
      return b.start - a.start < timing_.blink_least_gap;
    };
    const auto rest = std::ranges::unique(out_.blinks, crowded);
    out_.blinks.erase(rest.begin(), rest.end());
  }

  double draw(const LogNormal& law) {
    return draw_log_normal(random_, law.median, law.sigma, law.least, law.most);
  }

  const PerformanceRequest& request_;
  const std::vector<Shown>& shown_;
  const Timing& timing_;
  base::Random random_;
  GazePlan out_;
};

}  // namespace

GazePlan plan_gaze(const PerformanceRequest& request, const std::vector<Shown>& shown,
                   const Timing& timing, base::Random random, RulesOff off) {
  GazePlan plan = Planner(request, shown, timing, random).plan();
  if (!on(off, Rule::saccades)) plan.shifts.resize(1);
  if (!on(off, Rule::blinks)) plan.blinks.clear();
  return plan;
}

}  // namespace kuleshov::face
