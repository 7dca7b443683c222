// What a player says to a showing, and what it is told: docs/player.md, and the JSON Schema in
// docs/schemas/session.schema.json. Times on the film are frames (25 a second), so that no rounding
// lies between the two clocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::room {

inline constexpr int protocol_version = 1;
// The longest film time a message may name: a day.
inline constexpr std::int64_t most_frames = std::int64_t{25} * 86'400;
inline constexpr std::size_t most_samples = 256;  // in one message

// The first message: begins a showing or goes on with one.
struct Hello {
  std::string resume;      // a token of an earlier welcome; empty: a new showing
  std::string viewer;      // none, live or simulated:NAME; empty: what the server was started with
  std::string from;        // a rehearsal: the scene it begins at; empty: the opening
  std::uint64_t seed = 0;  // 0: the server draws one
  double ceiling = 1;      // of intensity, 0..1
  bool reacting = true;
  bool consent = false;  // the viewer agreed to be sensed; without it no signal is read
};
// The playhead, about four times a second.
struct Time {
  double at_s = 0;
};
// "The cut `cut` is near: what follows?" `at` is set when the viewer leaves the scene: the frame at
// which the current shot is to be cut off.
struct Decide {
  std::int64_t cut = 0;
  std::optional<std::int64_t> at;
};
// The answer to `decide` came too late: the default that was appended stands.
struct Stood {
  std::int64_t cut = 0;
};
// A way chosen by hand; empty: left to the film again.
struct Choose {
  std::string way;
};
struct React {
  bool on = true;
};
struct Ceiling {
  double value = 1;
};
// From a sensor in the page. Only taken from this very machine: see Session.
struct Samples {
  struct Sample {
    double at_s = 0;
    std::string channel;  // heart-beat heart-rate skin-conductance pupil
                          // eye-openness gaze-x gaze-y
    double value = 0;
  };
  std::vector<Sample> samples;
};
// The viewer lets a sensor in the page be read (live), or no more (none).
struct Sense {
  bool live = false;
};
// Back to the cut `cut`, to decide again from there.
struct Again {
  std::int64_t cut = 0;
};

using Message =
    std::variant<Hello, Time, Decide, Stood, Choose, React, Ceiling, Samples, Sense, Again>;

// Errors: not JSON, not an object, an unknown type, a field that is missing, of the wrong type or
// out of range. Never throws; whatever the bytes.
base::Result<Message> parse_message(std::string_view text);

}  // namespace kuleshov::room
