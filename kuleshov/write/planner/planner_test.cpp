#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/planner/published.hpp"
#include "kuleshov/write/planner/search.hpp"

namespace kuleshov::write::planner {
namespace {

// A key, a door and two people: small enough to see why each thing happens.
constexpr std::string_view house = R"(
type place; type item;
type location;
entity Ana : character; entity Bo : character;
entity Hall : place; entity Attic : place;
entity Key : item; entity Letter : item;
property at(who : character) : place;
property holds(who : character, what : item) : boolean;
property open() : boolean;
property read(who : character) : boolean;
at(Ana) = Hall; at(Bo) = Hall;
holds(Bo, Key);
believes(Ana, !holds(Bo, Key));
action give(from : character, to : character, what : item) {
  precondition: from != to & holds(from, what) & at(from) == at(to);
  effect: !holds(from, what) & holds(to, what);
  consenting: from, to;
  observing(c : character): at(c) == at(from);
};
action show(who : character, other : character, what : item) {
  precondition: who != other & holds(who, what) & at(who) == at(other);
  effect: believes(other, holds(who, what));
  consenting: who;
  observing(c : character): at(c) == at(who);
};
action unlock(who : character) {
  precondition: holds(who, Key) & !open();
  effect: open();
  consenting: who;
  observing(c : character): at(c) == at(who);
};
action climb(who : character) {
  precondition: open() & at(who) == Hall;
  effect: at(who) = Attic;
  consenting: who;
  observing(c : character): True;
};
action read_letter(who : character) {
  precondition: at(who) == Attic;
  effect: read(who);
  consenting: who;
  observing(c : character): at(c) == at(who);
};
utility(): read(Ana);
utility(Ana): read(Ana);
utility(Bo): (if (read(Ana)) 2 else 0) + (if (holds(Bo, Key)) 1 else 0);
)";

Task task_of(std::string_view text) {
  const auto problem = parse_problem(text, "test");
  EXPECT_TRUE(problem) << base::describe(problem.error());
  auto task = ground(*problem);
  EXPECT_TRUE(task) << base::describe(task.error());
  return *task;
}

std::vector<std::string> names(const Task& task, const Plan& plan) {
  std::vector<std::string> all;
  for (const auto& step : plan.steps)
    all.push_back(task.actions[static_cast<std::size_t>(step.action)].name);
  return all;
}

TEST(Planner, FindsAStoryInWhichEveryoneHasAReason) {
  const Task task = task_of(house);
  Search search(task, {8, 6, 2});
  const auto outcome = search.solve(1);
  ASSERT_TRUE(outcome.plan);
  const auto steps = names(task, *outcome.plan);
  EXPECT_EQ(steps.back(), "read_letter(Ana)");
  for (const auto& step : outcome.plan->steps) {
    for (const auto& motive : step.motives) EXPECT_GT(motive.utility_after, motive.utility_before);
  }
}

TEST(Planner, NobodyActsOnWhatTheyDoNotKnow) {
  const Task task = task_of(house);
  Search search(task, {8, 6, 2});
  // Ana does not know that Bo has the key: taking it from him is no plan of hers before he shows
  // it.
  const auto plan =
      search.validate({"give(Bo, Ana, Key)", "unlock(Ana)", "climb(Ana)", "read_letter(Ana)"});
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().what, testing::HasSubstr("Ana has no reason"));
}

TEST(Planner, AStepKnowsItsCauseAndWhoDoesNotSeeIt) {
  const Task task = task_of(house);
  Search search(task, {8, 6, 2});
  const auto plan = search.validate({"unlock(Bo)", "climb(Ana)", "read_letter(Ana)"});
  ASSERT_TRUE(plan) << plan.error().what;
  EXPECT_THAT(plan->steps[0].causes, testing::ElementsAre(-1));
  EXPECT_THAT(plan->steps[1].causes, testing::ElementsAre(0));
  EXPECT_THAT(plan->steps[2].causes, testing::Contains(1));
  EXPECT_THAT(plan->steps[2].unaware, testing::ElementsAre(1));  // Bo is downstairs
}

TEST(Planner, SaysWhereAProblemIsBroken) {
  const auto problem =
      parse_problem("type place;\nentity Hall : place\nentity Attic : place;", "p.txt");
  ASSERT_FALSE(problem);
  EXPECT_EQ(problem.error().place.line, 3U);
  const auto bad = parse_problem("utility(): at(Nobody) == 1;", "p.txt");
  ASSERT_TRUE(bad);
  EXPECT_FALSE(ground(*bad));
}

TEST(Worlds, AnActionNobodyElseSeesChangesNobodyElsesBelief) {
  const Task task = task_of(house);
  Worlds worlds(task, 2);
  const World start = worlds.initial();
  EXPECT_NE(worlds.belief(start, 0), worlds.belief(start, 1));
  EXPECT_TRUE(rc::check([&] {
    World world = start;
    for (const int choice : *rc::gen::container<std::vector<int>>(6, rc::gen::inRange(0, 100))) {
      std::vector<std::int32_t> possible;
      for (std::size_t a = 0; a < task.actions.size(); ++a) {
        if (worlds.possible(static_cast<std::int32_t>(a), world))
          possible.push_back(static_cast<std::int32_t>(a));
      }
      if (possible.empty()) break;
      const auto action = possible[static_cast<std::size_t>(choice) % possible.size()];
      const World next = worlds.after(action, world);
      for (std::int32_t c = 0; c < 2; ++c) {
        const auto& event = task.actions[static_cast<std::size_t>(action)];
        const bool told = std::any_of(event.effects.begin(), event.effects.end(),
                                      [](const Assignment& e) { return !e.path.empty(); });
        if (!worlds.sees(event, c, world) && !told)
          RC_ASSERT(worlds.belief(next, c) == worlds.belief(world, c));
      }
      world = next;
    }
  }));
}

std::string suite() {
  const char* data = base::environment("KULESHOV_DATA");
  return data != nullptr && std::filesystem::exists(data)
             ? std::string(data) + "/text/planning/sabre"
             : "";
}

Task task_from(const std::string& file) { return task_of(base::read_file(file).value()); }

TEST(Published, EverySolutionOfThePeerIsAStoryForUsToo) {
  if (suite().empty()) GTEST_SKIP() << "no folder of published problems (KULESHOV_DATA)";
  for (const Published& known : published) {
    const Task task = task_from(suite() + "/problems/" + known.problem + ".txt");
    Search search(task, known.limits);
    const auto steps =
        read_solution(base::read_file(suite() + "/solutions/" + known.name + ".txt").value());
    const auto plan = search.validate(steps);
    EXPECT_TRUE(plan) << known.name << ": " << plan.error().what;
  }
}

// Every version is solved within seconds, and each story found stands up to the check from anew.
TEST(Published, EveryVersionIsSolvedAndItsStoryHolds) {
  if (suite().empty()) GTEST_SKIP() << "no folder of published problems (KULESHOV_DATA)";
  for (const Published& known : published) {
    const Task task = task_from(suite() + "/problems/" + known.problem + ".txt");
    const auto outcome = Search(task, known.limits).solve(known.goal);
    ASSERT_TRUE(outcome.plan) << known.name;
    EXPECT_GE(outcome.plan->author_after, known.goal) << known.name;
    const auto again = Search(task, known.limits).validate(names(task, *outcome.plan));
    EXPECT_TRUE(again) << known.name << ": " << (again ? "" : again.error().what);
    for (const Step& step : outcome.plan->steps) {
      const auto& consenting = task.actions[static_cast<std::size_t>(step.action)].consenting;
      EXPECT_EQ(step.motives.size(), consenting.size()) << known.name;
      for (const Motive& motive : step.motives)
        EXPECT_GT(motive.utility_after, motive.utility_before) << known.name;
    }
  }
}

}  // namespace
}  // namespace kuleshov::write::planner
