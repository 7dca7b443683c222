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

struct Worn {
  bool heart = false;
  bool skin = false;
  bool eyes = false;
  bool face = false;
  double faults = 0;  // drop-outs and skin artefacts a minute
};

std::string name_of(const Worn& worn) {
  std::string out;
  const auto add = [&](bool is_worn, const char* name) {
    if (is_worn) out += (out.empty() ? "" : " ") + std::string(name);
  };
  add(worn.heart, "heart");
  add(worn.skin, "skin");
  add(worn.eyes, "eyes");
  add(worn.face, "face");
  if (worn.faults > 0) out += " with faults";
  return out.empty() ? "nothing" : out;
}

// Viewers drawn from the population, each with a film of their own: scenes of 20-90 s.
Watched watch_many(const Worn& worn, std::uint64_t people = 60) {
  Watched out;
  for (std::uint64_t seed = 1; seed <= people; ++seed) {
    ViewerParameters person = viewer_drawn(seed);
    person.has_heart = worn.heart;
    person.has_skin = worn.skin;
    person.has_eyes = worn.eyes;
    person.has_face = worn.face;
    person.skin_jerks_per_minute = worn.faults;
    person.drop_outs_per_minute = worn.faults;
    SimulatedViewer viewer(person, seed);
    base::Random film(seed, "film");
    ViewerModel model;
    double scene_ends = 0;
    for (double t = 0.25; t <= 720; t += 0.25) {
      if (t >= scene_ends) {
        viewer.drive({film.uniform(-1, 1), film.uniform(-1, 1)});
        scene_ends = t + film.uniform(20, 90);
      }
      model.feed(viewer.next(t));
      const ViewerState state = model.state_at(t);
      if (std::fmod(t, 5) > 0.01) continue;
      out.arousal.add(state.arousal, viewer.felt().arousal, population::arousal.mean);
      out.valence.add(state.valence, viewer.felt().valence, population::valence.mean);
      out.attention.add(state.attention, viewer.felt().attention, population::attention.mean);
    }
  }
  return out;
}

void print(const Worn& worn, const Watched& w) {
  const auto pair = [](const Coverage& c) {
    return std::to_string(static_cast<int>(std::lround(c.half_pct()))) + " " +
           std::to_string(static_cast<int>(std::lround(c.most_pct()))) + " (" +
           std::to_string(c.rmse() / c.rmse_of_prior()).substr(0, 4) + ")";
  };
  std::cout << name_of(worn) << ": arousal " << pair(w.arousal) << ", valence " << pair(w.valence)
            << ", attention " << pair(w.attention) << "\n";
}

void expect_calibrated(const Coverage& c, const std::string& what) {
  EXPECT_NEAR(c.half_pct(), 50, 5) << what;
  EXPECT_NEAR(c.most_pct(), 90, 5) << what;
}

// % of truths within the 50 and 90 % intervals; in brackets the error over that of the prior.
TEST(Calibration, OfEveryDimensionFromEverySubsetOfSensors) {
  for (unsigned subset = 0; subset < 16; ++subset) {
    const Worn worn{(subset & 1U) != 0, (subset & 2U) != 0, (subset & 4U) != 0, (subset & 8U) != 0};
    const Watched w = watch_many(worn);
    print(worn, w);
    expect_calibrated(w.arousal, name_of(worn) + ", arousal");
    expect_calibrated(w.attention, name_of(worn) + ", attention");
    if (!worn.face) expect_calibrated(w.valence, name_of(worn) + ", valence");
  }
}

// Of many more people: which of them show what they feel makes a difference of some points to
// sixty.
TEST(Calibration, OfValenceFromTheFacesOfManyPeople) {
  const Worn worn{false, false, false, true};
  const Watched w = watch_many(worn, 240);
  print(worn, w);
  expect_calibrated(w.valence, "valence");
}

TEST(Calibration, OfEverythingWithFaults) {
  const Worn worn{true, true, true, true, 0.5};
  const Watched w = watch_many(worn);
  print(worn, w);
  expect_calibrated(w.arousal, "arousal");
  expect_calibrated(w.attention, "attention");
}

TEST(Calibration, SensorsKnowMoreThanThePrior) {
  const Watched w = watch_many({true, true, true, true});
  EXPECT_LT(w.arousal.rmse(), 0.95 * w.arousal.rmse_of_prior());
  EXPECT_LT(w.valence.rmse(), 0.85 * w.valence.rmse_of_prior());
  EXPECT_LT(w.attention.rmse(), 0.95 * w.attention.rmse_of_prior());
}

TEST(Calibration, ValenceWithoutAFaceIsThePrior) {
  const Watched w = watch_many({true, true, true, false}, 10);
  EXPECT_NEAR(w.valence.rmse(), w.valence.rmse_of_prior(), 1e-9);
}

}  // namespace
}  // namespace kuleshov::sense
