#include "kuleshov/sense/train.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <iostream>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/gains.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/readers.hpp"
#include "kuleshov/sense/recorded.hpp"
#include "kuleshov/sense/signals_of_tests.hpp"

namespace kuleshov::sense {
namespace {

// People whose heart rate and skin rise by `effect` deviations with the target; some windows lack a
// feature.
std::vector<Person> drawn_people(double effect, bool binary, std::uint64_t seed = 1) {
  base::Random random(seed);
  std::vector<Person> people;
  for (int p = 0; p < 8; ++p) {
    Person person{"p" + std::to_string(p), {}};
    for (int i = 0; i < 60; ++i) {
      const double target = binary ? (i / 10) % 2 : random.normal(0, 0.5);
      Window window{10.0 * i + 120, {}};
      for (double& f : window.features) f = effect * target + random.normal();
      if (random.chance(0.1)) window.features[random.below(4)] = std::nan("");
      person.windows.push_back({window, target});
    }
    people.push_back(std::move(person));
  }
  return people;
}

std::vector<LearnedKind> kinds() {
  std::vector<LearnedKind> out{LearnedKind::ridge, LearnedKind::gaussian_process};
  if (can_fit(LearnedKind::boosted_trees)) out.push_back(LearnedKind::boosted_trees);
  return out;
}

TEST(Train, EveryKindFindsAnEffectThatIsThereInPeopleItNeverSaw) {
  for (const LearnedKind kind : kinds()) {
    const auto trained = train(drawn_people(1, true), {"stress", kind, Dimension::arousal});
    ASSERT_TRUE(trained) << base::describe(trained.error());
    EXPECT_GT(trained->judged.auc, 0.85) << name_of(kind);
    EXPECT_GT(trained->model.observation.slope, 0) << name_of(kind);
    const auto smooth = train(drawn_people(1, false), {"arousal", kind, Dimension::arousal});
    ASSERT_TRUE(smooth);
    EXPECT_LT(smooth->judged.rmse, 0.9 * smooth->judged.rmse_of_mean) << name_of(kind);
  }
}

TEST(Train, NoKindFindsAnEffectThatIsNotThere) {
  for (const LearnedKind kind : kinds()) {
    const auto trained = train(drawn_people(0, true), {"stress", kind, Dimension::arousal});
    ASSERT_TRUE(trained);
    EXPECT_NEAR(trained->judged.auc, 0.5, 0.12) << name_of(kind);
  }
}

TEST(Train, AModelReadBackGivesTheSameScores) {
  for (const LearnedKind kind : kinds()) {
    const auto trained = train(drawn_people(1, true), {"stress", kind, Dimension::valence});
    ASSERT_TRUE(trained);
    const std::string text = trained_json(*trained);
    const auto again = parse_learned(text, "m.json");
    ASSERT_TRUE(again) << base::describe(again.error());
    EXPECT_EQ(again->people, trained->model.people);
    EXPECT_EQ(again->dimension, Dimension::valence);
    base::Random random(3);
    for (int i = 0; i < 300; ++i) {
      WindowFeatures x{};
      for (double& f : x) f = random.chance(0.2) ? std::nan("") : 2 * random.normal();
      EXPECT_NEAR(again->score(x), trained->model.score(x), 1e-3) << name_of(kind);
    }
    EXPECT_EQ(learned_json(*again), learned_json(trained->model)) << name_of(kind);
  }
}

TEST(Learned, DamagedModelsAreRefusedAndNeverCrash) {
  const auto trained = train(drawn_people(1, true), {"stress", kinds().back(), Dimension::arousal});
  ASSERT_TRUE(trained);
  const std::string text = trained_json(*trained);
  EXPECT_TRUE(rc::check([&](std::uint64_t seed) {
    base::Random random(seed);
    std::string bytes = text;
    for (int k = 0; k < 4; ++k) {
      bytes[random.below(bytes.size())] = static_cast<char>(32 + random.below(95));
    }
    const auto model = parse_learned(bytes, "m.json");
    if (!model) {
      RC_ASSERT(!model.error().what.empty());
      return;
    }
    (void)model->score({1, 2, 3, std::nan("")});
  }));
  for (const char* bad : {"", "{}", "[]", R"({"version": 2})", R"({"version": 1})"}) {
    EXPECT_FALSE(parse_learned(bad, "m.json")) << bad;
  }
}

LearnedModel plain_model() {
  LearnedModel model;
  model.scale = {1, 1, 1, 1};
  model.weights = {1, 0, 0, 0};
  model.observation = {2, 0, 0.5};
  return model;
}

// Five quiet minutes, then a faster heart.
ViewerState watched(const std::shared_ptr<const LearnedModel>& learned, double faster_bpm) {
  ViewerModel model(Senses::Rates{}, learned);
  base::Random random(1);
  for (double t = 0; t < 900; t += 1) {
    const double bpm = 70 + (t > 600 ? faster_bpm : 0) + 0.5 * random.normal();
    model.feed({t, Channel::heart_rate, 0, bpm});
    model.state_at(t);
  }
  return model.state_at(900);
}

TEST(Learned, StandsInPlaceOfTheSourcedModelOfTheHeart) {
  const auto learned = std::make_shared<const LearnedModel>(plain_model());
  EXPECT_GT(watched(learned, 15).arousal.mean, watched(learned, 0).arousal.mean + 0.05);
  auto contrary = plain_model();
  contrary.weights = {-1, 0, 0, 0};
  const auto turned = std::make_shared<const LearnedModel>(contrary);
  EXPECT_LT(watched(turned, 15).arousal.mean, watched(turned, 0).arousal.mean);
}

TEST(Learned, AModelThatKnowsNothingLeavesThePrior) {
  auto ignorant = plain_model();
  ignorant.observation.slope = 0;
  const auto state = watched(std::make_shared<const LearnedModel>(ignorant), 15);
  EXPECT_NEAR(state.arousal.mean, 0, 1e-9);
  EXPECT_NEAR(state.arousal.sd, 0.6, 1e-6);
}

TEST(Learned, WithoutItsSignalsItSaysNothing) {
  ViewerModel model(Senses::Rates{}, std::make_shared<const LearnedModel>(plain_model()));
  const ViewerState state = model.state_at(900);
  EXPECT_NEAR(state.arousal.sd, 0.6, 1e-6);
  EXPECT_FALSE(plain_model().observe({NAN, NAN, NAN, NAN}).has_value());
}

TEST(Windows, AreTheSameLiveAndFromARecording) {
  Recording recording;
  Series rate;
  rate.channel = Channel::heart_rate;
  rate.rate_hz = 1;
  base::Random random(2);
  for (int i = 0; i < 900; ++i) rate.values.push_back(70 + random.normal());
  recording.series.push_back(rate);
  const auto windows = windows_of(recording);
  Senses senses;
  WindowTracker tracker;
  std::vector<Window> live;
  for (int i = 0; i < 900; ++i) {
    senses.feed(
        {static_cast<double>(i), Channel::heart_rate, 0, rate.values[static_cast<std::size_t>(i)]});
    if (i == 0) continue;
    if (tracker.second(i, rate_for_window(senses, i), log_skin_for_window(senses, i))) {
      live.push_back(tracker.latest());
    }
  }
  ASSERT_EQ(windows.size(), live.size());
  ASSERT_GT(windows.size(), 50u);
  for (std::size_t i = 0; i < windows.size(); ++i) {
    EXPECT_EQ(windows[i].end_s, live[i].end_s);
    EXPECT_EQ(windows[i].features[0], live[i].features[0]);
    EXPECT_TRUE(std::isnan(windows[i].features[2]));
  }
}

TEST(Train, StressAgainstRestInPeopleItNeverSaw) {
  NEED_SIGNALS(folder);
  const auto people = read_people(folder / "e4/stress_predict", "stress");
  ASSERT_TRUE(people) << base::describe(people.error());
  for (const LearnedKind kind : kinds()) {
    const auto trained = train(*people, {"stress", kind, Dimension::arousal});
    ASSERT_TRUE(trained);
    const CrossValidation& judged = trained->judged;
    std::cout << name_of(kind) << ": AUC " << judged.auc << ", balanced accuracy "
              << judged.balanced_accuracy << "; another person's signals " << judged.auc_swapped
              << ", elapsed time " << judged.auc_elapsed_time << "\n";
    EXPECT_GE(judged.auc, kind == LearnedKind::ridge ? 0.77 : 0.7);
    EXPECT_GE(judged.balanced_accuracy, kind == LearnedKind::ridge ? 0.68 : 0.62);
    EXPECT_GT(judged.auc_elapsed_time, 0.9);  // which is why no model may see it
  }
}

// Two minutes of each label in turn; with it the heart rises by `bpm` and the skin by `log_skin`.
Person person_who_answers(const std::string& name, double bpm, double log_skin) {
  auto recording = std::make_shared<Recording>();
  Series rate, skin;
  rate.channel = Channel::heart_rate;
  rate.rate_hz = 1;
  skin.channel = Channel::skin_conductance;
  skin.rate_hz = 4;
  Person person{name, {}};
  for (int i = 0; i < 12 * 120; ++i) {
    const double target = (i / 120) % 2;
    if (i % 120 == 0) person.spans.push_back({i * 1.0, i + 120.0, target});
    rate.values.push_back(70 + bpm * target);
    const double level = 2 * std::exp(log_skin * target);
    for (int k = 0; k < 4; ++k) skin.values.push_back(level + 0.001 * ((i + k) % 2));
  }
  recording->series = {rate, skin};
  person.recording = std::move(recording);
  return person;
}

TEST(Gains, OfAPersonAreWhatHeartAndSkinDidBetweenTheLabels) {
  const PersonGains gains = measure_gains(person_who_answers("a", 6, 0.4));
  EXPECT_NEAR(gains.heart, 6, 0.1);
  EXPECT_NEAR(gains.log_skin, 0.4, 0.1);
}

TEST(Gains, OfPeopleAreTheirMeanAndSpread) {
  const std::vector<PersonGains> people{
      {2, 0.1, std::nan("")}, {4, 0.2, std::nan("")}, {9, 0.3, 1}};
  const population::Gains gains = gains_of(people);
  EXPECT_NEAR(gains.heart.mean, 5, 1e-9);
  EXPECT_NEAR(gains.heart.sd, std::sqrt(13.0), 1e-9);
  EXPECT_EQ(gains.response.mean, population::response_gain.mean);  // measured in one only
}

TEST(Gains, AModelOfThemIsReadBackAndABadOneIsRefused) {
  const std::vector<Person> people{person_who_answers("a", 6, 0.4), person_who_answers("b", 8, 0.2),
                                   person_who_answers("c", 1, 0.1)};
  const auto trained = train(people, {"stress", LearnedKind::gains, Dimension::arousal});
  ASSERT_TRUE(trained) << base::describe(trained.error());
  const std::string text = trained_json(*trained);
  const auto again = parse_learned(text, "m.json");
  ASSERT_TRUE(again) << base::describe(again.error());
  EXPECT_NEAR(again->gains.heart.mean, 5, 0.1);
  EXPECT_EQ(learned_json(*again), learned_json(trained->model));
  std::string bad = text;
  bad.replace(bad.find("heart_bpm"), 9, "heart_xyz");
  EXPECT_FALSE(parse_learned(bad, "m.json"));
  EXPECT_TRUE(rc::check([&](std::uint64_t seed) {
    base::Random random(seed);
    std::string bytes = text;
    for (int k = 0; k < 4; ++k) bytes[random.below(bytes.size())] = "0\"-e{x"[random.below(6)];
    const auto model = parse_learned(bytes, "m.json");
    if (model) {
      RC_ASSERT(model->gains.heart.sd > 0);
    } else {
      RC_ASSERT(!model.error().what.empty());
    }
  }));
  EXPECT_FALSE(train(people, {"stress", LearnedKind::gains, Dimension::valence}));
}

// The state itself, of each person with the gains of the others: the bar of carrying over to people
// it never saw, and that its widths hold.
TEST(Gains, OfOthersOrderStressAndRestAndTheWidthsHoldForPeopleNeverSeen) {
  NEED_SIGNALS(folder);
  const auto people = read_people(folder / "e4/stress_predict", "stress");
  ASSERT_TRUE(people) << base::describe(people.error());
  const auto trained = train(*people, {"stress", LearnedKind::gains, Dimension::arousal});
  ASSERT_TRUE(trained) << base::describe(trained.error());
  const CrossValidation& judged = trained->judged;
  std::cout << "gains: AUC " << judged.auc << ", balanced accuracy " << judged.balanced_accuracy
            << "; another person's signals " << judged.auc_swapped << "; within the 50 and 90 % "
            << "intervals " << judged.within_50_pct << " " << judged.within_90_pct << "\n";
  EXPECT_GE(judged.auc, 0.77);
  EXPECT_GE(judged.balanced_accuracy, 0.68);
  EXPECT_NEAR(judged.within_50_pct, 50, 5);
  // Too narrow misleads a director, so that side is kept closer. Both labels lie within the prior's
  // 90 %: where little is known all are inside.
  EXPECT_GE(judged.within_90_pct, 86);
  EXPECT_LE(judged.within_90_pct, 97);
}

double auc_of_state(const base::Path& folder, const Person& person,
                    const std::shared_ptr<const LearnedModel>& learned) {
  auto source = open_recording(folder / person.name);
  if (!source) return 0;
  ViewerModel model(Senses::Rates{0, 64}, learned);
  std::vector<double> scores, targets;
  for (const LabelledWindow& w : person.windows) {
    model.feed((*source)->next(w.window.end_s));
    scores.push_back(model.state_at(w.window.end_s).arousal.mean);
    targets.push_back(w.target);
  }
  return area_under_curve(scores, targets);
}

// The state itself, not the score: with a model that was fitted without this person.
TEST(Learned, TheStateOfPeopleItNeverSawFollowsTheirStress) {
  NEED_SIGNALS(folder);
  const base::Path root = folder / "e4/stress_predict";
  const auto people = read_people(root, "stress");
  ASSERT_TRUE(people);
  double sourced = 0, learned = 0;
  for (std::size_t left_out = 0; left_out < people->size(); ++left_out) {
    auto others = *people;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
    const auto trained = train(others, {"stress", LearnedKind::ridge, Dimension::arousal});
    ASSERT_TRUE(trained);
    const auto model = std::make_shared<const LearnedModel>(trained->model);
    learned += auc_of_state(root, (*people)[left_out], model);
    sourced += auc_of_state(root, (*people)[left_out], nullptr);
  }
  const auto n = static_cast<double>(people->size());
  std::cout << "AUC of the state's arousal, stress against rest: sourced model " << sourced / n
            << ", learned model " << learned / n << "\n";
  EXPECT_GT(learned / n, 0.6);
  EXPECT_GE(sourced / n, 0.77);  // the state as it ships
}

}  // namespace
}  // namespace kuleshov::sense
