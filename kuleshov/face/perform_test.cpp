#include "kuleshov/face/perform.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <cmath>

#include "kuleshov/face/context.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/tables.hpp"
#include "kuleshov/face/write.hpp"

namespace kuleshov::face {
namespace {

Take take_of(const PerformanceRequest& request) {
  auto take = perform(request);
  EXPECT_TRUE(take) << (take ? "" : base::describe(take.error()));
  return take ? *take : Take{};
}

float highest(const Take& take, Shape shape) {
  float most = 0;
  for (const auto& frame : take.frames) most = std::max(most, frame[shape]);
  return most;
}

PerformanceRequest of(const std::string& emotion, double intensity, double seconds) {
  PerformanceRequest request;
  request.emotions = {{0, emotion, intensity}};
  request.seconds = seconds;
  return request;
}

TEST(Vocabulary, HasAtLeastFortyTermsWithSourcesAndUnits) {
  const auto data = tables();
  ASSERT_TRUE(data) << base::describe(data.error());
  EXPECT_GE((*data)->terms.size(), 40U);
  for (const Term& term : (*data)->terms) {
    EXPECT_FALSE(term.sources.empty()) << term.name;
    for (const auto& chance : term.units) {
      EXPECT_FALSE((*data)->units[static_cast<std::size_t>(chance.unit)].shapes.empty())
          << term.name << " uses unit " << chance.unit << ", which no shape shows";
    }
  }
}

TEST(Vocabulary, KnowsTheWordsOfTheBriefAndTheBasicSix) {
  const auto data = tables();
  ASSERT_TRUE(data);
  for (const char* word : {"joy",
                           "happy",
                           "sadness",
                           "anger",
                           "fear",
                           "disgust",
                           "surprise",
                           "contempt",
                           "neutral",
                           "calm",
                           "tense",
                           "pride",
                           "tenderness",
                           "embarrassment",
                           "longing",
                           "relief",
                           "bittersweet",
                           "filial-shame",
                           "jealousy",
                           "gratitude",
                           "grief-held-back",
                           "polite-smile-over-hurt",
                           "Grief held back",
                           "worried"}) {
    EXPECT_NE((*data)->find(word), nullptr) << word;
  }
}

TEST(Vocabulary, NoAliasMeansTwoTerms) {
  const auto data = tables();
  ASSERT_TRUE(data);
  std::map<std::string, std::string> owner;
  for (const Term& term : (*data)->terms) {
    for (const auto& alias : term.aliases) {
      EXPECT_TRUE(owner.emplace(alias, term.name).second)
          << alias << ": " << owner[alias] << " and " << term.name;
    }
  }
}

TEST(Perform, AnUnknownEmotionNamesTheNearest) {
  const auto take = perform(of("sadnes", 0.5, 2));
  ASSERT_FALSE(take);
  EXPECT_NE(take.error().remedy.find("sadness"), std::string::npos);
}

TEST(Perform, RefusesLengthsThatAreNotPositive) {
  EXPECT_FALSE(perform(of("joy", 0.5, 0)));
  EXPECT_FALSE(perform(of("joy", 0.5, std::nan(""))));
}

RC_GTEST_PROP(Perform, StaysInRangeAndIsTheSameForTheSameSeed, ()) {
  const auto data = tables();
  RC_ASSERT(data.has_value());
  const auto& terms = (*data)->terms;
  auto request = of(terms[*rc::gen::inRange<std::size_t>(0, terms.size())].name,
                    *rc::gen::inRange(0, 11) / 10.0, *rc::gen::inRange(1, 12));
  request.seed = *rc::gen::arbitrary<std::uint64_t>();
  request.speaking = *rc::gen::arbitrary<bool>();
  if (request.speaking)
    request.speech = phonemes_from_text("but maybe my boat came back", 0.2, 150);
  const Take a = take_of(request);
  const Take b = take_of(request);
  RC_ASSERT(a.frames.size() == static_cast<std::size_t>(request.seconds * 25));
  for (std::size_t i = 0; i < a.frames.size(); ++i) {
    RC_ASSERT(a.frames[i].shape == b.frames[i].shape);
    for (const float v : a.frames[i].shape) RC_ASSERT(v >= 0.0F && v <= 1.0F);
    RC_ASSERT(a.frames[i][Shape::mouth_close] <= a.frames[i][Shape::jaw_open] + 0.05F);
    RC_ASSERT(std::abs(a.frames[i].left_eye.yaw) < 40.0F);
  }
}

TEST(Perform, JoySmilesAndSadnessDoesNot) {
  EXPECT_GT(highest(take_of(of("joy", 0.8, 6)), Shape::mouth_smile_left), 0.3F);
  EXPECT_LT(highest(take_of(of("sadness", 0.8, 6)), Shape::mouth_smile_left), 0.1F);
  EXPECT_GT(highest(take_of(of("sadness", 0.8, 6)), Shape::brow_inner_up), 0.2F);
}

TEST(Perform, TwoSeedsGiveTwoFaces) {
  auto request = of("anger", 0.7, 5);
  const Take a = take_of(request);
  request.seed = 2;
  const Take b = take_of(request);
  double apart = 0;
  for (std::size_t i = 0; i < a.frames.size(); ++i) {
    for (std::size_t s = 0; s < shape_count; ++s) {
      apart += std::abs(a.frames[i].shape[s] - b.frames[i].shape[s]);
    }
  }
  EXPECT_GT(apart / static_cast<double>(a.frames.size()), 0.2);
}

TEST(Perform, TheSameMomentIsTheSameFaceAtAnyRate) {
  auto request = of("relief", 0.6, 3);
  const Take slow = take_of(request);
  request.fps = 50;
  const Take fast = take_of(request);
  for (std::size_t i = 0; i < slow.frames.size(); ++i) {
    for (std::size_t s = 0; s < shape_count; ++s) {
      EXPECT_NEAR(slow.frames[i].shape[s], fast.frames[2 * i].shape[s], 1e-6F);
    }
  }
}

TEST(Perform, LipsAreSealedAtEveryBilabial) {
  auto request = of("joy", 0.9, 4);
  request.speaking = true;
  request.fps = 100;
  request.speech = phonemes_from_text("maybe my boat may be a plum", 0.3, 150);
  const Take take = take_of(request);
  int sealed = 0;
  for (const Phoneme& sound : request.speech) {
    if (sound.symbol != "p" && sound.symbol != "b" && sound.symbol != "m") continue;
    const auto& frame =
        take.frames[static_cast<std::size_t>((sound.start_s + sound.end_s) / 2 * take.fps)];
    EXPECT_GE(frame[Shape::mouth_close], frame[Shape::jaw_open] * 0.95F);
    EXPECT_LT(frame[Shape::mouth_lower_down_left], 0.05F);
    ++sealed;
  }
  EXPECT_GE(sealed, 5);
}

TEST(EmotionKeys, AreReadAsWrittenAndFaultsNamed) {
  const auto key = read_emotion_key("grief-held-back:0.6@2.5");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->emotion, "grief-held-back");
  EXPECT_DOUBLE_EQ(key->intensity, 0.6);
  EXPECT_DOUBLE_EQ(key->at_s, 2.5);
  EXPECT_DOUBLE_EQ(read_emotion_key("joy@3")->intensity, 0.5);
  for (const char* bad :
       {"joy:much", "joy:3", "joy:-1", "joy@x", "joy:", "joy@2:0.5", "joy:0.5x"}) {
    const auto fault = read_emotion_key(bad);
    ASSERT_FALSE(fault) << bad;
    EXPECT_NE(fault.error().remedy.find("TERM:intensity@seconds"), std::string::npos);
  }
}

TEST(EmotionKeys, MayComeInAnyOrder) {
  auto request = of("joy", 0.7, 8);
  request.emotions = {{0, "joy", 0.7}, {4, "sadness", 0.7}};
  const Take in_order = take_of(request);
  std::swap(request.emotions[0], request.emotions[1]);
  const Take swapped = take_of(request);
  for (std::size_t i = 0; i < in_order.frames.size(); i += 10) {
    EXPECT_EQ(in_order.frames[i].shape, swapped.frames[i].shape);
  }
}

TEST(Takes, AreNotWrittenUnderAnEndingThatSaysSomethingElse) {
  EXPECT_FALSE(write_take(take_of(of("joy", 0.5, 1)), testing::TempDir() + "take.fbx", ""));
}

TEST(Perform, NoTwoTimesAreTheLipsAsFarBehindTheJaw) {
  auto request = of("joy", 0.5, 12);
  request.speaking = true;
  request.speech = phonemes_from_text(
      "maybe my mother promised apples, and a bottle of milk before the boat came. I never "
      "believed her, you know, but I waited by the pier.",
      0.3, 150);
  const Take take = take_of(request);
  std::vector<float> shares;
  float widest = 0;
  for (const FaceFrame& frame : take.frames) {
    EXPECT_LE(frame[Shape::mouth_close], frame[Shape::jaw_open] + 1e-6F);
    widest = std::max(widest, frame[Shape::jaw_open]);
    if (frame[Shape::jaw_open] < 0.1F) continue;
    shares.push_back(frame[Shape::mouth_close] / frame[Shape::jaw_open]);
  }
  std::ranges::sort(shares);
  ASSERT_GT(shares.size(), 50U);
  EXPECT_GT(shares[shares.size() * 9 / 10] - shares[shares.size() / 10], 0.12F);
  request.seed += 1;
  const Take again = take_of(request);
  float other = 0;
  for (const FaceFrame& frame : again.frames) other = std::max(other, frame[Shape::jaw_open]);
  EXPECT_NE(widest, other);
}

TEST(Perform, EyesTurnAgainstTheHead) {
  auto request = of("interest", 0.5, 60);
  request.fps = 60;
  request.speaking = true;
  request.speech = phonemes_from_text(
      "I never told you why the light went out that night, and nobody ever asked me about it.", 1,
      150);
  const Take take = take_of(request);
  double with = 0;
  double square = 0;
  for (std::size_t i = 1; i < take.frames.size(); ++i) {
    const double head = (take.frames[i].head.pitch - take.frames[i - 1].head.pitch) * 60;
    const double eye = (take.frames[i].left_eye.pitch - take.frames[i - 1].left_eye.pitch) * 60;
    if (std::abs(head) < 8 || std::abs(eye) > 100) continue;
    with += head * eye;
    square += head * head;
  }
  ASSERT_GT(square, 0);
  EXPECT_GT(-with / square, 0.6);
}

double mean_of(const Take& take, Shape shape) {
  double sum = 0;
  for (const auto& frame : take.frames) sum += frame[shape];
  return sum / static_cast<double>(take.frames.size());
}

TEST(Perform, AngerBeforeASuperiorIsHeldBackOnTheWhole) {
  auto request = of("anger", 0.7, 6);
  request.context = "relation: superior\npublic: yes";
  double with = 0;
  double without = 0;
  for (request.seed = 1; request.seed <= 40; ++request.seed) {
    request.culture = "chinese-jiangnan";
    with += mean_of(take_of(request), Shape::mouth_press_left);
    request.culture.clear();
    without += mean_of(take_of(request), Shape::mouth_press_left);
  }
  EXPECT_LT(with, 0.85 * without);
}

TEST(Perform, AnEventWithoutAnEmotionIsAppraised) {
  PerformanceRequest request;
  request.seconds = 6;
  request.context = "Her brother died; the funeral. alone";
  EXPECT_GT(highest(take_of(request), Shape::brow_inner_up), 0.12F);
}

TEST(Perform, AnUnknownCultureIsAnError) {
  auto request = of("joy", 0.5, 2);
  request.culture = "atlantis";
  EXPECT_FALSE(perform(request));
}

TEST(Perform, AMinuteTakesLessThanFiftyMilliseconds) {
  auto request = of("tense", 0.6, 60);
  request.speaking = true;
  for (int i = 0; i < 12; ++i) {
    const auto part = phonemes_from_text("You never once asked me why I stayed.", i * 5.0, 150);
    request.speech.insert(request.speech.end(), part.begin(), part.end());
  }
  take_of(request);  // reads the tables
  const auto before = std::chrono::steady_clock::now();
  take_of(request);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - before;
#ifdef NDEBUG
  EXPECT_LT(took.count(), 50);
#else
  EXPECT_LT(took.count(), 1000);
#endif
}

// A film in another language is understood as far as its words are known.
TEST(Context, IsReadInSeveralLanguages) {
  const std::pair<const char*, const char*> said[] = {
      {"Le dice a su hermana que su padre murió.", "family"},
      {"Il retrouve son ennemi dans la rue.", "opponent"},
      {"Sie steht vor ihrer Großmutter.", "elder"},
      {"她在街上遇见了敌人，突然后悔了。", "opponent"},
      {"友達の前で恥をかいた。", "friend"},
      {"A filha fala com uma desconhecida.", "family"}};
  for (const auto& [text, relation] : said) {
    const auto context = read_context(text);
    ASSERT_TRUE(context);
    EXPECT_EQ(context->occasion.relation, relation) << text;
  }
  EXPECT_TRUE(read_context("她突然看见父亲去世了")->appraised);
  EXPECT_LT(read_context("Su padre murió.")->checks.conducive, 0);
  EXPECT_GT(read_context("Ils ont gagné.")->checks.conducive, 0);
}

TEST(Context, WhoIsThereIsNoEvent) {
  EXPECT_FALSE(read_context("relation: stranger\npublic: 0.8")->appraised);
  const auto among = read_context("a funeral, among strangers");
  EXPECT_EQ(among->occasion.relation, "stranger");
  EXPECT_EQ(among->checks.novelty, read_context("a funeral")->checks.novelty);
  EXPECT_TRUE(read_context("a strange noise")->appraised);
}

TEST(Context, AWordIsNotFoundInAnother) {
  const auto context = read_context(
      "She stands at the window in winter, won't sing the song of the kingdom, and wonders; leaves "
      "and gravel, the secretary's courtyard, materials for a deadline.");
  ASSERT_TRUE(context);
  EXPECT_FALSE(context->appraised) << context->evidence.front();
  EXPECT_TRUE(context->evidence.empty());
  EXPECT_EQ(context->occasion.relation, "any");
  EXPECT_TRUE(read_context("She has won!")->appraised);
  EXPECT_EQ(read_context("before her son")->occasion.relation, "family");
}

TEST(Context, WhatIsSaidOutrightStandsAboveWordsAlsoOnOneLine) {
  const auto context = read_context("she has lost her father; relation: stranger; public: yes");
  ASSERT_TRUE(context);
  EXPECT_EQ(context->occasion.relation, "stranger");
  EXPECT_EQ(context->occasion.publicness, 1);
  EXPECT_LT(context->checks.power, -0.6);  // a death, not a game
}

RC_GTEST_PROP(Context, AnyWordsAreAContextOrAnError, (const std::string& text)) {
  const auto context = read_context(text + "; relation: " + text);
  RC_ASSERT(context.has_value() || !context.error().remedy.empty());
}

TEST(Context, NamesWhatItCannotTake) {
  for (const char* bad : {"relation: frend", "public: perhaps", "power: much", "novelty: 3"}) {
    const auto context = read_context(bad);
    ASSERT_FALSE(context) << bad;
    EXPECT_FALSE(context.error().remedy.empty());
  }
}

// Nothing felt is not nothing done: a face without an emotion moves a little, and rests.
TEST(Perform, AFaceWithoutAnEmotionIsAlive) {
  for (const char* emotion : {"", "neutral"}) {
    PerformanceRequest request;
    if (*emotion != '\0') request.emotions = {{0, emotion, 0.5}};
    request.seconds = 20;
    const Take take = *perform(request);
    float most = 0;
    std::size_t moving = 0;
    for (std::size_t i = 1; i < take.frames.size(); ++i) {
      float change = 0;
      for (std::size_t s = 14; s < shape_count; ++s) {
        most = std::max(most, take.frames[i].shape[s]);
        change += std::abs(take.frames[i].shape[s] - take.frames[i - 1].shape[s]);
      }
      moving += change > 0.01F ? 1U : 0U;
    }
    EXPECT_GT(most, 0.08F);
    EXPECT_LT(most, 0.4F);
    EXPECT_GT(moving, take.frames.size() / 50);
    EXPECT_LT(moving, take.frames.size() / 2);
  }
}

}  // namespace
}  // namespace kuleshov::face
