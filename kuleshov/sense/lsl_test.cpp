#include "kuleshov/sense/lsl.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "kuleshov/sense/live.hpp"

namespace kuleshov::sense {
namespace {

// A stream from memory, its clock behind ours.
class FakeInlet final : public Inlet {
 public:
  explicit FakeInlet(About about, double offset_s = 0)
      : about_(std::move(about)), offset_s_(offset_s) {}
  [[nodiscard]] const About& about() const override { return about_; }
  bool pull(double& sender_s, std::span<double> values) override {
    if (waiting.empty()) return false;
    sender_s = waiting.front().first;
    std::copy(waiting.front().second.begin(), waiting.front().second.end(), values.begin());
    waiting.pop_front();
    return true;
  }
  double clock_offset_s() override { return offset_s_; }
  std::deque<std::pair<double, std::vector<double>>> waiting;

 private:
  About about_;
  double offset_s_;
};

TEST(InletSource, PutsAStreamOnFilmTimeByItsClocksOffset) {
  auto inlet = std::make_unique<FakeInlet>(Inlet::About{"belt", "ECG", {"ECG_uV"}, 1}, 900.0);
  inlet->waiting = {{100.0, {1200}}, {100.5, {-300}}};
  std::vector<std::unique_ptr<Inlet>> inlets;
  inlets.push_back(std::move(inlet));
  InletSource source(std::move(inlets), 990);
  const auto samples = source.next(60);
  ASSERT_EQ(samples.size(), 2u);
  EXPECT_EQ(samples[0].channel, Channel::ecg);
  EXPECT_NEAR(samples[0].time_s, 10, 1e-9);
  EXPECT_NEAR(samples[0].value, 1.2, 1e-9);
  EXPECT_NEAR(samples[1].time_s, 10.5, 1e-9);
}

TEST(InletSource, TakesTheChannelsItKnowsAndNamesTheStreamsItDoesNot) {
  auto many = std::make_unique<FakeInlet>(Inlet::About{"box", "Biosignals", {"EDA", "Fp1"}, 2});
  many->waiting = {{1, {3.5, 99}}};
  auto brain = std::make_unique<FakeInlet>(Inlet::About{"cap", "EEG", {}, 32});
  std::vector<std::unique_ptr<Inlet>> inlets;
  inlets.push_back(std::move(many));
  inlets.push_back(std::move(brain));
  InletSource source(std::move(inlets), 0);
  EXPECT_EQ(source.heard().size(), 1u);
  ASSERT_EQ(source.ignored().size(), 1u);
  EXPECT_EQ(source.ignored()[0], "cap (EEG)");
  const auto samples = source.next(10);
  ASSERT_EQ(samples.size(), 1u);
  EXPECT_EQ(samples[0].channel, Channel::skin_conductance);
}

TEST(InletSource, AStreamMovesTheState) {
  auto inlet = std::make_unique<FakeInlet>(Inlet::About{"skin", "EDA", {}, 1});
  for (int i = 0; i < 240; ++i) inlet->waiting.push_back({i / 4.0, {3 + 0.01 * (i % 7)}});
  std::vector<std::unique_ptr<Inlet>> inlets;
  inlets.push_back(std::move(inlet));
  InletSource source(std::move(inlets), 0);
  ViewerModel model;
  model.feed(source.next(60));
  const ViewerState state = model.state_at(60);
  EXPECT_LT(state.arousal.sd, 0.6);
  EXPECT_GT(state.quality, 0.5);
}

TEST(Lsl, ABuildWithoutItSaysWhatToDo) {
  if (lsl_available()) GTEST_SKIP() << "this build has liblsl";
  const auto found = find_inlets(0.1);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, base::ErrorKind::backend_absent);
  EXPECT_NE(found.error().remedy.find("liblsl"), std::string::npos);
}

}  // namespace
}  // namespace kuleshov::sense
