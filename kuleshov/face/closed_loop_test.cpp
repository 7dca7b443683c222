// What the director makes must pass the auditor; each rule switched off must be seen.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/culture/pack.hpp"
#include "kuleshov/face/audit.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/performer.hpp"

namespace kuleshov::face {
namespace {

constexpr int performances = 500;
const char* const contexts[] = {"", "relation: friend\npublic: no",
                                "relation: superior\npublic: yes",
                                "relation: opponent\npublic: yes", "relation: family\npublic: no"};
const char* const line = "You never once asked me why I stayed, and maybe that was my own fault. ";

// KULESHOV_SEEDS=100000: other performances than those that were looked at while tuning.
std::uint64_t first_seed() {
  const char* seeds = base::environment("KULESHOV_SEEDS");
  return seeds == nullptr ? 0 : std::strtoull(seeds, nullptr, 10);
}

PerformanceRequest request_of(int i) {
  const auto& terms = (*tables())->terms;
  const auto packs = culture::pack_ids();
  PerformanceRequest request;
  const auto u = static_cast<std::size_t>(i);
  const auto& first = terms[u % terms.size()];
  const auto& second = terms[(u * 7 + 3) % terms.size()];
  request.emotions = {{0, first.name, 0.4 + 0.1 * (i % 5)}, {14, second.name, 0.6}};
  request.context = contexts[u % 5];
  request.culture = u % 6 == 0 ? "" : packs[u % packs.size()];
  request.seconds = 28;
  request.fps = 30;
  request.seed = u + 1 + first_seed();
  request.speaking = i % 2 == 1;
  for (int k = 0; request.speaking && k < 4; ++k) {
    const auto part = phonemes_from_text(line, 0.6 + 6.5 * k, 150);
    request.speech.insert(request.speech.end(), part.begin(), part.end());
  }
  return request;
}

Take take_of(const PerformanceRequest& request, RulesOff off) {
  auto performer = Performer::plan(request, off);
  EXPECT_TRUE(performer) << (performer ? "" : base::describe(performer.error()));
  Take take{.fps = request.fps, .frames = {}};
  FaceFrame frame;
  while (performer->next(frame)) take.frames.push_back(frame);
  return take;
}

Audit audit_of(const PerformanceRequest& request, const Take& take) {
  AuditRequest asked{.emotion = {},
                     .emotions = request.emotions,
                     .context = request.context,
                     .culture = request.culture,
                     .speech = request.speech,
                     .voice = {}};
  auto result = audit(track_of(take, "performed"), asked);
  EXPECT_TRUE(result) << (result ? "" : base::describe(result.error()));
  return std::move(*result);
}

TEST(ClosedLoop, FiveHundredPerformancesPassTheAudit) {
  std::map<std::string, int> flags;
  int flagged = 0;
  int judged = 0;
  for (int i = 0; i < performances; ++i) {
    const Audit result = audit_of(request_of(i), take_of(request_of(i), {}));
    bool any = false;
    for (const Measure& m : result.measures) {
      judged += m.verdict == Verdict::ok || m.verdict == Verdict::warn ? 1 : 0;
      if (m.verdict != Verdict::flag) continue;
      ++flags[m.name];
      any = true;
    }
    flagged += any ? 1 : 0;
  }
  for (const auto& [name, n] : flags) fmt::print("  {} flagged {}\n", name, n);
  fmt::print("  {} of {} performances with a flag\n", flagged, performances);
  EXPECT_LE(flagged, performances * 2 / 100);
  EXPECT_GT(judged, performances * 15);
}

bool bad(const Audit& audit, Rule rule) {
  const Verdict verdict = audit.find(measure_of(rule))->verdict;
  return verdict == Verdict::flag || verdict == Verdict::warn;
}

bool same(const Take& a, const Take& b) {
  for (std::size_t i = 0; i < a.frames.size(); ++i) {
    if (a.frames[i].shape != b.frames[i].shape) return false;
  }
  return true;
}

// The first few of the 500 that are unlike each other: 37 and 500 have no common part.
int spread(int k) { return k * 37 % performances; }

// One rule switched off: in how many performances that changes anything, and in how many of those
// its measure could judge, warned or flagged.
struct Row {
  int bites = 0, judged = 0, with = 0, caught = 0, flagged = 0;
};

Row ablate(Rule rule, int tried, const std::vector<Take>& whole, const std::vector<Audit>& audits) {
  Row row;
  for (int k = 0; k < tried; ++k) {
    const auto at = static_cast<std::size_t>(k);
    const auto request = request_of(spread(k));
    const Take take = take_of(request, without(rule));
    if (same(take, whole[at])) continue;
    ++row.bites;
    const Audit result = audit_of(request, take);
    const Verdict verdict = result.find(measure_of(rule))->verdict;
    // Without blinks the column is empty: not judged, but gone from where it was.
    const bool gone = verdict == Verdict::not_recorded && rule == Rule::blinks;
    if (verdict == Verdict::not_enough || (verdict == Verdict::not_recorded && !gone)) continue;
    ++row.judged;
    row.with += bad(audits[at], rule) ? 1 : 0;
    row.caught += gone || bad(result, rule) ? 1 : 0;
    row.flagged += gone || verdict == Verdict::flag ? 1 : 0;
  }
  return row;
}

// How much of what a rule's absence does must be seen, in per cent of the performances in which
// the measure can judge: 70 of the many, half of a few. The table in docs/faces.md is this test
// with KULESHOV_ABLATION=500.
TEST(ClosedLoop, EveryRuleSwitchedOffIsSeenByItsMeasure) {
  const char* wanted = base::environment("KULESHOV_ABLATION");
  const int tried = wanted == nullptr ? 24 : std::atoi(wanted);
  const char* only = base::environment("KULESHOV_RULE");
  std::vector<Take> whole;
  std::vector<Audit> audits;
  for (int k = 0; k < tried; ++k) {
    const auto request = request_of(spread(k));
    whole.push_back(take_of(request, {}));
    audits.push_back(audit_of(request, whole.back()));
  }
  fmt::print("  {:11} {:22} bites judged   with caught flagged\n", "rule", "measure");
  for (std::size_t r = 0; r < rule_count; ++r) {
    const auto rule = static_cast<Rule>(r);
    if (only != nullptr && name_of(rule) != only) continue;
    const Row row = ablate(rule, tried, whole, audits);
    fmt::print("  {:11} {:22} {:5} {:6} {:6} {:6} {:7}\n", name_of(rule), measure_of(rule),
               row.bites, row.judged, row.with, row.caught, row.flagged);
    EXPECT_GT(row.judged, tried / 10) << name_of(rule);
    EXPECT_GE(10 * row.caught, (tried < 100 ? 5 : 7) * row.judged) << name_of(rule);
    EXPECT_LE(10 * row.with, row.judged + 10) << name_of(rule);
  }
}

}  // namespace
}  // namespace kuleshov::face
