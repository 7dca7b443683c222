// The closed word lists of the film source: each word with its value, in the order shown to people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

std::string_view name_of(VariableType type);  // "boolean" "integer" "enumeration"
std::string_view name_of(ArcPolicy policy);   // "follow" "counter" "mirror" "ignore"

// The value of a word; nothing for other words. Shot scales also by their abbreviations.
std::optional<ShotScale> shot_scale_of(std::string_view word);
std::optional<CameraMove> camera_move_of(std::string_view word);
std::optional<VariableType> variable_type_of(std::string_view word);
std::optional<ArcPolicy> arc_policy_of(std::string_view word);

std::vector<std::string> shot_scale_words();
std::vector<std::string> camera_move_words();
std::vector<std::string> variable_type_words();
std::vector<std::string> arc_policy_words();
const std::vector<std::string>& time_of_day_words();  // dawn morning day dusk night
const std::vector<std::string>& weather_words();      // clear cloud rain storm snow fog
const std::vector<std::string>& hair_style_words();
const std::vector<std::string>& beard_words();
const std::vector<std::string>& dress_words();
const std::vector<std::string>& build_words();
const std::vector<std::string>& personality_words();  // the Big Five (Costa & McCrae 1992)
const std::vector<std::string>& pose_words();
// What one person is to another; the words of culture packs' display rules.
const std::vector<std::string>& relation_words();

// The scale moved into the anchor's band.
ShotScale within(ShotScale scale, const StyleAnchor& style);

}  // namespace kuleshov::story
