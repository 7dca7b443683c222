// Every feature of the peer's problem language in small problems of our own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "kuleshov/write/planner/search.hpp"

namespace kuleshov::write::planner {
namespace {

Task task_of(const std::string& text) {
  const auto problem = parse_problem(text, "problem.txt");
  EXPECT_TRUE(problem) << (problem ? "" : base::describe(problem.error()));
  auto task = ground(*problem);
  EXPECT_TRUE(task) << (task ? "" : base::describe(task.error()));
  return std::move(task).value();
}

std::vector<std::string> story(const std::string& text, int goal,
                               const Limits& limits = {6, 4, 2}) {
  const Task task = task_of(text);
  const auto outcome = Search(task, limits).solve(goal);
  std::vector<std::string> all;
  if (outcome.plan)
    for (const Step& step : outcome.plan->steps)
      all.push_back(task.actions[static_cast<std::size_t>(step.action)].name);
  return all;
}

int author(const std::string& text) {
  const Task task = task_of(text);
  Search search(task, {});
  return search.author_utility(search.worlds().initial());
}

using testing::ElementsAre;

TEST(Language, AndBindsLooserThanOrAndOrLooserThanNot) {
  // true & (false | true): with 'and' the tighter of the two, the brackets would not matter.
  EXPECT_EQ(author("property a() : boolean; property b() : boolean; property c() : boolean;"
                   "c(); utility(): a() & b() | c();"),
            0);
  EXPECT_EQ(author("property a() : boolean; property b() : boolean; property c() : boolean;"
                   "a(); c(); utility(): a() & b() | c();"),
            1);
  EXPECT_EQ(author("property n() : number; n() = 2; utility(): !n() == 3;"), 1);
}

TEST(Language, ArithmeticSplitsAtTheFirstSignOfTheLoosestKind) {
  const std::string n = "property n() : number; n() = 5; utility(): ";
  EXPECT_EQ(author(n + "(n() + 1) * 2;"), 12);
  EXPECT_EQ(author(n + "n() + 1 * 2;"), 12);
  EXPECT_EQ(author(n + "n() - (1 - 3);"), 7);
  EXPECT_EQ(author(n + "-n() + 6;"), 1);
  EXPECT_EQ(author(n + "n() / 2 + 3;"), 1);
}

TEST(Language, CountsInFractions) {
  EXPECT_EQ(author("property n() : number; n() = 0.5; utility(): n() * 4;"), 2);
  EXPECT_EQ(author("property n() : number; n() = 0.25; utility(): if(n() < 0.3) 3 else 0;"), 3);
  EXPECT_EQ(author("property t() : boolean; property n() : number; n() = 0.1; t();"
                   "utility(): t();"),
            1)
      << "a truth counts one, however numbers are counted";
}

TEST(Language, BranchesWithoutElseAreTrueInConditions) {
  const std::string head = "property a() : boolean; property b() : boolean; ";
  EXPECT_EQ(author(head + "utility(): if(a()) b();"), 1);
  EXPECT_EQ(author(head + "a(); utility(): if(a()) b();"), 0);
  EXPECT_EQ(author(head + "b(); utility(): if(a()) 1 elseif(b()) 2 else 3;"), 2);
}

TEST(Language, QuantifiersSumsAndProductsGoOverSubtypes) {
  const std::string head =
      "type thing; type coin : thing; type note : thing;"
      "entity Penny : coin; entity Dime : coin; entity Ten : note;"
      "property worth(t : thing) : number; property mine(t : thing) : boolean;"
      "worth(Penny) = 1; worth(Dime) = 3; worth(Ten) = 5; mine(Penny); mine(Dime);";
  EXPECT_EQ(author(head + "utility(): sum(t : thing) worth(t);"), 9);
  EXPECT_EQ(author(head + "utility(): sum(t : coin) worth(t) + 1;"), 6) << "the sum takes it all";
  EXPECT_EQ(author(head + "utility(): product(t : thing) worth(t);"), 15);
  EXPECT_EQ(author(head + "utility(): forall(t : coin) mine(t);"), 1);
  EXPECT_EQ(author(head + "utility(): forall(t : thing) mine(t);"), 0);
  EXPECT_EQ(author(head + "utility(): exists(t : note) mine(t);"), 0);
  EXPECT_EQ(author(head + "utility(): sum(t : thing) (if(t : coin) 1 else 0);"), 2);
}

TEST(Language, TypesMayBeNamedAsParentsOnly) {
  EXPECT_EQ(author("entity Rex : dog; type dog : animal; property tame(a : animal) : boolean;"
                   "tame(Rex); utility(): tame(Rex) == True;"),
            1);
}

TEST(Language, ConstantsMayStandAsParameters) {
  EXPECT_THAT(story("type place; entity Ana : character; entity Well : place; entity Hill : place;"
                    "property at(c : character) : place; at(Ana) = Hill;"
                    "action descend(c : character, Well) { precondition: at(c) == Hill;"
                    "  effect: at(c) = Well; consenting: (c); };"
                    "utility(): at(Ana) == Well; utility(Ana): at(Ana) == Well",
                    1),
              ElementsAre("descend(Ana, Well)"));
}

TEST(Language, EffectsMayAskCountAndQuantify) {
  const std::string text =
      "type jar; entity Ana : character; entity A : jar; entity B : jar;"
      "property full(j : jar) : number; property rich(c : character) : boolean;"
      "action fill(c : character) {"
      "  effect: forall(j : jar) full(j) = full(j) + 2 & if(rich(c)) full(A) = 0 else rich(c);"
      "  consenting: c; };"
      "utility(): full(A) + full(B); utility(Ana): full(A) + full(B);";
  EXPECT_THAT(story(text, 4), ElementsAre("fill(Ana)"));
  EXPECT_THAT(story(text, 6), ElementsAre("fill(Ana)", "fill(Ana)", "fill(Ana)"))
      << "from the second time on A is emptied: 2 + 2, 0 + 4, 0 + 6";
}

TEST(Language, ValuesMayBeUnknownAndCopied) {
  EXPECT_THAT(story("type place; type box : place; entity Ana : character; entity Shelf : place;"
                    "entity Tin : box; property at(x : entity) : place;"
                    "property sought(c : character) : place; at(Tin) = Shelf; at(Ana) = ?;"
                    "action follow(c : character) { precondition: at(c) == ? & at(Tin) != ?;"
                    "  effect: at(c) = at(Tin); consenting: c; };"
                    "utility(): at(Ana) == Shelf; utility(Ana): at(Ana) == at(Tin);",
                    1),
              ElementsAre("follow(Ana)"));
}

TEST(Language, BeliefsMayBeNestedToldAndFalse) {
  const std::string text =
      "entity Ana : character; entity Bo : character;"
      "property rain() : boolean; property wet(c : character) : boolean;"
      "rain(); believes(Ana, !rain()); believes(Bo, believes(Ana, rain()) = False);"
      "action warn(a : character, b : character) {"
      "  precondition: a != b & rain() & !believes(b, rain());"
      "  effect: believes(b, rain()) & believes(a, believes(b, rain())) & wet(b) = False;"
      "  consenting: a; observing(c : character): c == a | c == b; };"
      "utility(): believes(Ana, rain()); utility(Bo): believes(Ana, rain());";
  EXPECT_THAT(story(text, 1), ElementsAre("warn(Bo, Ana)"));
}

TEST(Language, TriggersFollowBeliefs) {
  // Whoever believes that it rains fetches a coat, whoever told them.
  const std::string text =
      "entity Ana : character; entity Bo : character;"
      "property rain() : boolean; property coat(c : character) : boolean;"
      "action lie(a : character, b : character) { precondition: a != b & !rain();"
      "  effect: believes(b, rain()); consenting: a; observing(c : character): c == a; };"
      "trigger dress(c : character) { precondition: believes(c, rain()) & !coat(c);"
      "  effect: coat(c); };"
      "utility(): coat(Ana); utility(Bo): coat(Ana);";
  EXPECT_THAT(story(text, 1), ElementsAre("lie(Bo, Ana)"));
}

TEST(Language, CommentsAndAMissingLastSignAreRead) {
  EXPECT_EQ(author("/* one\n two */ property a() : boolean; // three\na();\nutility(): a()"), 1);
}

TEST(Language, SaysWhatItCannotRead) {
  for (const std::string text :
       {"property a() : number; a() = 1.2.3; utility(): a();", "action go( {};", "utility(): (((",
        "property a() : nothing_such; utility(): a(Bo);",
        "entity A : x; entity A : x; utility(): 1;",
        "action a() { effect: 1 < 2; }; utility(): 1;"}) {
    const auto problem = parse_problem(text, "p.txt");
    const auto task =
        problem ? ground(*problem) : base::Result<Task>(std::unexpected(problem.error()));
    ASSERT_FALSE(task) << text;
    EXPECT_FALSE(task.error().what.empty());
    EXPECT_FALSE(task.error().remedy.empty()) << text;
    EXPECT_EQ(task.error().place.file, "p.txt") << text;
  }
}

}  // namespace
}  // namespace kuleshov::write::planner
