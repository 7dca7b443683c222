// How long it will be, against how long it was: films whose subtitles and audio description are on
// disk. A description says what is seen, as action lines do.
#include "kuleshov/write/lasting.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/story/lengths.hpp"

namespace kuleshov::write {
namespace {

struct Cue {
  double begins = 0;
  double ends = 0;
  std::string text;
};

// "00:01:02,500" or "01:02.500".
double seconds_at(std::string_view stamp) {
  double total = 0;
  for (const std::string_view part : base::split(base::trim(stamp), ':')) {
    std::string number(part);
    for (char& c : number) c = c == ',' ? '.' : c;
    total = total * 60 + std::strtod(number.c_str(), nullptr);
  }
  return total;
}

// SubRip and WebVTT, as far as these files use them.
std::vector<Cue> cues_of(const base::Path& file) {
  std::vector<Cue> cues;
  const std::string text = base::read_file(file).value();
  bool open = false;
  for (const std::string_view raw : base::lines(text)) {
    const std::string_view line = base::trim(raw);
    if (const auto arrow = line.find("-->"); arrow != std::string_view::npos) {
      const std::string_view end = base::trim(line.substr(arrow + 3));
      cues.push_back(
          {seconds_at(line.substr(0, arrow)), seconds_at(end.substr(0, end.find(' '))), {}});
      open = true;
    } else if (line.empty()) {
      open = false;
    } else if (open) {
      cues.back().text += (cues.back().text.empty() ? "" : " ") + std::string(line);
    }
  }
  return cues;
}

const char* data_folder() { return base::environment("KULESHOV_DATA"); }

// Around a speech: half way between a shot at its shortest (0.28 s before, 0.12 s after) and at its
// natural length (0.28 s and 0.40 s); story/lengths.cpp.
constexpr double around_s = 0.54;

void expect_within(double predicted, double real, double share, const char* what) {
  std::printf("%s: %.1f s for %.1f s (%+.1f %%)\n", what, predicted, real,
              100 * (predicted / real - 1));
  EXPECT_LT(std::abs(predicted / real - 1), share) << what;
}

TEST(RunningTime, OfAWholeFilmIsWithinFifteenPercent) {
  if (data_folder() == nullptr) GTEST_SKIP() << "set KULESHOV_DATA";
  const base::Path film = base::Path(data_folder()) / "films/subtitles/elephants-dream_full-film";
  const auto speech = cues_of(film / "captions.en.vtt");
  const double last = speech.back().ends;  // titles of the crew follow
  double predicted = 0;
  for (const Cue& cue : speech) predicted += story::speech_seconds(cue.text, {}) + 0.68;
  for (const Cue& cue : cues_of(film / "descriptions.en.vtt"))
    if (cue.begins < last) predicted += story::action_seconds(cue.text);
  expect_within(predicted, last, 0.15, "Elephants Dream, speech and action");
}

// Films differ in how fast they talk.
TEST(RunningTime, OfSpeechIsWithinFifteenPercentOfTheSubtitledFilms) {
  if (data_folder() == nullptr) GTEST_SKIP() << "set KULESHOV_DATA";
  const base::Path films = base::Path(data_folder()) / "films/subtitles";
  double all_predicted = 0;
  double all_real = 0;
  for (const char* name :
       {"elephants-dream_full-film/captions.en.vtt", "tears-of-steel_full-film/TOS-en.srt"}) {
    double predicted = 0;
    double real = 0;
    for (const Cue& cue : cues_of(films / name)) {
      predicted += story::speech_seconds(cue.text, {}) + around_s;
      real += cue.ends - cue.begins;
    }
    expect_within(predicted, real, 0.15, name);
    all_predicted += predicted;
    all_real += real;
  }
  expect_within(all_predicted, all_real, 0.15, "both films' speech");
}

// Predicted and real seconds of speech, in tenths of a film one after the other.
struct Tenth {
  double predicted = 0;
  double real = 0;
};
std::vector<Tenth> tenths_of(const std::vector<Cue>& cues) {
  std::vector<Tenth> all(10);
  for (std::size_t i = 0; i < cues.size(); ++i) {
    Tenth& tenth = all[i * 10 / cues.size()];
    tenth.predicted += story::speech_seconds(cues[i].text, {}) + around_s;
    tenth.real += cues[i].ends - cues[i].begins;
  }
  return all;
}

// No tenth is predicted by a rate that it helped to find: the rate is the other nine's.
TEST(RunningTime, OfATenthOfAFilmIsPredictedByTheRateOfTheOthers) {
  if (data_folder() == nullptr) GTEST_SKIP() << "set KULESHOV_DATA";
  const base::Path films = base::Path(data_folder()) / "films/subtitles";
  double off = 0;
  double count = 0;
  for (const char* name :
       {"elephants-dream_full-film/captions.en.vtt", "tears-of-steel_full-film/TOS-en.srt"}) {
    const auto tenths = tenths_of(cues_of(films / name));
    for (std::size_t left_out = 0; left_out < tenths.size(); ++left_out) {
      Tenth others;
      for (std::size_t i = 0; i < tenths.size(); ++i) {
        if (i == left_out) continue;
        others.predicted += tenths[i].predicted;
        others.real += tenths[i].real;
      }
      const double rate = others.real / others.predicted;
      off += std::abs(tenths[left_out].predicted * rate / tenths[left_out].real - 1);
      ++count;
    }
  }
  std::printf("leave one tenth out: %.1f %% off on average\n", 100 * off / count);
  EXPECT_LT(off / count, 0.15);
}

// The fastest talkers of 1940 take their own rate: the voice's, as a film source gives it.
TEST(RunningTime, OfFastTalkersFollowsTheirVoice) {
  if (data_folder() == nullptr) GTEST_SKIP() << "set KULESHOV_DATA";
  story::Voice fast;
  fast.rate_wpm = 240;
  double predicted = 0;
  for (const Cue& cue :
       cues_of(base::Path(data_folder()) / "films/subtitles/his-girl-friday_clip.en.vtt"))
    predicted += story::speech_seconds(cue.text, fast);
  expect_within(predicted, 6.0, 0.15, "His Girl Friday at 240 words a minute");
}

// A film that was made: KULESHOV_MADE names its source and, beside it, SOURCE.film its package.
TEST(RunningTime, OfAMadeFilmIsWithinFifteenPercent) {
  const char* source = base::environment("KULESHOV_MADE");
  if (source == nullptr) GTEST_SKIP() << "set KULESHOV_MADE to a source that was made";
  const story::Film film = story::read_film(source).value();
  const base::Json manifest =
      base::read_json(base::Path(std::string(source) + ".film") / "manifest.json").value();
  std::map<std::string, double> made;
  for (const base::Json& shot : manifest["shots"])
    if (shot.value("ready", false)) made[shot["id"].get<std::string>()] = shot["natural_s"];
  double predicted = 0;
  double real = 0;
  for (const story::Scene& scene : film.scenes)
    for (const story::Shot& shot : scene.shots)
      if (const auto found = made.find(shot.id.str()); found != made.end()) {
        predicted += shot.natural.seconds();
        real += found->second;
      }
  ASSERT_GT(real, 60);
  expect_within(predicted, real, 0.15, "a made film");
}

}  // namespace
}  // namespace kuleshov::write
