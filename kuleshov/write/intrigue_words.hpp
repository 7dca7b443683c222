// The words of a planned step: for intrigue.cpp.
#pragma once

#include <string>

#include "kuleshov/write/intrigue.hpp"

namespace kuleshov::write {

// "O believes knows(Y) = True" -> "O learns that Y knows of it"; empty: nothing worth saying.
std::string in_words(const std::string& belief, const Domains& domains, const Intrigue& intrigue);

// "face(Y, O)" -> "Y says it to O's face"; as it is where words.yaml has no sentence for it.
std::string sentence_of(const std::string& action, const Domains& domains);

// The step as an event that can stand in a film: people, motives, what is learned and hidden, text.
Event event_of(const PlannedStep& step, const Domains& domains, const Intrigue& intrigue);

}  // namespace kuleshov::write
