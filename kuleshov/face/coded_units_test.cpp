// Emotion from human-coded action units: the rule base, whose rates are those of published tables
// (for the basic emotions partly of this corpus as a whole), beside a
// logistic regression trained on the other subjects' rows and beside the manual's prototypes.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/face/csv.hpp"
#include "kuleshov/face/emotion.hpp"

namespace kuleshov::face {
namespace {

constexpr std::size_t kinds = 7;
const std::array<std::string, kinds> names{"anger",     "contempt", "disgust", "fear",
                                           "happiness", "sadness",  "surprise"};

struct Row {
  std::string subject;
  std::size_t emotion = 0;
  std::vector<int> units;  // numbers that are present
};

std::size_t kind_of(std::string_view name) {
  if (name == "happy") name = "happiness";
  for (std::size_t k = 0; k < kinds; ++k) {
    if (names[k] == name) return k;
  }
  return kinds;
}

std::vector<Row> rows_of(const std::string& csv) {
  std::vector<Row> out;
  std::vector<std::string_view> header;
  std::vector<std::string_view> fields;
  LineReader lines(csv);
  std::string_view line;
  lines.next(line);
  split_fields(line, header);
  while (lines.next(line)) {
    split_fields(line, fields);
    if (fields.size() != header.size()) continue;
    Row row{.subject = std::string(fields[1]), .emotion = kind_of(fields[2]), .units = {}};
    for (std::size_t i = 3; i < fields.size(); ++i) {
      if (fields[i] == "1") row.units.push_back(std::atoi(header[i].data() + 2));
    }
    if (row.emotion < kinds) out.push_back(std::move(row));
  }
  return out;
}

std::size_t by_rules(const Tables& data, const Row& row) {
  Presence seen;
  seen.sides_known = false;
  for (const int unit : row.units) seen.both[static_cast<std::size_t>(unit)] = 1;
  std::bitset<unit_limit> known;
  known.set();
  const Ranking ranking = face_alone(data, seen, known);
  for (const auto& [term, probability] : ranking) {  // the first of the seven
    for (std::size_t k = 0; k < kinds; ++k) {
      if (term == data.find(names[k])) return k;
    }
  }
  return 0;
}

// FACS Investigator's Guide, table 11-1: the prototype with the largest overlap (Jaccard).
std::size_t by_prototype(const Row& row) {
  static const std::array<std::vector<int>, kinds> prototypes{{{4, 5, 7, 24},
                                                               {14},
                                                               {4, 10, 17},
                                                               {1, 2, 4, 5, 20, 25},
                                                               {6, 12, 25},
                                                               {1, 4, 15},
                                                               {1, 2, 5, 26}}};
  double best = -1;
  std::size_t chosen = 0;
  for (std::size_t k = 0; k < kinds; ++k) {
    double both = 0;
    for (const int unit : prototypes[k]) both += std::ranges::count(row.units, unit) > 0 ? 1 : 0;
    const double overlap =
        both / (static_cast<double>(prototypes[k].size() + row.units.size()) - both);
    if (overlap > best) {
      best = overlap;
      chosen = k;
    }
  }
  return chosen;
}

using Weights = std::array<std::array<double, unit_limit + 1>, kinds>;

std::array<double, kinds> softmax(const Weights& weights, const Row& row) {
  std::array<double, kinds> p{};
  double total = 0;
  for (std::size_t k = 0; k < kinds; ++k) {
    double sum = weights[k][unit_limit];
    for (const int unit : row.units) sum += weights[k][static_cast<std::size_t>(unit)];
    total += p[k] = std::exp(sum);
  }
  for (double& v : p) v /= total;
  return p;
}

Weights regression(const std::vector<Row>& rows, int left_out_fold, const auto& fold_of) {
  Weights weights{};
  for (int step = 0; step < 400; ++step) {
    Weights slope{};
    double count = 0;
    for (const Row& row : rows) {
      if (fold_of(row) == left_out_fold) continue;
      ++count;
      const auto p = softmax(weights, row);
      for (std::size_t k = 0; k < kinds; ++k) {
        const double error = (row.emotion == k ? 1 : 0) - p[k];
        slope[k][unit_limit] += error;
        for (const int unit : row.units) slope[k][static_cast<std::size_t>(unit)] += error;
      }
    }
    for (std::size_t k = 0; k < kinds; ++k) {
      for (std::size_t u = 0; u <= unit_limit; ++u) {
        weights[k][u] += 2.0 * (slope[k][u] / count - 0.002 * weights[k][u]);
      }
    }
  }
  return weights;
}

double macro_f1(const std::vector<Row>& rows, const std::vector<std::size_t>& said) {
  double sum = 0;
  for (std::size_t k = 0; k < kinds; ++k) {
    double hit = 0, claimed = 0, there = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      hit += said[i] == k && rows[i].emotion == k ? 1 : 0;
      claimed += said[i] == k ? 1 : 0;
      there += rows[i].emotion == k ? 1 : 0;
    }
    sum += claimed + there > 0 ? 2 * hit / (claimed + there) : 0;
  }
  return sum / kinds;
}

std::string coded_file() {
  return std::string(base::environment("KULESHOV_DATA")) +
         "/faces/facs_ckplus/ckplus_au_presence.csv";
}

TEST(CodedUnits, TheRuleBaseIsAtLeastAsGoodAsARegressionOnTheseRows) {
  if (base::environment("KULESHOV_DATA") == nullptr)
    GTEST_SKIP() << "KULESHOV_DATA names no folder of recordings";
  const auto csv = base::read_file(coded_file());
  ASSERT_TRUE(csv);
  const auto rows = rows_of(*csv);
  ASSERT_GT(rows.size(), 200U);
  const auto fold_of = [](const Row& row) {
    return static_cast<int>(base::stable_hash(row.subject) % 5);
  };
  std::vector<Weights> folds;
  for (int fold = 0; fold < 5; ++fold) folds.push_back(regression(rows, fold, fold_of));
  const Tables& data = **tables();
  std::vector<std::size_t> rules, trained, prototypes;
  for (const Row& row : rows) {
    rules.push_back(by_rules(data, row));
    prototypes.push_back(by_prototype(row));
    const auto p = softmax(folds[static_cast<std::size_t>(fold_of(row))], row);
    trained.push_back(static_cast<std::size_t>(std::ranges::max_element(p) - p.begin()));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rules[i] == rows[i].emotion) continue;
    fmt::print("  {} read as {}: {}\n", names[rows[i].emotion], names[rules[i]],
               fmt::join(rows[i].units, " "));
  }
  const double rule = macro_f1(rows, rules);
  const double regressed = macro_f1(rows, trained);
  const double prototype = macro_f1(rows, prototypes);
  fmt::print("  macro-F1 of {} rows: rule base {:.3f}, regression {:.3f}, prototypes {:.3f}\n",
             rows.size(), rule, regressed, prototype);
  EXPECT_GE(rule, regressed);
  EXPECT_GT(rule, prototype);
}

// What is known of the seven emotions from some rows only, nothing of the published tables: how
// often each unit comes with each, and how often each comes at all.
struct Learned {
  Tables tables;
  std::array<double, kinds> log_prior{};
};

// A rate from few rows is drawn towards the unit's rate over all emotions, as if `strength` more
// rows had been seen (the m-estimate: Cestnik 1990).
Learned learned_from(const Tables& data, const std::vector<const Row*>& rows, double strength) {
  Learned out{data, {}};
  std::erase_if(out.tables.terms, [&](const Term& term) {
    return std::ranges::none_of(
        names, [&](const std::string& n) { return data.find(n)->name == term.name; });
  });
  std::array<std::array<double, unit_limit>, kinds> there{};
  std::array<double, unit_limit> anywhere{};
  std::array<double, kinds> all{};
  for (const Row* row : rows) {
    ++all[row->emotion];
    for (const int unit : row->units) {
      ++there[row->emotion][static_cast<std::size_t>(unit)];
      ++anywhere[static_cast<std::size_t>(unit)];
    }
  }
  const auto count = static_cast<double>(rows.size());
  for (std::size_t k = 0; k < kinds; ++k) {
    Term& term = *std::ranges::find(out.tables.terms, data.find(names[k])->name, &Term::name);
    term.units.clear();
    for (int unit = 1; unit < unit_limit; ++unit) {
      const auto u = static_cast<std::size_t>(unit);
      const double base = (anywhere[u] + 1) / (count + 2);
      const double rate = (there[k][u] + strength * base) / (all[k] + strength);
      term.units.push_back({unit, Side::both, rate, 0.5});
    }
    out.log_prior[k] = std::log((all[k] + 1) / (count + kinds));
  }
  return out;
}

// The auditor's own likelihood, with how often each emotion comes: what a regression's constant
// says.
std::size_t by_learned(const Learned& learned, const Row& row) {
  Presence seen;
  seen.sides_known = false;
  for (const int unit : row.units) seen.both[static_cast<std::size_t>(unit)] = 1;
  std::bitset<unit_limit> known;
  known.set();
  double most = -1e300;
  std::size_t best = 0;
  for (const auto& [term, probability] : face_alone(learned.tables, seen, known)) {
    for (std::size_t k = 0; k < kinds; ++k) {
      if (term != learned.tables.find(names[k])) continue;
      const double score = std::log(std::max(probability, 1e-300)) + learned.log_prior[k];
      if (score > most) most = score, best = k;
    }
  }
  return best;
}

// How strongly rates are drawn, chosen on folds of these rows alone.
double strength_for(const Tables& data, const std::vector<const Row*>& rows) {
  double best = 1, most = -1;
  for (const double strength : {0.5, 1.0, 2.0, 4.0}) {
    std::vector<Row> truth;
    std::vector<std::size_t> said;
    for (int fold = 0; fold < 5; ++fold) {
      const auto held = [fold](const Row* row) {
        return static_cast<int>(base::stable_hash(row->subject + "inner") % 5) == fold;
      };
      std::vector<const Row*> rest;
      std::ranges::copy_if(rows, std::back_inserter(rest), [&](const Row* r) { return !held(r); });
      const Learned learned = learned_from(data, rest, strength);
      for (const Row* row : rows) {
        if (!held(row)) continue;
        truth.push_back(*row);
        said.push_back(by_learned(learned, *row));
      }
    }
    const double score = macro_f1(truth, said);
    if (score > most) most = score, best = strength;
  }
  return best;
}

TEST(CodedUnits, WithRatesOfOtherSubjectsOnlyTheReadingIsNoWorseThanTheRegression) {
  if (base::environment("KULESHOV_DATA") == nullptr)
    GTEST_SKIP() << "KULESHOV_DATA names no folder of recordings";
  const auto csv = base::read_file(coded_file());
  ASSERT_TRUE(csv);
  const auto rows = rows_of(*csv);
  double rule_sum = 0, regression_sum = 0;
  constexpr int divisions = 5;  // the folds drawn five times over
  for (int d = 0; d < divisions; ++d) {
    const auto fold_of = [d](const Row& row) {
      return static_cast<int>(base::stable_hash(row.subject + std::to_string(d)) % 5);
    };
    std::vector<std::size_t> rules(rows.size()), trained(rows.size());
    for (int fold = 0; fold < 5; ++fold) {
      std::vector<const Row*> others;
      for (const Row& row : rows) {
        if (fold_of(row) != fold) others.push_back(&row);
      }
      const Learned held = learned_from(**tables(), others, strength_for(**tables(), others));
      const Weights weights = regression(rows, fold, fold_of);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (fold_of(rows[i]) != fold) continue;
        rules[i] = by_learned(held, rows[i]);
        const auto p = softmax(weights, rows[i]);
        trained[i] = static_cast<std::size_t>(std::ranges::max_element(p) - p.begin());
      }
    }
    rule_sum += macro_f1(rows, rules) / divisions;
    regression_sum += macro_f1(rows, trained) / divisions;
  }
  std::vector<std::size_t> prototypes;
  for (const Row& row : rows) prototypes.push_back(by_prototype(row));
  const double prototype = macro_f1(rows, prototypes);
  fmt::print(
      "  no subject in both, five divisions: macro-F1 with rates of other subjects {:.3f}, "
      "regression {:.3f}, prototypes {:.3f}\n",
      rule_sum, regression_sum, prototype);
  EXPECT_GE(rule_sum, regression_sum - 0.002);  // half a frame of 229
  EXPECT_GT(rule_sum, prototype + 0.2);
}

}  // namespace
}  // namespace kuleshov::face
