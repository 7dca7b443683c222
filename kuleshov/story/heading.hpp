// The parts of a scene heading: "INT. LAMP ROOM - NIGHT".
#pragma once

#include <string>
#include <string_view>

namespace kuleshov::story {

struct Heading {
  bool interior = true;
  std::string place;        // "LAMP ROOM"
  std::string time_of_day;  // dawn morning day dusk night; "same" for CONTINUOUS, LATER; else empty
};

Heading read_heading(std::string_view text);

}  // namespace kuleshov::story
