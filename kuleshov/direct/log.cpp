#include "kuleshov/direct/log.hpp"

#include <algorithm>

#include "kuleshov/base/json.hpp"
#include "kuleshov/direct/engine.hpp"
#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/save.hpp"

namespace kuleshov::direct {

namespace {

using base::Json;
using base::quantise;

Json pair(const sense::Estimate& e) { return {quantise(e.mean), quantise(e.sd)}; }

// A state as eight numbers: many of them stand in a log.
Json row(const sense::ViewerState& raw) {
  const sense::ViewerState s = quantised(raw);
  return {s.time_s,     s.arousal.mean,   s.arousal.sd,   s.valence.mean,
          s.valence.sd, s.attention.mean, s.attention.sd, s.quality};
}

sense::ViewerState from_row(const Json& j) {
  return {j.at(0), {j.at(1), j.at(2)}, {j.at(3), j.at(4)}, {j.at(5), j.at(6)}, j.at(7)};
}

Json ways_of(const Decision& decision) {
  Json ways = Json::array();
  for (const WayOption& way : decision.ways) {
    Json one{{"id", way.id.str()},
             {"open", way.open},
             {"score", quantise(way.score)},
             {"propensity", quantise(way.propensity, 6)}};
    if (!way.why_closed.empty()) one["why_closed"] = way.why_closed;
    ways.push_back(std::move(one));
  }
  return ways;
}

Json state_of(const sense::ViewerState& s) {
  return {{"time_s", quantise(s.time_s)},
          {"arousal", pair(s.arousal)},
          {"valence", pair(s.valence)},
          {"attention", pair(s.attention)},
          {"quality", quantise(s.quality)}};
}

Json cut_of(const Decision& decision) {
  if (decision.film_ends) return nullptr;
  Json cut{{"shot", decision.cut.shot.str()},
           {"in_s", quantise(decision.cut.in.seconds())},
           {"length_s", quantise(decision.cut.length.seconds())}};
  if (decision.cut.framing_of) cut["framing_of"] = decision.cut.framing_of->str();
  return cut;
}

Json score_of(const Decision& decision) {
  if (decision.film_ends) return nullptr;
  Json levels = Json::array();
  for (const double level : decision.score.levels) levels.push_back(quantise(level));
  return {{"levels", std::move(levels)},
          {"mode", decision.score.mode},
          {"tempo_bpm", decision.score.tempo_bpm},
          {"gain_db", quantise(decision.score.gain_db)},
          {"from_s", quantise(decision.score.from.seconds())}};
}

void add_reasons(Json& to, const std::vector<Reason>& reasons) {
  for (const Reason& r : reasons)
    to.push_back({{"kind", r.kind}, {"detail", r.detail}, {"sentence", r.sentence}});
}

std::vector<Reason> last_reasons(const Json& reasons, std::size_t count) {
  std::vector<Reason> last;
  for (std::size_t i = reasons.size() - std::min(count, reasons.size()); i < reasons.size(); ++i) {
    const Json& r = reasons.at(i);
    last.push_back({r.at("kind"), r.at("detail"), r.at("sentence")});
  }
  return last;
}

Json to_json(const LogHead& head) {
  return {{"film", head.film},
          {"film_sha256", head.film_sha256},
          {"seed", head.seed},
          {"viewer", head.viewer},
          {"policy", Json::parse(policy_to_json(head.policy))}};
}

base::Result<LogHead> head_of(const Json& json, const base::Place& place) {
  return LogHead{json.at("film"), json.at("film_sha256"), json.at("seed").get<std::uint64_t>(),
                 json.at("viewer"), TRY(policy_from_json(json.at("policy").dump(), place.file))};
}

base::Result<LogInput> input_of(const Json& json, const base::Place& place) {
  LogInput input;
  for (const Json& state : json.at("observed")) input.observed.push_back(from_row(state));
  if (json.contains("by_hand")) input.by_hand = story::WayId(json.at("by_hand"));
  if (json.contains("policy"))
    input.policy = TRY(policy_from_json(json.at("policy").dump(), place.file));
  if (json.contains("back_to")) input.back_to = json.at("back_to").get<std::size_t>();
  if (json.contains("noted")) input.noted = last_reasons(json.at("reasons"), json.at("noted"));
  return input;
}

void add_input(Json& line, const LogInput& input) {
  Json observed = Json::array();
  for (const sense::ViewerState& state : input.observed) observed.push_back(row(state));
  line["observed"] = std::move(observed);
  if (input.by_hand) line["by_hand"] = input.by_hand->str();
  if (input.policy) line["policy"] = Json::parse(policy_to_json(*input.policy));
  if (input.back_to) line["back_to"] = *input.back_to;
  if (!input.noted.empty()) line["noted"] = input.noted.size();
}

base::Result<LoggedLine> line_of(const Json& json, const base::Place& place) {
  LoggedLine line;
  if (json.contains("showing")) line.head = TRY(head_of(json.at("showing"), place));
  line.input = TRY(input_of(json, place));
  const Json& state = json.at("state");
  line.state.time_s = state.at("time_s");
  line.state.arousal = {state.at("arousal").at(0), state.at("arousal").at(1)};
  line.state.valence = {state.at("valence").at(0), state.at("valence").at(1)};
  line.state.attention = {state.at("attention").at(0), state.at("attention").at(1)};
  line.state.quality = state.at("quality");
  line.scene = json.at("scene");
  line.time_s = json.at("t");
  if (json.at("way").is_string()) line.way = json.at("way");
  line.ends = json.at("ends");
  if (!line.ends) line.next_shot = json.at("cut").at("shot");
  return line;
}

}  // namespace

std::string log_line(const Decision& decision, const LogInput& input, const LogHead* head) {
  Json reasons = Json::array();
  add_reasons(reasons, decision.reasons);
  add_reasons(reasons, input.noted);
  Json line{
      {"t", quantise(decision.at.seconds())},
      {"scene", decision.scene.str()},
      {"way", decision.way ? Json(decision.way->str()) : Json(nullptr)},
      {"ways", ways_of(decision)},
      {"state", state_of(decision.state)},
      {"intended", {quantise(decision.intended.arousal), quantise(decision.intended.valence)}},
      {"cut", cut_of(decision)},
      {"score", score_of(decision)},
      {"reasons", std::move(reasons)},
      {"ends", decision.film_ends}};
  add_input(line, input);
  if (head != nullptr) line["showing"] = to_json(*head);
  return line.dump();
}

base::Result<LoggedLine> read_log_line(std::string_view text, const base::Place& place) {
  auto json = base::parse_json(text, place.file);
  if (!json) return base::fail("this line is not JSON", "logs have one JSON object a line", place);
  try {
    return line_of(*json, place);
  } catch (const Json::exception&) {
    return base::fail("this line is not a logged decision", "use a log written by `watch`", place);
  }
}

LogHead log_head(const Plan& plan, const Policy& policy, std::uint64_t seed, std::string viewer) {
  return {plan.film().id.str(), base::sha256(story::film_to_json(plan.film())), seed,
          std::move(viewer), policy};
}

}  // namespace kuleshov::direct
