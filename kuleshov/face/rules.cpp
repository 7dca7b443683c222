#include "kuleshov/face/rules.hpp"

#include <array>
#include <utility>

namespace kuleshov::face {

namespace {
constexpr std::array<std::pair<std::string_view, std::string_view>, rule_count> rows{{
    {"partners", "missing-partner"},
    {"onset", "rise-time"},
    {"hold", "episode-length"},
    {"rest", "neutral-share"},
    {"intensity", "intensity"},
    {"variants", "sameness"},
    {"saccades", "saccade-rate"},
    {"vestibular", "eye-head-gain"},
    {"conjugate", "eye-conjugacy"},
    {"blinks", "blink-rate"},
    {"lids", "lid-follows-gaze"},
    {"asymmetry", "symmetry"},
    {"seal", "lip-closure"},
    {"upper-face", "upper-lower-balance"},
    {"smooth", "jitter"},
    {"opposites", "forbidden-pair"},
    {"meaning", "emotion-fit"},
}};
}

std::string_view name_of(Rule rule) { return rows[static_cast<std::size_t>(rule)].first; }
std::string_view measure_of(Rule rule) { return rows[static_cast<std::size_t>(rule)].second; }

}  // namespace kuleshov::face
