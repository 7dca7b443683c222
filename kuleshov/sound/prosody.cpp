#include <algorithm>
#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/sound/voice.hpp"

namespace kuleshov::sound {

namespace {

using base::Json;

// A table of data/sound; an empty object when it cannot be read, which doctor reports.
Json table(const char* name) {
  auto read = base::read_json(base::data_folder() / "sound" / name);
  return read ? std::move(*read) : Json::object();
}

const Json& voices() {
  static const Json all = table("voices.json");
  return all;
}

const Json& prosody_table() {
  static const Json all = table("prosody.json");
  return all;
}

Prosody row(const Json& entry) {
  return {entry.value("rate", 1.0), entry.value("pitch", 0.0), entry.value("range", 0.0),
          entry.value("level_db", 0.0), entry.value("breath", 0.0)};
}

Prosody blend(const Prosody& base, const Prosody& add, double share) {
  return {base.rate * (1 + (add.rate - 1) * share), base.pitch + add.pitch * share,
          base.range + add.range * share, base.level_db + add.level_db * share,
          std::clamp(base.breath + add.breath * share, 0.0, 1.0)};
}

// Excited talk is faster, higher, wider and louder (Juslin & Laukka 2003); valence widens a little.
Prosody of_arc(const story::Felt& felt) {
  return {1 + 0.08 * felt.arousal, 5 * felt.arousal + 2 * felt.valence,
          8 * felt.arousal + 5 * felt.valence, 1.5 * felt.arousal, 0.1 * (1 - felt.arousal) / 2};
}

const Json* family_of(const std::string& emotion) {
  const auto& table = prosody_table();
  if (emotion.empty() || !table.contains("families")) return nullptr;
  for (const Json& family : table["families"]) {
    for (const Json& word : family["words"]) {
      if (emotion.find(word.get<std::string>()) != std::string::npos) return &family;
    }
  }
  return nullptr;
}

Prosody with_manner(Prosody base, const std::string& parenthetical) {
  const auto& table = prosody_table();
  if (parenthetical.empty() || !table.contains("manners")) return base;
  const std::string said = base::lower_ascii(parenthetical);
  for (const auto& [word, manner] : table["manners"].items()) {
    if (said.find(word) != std::string::npos) return blend(base, row(manner), 1);
  }
  return base;
}

const char* age_group(int age) { return age < 25 ? "young" : age < 58 ? "adult" : "old"; }

}  // namespace

std::string voice_for(std::string_view language) {
  const Json& all = voices();
  if (!all.contains("languages")) return {};
  const std::string wanted = base::lower_ascii(language);
  const Json& languages = all["languages"];
  if (languages.contains(wanted)) return languages[wanted].get<std::string>();
  const std::string primary = wanted.substr(0, wanted.find('-'));
  return languages.value(primary, std::string());
}

bool can_speak(std::string_view language) {
#ifdef KULESHOV_GPL
  return !voice_for(language).empty();
#else
  (void)language;
  return false;
#endif
}

std::string variant_for(const LineRequest& request) {
  if (!request.voice.variant.empty()) return request.voice.variant;
  const Json& all = voices();
  if (!all.contains("variants")) return {};
  const std::string gender =
      request.gender == "female" || request.gender == "male" ? request.gender : "other";
  const Json& choices = all["variants"][gender][age_group(request.age)];
  return choices[base::stable_hash(request.name) % choices.size()].get<std::string>();
}

Prosody prosody_of(const LineRequest& request) {
  Prosody out = of_arc(request.felt);
  if (const Json* family = family_of(base::lower_ascii(request.emotion))) {
    out = blend(out, row(*family), 0.4 + 0.9 * request.intensity);
  }
  return with_manner(out, request.parenthetical);
}

}  // namespace kuleshov::sound
