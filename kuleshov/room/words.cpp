#include "kuleshov/room/words.hpp"

#include "kuleshov/base/json.hpp"

namespace kuleshov::room {

namespace {

using base::Json;
using base::quantise;

Json pair(const sense::Estimate& estimate) {
  return {quantise(estimate.mean), quantise(estimate.sd)};
}

Json to_json(const sense::ViewerState& state) {
  return {{"arousal", pair(state.arousal)},
          {"valence", pair(state.valence)},
          {"attention", pair(state.attention)},
          {"quality", quantise(state.quality)}};
}

Json to_json(const story::Felt& felt) { return {quantise(felt.arousal), quantise(felt.valence)}; }

Json to_json(const direct::ScorePlan& score) {
  Json levels = Json::array();
  for (const double level : score.levels) levels.push_back(quantise(level));
  return {{"levels", levels},
          {"mode", score.mode},
          {"tempo_bpm", score.tempo_bpm},
          {"gain_db", quantise(score.gain_db)},
          {"from_s", quantise(score.from.seconds())}};
}

Json to_json(const direct::WayOption& way) {
  return {{"id", way.id.str()},
          {"open", way.open},
          {"score", quantise(way.score)},
          {"likelihood", quantise(way.propensity)},
          {"why_closed", way.why_closed}};
}

Json to_json(const direct::Reason& reason) {
  return {{"kind", reason.kind}, {"detail", reason.detail}, {"sentence", reason.sentence}};
}

template <class T>
Json list(const std::vector<T>& items) {
  Json all = Json::array();
  for (const T& item : items) all.push_back(to_json(item));
  return all;
}

Json way_of(const direct::Decision& decision) {
  return decision.way ? Json(decision.way->str()) : Json(nullptr);
}

Json to_json(const Entry& entry) {
  const direct::Decision& decision = entry.decision;
  return {{"cut", entry.cut},
          {"scene", decision.scene.str()},
          {"shot", decision.cut.shot.str()},
          {"at", entry.at},
          {"in", decision.cut.in.whole_frames()},
          {"length", entry.length},
          {"way", way_of(decision)},
          {"decided_by", entry.decided_by},
          {"ended", decision.film_ends},
          {"score", to_json(decision.score)},
          {"why",
           {{"state", to_json(decision.state)},
            {"intended", to_json(decision.intended)},
            {"ways", list(decision.ways)},
            {"reasons", list(decision.reasons)}}}};
}

Json label_of(const story::Film& film, const std::optional<story::WayId>& id) {
  if (!id) return nullptr;
  for (const story::Scene& scene : film.scenes) {
    for (const story::Way& way : scene.ways) {
      if (way.id == *id) return way.label;
    }
  }
  return nullptr;
}

Json to_json(const Candidate& candidate, const story::Film& film) {
  const direct::CutPlan& cut = candidate.decision.cut;
  return {{"way", way_of(candidate.decision)},
          {"label", label_of(film, candidate.decision.way)},
          {"shot", cut.shot.str()},
          {"in", cut.in.whole_frames()},
          {"length", cut.length.whole_frames()},
          {"likelihood", quantise(candidate.likelihood)},
          {"ready", candidate.ready},
          {"ended", candidate.decision.film_ends}};
}

std::string said(const Json& message) {
  return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string entry_text(const Entry& entry) { return said(to_json(entry)); }

std::string cut_message(const Entry& entry) {
  Json message = to_json(entry);
  message["type"] = "cut";
  return said(message);
}

std::string outlook_message(const Outlook& outlook, const story::Film& film,
                            const std::string& chosen_by_hand) {
  Json options = Json::array();
  for (const Candidate& other : outlook.others) options.push_back(to_json(other, film));
  Json to_fetch = Json::array();
  for (const story::ShotId& shot : outlook.to_fetch) to_fetch.push_back(shot.str());
  const auto* scene = story::find_scene(film, outlook.standard.decision.scene);
  return said({{"type", "outlook"},
               {"cut", outlook.cut},
               {"at", outlook.at},
               {"key_point", outlook.key_point},
               {"question", scene == nullptr ? Json::object() : Json(scene->question)},
               {"default", to_json(outlook.standard, film)},
               {"options", options},
               {"fetch", to_fetch},
               {"chosen", chosen_by_hand}});
}

std::string state_message(const sense::ViewerState& state, const story::Felt& intended,
                          const std::vector<direct::WayOption>& offered) {
  Json message = to_json(state);
  message["type"] = "state";
  message["at_s"] = quantise(state.time_s);
  message["intended"] = to_json(intended);
  message["ways"] = list(offered);
  return said(message);
}

std::string waiting_message(std::int64_t cut, const Package& package) {
  return said({{"type", "waiting"},
               {"cut", cut},
               {"shots_ready", package.ready.size()},
               {"complete", package.complete}});
}

std::string welcome_message(const Greeting& greeting, const Package& package,
                            const std::vector<Entry>& entries) {
  Json timeline = Json::array();
  for (const Entry& entry : entries) timeline.push_back(to_json(entry));
  return said({{"type", "welcome"},
               {"protocol", protocol_version},
               {"token", greeting.token},
               {"film", package.id},
               {"viewer", greeting.viewer},
               {"seed", greeting.seed},
               {"resumed", greeting.resumed},
               {"reacting", greeting.reacting},
               {"ceiling", quantise(greeting.ceiling)},
               {"complete", package.complete},
               {"timeline", timeline}});
}

std::string error_message(const base::Error& error, bool fatal) {
  return said(
      {{"type", "error"}, {"what", error.what}, {"remedy", error.remedy}, {"fatal", fatal}});
}

}  // namespace kuleshov::room
