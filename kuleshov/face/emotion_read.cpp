#include "kuleshov/face/emotion_read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/base/json.hpp"
#include "kuleshov/face/material.hpp"

namespace kuleshov::face {

namespace {

Ranking first_five(Ranking ranking) {
  if (ranking.size() > 5) ranking.resize(5);
  return ranking;
}

std::vector<int> sure_units(const Presence& presence) {
  std::vector<int> out;
  for (std::size_t u = 1; u < unit_limit; ++u) {
    if (std::max(presence.both[u], presence.one_sided[u]) > 0.5F)
      out.push_back(static_cast<int>(u));
  }
  return out;
}

base::Json json_of(const Ranking& ranking) {
  base::Json out = base::Json::array();
  for (const auto& [term, probability] : ranking) {
    out.push_back({{"emotion", term->name}, {"probability", base::quantise(probability)}});
  }
  return out;
}

std::string text_of(const Ranking& ranking) {
  std::string out;
  for (const auto& [term, probability] : ranking) {
    out += fmt::format("{}{} {:.2f}", out.empty() ? "" : ", ", term->name, probability);
  }
  return out;
}

}  // namespace

base::Result<std::vector<EmotionReading>> read_emotion(const Track& track,
                                                       const std::string& context,
                                                       const std::string& culture) {
  AuditRequest request{
      .emotion = {}, .context = context, .culture = culture, .speech = {}, .voice = {}};
  const Material m = TRY(material_of(track, request));
  std::vector<EmotionReading> out;
  for (const std::size_t i : apexes(m)) {
    const Presence presence = presence_of(m.left[i], m.right[i], head_pitch_at(m, i));
    const Ranking alone = face_alone(*m.tables, presence, m.units_known);
    const Ranking placed = TRY(in_context(*m.tables, alone, m.context, culture));
    out.push_back({static_cast<double>(i) / m.unit_rate, first_five(alone), first_five(placed),
                   sure_units(presence), m.context.evidence});
  }
  return out;
}

std::string to_text(const std::vector<EmotionReading>& readings) {
  if (readings.empty()) return "the face rests: nothing to read\n";
  std::string out;
  for (const auto& r : readings) {
    out += fmt::format("{:6.2f} s  units {}\n          alone: {}\n     in context: {}\n", r.at_s,
                       fmt::join(r.units, " "), text_of(r.alone), text_of(r.in_context));
  }
  return out;
}

std::string to_json(const std::vector<EmotionReading>& readings) {
  base::Json out = base::Json::array();
  for (const auto& r : readings) {
    out.push_back({{"at_s", base::quantise(r.at_s)},
                   {"units", r.units},
                   {"alone", json_of(r.alone)},
                   {"in_context", json_of(r.in_context)},
                   {"evidence", r.evidence}});
  }
  return base::Json{{"readings", out}}.dump(2) + "\n";
}

}  // namespace kuleshov::face
