#include "kuleshov/write/intrigue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "kuleshov/base/file.hpp"

namespace kuleshov::write {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> genres{"family",  "fantasy",         "mystery",
                                      "romance", "science-fiction", "thriller"};
// Everybody has met everybody.
const Company everybody = [] {
  Company met;
  for (const char* a : {"H", "O", "P", "Y"})
    for (const char* b : {"H", "O", "P", "Y"})
      if (*a != *b) met.emplace(a, b);
  return met;
}();
const std::vector<std::string> endings{"tragic", "happy", "bittersweet", "open"};

const Domains& domains() {
  static const Domains all =
      read_domains(base::Path(KULESHOV_SOURCE_DIR) / "data" / "domains").value();
  return all;
}

Intrigue intrigue_of(const std::string& genre, const std::string& ending, std::uint64_t seed,
                     Forks forks = Forks::no) {
  base::Random random(seed, "intrigue");
  auto intrigue = plan_intrigue(domains(), genre, ending, everybody, 5, forks, random);
  EXPECT_TRUE(intrigue) << (intrigue ? "" : base::describe(intrigue.error()));
  return std::move(intrigue).value();
}

template <class Check>
void for_each_intrigue(std::uint64_t seeds, Check check) {
  for (const std::string& genre : genres)
    for (const std::string& ending : endings)
      for (std::uint64_t seed = 0; seed < seeds; ++seed) check(intrigue_of(genre, ending, seed));
}

TEST(Intrigue, EveryActorHasAReasonAndEveryStepItsCauses) {
  for_each_intrigue(6, [](const Intrigue& intrigue) {
    EXPECT_GE(intrigue.steps.size(), 3U);
    EXPECT_LE(intrigue.steps.size(), 5U);
    for (std::size_t i = 0; i < intrigue.steps.size(); ++i) {
      const PlannedStep& step = intrigue.steps[i];
      for (const PlannedMotive& motive : step.motives) {
        EXPECT_GT(motive.after, motive.before) << step.action;
        ASSERT_FALSE(motive.plan.empty());
        EXPECT_EQ(motive.plan.front(), step.action) << "a motive is a plan that begins here";
      }
      for (const std::size_t cause : step.causes) EXPECT_LT(cause, i);
    }
  });
}

TEST(Intrigue, WantsClashAndWhatComesToLightWasPlanted) {
  for_each_intrigue(6, [](const Intrigue& intrigue) {
    std::size_t clashes = 0;
    std::size_t reveals = 0;
    for (std::size_t i = 0; i < intrigue.steps.size(); ++i) {
      const PlannedStep& step = intrigue.steps[i];
      clashes += !step.motives.empty() && !step.losers.empty() ? 1 : 0;
      if (!step.reveal) continue;
      ++reveals;
      ASSERT_LT(step.reveal->planted, i) << "the cause stands before what it surprises with";
      EXPECT_THAT(intrigue.steps[step.reveal->planted].unaware,
                  testing::Contains(step.reveal->role))
          << "who is surprised did not see it planted";
    }
    EXPECT_GE(clashes, 1U) << intrigue.shape;
    EXPECT_GE(reveals, 1U) << intrigue.shape;
  });
}

// From one beginning three things may be done, each for a reason, each with its own end.
TEST(Intrigue, AForkIsThreePlansOfOnePersonFromOneBeginning) {
  std::size_t forks = 0;
  std::size_t all = 0;
  for (const std::string& genre : genres)
    for (std::uint64_t seed = 0; seed < 6; ++seed, ++all) {
      const Intrigue intrigue = intrigue_of(genre, endings[seed % 4], seed, Forks::yes);
      if (intrigue.ways.empty()) continue;
      ++forks;
      ASSERT_EQ(intrigue.ways.size(), 3U);
      std::set<std::string> first;
      for (const auto& course : intrigue.courses()) {
        EXPECT_GE(course.size(), 3U);
        const PlannedStep& choice = *course[intrigue.steps.size()];
        EXPECT_TRUE(first.insert(choice.action).second) << "ways differ in what is done";
        ASSERT_FALSE(choice.motives.empty());
        EXPECT_EQ(choice.motives.front().role, intrigue.seeker);
        for (const PlannedStep* step : course)
          for (const PlannedMotive& motive : step->motives) EXPECT_GT(motive.after, motive.before);
      }
    }
  std::printf("%zu of %zu matters fork\n", forks, all);
  EXPECT_GT(2 * forks, all);
}

TEST(Intrigue, WhatIsDoneOnTwoWaysIsToldInOtherWords) {
  std::size_t twice = 0;
  for (const std::string& genre : genres) {
    const Intrigue intrigue = intrigue_of(genre, "tragic", 3, Forks::yes);
    std::map<std::string, std::set<std::string>> told;
    for (const auto& way : intrigue.ways)
      for (const PlannedStep& step : way) {
        if (domains().actions.at(step.action.substr(0, step.action.find('('))).texts.size() < 3)
          continue;
        for (const std::string& text : step.event.texts)
          EXPECT_TRUE(told[step.action].insert(text).second) << step.action;
        ++twice;
      }
  }
  EXPECT_GT(twice, 0U);
}

TEST(Intrigue, TheSameSeedGivesTheSameAndSeedsDiffer) {
  for (const std::string& genre : genres) {
    std::set<std::string> shapes;
    std::set<std::vector<std::string>> plans;
    std::set<std::string> secrets;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      const Intrigue one = intrigue_of(genre, endings[seed % 4], seed);
      const Intrigue two = intrigue_of(genre, endings[seed % 4], seed);
      std::vector<std::string> actions;
      for (std::size_t i = 0; i < one.steps.size(); ++i) {
        actions.push_back(one.steps[i].action);
        ASSERT_EQ(one.steps[i].event.texts, two.steps[i].event.texts);
      }
      shapes.insert(one.shape);
      plans.insert(actions);
      secrets.insert(one.secret);
    }
    EXPECT_GE(shapes.size(), 6U) << genre;
    EXPECT_GE(plans.size(), 20U) << genre;
    EXPECT_GE(secrets.size(), 8U) << genre;
    std::printf("%s: %zu shapes, %zu plans, %zu matters over 40 seeds\n", genre.c_str(),
                shapes.size(), plans.size(), secrets.size());
  }
}

TEST(Intrigue, WordsAreFilledWithThePeopleOfThePlan) {
  for_each_intrigue(4, [](const Intrigue& intrigue) {
    for (const PlannedStep& step : intrigue.steps) {
      const std::string& text = step.event.texts.front();
      for (const char* left : {"{A}", "{B}", "{C}", "{A.", "{B.", "{C.", "{^A.", "{^B.", "{^C.",
                               "{s.", "\nA:", "\nB:", "\nC:"})
        EXPECT_THAT(text, Not(HasSubstr(left))) << step.action;
      EXPECT_FALSE(step.event.who.empty()) << step.action;
      for (const auto& [role, motive] : step.event.motive) {
        EXPECT_THAT((std::vector<std::string>{"H", "O", "P", "Y"}), testing::Contains(role));
        EXPECT_THAT(motive, Not(HasSubstr("{A.")));
      }
    }
  });
}

TEST(Roles, AreFilledWhereARoleStandsAndNowhereElse) {
  const std::map<char, char> roles{{'A', 'H'}, {'B', 'O'}};
  EXPECT_EQ(with_roles("@ medium A B", roles), "@ medium H O\n");
  EXPECT_EQ(with_roles("A/fear .5: {A} is {^B.s}.", roles), "H/fear .5: {H} is {^O.s}.\n");
  EXPECT_EQ(with_roles("A (low): no.\nA door shuts. B", roles), "H (low): no.\nA door shuts. B\n");
}

base::Path folder_with(const std::string& name, const std::string& family) {
  const auto folder = std::filesystem::temp_directory_path() / ("kuleshov_domain_" + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto from = base::Path(KULESHOV_SOURCE_DIR) / "data" / "domains";
  for (const char* file : {"matter.txt", "words.yaml", "secrets.yaml"})
    std::filesystem::copy_file(from / file, folder / file);
  EXPECT_TRUE(base::write_file(folder / "mine.yaml", family).has_value());
  return folder;
}

// What docs/formats/domain.md shows.
TEST(Domain, AWriterAddsAGenreByAFile) {
  const auto folder = folder_with("added", R"yaml(
domain: western
problem: matter.txt
learns: |
  action notice(a : character, b : character) {
    precondition: keeper() == b & a != b & !knows(a);
    effect: knows(a);
    observing(o : character): o == a;
  };
keeper: [O]
seeker: [H]
third: [Y]
shapes:
- id: come-upon
  begins: "blunt({S});"
  wants: "faced({S}) & told({S})"
)yaml");
  const auto all = read_domains(folder);
  ASSERT_TRUE(all) << base::describe(all.error());
  base::Random random(3, "intrigue");
  const auto intrigue = plan_intrigue(*all, "western", "happy", everybody, 5, Forks::no, random);
  ASSERT_TRUE(intrigue) << base::describe(intrigue.error());
  ASSERT_EQ(intrigue->steps.size(), 3U);
  EXPECT_EQ(intrigue->steps[0].action, "notice(H, O)");
  EXPECT_EQ(intrigue->steps[1].action, "face(H, O)");
  EXPECT_EQ(intrigue->steps[2].action, "own(O, H)");
}

TEST(Domain, SaysWhichFileIsBrokenAndHow) {
  const std::vector<std::pair<std::string, std::string>> broken{
      {"just words", "no map"},
      {"domain: x\n", "keeper"},
      {"domain: x\nproblem: nowhere.txt\nkeeper: [H]\nseeker: [O]\nthird: [Y]\nshapes:\n- {id: a, "
       "wants: b}\n",
       "nowhere.txt"},
      {"domain: x\nproblem: matter.txt\nkeeper: [H]\nseeker: [O]\nthird: [Y]\nshapes: [a]\n",
       "shape"},
      {"domain: x\nproblem: matter.txt\nlearns: 'action fly(a : character) { effect: knows(a); "
       "};'\n"
       "keeper: [H]\nseeker: [O]\nthird: [Y]\nshapes:\n- {id: a, wants: b}\n",
       "fly"},
      {"domain: x\nproblem: matter.txt\nlearns: 'action ('\nkeeper: [H]\nseeker: [O]\nthird: "
       "[Y]\nshapes:\n- {id: a, wants: b}\n",
       "expected"}};
  for (const auto& [text, hint] : broken) {
    const auto all = read_domains(folder_with("broken", text));
    ASSERT_FALSE(all) << text;
    EXPECT_THAT(base::describe(all.error()), HasSubstr(hint)) << text;
    EXPECT_FALSE(all.error().place.file.empty()) << text;
  }
}

TEST(Domain, SaysWhichLineIsBrokenAndWhatToDo) {
  struct Broken {
    const char* text;
    std::size_t line;
    const char* hint;
  };
  for (const auto& [text, line, hint] : std::vector<Broken>{
           {"domain: {x\n", 2, "mend the YAML"},
           {"domain: x\nkeeper: [H]\nseeker: [O]\nthird: [Q]\nshapes:\n- {id: a, wants: b}\n", 4,
            "use H, O, P and Y"},
           {"domain: x\nkeeper: [H]\nseeker: [O]\nthird: [Y]\nshapes:\n- {id: a}\n", 6,
            "docs/formats/domain.md"}}) {
    const auto domain = parse_domain(text, "mine.yaml", "");
    ASSERT_FALSE(domain) << text;
    EXPECT_EQ(domain.error().place.file, "mine.yaml");
    EXPECT_EQ(domain.error().place.line, line) << text;
    EXPECT_THAT(domain.error().remedy, HasSubstr(hint)) << text;
  }
}

}  // namespace
}  // namespace kuleshov::write
