#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <numbers>

#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/analysis.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/readers.hpp"
#include "kuleshov/sense/recorded.hpp"
#include "kuleshov/sense/signals_of_tests.hpp"
#include "kuleshov/sense/simulated.hpp"
#include "kuleshov/sense/synthesis.hpp"

namespace kuleshov::sense {
namespace {

std::vector<double> clean_ecg(double seconds) {
  std::vector<double> beats;
  base::Random random(5);
  for (double t = 0.5; t < seconds; t += 0.8 + 0.03 * random.normal()) beats.push_back(t);
  auto signal = draw_ecg(beats, 250, seconds);
  for (double& x : signal) x += 0.02 * random.normal();
  return signal;
}

Senses heard(const std::vector<double>& values, double rate_hz, Channel channel) {
  Senses senses(channel == Channel::ecg ? Senses::Rates{rate_hz, 0} : Senses::Rates{0, rate_hz});
  Event event;
  for (std::size_t i = 0; i < values.size(); ++i) {
    senses.feed({static_cast<double>(i) / rate_hz, channel, 0, values[i]});
    while (senses.take(event)) continue;
  }
  return senses;
}

TEST(WaveQuality, ACleanEcgIsClean) {
  const WaveIndices q = heard(clean_ecg(40), 250, Channel::ecg).ecg_indices();
  EXPECT_GT(q.likeness, 0.9);
  EXPECT_LT(q.powerline, 0.05);
  EXPECT_EQ(q.flat, 0);
  EXPECT_LT(q.saturated, 0.01);
  EXPECT_GT(q.overall, 0.9);
}

TEST(WaveQuality, AFlatLineIsNothing) {
  auto signal = clean_ecg(40);
  std::fill(signal.begin() + 6000, signal.end(), signal[6000]);
  const WaveIndices q = heard(signal, 250, Channel::ecg).ecg_indices();
  EXPECT_GT(q.flat, 0.9);
  EXPECT_LT(q.overall, 0.1);
}

TEST(WaveQuality, AnAmplifierAtItsRailsIsSaturated) {
  auto signal = clean_ecg(40);
  for (double& x : signal) x = std::clamp(x, -0.02, 0.1);
  const WaveIndices q = heard(signal, 250, Channel::ecg).ecg_indices();
  EXPECT_GT(q.saturated, 0.05);
  EXPECT_LT(q.overall, 0.4);
}

TEST(WaveQuality, MainsHumIsSeenAtBothFrequencies) {
  for (const double hz : {50.0, 60.0}) {
    auto signal = clean_ecg(40);
    for (std::size_t i = 0; i < signal.size(); ++i) {
      signal[i] += 0.5 * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / 250);
    }
    const WaveIndices q = heard(signal, 250, Channel::ecg).ecg_indices();
    EXPECT_GT(q.powerline, 0.5) << hz;
    EXPECT_LT(q.overall, 0.3) << hz;
  }
}

TEST(WaveQuality, NoiseHasNoBeatsThatLookAlike) {
  base::Random random(2);
  std::vector<double> signal(250 * 40);
  for (double& x : signal) x = random.normal();
  const WaveIndices q = heard(signal, 250, Channel::ecg).ecg_indices();
  std::cout << "noise: likeness " << q.likeness << ", overall " << q.overall << "\n";
  EXPECT_LT(q.overall, 0.6);
}

TEST(WaveQuality, LostSamplesCount) {
  auto signal = clean_ecg(40);
  for (std::size_t i = 0; i < signal.size(); i += 2) signal[i] = std::nan("");
  EXPECT_NEAR(heard(signal, 250, Channel::ecg).ecg_indices().lost, 0.5, 0.01);
}

TEST(WaveQuality, StaysWithinItsRangeWhateverComes) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    base::Random random(seed);
    WaveQuality quality(random.uniform(20, 500), ecg_wave);
    const double odd[] = {NAN, INFINITY, 1e300, 0, 0, 1, -1e5, 1e-300};
    for (int i = 0; i < 3000; ++i) {
      quality.sample(random.chance(0.3) ? odd[random.below(8)] : random.normal());
      if (random.chance(0.01)) quality.beat(random.uniform(-2, 30));
    }
    const WaveIndices q = quality.indices();
    for (const double x : {q.likeness, q.flat, q.saturated, q.powerline, q.lost, q.overall}) {
      RC_ASSERT(x >= 0 && x <= 1 + 1e-9);
    }
  }));
}

double mean_quality(const std::vector<double>& values, double rate_hz, Channel channel) {
  Senses senses(channel == Channel::ecg ? Senses::Rates{rate_hz, 0} : Senses::Rates{0, rate_hz});
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    senses.feed({static_cast<double>(i) / rate_hz, channel, 0, values[i]});
    if (i % static_cast<std::size_t>(rate_hz) != 0 || i < 15 * rate_hz) continue;
    sum += (channel == Channel::ecg ? senses.ecg_indices() : senses.ppg_indices()).overall;
    count += 1;
  }
  return sum / count;
}

TEST(WaveQuality, FallsWithElectrodeMotionInARealRecording) {
  NEED_SIGNALS(folder);
  const auto of = [&](const std::string& file) {
    const auto table = parse_table(*base::read_file(folder / file), file);
    return mean_quality(table->columns[0], 360, Channel::ecg);
  };
  const auto clean = read_wfdb(folder / "ecg/mitdb/100.hea");
  const double at_best = mean_quality(clean->series[0].values, 360, Channel::ecg);
  const double at_24_db = of("ecg/nstdb/118e24.csv");
  const double at_6_db = of("ecg/nstdb/118e06.csv");
  std::cout << "quality of record 100: " << at_best << ", of 118 at 24 dB " << at_24_db
            << ", at 6 dB " << at_6_db << "\n";
  EXPECT_GT(at_best, 0.9);
  EXPECT_GT(at_24_db, at_6_db + 0.2);
}

TEST(WaveQuality, OfHardRecordsIsStillGood) {
  NEED_SIGNALS(folder);
  for (const std::string record : {"105", "108", "203", "208"}) {
    const auto recording = read_wfdb(folder / "ecg/mitdb" / (record + ".hea"));
    const double q = mean_quality(recording->series[0].values, 360, Channel::ecg);
    std::cout << "quality of record " << record << ": " << q << "\n";
    EXPECT_GT(q, 0.5) << record;
  }
}

TEST(WaveQuality, OfRealPulses) {
  NEED_SIGNALS(folder);
  for (const auto& [record, least] : {std::pair{"05", 0.8}, {"26", 0.5}}) {
    const auto file =
        folder / "ppg/bidmc" / ("bidmc_" + std::string(record) + "_ppg_ecg_125hz.csv");
    const auto recording = read_recording(file);
    ASSERT_TRUE(recording) << base::describe(recording.error());
    const double q = mean_quality(recording->find(Channel::ppg)->values, 125, Channel::ppg);
    std::cout << "quality of bidmc " << record << ": " << q << "\n";
    EXPECT_GT(q, least);
  }
}

// Arousal after three minutes of a viewer whose ECG is spoilt.
ViewerState after_spoilt(double noise_mv, double hum_mv) {
  SynthesisRequest request;
  request.viewer = *viewer_named("tense");
  request.seconds = 180;
  request.ecg_noise_mv = noise_mv;
  const Synthesis s = synthesise(request);
  ViewerModel model(Senses::Rates{250, 0});
  for (std::size_t i = 0; i < s.ecg.size(); ++i) {
    const double t = static_cast<double>(i) / 250;
    model.feed({t, Channel::ecg, 0, s.ecg[i] + hum_mv * std::sin(2 * std::numbers::pi * 50 * t)});
    if (i % 62 == 0) model.state_at(t);
  }
  return model.state_at(180);
}

TEST(Quality, TheWorseTheWaveTheWiderTheBelief) {
  const ViewerState clean = after_spoilt(0.02, 0);
  const ViewerState noisy = after_spoilt(0.6, 0);
  const ViewerState humming = after_spoilt(0.02, 0.6);
  EXPECT_GT(noisy.arousal.sd, clean.arousal.sd);
  EXPECT_GT(humming.arousal.sd, clean.arousal.sd);
  EXPECT_LT(noisy.quality, clean.quality);
  EXPECT_LT(humming.quality, 0.5 * clean.quality);
}

TEST(Quality, MotionOfTheSensorLowersTheSkinsWeight) {
  ViewerModel still, moving;
  for (int i = 0; i < 8 * 120; ++i) {
    const double t = i / 8.0;
    const double skin = 3 + 0.3 * std::sin(t / 4);
    for (ViewerModel* model : {&still, &moving}) {
      model->feed({t, Channel::acceleration, 0, model == &still ? 1 : 1 + 0.4 * (i % 2)});
      model->feed({t, Channel::skin_conductance, 0, skin});
      model->state_at(t);
    }
  }
  EXPECT_LT(moving.senses().skin_quality(119.9), 0.5 * still.senses().skin_quality(119.9));
  EXPECT_GT(moving.state_at(120).arousal.sd, still.state_at(120).arousal.sd);
}

// Do experts' artefacts fall where the accelerometer moves?
TEST(Quality, OfSkinIsLowerInEpochsThatExpertsCallArtefacts) {
  NEED_SIGNALS(folder);
  for (const std::string name : {"2013_05_14_40mins_eating", "2013_05_28_1hour_walking"}) {
    const std::string stem = (folder / "eda/artifact" / name).string();
    const auto recording = read_recording(stem + ".csv");
    const auto labels = parse_table(*base::read_file(stem + "_labels.csv"), stem);
    ASSERT_TRUE(recording && labels);
    RecordedSource source(*recording);
    Senses senses;
    Event event;
    double sums[2]{}, counts[2]{};
    for (std::size_t e = 0; e < labels->lines.size(); ++e) {
      const double end_s = 5 * static_cast<double>(e + 1);
      for (const Sample& s : source.next(end_s)) {
        senses.feed(s);
        while (senses.take(event)) continue;
      }
      const auto vote = [&](int kind) {
        int votes = 0;
        for (std::size_t k = 3; k < 6; ++k) votes += labels->columns[k][e] == kind;
        return votes;
      };
      if (vote(1) + vote(2) < 3) continue;
      sums[vote(2) >= 2] += senses.skin_quality(end_s);
      counts[vote(2) >= 2] += 1;
    }
    const double clean = sums[0] / counts[0];
    const double artefact = sums[1] / counts[1];
    std::cout << name << ": skin quality " << clean << " in clean epochs, " << artefact
              << " in artefacts\n";
    EXPECT_GT(clean, 1.2 * artefact) << name;  // who walks moves all the time
  }
}

// Windows of a minute of wrist recordings: with too few beats the belief is wider and nobody is
// taken to be calm for it; what was believed of the minutes before fades slowly.
TEST(Quality, WristWindowsWithoutBeatsAreWiderAndNeverCalm) {
  NEED_SIGNALS(folder);
  double windows = 0, lacking = 0, sd_lacking = 0, sd_good = 0, good = 0;
  double calmest = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "e4/stress_predict")) {
    if (!entry.is_directory()) continue;
    auto recording = read_recording(entry.path());
    ASSERT_TRUE(recording) << base::describe(recording.error());
    std::erase_if(recording->series,
                  [](const Series& s) { return s.channel != Channel::heart_beat; });
    if (recording->series.empty()) continue;
    RecordedSource source(*recording);
    ViewerModel model;
    double silent_s = 0;
    for (double t = 0.25; t < recording->length_s(); t += 0.25) {
      model.feed(source.next(t));
      const ViewerState state = model.state_at(t);
      silent_s = model.heart().coverage(t, 10) < 0.05 ? silent_s + 0.25 : 0;
      if (silent_s > 60) calmest = std::min(calmest, state.arousal.mean);
      if (t < 180 || std::fmod(t, 60) > 0.01) continue;
      windows += 1;
      const bool lacks = model.heart().variability(t, 60).pairs < 10;
      (lacks ? lacking : good) += 1;
      (lacks ? sd_lacking : sd_good) += state.arousal.sd;
    }
  }
  std::cout << "windows with fewer than ten pairs of beats: " << 100 * lacking / windows
            << " %; mean sd of arousal " << sd_lacking / lacking << " there, " << sd_good / good
            << " elsewhere; calmest belief after a minute without beats " << calmest << "\n";
  EXPECT_GT(lacking / windows, 0.2);
  EXPECT_GT(sd_lacking / lacking, sd_good / good + 0.02);
  EXPECT_GT(calmest, -0.2);
}

// The same recording with beats taken out of it: the belief there is never narrower.
// A phone's red channel at its rails: hardly a pulse in the noise, where the strap has 55 bpm. What
// the detector finds there must not be believed.
TEST(Quality, APulseLostInNoiseMovesNothing) {
  NEED_SIGNALS(folder);
  const auto recording = read_recording(folder / "ppg/welltory/subject_01/PPG.csv");
  ASSERT_TRUE(recording) << base::describe(recording.error());
  RecordedSource source(*recording);
  ViewerModel model;
  double quality = 0, count = 0, farthest = 0;
  for (double t = 1; t < recording->length_s(); t += 1) {
    model.feed(source.next(t));
    farthest = std::max(farthest, std::abs(model.state_at(t).arousal.mean));
    quality += model.senses().heart_quality(t);
    count += 1;
  }
  std::cout << "subject_01: mean quality " << quality / count << ", arousal within " << farthest
            << "\n";
  EXPECT_LT(quality / count, 0.3);
  EXPECT_LT(farthest, 0.15);
}

TEST(Quality, TakingBeatsAwayNeverMakesSurer) {
  NEED_SIGNALS(folder);
  auto whole = read_recording(folder / "e4/stress_predict/S05");
  ASSERT_TRUE(whole) << base::describe(whole.error());
  std::erase_if(whole->series, [](const Series& s) { return s.channel != Channel::heart_beat; });
  Recording holed = *whole;
  Series& beats = holed.series[0];
  std::vector<double> times, values;
  for (std::size_t i = 0; i < beats.values.size(); ++i) {
    if (std::fmod(beats.times_s[i], 300) > 150) continue;
    times.push_back(beats.times_s[i]);
    values.push_back(beats.values[i]);
  }
  beats.times_s = times;
  beats.values = values;
  RecordedSource a(*whole), b(holed);
  ViewerModel full, thin;
  double worst = 1;
  for (double t = 0.25; t < 1800; t += 0.25) {
    full.feed(a.next(t));
    thin.feed(b.next(t));
    const double sd = full.state_at(t).arousal.sd;
    worst = std::min(worst, thin.state_at(t).arousal.sd - sd);
  }
  EXPECT_GT(worst, -0.03);  // another share of outliers, another weight
}

}  // namespace
}  // namespace kuleshov::sense
