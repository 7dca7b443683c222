#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/simulated.hpp"

namespace kuleshov::sense {
namespace {

struct Coverage {
  double half = 0;
  double most = 0;
  double count = 0;
  double squares = 0;        // of the error
  double squares_prior = 0;  // of the error of knowing nothing
  void add(const Estimate& e, double truth, double prior) {
    const double off = std::abs(e.mean - truth);
    half += off < 0.6745 * e.sd ? 1 : 0;
    most += off < 1.6449 * e.sd ? 1 : 0;
    count += 1;
    squares += off * off;
    squares_prior += (truth - prior) * (truth - prior);
  }
  [[nodiscard]] double half_pct() const { return 100 * half / count; }
  [[nodiscard]] double most_pct() const { return 100 * most / count; }
  [[nodiscard]] double rmse() const { return std::sqrt(squares / count); }
  [[nodiscard]] double rmse_of_prior() const { return std::sqrt(squares_prior / count); }
};

struct Watched {
  Coverage arousal;
  Coverage valence;
  Coverage attention;
};

// Viewers drawn from the population, each with a film of their own: scenes of 20-90 s.
Watched watch_many(bool heart, bool skin, bool more, double faults) {
  Watched out;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    ViewerParameters person = viewer_drawn(seed);
    person.has_heart = heart;
    person.has_skin = skin;
    person.has_eyes = person.has_face = more;
    person.skin_jerks_per_minute = faults;
    person.drop_outs_per_minute = faults;
    SimulatedViewer viewer(person, seed);
    base::Random film(seed, "film");
    ViewerModel model;
    double scene_ends = 0;
    for (double t = 0.25; t <= 900; t += 0.25) {
      if (t >= scene_ends) {
        viewer.drive({film.uniform(-1, 1), film.uniform(-1, 1)});
        scene_ends = t + film.uniform(20, 90);
      }
      model.feed(viewer.next(t));
      const ViewerState state = model.state_at(t);
      if (std::fmod(t, 5) > 0.01) continue;
      out.arousal.add(state.arousal, viewer.felt().arousal, 0);
      out.valence.add(state.valence, viewer.felt().valence, 0);
      out.attention.add(state.attention, viewer.felt().attention, 0.6);
    }
  }
  return out;
}

void print(const char* what, const Coverage& c) {
  std::cout << what << ": within the 50 % interval " << c.half_pct() << " %, within the 90 % "
            << c.most_pct() << " %; RMSE " << c.rmse() << " (prior alone " << c.rmse_of_prior()
            << ")\n";
}

void expect_calibrated(const Coverage& c) {
  EXPECT_NEAR(c.half_pct(), 50, 5);
  EXPECT_NEAR(c.most_pct(), 90, 5);
}

TEST(Calibration, OfArousalFromHeartAndSkin) {
  const Watched w = watch_many(true, true, false, 0);
  print("heart and skin, arousal", w.arousal);
  expect_calibrated(w.arousal);
  EXPECT_LT(w.arousal.rmse(), w.arousal.rmse_of_prior());
}

TEST(Calibration, OfArousalFromHeartOrSkinAlone) {
  const Watched heart = watch_many(true, false, false, 0);
  const Watched skin = watch_many(false, true, false, 0);
  print("heart alone, arousal", heart.arousal);
  print("skin alone, arousal", skin.arousal);
  expect_calibrated(heart.arousal);
  expect_calibrated(skin.arousal);
}

TEST(Calibration, OfEverythingFromAllChannelsWithFaults) {
  const Watched w = watch_many(true, true, true, 0.5);
  print("all, faults, arousal", w.arousal);
  print("all, faults, valence", w.valence);
  print("all, faults, attention", w.attention);
  expect_calibrated(w.arousal);
  expect_calibrated(w.valence);
  EXPECT_LT(w.valence.rmse(), w.valence.rmse_of_prior());
}

TEST(Calibration, ValenceWithoutAFaceIsThePrior) {
  const Watched w = watch_many(true, true, false, 0);
  EXPECT_NEAR(w.valence.rmse(), w.valence.rmse_of_prior(), 1e-9);
}

}  // namespace
}  // namespace kuleshov::sense
