#include "kuleshov/room/journal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/watch.hpp"
#include "kuleshov/room/example_package.hpp"
#include "kuleshov/room/session.hpp"

namespace kuleshov::room {
namespace {

const base::Path tiny = base::Path(KULESHOV_SOURCE_DIR) / "tests" / "films" / "tiny";

// A page that does what it likes with its showing.
class RestlessPage {
 public:
  explicit RestlessPage(const ExamplePackage& example) {
    Session::Options options;
    options.newest = [package = *read_package(example.folder())] { return package; };
    options.viewer = "simulated:tense";
    options.seed = 5;
    options.log = [this](const std::string& line) { log_ += line + "\n"; };
    session_.emplace(*Session::begin(std::move(options)));
  }

  void do_something(int action, int value) {
    const Entry& last = session_->entries().back();
    switch (action) {
      case 0:
        say(Stood{last.cut});
        break;
      case 1:
        say(React{value % 2 == 0});
        break;
      case 2:
        say(Ceiling{value / 10.0});
        break;
      case 3:
        say(Choose{value % 2 == 0 ? "shout" : "wait"});
        break;
      case 4:
        go_back(value);
        break;
      case 5:
        say(Decide{last.cut + 1, last.at + 13});
        break;
      default:
        break;
    }
  }

  void play_a_shot() {
    const Entry& last = session_->entries().back();
    if (last.decision.film_ends) return;
    const double end_s = static_cast<double>(last.at + last.length) / 25 - 0.45;
    for (double at_s = static_cast<double>(last.at) / 25; at_s < end_s; at_s += 0.25)
      say(Time{at_s});
    say(Decide{last.cut + 1, {}});
  }

  void play_to_the_end() {
    while (!session_->entries().back().decision.film_ends) play_a_shot();
  }

  [[nodiscard]] const std::string& log() const { return log_; }

 private:
  void say(const Message& message) { (void)session_->receive(message, true); }
  void go_back(int cut) { say(Again{cut % static_cast<std::int64_t>(session_->entries().size())}); }

  std::string log_;
  std::optional<Session> session_;
};

void expect_same(const base::Path& package, const std::string& log) {
  const auto plan = direct::open_plan(package.string());
  ASSERT_TRUE(plan);
  const auto replayed = direct::replay(*plan, log, "showing.jsonl");
  ASSERT_TRUE(replayed) << replayed.error().what;
  EXPECT_TRUE(replayed->same) << "line " << replayed->differs_at << ": " << replayed->why;
}

TEST(Journal, AShowingWhoseDefaultStoodDecidesTheSameAgain) {
  const ExamplePackage example(tiny);
  RestlessPage page(example);
  page.play_a_shot();
  page.do_something(0, 0);
  page.play_to_the_end();
  EXPECT_NE(page.log().find("came too late"), std::string::npos);
  expect_same(example.folder(), page.log());
}

TEST(Journal, AnotherWayTakenBecauseAShotWasNotMadeDecidesTheSameAgain) {
  const ExamplePackage example(tiny, {"s4.1"});
  RestlessPage page(example);
  page.do_something(3, 1);
  page.play_to_the_end();
  EXPECT_NE(page.log().find("is not made yet"), std::string::npos);
  expect_same(example.folder(), page.log());
}

RC_GTEST_PROP(Journal, WhateverAViewerDoesTheLogDecidesTheSameAgain, ()) {
  const ExamplePackage example(tiny);
  RestlessPage page(example);
  const auto actions =
      *rc::gen::resize(20, rc::gen::container<std::vector<std::pair<int, int>>>(
                               rc::gen::pair(rc::gen::inRange(0, 9), rc::gen::inRange(0, 12))));
  for (const auto& [action, value] : actions) {
    page.do_something(action, value);
    page.play_a_shot();
  }
  page.play_to_the_end();
  const auto replayed =
      direct::replay(*direct::open_plan(example.folder().string()), page.log(), "showing.jsonl");
  RC_ASSERT(replayed.has_value());
  RC_ASSERT(replayed->same);
}

}  // namespace
}  // namespace kuleshov::room
