#include "kuleshov/face/expression_plan.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/face/levels.hpp"

namespace kuleshov::face {

namespace {

// The check of Scherer's sequence that a unit answers; index into Timing::stagger.
std::size_t check_of(int unit) {
  switch (unit) {
    case 1:
    case 2:
    case 5:
    case 41:
    case 43:
      return 0;
    case 4:
    case 6:
    case 7:
    case 9:
    case 10:
    case 11:
      return 1;
    case 12:
    case 25:
    case 26:
    case 27:
    case 16:
      return 2;
    case 15:
    case 17:
    case 20:
    case 23:
    case 24:
      return 3;
    default:
      return 4;
  }
}

class Planner {
 public:
  Planner(const Tables& tables, double expressivity, base::Random random, RulesOff off)
      : tables_(tables),
        timing_(tables.timing),
        random_(random),
        expressivity_(expressivity),
        off_(off) {
    own_pose_ = {static_cast<float>(random_.normal(0, 2.5)),
                 static_cast<float>(random_.normal(0, 2.5)),
                 static_cast<float>(random_.normal(0, 1.5))};
    if (random_.chance(0.35)) draw_habit();
    if (!on(off_, Rule::asymmetry)) return;
    for (double& bias : side_bias_) bias = random_.normal(0, timing_.asymmetry_sd);
  }

  ExpressionPlan plan(const std::vector<Shown>& shown, const std::vector<double>& accents) {
    for (const Shown& part : shown) plan_part(part);
    for (const double at : accents) plan_accent(at);
    std::ranges::stable_sort(out_.movements, {}, &Movement::start);
    return std::move(out_);
  }

 private:
  void plan_part(const Shown& wanted) {
    Shown part = wanted;
    if (!on(off_, Rule::meaning)) part.term = any_other(*wanted.term);
    plan_pose(part);
    if (part.term->units.empty() && part.leak <= 0) return plan_idle(part);
    const double mood = (on(off_, Rule::rest) ? timing_.residual : 1.0) * part.intensity;
    plan_mood(part, mood);
    // A key at the start of a take has begun before the cut; later ones answer within 0.2 s.
    double t = part.from <= 0 ? -random_.uniform(0.3, 0.6) : part.from + random_.uniform(0.02, 0.2);
    first_answer_ = &part.first_answer;
    while (t < part.to - 0.2) {
      const double length = std::min(draw(timing_.episode), std::max(1.2, part.to - t + 0.8));
      plan_episode(part, t, length);
      t += on(off_, Rule::rest) ? length + draw(timing_.rest) : length * 0.4;
    }
  }

  // What a director without the rule might put on: of a dozen faces the one that means something
  // furthest from what was asked, in the plane of valence and arousal.
  const Term* any_other(const Term& term) {
    const Term* furthest = &term;
    double most = 0;
    for (int i = 0; i < 12; ++i) {
      const Term& drawn = tables_.terms[random_.below(tables_.terms.size())];
      const double apart = distance_of_affect(drawn, term);
      if (apart <= most || drawn.units.empty()) continue;
      most = apart;
      furthest = &drawn;
    }
    return furthest;
  }

  void plan_pose(const Shown& part) {
    const float k = static_cast<float>(part.intensity);
    const float away = random_.chance(0.5) ? 1.0F : -1.0F;
    const Angles full = part.term->head;
    const Angles& shift = part.head;
    out_.poses.push_back({part.from <= 0 ? -2 : part.from,
                          random_.uniform(1.0, 1.6),
                          {(full.yaw * k + shift.yaw) * away + own_pose_.yaw,
                           full.pitch * k + shift.pitch + own_pose_.pitch,
                           (full.roll * k + shift.roll) * away + own_pose_.roll}});
  }

  // A face without an emotion lives all the same: now and then it presses the lips, lifts a brow,
  // tightens the chin. How often and how little: cut ours.
  void plan_idle(const Shown& part) {
    static constexpr std::array<int, 6> units{1, 2, 4, 14, 17, 24};
    double t = part.from + random_.uniform(0.3, 3);
    while (t < part.to - 1) {
      std::vector<Level> levels{
          {units[random_.below(units.size())], Side::both, random_.uniform(0.12, 0.24)}};
      keep_partners(levels, tables_, false);
      const double rise = random_.uniform(0.35, 0.8) / ten_to_ninety;
      const double hold = random_.uniform(0.3, 1.3);
      for (const Level& level : levels) add(level, t, rise, hold, rise * random_.uniform(1, 1.8));
      t += rise + hold + draw_log_normal(random_, 3.5, 0.5, 1.5, 12);
    }
  }

  // What stays of an emotion between its episodes.
  void plan_mood(const Shown& part, double level) {
    if (!on(off_, Rule::partners)) return;
    std::vector<Level> stays;
    for (const UnitChance& chance : part.term->units) {
      if (chance.probability < 0.6 || chance.side == Side::one) continue;
      stays.push_back({chance.unit, chance.side, chance.intensity * level});
    }
    keep_partners(stays, tables_, part.term->genuine);
    const double start = part.from <= 0 ? -3 : part.from;
    for (const Level& stay : stays) add(stay, start, 1.4, part.to - start, 1.6);
  }

  void plan_episode(const Shown& part, double start, double length) {
    const double strength = part.intensity * random_.uniform(0.85, 1.12);
    std::vector<Level> levels = draw_unlike_before(part, strength);
    add_first_answer(levels, strength);
    if (on(off_, Rule::partners)) {
      keep_partners(levels, tables_, part.term->genuine);
    } else {
      drop_partners(levels, tables_);
    }
    if (on(off_, Rule::opposites)) {
      keep_apart(levels, tables_);
    } else {
      pull_against(levels, tables_);
    }
    for (const Level& level : levels) add_in_episode(level, part.term->tempo, start, length);
  }

  // The same people wear the same feeling differently from one time to the next (17 attested faces
  // of happiness, Srinivasan & Martinez 2018): of a few draws the one least like the faces before.
  std::vector<Level> draw_unlike_before(const Shown& part, double strength) {
    std::vector<Level> best = draw_face(part, strength, false);
    double novelty = newness(best);
    for (int tries = 0; tries < 8 && novelty < 0.4 && on(off_, Rule::variants); ++tries) {
      std::vector<Level> other = draw_face(part, strength, tries > 2);
      const double its = newness(other);
      if (its <= novelty) continue;
      novelty = its;
      best = std::move(other);
    }
    before_.push_back(best);
    return best;
  }

  std::vector<Level> draw_face(const Shown& part, double strength, bool borrowing) {
    std::vector<Level> levels = draw_levels(*part.term, strength, borrowing);
    add_manner(levels, part, strength);
    add_habit(levels, strength);
    if (part.felt != nullptr) add_leak(levels, *part.felt, part.leak);
    return levels;
  }

  // Distance to the most similar face before.
  [[nodiscard]] double newness(const std::vector<Level>& levels) const {
    double least = 2;
    for (const auto& past : before_) least = std::min(least, apart(levels, past));
    return least;
  }

  std::vector<Level> draw_levels(const Term& term, double strength, bool borrowing) {
    std::vector<Level> levels;
    const Side one = random_.chance(0.5) ? Side::left : Side::right;
    for (const UnitChance& chance : term.units) {
      const bool varied = on(off_, Rule::variants);
      if (varied ? !random_.chance(chance.probability) : chance.probability < 0.5) continue;
      const double spread = varied ? std::exp(0.25 * random_.normal()) : 1;
      const double most = on(off_, Rule::intensity) ? 0.7 : 1;
      const double value = std::min(most, chance.intensity * strength_curve(strength) * spread);
      levels.push_back({chance.unit, chance.side == Side::one ? one : chance.side, value});
    }
    if (!on(off_, Rule::variants)) return levels;
    if (borrowing || random_.chance(0.55)) borrow(levels, term, strength);
    return levels;
  }

  // One face of an emotion has something of another of its family, or of one that feels much the
  // same: of 17 attested faces of happiness no two are alike (Srinivasan & Martinez 2018).
  void borrow(std::vector<Level>& levels, const Term& term, double strength) {
    for (int tries = 0; tries < 40; ++tries) {
      const Term& other = tables_.terms[random_.below(tables_.terms.size())];
      const bool kin = other.family == term.family || distance_of_affect(other, term) < 0.35;
      if (!kin || &other == &term || other.units.empty()) continue;
      const UnitChance& chance = other.units[random_.below(other.units.size())];
      // A stretched mouth would ask for parted lips as well: no small addition.
      if (chance.side == Side::one || chance.unit == 20) continue;
      if (level_of(levels, chance.unit) != nullptr) continue;
      levels.push_back(
          {chance.unit, Side::both, 0.6 * chance.intensity * strength_curve(strength)});
      return;
    }
  }

  [[nodiscard]] double strength_curve(double strength) const {
    const double driven = on(off_, Rule::intensity) ? 1 : 3.5;
    return std::pow(std::clamp(strength, 0.0, 1.2), 0.8) * expressivity_ * driven;
  }

  // A movement some people make with whatever they feel.
  void draw_habit() {
    static constexpr std::array<int, 5> units{1, 14, 17, 24, 41};
    habit_ = {units[random_.below(units.size())], Side::both, 1, random_.uniform(0.12, 0.26)};
  }

  void add_habit(std::vector<Level>& levels, double strength) {
    if (habit_.unit == 0 || !on(off_, Rule::variants) || !random_.chance(0.4)) return;
    if (level_of(levels, habit_.unit) != nullptr) return;
    levels.push_back({habit_.unit, Side::both, habit_.intensity * strength_curve(strength)});
  }

  // How these people see it worn: the pack's manner, as this person has it.
  void add_manner(std::vector<Level>& levels, const Shown& part, double strength) {
    for (const UnitChance& unit : part.manner) {
      const double value =
          unit.intensity * strength_curve(strength) * std::exp(0.16 * random_.normal());
      Level* there = level_of(levels, unit.unit);
      if (there == nullptr) {
        const Side one = random_.chance(0.5) ? Side::left : Side::right;
        levels.push_back({unit.unit, unit.side == Side::one ? one : unit.side, value});
      } else {
        there->value = std::max(there->value, value);
      }
    }
  }

  // What a mask does not cover is the upper face, over which people have least control.
  void add_leak(std::vector<Level>& levels, const Term& felt, double leak) {
    for (const UnitChance& chance : felt.units) {
      const bool upper = tables_.units[static_cast<std::size_t>(chance.unit)].region == "upper";
      if (!upper || chance.unit == 6 || !random_.chance(chance.probability)) continue;
      levels.push_back({chance.unit, chance.side, chance.intensity * strength_curve(leak)});
    }
  }

  // Appraisal comes first: what the event alone predicts joins the first episode, where the
  // emotion does not already move that unit more.
  void add_first_answer(std::vector<Level>& levels, double strength) {
    if (first_answer_ == nullptr) return;
    for (const auto& [unit, intensity] : *first_answer_) {
      const double value = intensity * strength_curve(strength);
      const Level* there = level_of(levels, unit);
      if (there == nullptr && value > 0.03) levels.push_back({unit, Side::both, value});
    }
    first_answer_ = nullptr;
  }

  void add_in_episode(const Level& level, Tempo tempo, double start, double length) {
    const Range onset = timing_.onset[static_cast<std::size_t>(tempo)];
    const double quick =
        onset.low * std::pow(onset.high / onset.low, random_.uniform()) / ten_to_ninety;
    const double rise = std::min(quick, length * 0.6);
    const double fall =
        rise * random_.uniform(timing_.offset_over_onset.low, timing_.offset_over_onset.high);
    const double delay = timing_.stagger[check_of(level.unit)] * random_.uniform(0.6, 1.4);
    const double hold = std::max(0.25, length - rise - fall * 0.5) + random_.uniform(-0.15, 0.2);
    add(level, start + delay, rise, hold, fall);
  }

  void add(const Level& level, double start, double rise, double hold, double fall) {
    const double unevenness = on(off_, Rule::asymmetry) ? timing_.asymmetry_sd * 0.5 : 0;
    const double tilt =
        side_bias_[static_cast<std::size_t>(level.unit)] + random_.normal(0, unevenness);
    const bool upper = tables_.units[static_cast<std::size_t>(level.unit)].region == "upper";
    if (upper && !on(off_, Rule::upper_face)) return;
    if (!on(off_, Rule::onset)) rise = fall = 0.12;  // as a switch is thrown
    if (!on(off_, Rule::hold)) {
      rise = fall = 0.2;
      hold = 0.1;
    }
    Movement m{.start = start,
               .rise = rise,
               .hold = std::max(0.1, hold),
               .fall = fall,
               .unit = level.unit,
               .waver = SlowNoise(random_, 1.1, 4.5)};
    m.left = static_cast<float>(level.side == Side::right ? 0.06 * level.value
                                                          : level.value * (1 + tilt));
    m.right = static_cast<float>(level.side == Side::left ? 0.06 * level.value
                                                          : level.value * (1 - tilt));
    out_.movements.push_back(m);
  }

  // Brows rise before a stressed word and peak on it (Kim et al. 2014).
  void plan_accent(double at) {
    const double level = timing_.accent_brow * expressivity_ * std::exp(0.25 * random_.normal());
    const double rise = timing_.accent_rise * random_.uniform(0.9, 1.4) / ten_to_ninety;
    const double start = at - rise * 0.8;
    const double fall = timing_.accent_fall * random_.uniform(0.9, 1.4) / ten_to_ninety;
    if (on(off_, Rule::partners)) {
      add({1, Side::both, level}, start, rise, timing_.accent_hold, fall);
    }
    add({2, Side::both, level * random_.uniform(0.5, 0.95)}, start + 0.02, rise,
        timing_.accent_hold, fall);
  }

  double draw(const LogNormal& law) {
    return draw_log_normal(random_, law.median, law.sigma, law.least, law.most);
  }

  const Tables& tables_;
  const Timing& timing_;
  base::Random random_;
  double expressivity_;
  RulesOff off_;
  Angles own_pose_;  // how this person carries the head
  UnitChance habit_;
  std::array<double, unit_limit> side_bias_{};
  const std::vector<std::pair<int, double>>* first_answer_ = nullptr;
  std::vector<std::vector<Level>> before_;  // faces of earlier episodes
  ExpressionPlan out_;
};

}  // namespace

ExpressionPlan plan_expression(const std::vector<Shown>& shown, const std::vector<double>& accents,
                               const Tables& tables, double expressivity, base::Random random,
                               RulesOff off) {
  return Planner(tables, expressivity, random, off).plan(shown, accents);
}

}  // namespace kuleshov::face
