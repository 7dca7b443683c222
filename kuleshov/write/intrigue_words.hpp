// The words of a planned step: for intrigue.cpp.
#pragma once

#include <string>

#include "kuleshov/write/intrigue.hpp"

namespace kuleshov::write {

// "O believes knows(Y) = True" -> "O learns that Y knows of it"; empty: nothing worth saying.
std::string in_words(const std::string& belief, const Domains& domains, const Intrigue& intrigue);

// The step as an event that can stand in a film: people, motives, what is learned and hidden, text.
Event event_of(const PlannedStep& step, const Domains& domains, const Intrigue& intrigue);

}  // namespace kuleshov::write
