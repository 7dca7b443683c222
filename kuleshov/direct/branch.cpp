#include "kuleshov/direct/branch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "kuleshov/base/random.hpp"

namespace kuleshov::direct {

namespace {

// Expected squared distance along an outlook as a function of gain g and offset b:
// xx g^2 + 2 x g b + b^2 + 2 xr g + 2 r b + rr, where r is deviation minus wanted.
struct Quadratic {
  double xx = 0, x = 0, xr = 0, r = 0, rr = 0;
  double r_decay = 0, xr_decay = 0, rr_decay = 0;  // derivatives by the deviation

  [[nodiscard]] double at(double g, double b) const {
    return xx * g * g + 2 * x * g * b + b * b + 2 * xr * g + 2 * r * b + rr;
  }
  [[nodiscard]] double by_gain(double g, double b) const { return 2 * (xx * g + x * b + xr); }
  [[nodiscard]] double by_offset(double g, double b) const { return 2 * (x * g + b + r); }
  [[nodiscard]] double by_deviation(double g, double b) const {
    return 2 * (xr_decay * g + r_decay * b + rr_decay);
  }
};

using Member = double story::Felt::*;

struct Wanted {
  story::ArcPolicy policy;
  double felt = 0;  // believed now
  double off = 0;   // believed minus the line, now
  double at(double line) const {
    if (policy == story::ArcPolicy::mirror) return felt;
    if (policy == story::ArcPolicy::counter) return line - off;
    return line;
  }
};

Quadratic quadratic(const Axis& axis, const Outlook& outlook, const Outlook& line,
                    const Wanted& wanted, Member member) {
  Quadratic q;
  const double step_s = outlook.seconds / outlook_samples;
  const double follows = 1 - std::exp(-step_s / response_delay_s);
  const double keeps = std::exp(-step_s / deviation_decay_s);
  double shown = axis.shown;
  double fades = std::sqrt(keeps);
  for (std::size_t i = 0; i < outlook_samples; ++i) {
    shown += (outlook.evoked[i].*member - shown) * follows;
    const double rest = axis.deviation * fades - wanted.at(line.intended[i].*member);
    q.xx += shown * shown;
    q.x += shown;
    q.xr += shown * rest;
    q.r += rest;
    q.rr += rest * rest;
    q.xr_decay += shown * fades;
    q.r_decay += fades;
    q.rr_decay += rest * fades;
    fades *= keeps;
  }
  constexpr double each = 1.0 / outlook_samples;
  for (double* sum : {&q.xx, &q.x, &q.xr, &q.r, &q.rr, &q.xr_decay, &q.r_decay, &q.rr_decay})
    *sum *= each;
  return q;
}

double expected(const Quadratic& q, const Axis& a) {
  return q.at(a.gain, a.offset) + q.xx * a.var_gain + 2 * q.x * a.covariance + a.var_offset;
}

struct Gradient {
  double gain = 0, offset = 0, deviation = 0;
};

Gradient gradient(const Quadratic& q, const Axis& a) {
  return {q.by_gain(a.gain, a.offset), q.by_offset(a.gain, a.offset),
          q.by_deviation(a.gain, a.offset)};
}

// Variance of a linear function of the axis's unknowns.
double variance(const Gradient& d, const Axis& a) {
  return d.gain * d.gain * a.var_gain + 2 * d.gain * d.offset * a.covariance +
         d.offset * d.offset * a.var_offset + d.deviation * d.deviation * a.var_deviation;
}

// The part of that variance that other noise in the same sensors could have caused: what a
// posterior owes to evidence, v (1 - v / prior). Nothing for what was never measured.
double noise_variance(const Gradient& d, const Axis& a, const AxisPrior& prior) {
  const auto owed = [](double v, double from) { return std::max(0.0, v * (1 - v / from)); };
  return d.gain * d.gain * owed(a.var_gain, prior.gain_sd * prior.gain_sd) +
         d.offset * d.offset * owed(a.var_offset, prior.offset_sd * prior.offset_sd) +
         d.deviation * d.deviation * owed(a.var_deviation, deviation_sd * deviation_sd);
}

constexpr std::size_t most_scored = 16;  // more ways than this are compared by preference alone
constexpr std::size_t draws = 64;

struct Scored {
  Quadratic arousal, valence;
  double prior = 0;
  double spread = 0;  // standard deviation of the score
};
using Table = std::array<Scored, most_scored>;

// 64 stratified standard normal draws of (gain, offset) for both axes, the same in every process.
// A Thompson draw is one of them, evenly: so its propensities are exact counts.
struct Normals {
  std::array<std::array<double, 4>, draws> at{};
};

// Acklam's rational approximation of the normal quantile (relative error below 1.2e-9) is more than
// a stratified table needs; bisection on erfc is exact and runs once.
double normal_quantile(double p) {
  double low = -6;
  double high = 6;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
  }
  return low;
}

Normals make_normals() {
  Normals table;
  base::Random random(64, "stratified normals");
  for (std::size_t dimension = 0; dimension < 4; ++dimension) {
    std::array<std::size_t, draws> order{};
    for (std::size_t i = 0; i < draws; ++i) order[i] = i;
    random.shuffle(order);
    for (std::size_t i = 0; i < draws; ++i)
      table.at[i][dimension] =
          normal_quantile((static_cast<double>(order[i]) + 0.5) / static_cast<double>(draws));
  }
  return table;
}
const Normals normals = make_normals();

struct Root {  // Cholesky factor of an axis's covariance of gain and offset
  double gain, cross, offset;
};
Root root_of(const Axis& axis) {
  const double gain = std::sqrt(std::max(axis.var_gain, 0.0));
  const double cross = gain > 0 ? axis.covariance / gain : 0;
  return {gain, cross, std::sqrt(std::max(axis.var_offset - cross * cross, 0.0))};
}

bool is_open(const Candidate& candidate) { return candidate.closed == Closed::no; }

template <class Value>
int best_by(std::span<const Candidate> candidates, Value value) {
  int best = -1;
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!is_open(candidates[i])) continue;
    if (const double v = value(i); v > most) {
      most = v;
      best = static_cast<int>(i);
    }
  }
  return best;
}

int index_of(std::span<const Candidate> candidates, int way) {
  for (std::size_t i = 0; i < candidates.size(); ++i)
    if (candidates[i].way == way && is_open(candidates[i])) return static_cast<int>(i);
  return -1;
}

void score(const BranchQuestion& question, std::span<Candidate> candidates, Table& table) {
  const Response& now = question.response;
  const Outlook& line =
      question.plan.ways()[static_cast<std::size_t>(question.default_way)].outlook;
  const story::Felt& next = line.intended.front();
  const Wanted arousal{question.policy.arc, now.arousal.believed(),
                       now.arousal.believed() - next.arousal};
  const Wanted valence{question.policy.arc, now.valence.believed(),
                       now.valence.believed() - next.valence};
  double total = 0;
  for (const Candidate& c : candidates)
    if (is_open(c)) total += question.plan.ways()[static_cast<std::size_t>(c.way)].preference;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const PlannedWay& way = question.plan.ways()[static_cast<std::size_t>(candidates[i].way)];
    Scored& s = table[i];
    s.arousal = quadratic(now.arousal, way.outlook, line, arousal, &story::Felt::arousal);
    s.valence = quadratic(now.valence, way.outlook, line, valence, &story::Felt::valence);
    s.prior = preference_weight * std::log(way.preference / std::max(total, way.preference));
    candidates[i].distance = expected(s.arousal, now.arousal) + expected(s.valence, now.valence);
    candidates[i].score = s.prior - candidates[i].distance;
    s.spread = std::sqrt(variance(gradient(s.arousal, now.arousal), now.arousal) +
                         variance(gradient(s.valence, now.valence), now.valence));
  }
}

Gradient difference(const Gradient& a, const Gradient& b) {
  return {a.gain - b.gain, a.offset - b.offset, a.deviation - b.deviation};
}

// What the challenger must lead by before noise below the stated uncertainty is ruled out.
double margin(const BranchQuestion& question, const Scored& leader, const Scored& challenger) {
  const Response& now = question.response;
  const Audience& audience = question.plan.audience();
  const Gradient by_arousal =
      difference(gradient(leader.arousal, now.arousal), gradient(challenger.arousal, now.arousal));
  const Gradient by_valence =
      difference(gradient(leader.valence, now.valence), gradient(challenger.valence, now.valence));
  return question.policy.steadiness *
         std::sqrt(noise_variance(by_arousal, now.arousal, audience.arousal) +
                   noise_variance(by_valence, now.valence, audience.valence));
}

int leading(const BranchQuestion& question, std::span<const Candidate> candidates,
            const Table& table) {
  const int best = best_by(candidates, [&](std::size_t i) { return candidates[i].score; });
  int held = index_of(candidates, question.leader);
  if (held < 0) held = index_of(candidates, question.default_way);
  if (held < 0 || best < 0 || held == best) return best;
  const auto h = static_cast<std::size_t>(held);
  const auto b = static_cast<std::size_t>(best);
  const double lead = candidates[b].score - candidates[h].score;
  return lead > margin(question, table[h], table[b]) ? best : held;
}

void explore_thompson(const BranchQuestion& question, std::span<Candidate> candidates,
                      const Table& table, double share) {
  const Axis& a = question.response.arousal;
  const Axis& v = question.response.valence;
  const Root root_a = root_of(a);
  const Root root_v = root_of(v);
  for (const auto& z : normals.at) {
    const double ga = a.gain + root_a.gain * z[0];
    const double ba = a.offset + root_a.cross * z[0] + root_a.offset * z[1];
    const double gv = v.gain + root_v.gain * z[2];
    const double bv = v.offset + root_v.cross * z[2] + root_v.offset * z[3];
    const int best = best_by(candidates, [&](std::size_t i) {
      return table[i].prior - table[i].arousal.at(ga, ba) - table[i].valence.at(gv, bv);
    });
    candidates[static_cast<std::size_t>(best)].propensity += share / static_cast<double>(draws);
  }
}

void explore_lin_ucb(std::span<Candidate> candidates, const Table& table, double share) {
  const int best = best_by(
      candidates, [&](std::size_t i) { return candidates[i].score + optimism * table[i].spread; });
  candidates[static_cast<std::size_t>(best)].propensity += share;
}

void spread_propensity(const BranchQuestion& question, std::span<Candidate> candidates,
                       const Table& table, int leader) {
  const bool explores = question.policy.explore != Explore::none;
  const double share = explores ? std::clamp(question.policy.explore_share, 0.0, 1.0) : 0;
  const auto open =
      static_cast<double>(std::count_if(candidates.begin(), candidates.end(), is_open));
  for (Candidate& c : candidates) c.propensity = is_open(c) ? share * even_share / open : 0;
  candidates[static_cast<std::size_t>(leader)].propensity += 1 - share;
  const double rest = share * (1 - even_share);
  if (question.policy.explore == Explore::thompson)
    explore_thompson(question, candidates, table, rest);
  if (question.policy.explore == Explore::lin_ucb) explore_lin_ucb(candidates, table, rest);
}

int by_preference(const BranchQuestion& question, std::span<Candidate> candidates) {
  const int planned = index_of(candidates, question.default_way);
  const int chosen = planned >= 0 ? planned : best_by(candidates, [&](std::size_t i) {
    return question.plan.ways()[static_cast<std::size_t>(candidates[i].way)].preference;
  });
  for (Candidate& c : candidates) c.propensity = 0;
  if (chosen >= 0) candidates[static_cast<std::size_t>(chosen)].propensity = 1;
  return chosen;
}

}  // namespace

int weigh(const BranchQuestion& question, std::span<Candidate> candidates,
          Propensities propensities) {
  const bool reacts = question.policy.adapt_plot && question.policy.arc != story::ArcPolicy::ignore;
  if (std::none_of(candidates.begin(), candidates.end(), is_open)) return -1;
  if (candidates.size() > most_scored) return by_preference(question, candidates);
  Table table;
  score(question, candidates, table);
  if (!reacts) return by_preference(question, candidates);
  const int leader = leading(question, candidates, table);
  if (propensities == Propensities::fill) spread_propensity(question, candidates, table, leader);
  return leader;
}

int pick(std::span<const Candidate> candidates, double draw) {
  int last = -1;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].propensity <= 0) continue;
    last = static_cast<int>(i);
    draw -= candidates[i].propensity;
    if (draw < 0) return last;
  }
  return last;
}

}  // namespace kuleshov::direct
