#include "kuleshov/room/keep.hpp"

#include <algorithm>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/save.hpp"
#include "kuleshov/room/words.hpp"

namespace kuleshov::room {

namespace {

using base::Json;

constexpr int version = 1;

Json kept_entry(const Entry& entry) {
  Json json = Json::parse(entry_text(entry));
  json["before"] = entry.before;
  json["lines_before"] = entry.lines_before;
  if (const auto& of = entry.decision.cut.framing_of) json["framing_of"] = of->str();
  return json;
}

sense::Estimate estimate(const Json& pair) { return {pair.at(0), pair.at(1)}; }

direct::ScorePlan score_of(const Json& json) {
  direct::ScorePlan score;
  score.levels = json.at("levels").get<std::vector<double>>();
  score.mode = json.at("mode");
  score.tempo_bpm = json.at("tempo_bpm");
  score.gain_db = json.at("gain_db");
  score.from = base::Ticks::seconds(std::clamp(json.at("from_s").get<double>(), 0.0, 1e7));
  return score;
}

void read_why(const Json& why, direct::Decision& decision) {
  const Json& state = why.at("state");
  decision.state.arousal = estimate(state.at("arousal"));
  decision.state.valence = estimate(state.at("valence"));
  decision.state.attention = estimate(state.at("attention"));
  decision.state.quality = state.at("quality");
  decision.intended = {why.at("intended").at(0), why.at("intended").at(1)};
  for (const Json& way : why.at("ways")) {
    decision.ways.push_back({story::WayId(way.at("id")), way.at("open"), way.at("score"),
                             way.at("likelihood"), way.at("why_closed")});
  }
  for (const Json& reason : why.at("reasons")) {
    decision.reasons.push_back({reason.at("kind"), reason.at("detail"), reason.at("sentence")});
  }
}

std::int64_t frames(const Json& json) {
  return std::clamp<std::int64_t>(json.get<std::int64_t>(), 0, most_frames);
}

Entry entry_of(const Json& json) {
  Entry entry;
  entry.cut = json.at("cut");
  entry.at = frames(json.at("at"));
  entry.length = frames(json.at("length"));
  entry.decided_by = json.at("decided_by");
  entry.before = json.at("before");
  entry.lines_before = json.at("lines_before");
  direct::Decision& decision = entry.decision;
  decision.at = base::Ticks::frames(entry.at);
  decision.scene = story::SceneId(json.at("scene").get<std::string>());
  decision.cut = {story::ShotId(json.at("shot").get<std::string>()),
                  base::Ticks::frames(frames(json.at("in"))),
                  base::Ticks::frames(entry.length),
                  {}};
  if (json.contains("framing_of")) decision.cut.framing_of = story::ShotId(json.at("framing_of"));
  if (json.at("way").is_string()) decision.way = story::WayId(json.at("way").get<std::string>());
  decision.film_ends = json.at("ended");
  decision.score = score_of(json.at("score"));
  read_why(json.at("why"), decision);
  return entry;
}

// One line on top of those before it. Throws what nlohmann::json throws.
base::Result<void> read_line(const Json& json, const base::Place& place, Kept& kept) {
  if (json.at("kept_showing") != version)
    return base::fail("this showing was kept by another version", "begin it anew", place);
  kept.film = json.at("film");
  kept.viewer = json.at("viewer");
  kept.seed = json.at("seed");
  kept.ceiling = std::clamp(json.at("ceiling").get<double>(), 0.0, 1.0);
  kept.reacting = json.at("reacting");
  kept.showing = json.at("showing");
  kept.by_hand = json.at("by_hand");
  kept.now_s = std::clamp(json.at("now_s").get<double>(), 0.0, 1e7);
  kept.journal.lines = json.at("lines");
  kept.journal.pending = json.at("pending");
  kept.journal.policy.reset();
  if (json.at("policy").is_string())
    kept.journal.policy = TRY(direct::policy_from_json(json.at("policy").get<std::string>(), ""));
  const std::size_t from = json.at("from");
  if (from > kept.entries.size())
    return base::fail("a part of this kept showing is missing", "begin it anew", place);
  kept.entries.resize(from);
  for (const Json& entry : json.at("entries")) {
    const auto number = static_cast<std::int64_t>(kept.entries.size());
    kept.entries.push_back(entry_of(entry));
    if (kept.entries.back().cut != number)
      return base::fail("the cuts of this kept showing are out of order", "begin it anew", place);
  }
  return {};
}

}  // namespace

std::string kept_line(const Kept& kept, std::span<const Entry> entries, std::size_t from) {
  Json changed = Json::array();
  for (const Entry& entry : entries.subspan(std::min(from, entries.size())))
    changed.push_back(kept_entry(entry));
  const auto& policy = kept.journal.policy;
  return Json{{"kept_showing", version},
              {"film", kept.film},
              {"viewer", kept.viewer},
              {"seed", kept.seed},
              {"ceiling", kept.ceiling},
              {"reacting", kept.reacting},
              {"showing", kept.showing},
              {"by_hand", kept.by_hand},
              {"now_s", kept.now_s},
              {"lines", kept.journal.lines},
              {"pending", kept.journal.pending},
              {"policy", policy ? Json(direct::policy_to_json(*policy)) : Json(nullptr)},
              {"from", from},
              {"entries", std::move(changed)}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<Kept> read_kept(std::string_view lines, const std::string& file) {
  Kept kept;
  std::size_t number = 0;
  for (const std::string_view line : base::lines(lines)) {
    const base::Place place{file, ++number};
    if (line.empty()) continue;
    const auto json = base::parse_json(line, file);
    if (!json) break;
    try {
      TRY(read_line(*json, place, kept));
    } catch (const Json::exception&) {
      return base::fail("this is not a kept showing", "begin the showing anew", place);
    }
  }
  if (kept.entries.empty())
    return base::fail("this kept showing holds nothing", "begin the showing anew", {file});
  return kept;
}

}  // namespace kuleshov::room
