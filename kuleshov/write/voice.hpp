// How a person talks: the same words in five mouths. Contractions, dropped subjects, openers and
// calling by name, by the kinds in data/genres/voices.yaml.
#pragma once

#include <string>

#include "kuleshov/base/random.hpp"
#include "kuleshov/write/library.hpp"

namespace kuleshov::write {

// "I don't know." -> "I do not know." The contractions that are always the same words.
std::string without_contractions(std::string text);
// "I don't know." -> "Don't know."; unchanged where dropping would change the sense.
std::string clipped(const std::string& text);

// What another person said just before, if anything: a word that answers opens only an answer.
enum class Before { nothing, question, statement };

std::string in_voice(const std::string& text, const Entry& voice, Before before,
                     base::Random& random);

}  // namespace kuleshov::write
