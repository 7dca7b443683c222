#include "kuleshov/story/words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "kuleshov/base/text.hpp"

namespace kuleshov::story {

namespace {

template <class Value>
using Word = std::pair<std::string_view, Value>;

constexpr std::array<Word<ShotScale>, 7> scales{{{"extreme-close-up", ShotScale::extreme_close_up},
                                                 {"close-up", ShotScale::close_up},
                                                 {"medium-close-up", ShotScale::medium_close_up},
                                                 {"medium", ShotScale::medium},
                                                 {"medium-long", ShotScale::medium_long},
                                                 {"wide", ShotScale::wide},
                                                 {"extreme-wide", ShotScale::extreme_wide}}};
constexpr std::array<Word<ShotScale>, 8> short_scales{{{"ecu", ShotScale::extreme_close_up},
                                                       {"cu", ShotScale::close_up},
                                                       {"mcu", ShotScale::medium_close_up},
                                                       {"ms", ShotScale::medium},
                                                       {"mls", ShotScale::medium_long},
                                                       {"ws", ShotScale::wide},
                                                       {"ls", ShotScale::wide},
                                                       {"ews", ShotScale::extreme_wide}}};
constexpr std::array<Word<CameraMove>, 8> moves{{{"hold", CameraMove::hold},
                                                 {"push-in", CameraMove::push_in},
                                                 {"pull-out", CameraMove::pull_out},
                                                 {"pan-left", CameraMove::pan_left},
                                                 {"pan-right", CameraMove::pan_right},
                                                 {"tilt-up", CameraMove::tilt_up},
                                                 {"tilt-down", CameraMove::tilt_down},
                                                 {"handheld", CameraMove::handheld}}};
constexpr std::array<Word<VariableType>, 3> types{{{"boolean", VariableType::boolean},
                                                   {"integer", VariableType::integer},
                                                   {"enumeration", VariableType::enumeration}}};
constexpr std::array<Word<ArcPolicy>, 4> policies{{{"follow", ArcPolicy::follow},
                                                   {"counter", ArcPolicy::counter},
                                                   {"mirror", ArcPolicy::mirror},
                                                   {"ignore", ArcPolicy::ignore}}};

template <class Value>
std::optional<Value> value_of(std::span<const Word<Value>> words, std::string_view word) {
  const std::string lower = base::lower_ascii(word);
  for (const auto& [name, value] : words) {
    if (name == lower) return value;
  }
  return std::nullopt;
}

template <class Value>
std::string_view word_of(std::span<const Word<Value>> words, Value value) {
  for (const auto& [name, known] : words) {
    if (known == value) return name;
  }
  return {};
}

template <class Value>
std::vector<std::string> all_of(std::span<const Word<Value>> words) {
  std::vector<std::string> names;
  for (const auto& word : words) names.emplace_back(word.first);
  return names;
}

}  // namespace

std::string_view name_of(ShotScale scale) { return word_of<ShotScale>(scales, scale); }
std::string_view name_of(CameraMove move) { return word_of<CameraMove>(moves, move); }
std::string_view name_of(VariableType type) { return word_of<VariableType>(types, type); }
std::string_view name_of(ArcPolicy policy) { return word_of<ArcPolicy>(policies, policy); }

std::optional<ShotScale> shot_scale_of(std::string_view word) {
  if (const auto scale = value_of<ShotScale>(scales, word)) return scale;
  return value_of<ShotScale>(short_scales, word);
}
std::optional<CameraMove> camera_move_of(std::string_view word) {
  return value_of<CameraMove>(moves, word);
}
std::optional<VariableType> variable_type_of(std::string_view word) {
  return value_of<VariableType>(types, word);
}
std::optional<ArcPolicy> arc_policy_of(std::string_view word) {
  return value_of<ArcPolicy>(policies, word);
}

std::vector<std::string> shot_scale_words() { return all_of<ShotScale>(scales); }
std::vector<std::string> camera_move_words() { return all_of<CameraMove>(moves); }
std::vector<std::string> variable_type_words() { return all_of<VariableType>(types); }
std::vector<std::string> arc_policy_words() { return all_of<ArcPolicy>(policies); }

const std::vector<std::string>& time_of_day_words() {
  static const std::vector<std::string> words{"dawn", "morning", "day", "dusk", "night"};
  return words;
}
const std::vector<std::string>& weather_words() {
  static const std::vector<std::string> words{"clear", "cloud", "rain", "storm", "snow", "fog"};
  return words;
}
const std::vector<std::string>& hair_style_words() {
  static const std::vector<std::string> words{"short",    "long",    "bun",  "bob",
                                              "curly",    "braids",  "bald", "cropped",
                                              "ponytail", "topknot", "veil", "cap"};
  return words;
}
const std::vector<std::string>& beard_words() {
  static const std::vector<std::string> words{"none", "stubble", "moustache", "full", "goatee"};
  return words;
}
const std::vector<std::string>& dress_words() {
  static const std::vector<std::string> words{
      "plain",   "coat",  "suit",  "robe",   "hanfu",       "kimono",    "uniform",
      "sweater", "shawl", "apron", "work",   "dress",       "shirt",     "wrapper",
      "gown",    "tunic", "sari",  "poncho", "yoked-dress", "full-skirt"};
  return words;
}
const std::vector<std::string>& build_words() {
  static const std::vector<std::string> words{"slight", "medium", "broad"};
  return words;
}
const std::vector<std::string>& relation_words() {
  static const std::vector<std::string> words{"partner",  "family",    "elder",    "child",
                                              "friend",   "colleague", "superior", "subordinate",
                                              "stranger", "opponent"};
  return words;
}
const std::vector<std::string>& personality_words() {
  static const std::vector<std::string> words{"openness", "conscientiousness", "extraversion",
                                              "agreeableness", "neuroticism"};
  return words;
}
const std::vector<std::string>& pose_words() {
  static const std::vector<std::string> words{"stand", "sit",       "walk", "lean",
                                              "kneel", "turn-away", "lie"};
  return words;
}

ShotScale within(ShotScale scale, const StyleAnchor& style) {
  if (style.closest > style.widest) return style.closest;
  return std::clamp(scale, style.closest, style.widest);
}

}  // namespace kuleshov::story
