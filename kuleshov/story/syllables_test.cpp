#include "kuleshov/story/syllables.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "kuleshov/story/lengths.hpp"

namespace kuleshov::story {
namespace {

// Counts of the CMU Pronouncing Dictionary (cmudict 0.7b, public domain).
TEST(Syllables, OfEnglishWordsAreThoseOfTheDictionary) {
  const std::map<std::string, int> counts{
      {"don't", 1},     {"didn't", 2},  {"couldn't", 2},  {"aren't", 1},  {"it's", 1},
      {"you're", 1},    {"they've", 1}, {"we'll", 1},     {"James's", 2}, {"o'clock", 2},
      {"walked", 1},    {"wanted", 2},  {"needed", 2},    {"called", 1},  {"makes", 1},
      {"boxes", 2},     {"houses", 2},  {"changes", 2},   {"table", 2},   {"people", 2},
      {"settled", 2},   {"whole", 1},   {"something", 2}, {"lonely", 2},  {"movement", 2},
      {"sometimes", 2}, {"nation", 2},  {"violin", 3},    {"being", 2},   {"idea", 3},
      {"museum", 3},    {"quote", 1},   {"your", 1},      {"yes", 1},     {"prism", 2},
      {"awesome", 2},   {"the", 1},     {"rhythm", 2},    {"robots", 2},  {"letter", 2}};
  int wrong = 0;
  for (const auto& [word, count] : counts) {
    wrong += syllables(word) != count ? 1 : 0;
    EXPECT_NEAR(syllables(word), count, 1) << word;
  }
  EXPECT_LE(wrong, 3);
  EXPECT_EQ(syllables("You’re not paying attention, don’t!"), 1 + 1 + 2 + 3 + 1);
}

TEST(Syllables, NoLetterIsSilentWhereTheLanguageSpeaksItsLast) {
  EXPECT_EQ(syllables("padre", "es"), 2);
  EXPECT_EQ(syllables("meses", "es"), 2);
  EXPECT_EQ(syllables("Straße", "de"), 2);
  EXPECT_EQ(syllables("une porte", "fr"), 2);
  EXPECT_EQ(syllables("l'été", "fr"), 2);
  EXPECT_EQ(syllables("спасибо", "ru"), 3);
  EXPECT_EQ(syllables("灯塔", "zh"), 2);
}

TEST(Syllables, OfALanguageThatIsSpokenFasterTakeLess) {
  EXPECT_DOUBLE_EQ(pace_of("en"), 1);
  EXPECT_GT(pace_of("es-MX"), 1.2);
  EXPECT_DOUBLE_EQ(pace_of("zh"), 1);
  EXPECT_LT(speech_seconds("la la la la", {}, "es"), speech_seconds("la la la la", {}, "en"));
}

TEST(Syllables, OfATextAreThoseOfItsWords) {
  EXPECT_EQ(syllables("make 'make' make"), 3);
  EXPECT_EQ(syllables("''"), 0);
  EXPECT_EQ(syllables("café noir"), syllables("café") + syllables("noir"));
}

}  // namespace
}  // namespace kuleshov::story
