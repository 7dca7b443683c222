#include "kuleshov/write/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/text/fountain.hpp"
#include "kuleshov/write/account.hpp"
#include "kuleshov/write/locked.hpp"
#include "kuleshov/write/script.hpp"

namespace kuleshov::write {

namespace {

std::string scale_for(const Passage& line) {
  if (line.intensity >= 0.7) return "close-up";
  return line.intensity >= 0.45 ? "medium-close-up" : "medium";
}

// Who hears the line: the last other speaker, else the next.
std::string listener(const DraftScene& scene, std::size_t at, const Cast& cast) {
  const std::string& role = scene.passages[at].role;
  const auto other = [&](const Passage& p) {
    return p.kind == Passage::Kind::line && p.role != role;
  };
  for (std::size_t i = at; i-- > 0;)
    if (other(scene.passages[i])) return in_role(cast, scene.passages[i].role)->id;
  for (std::size_t i = at + 1; i < scene.passages.size(); ++i)
    if (other(scene.passages[i])) return in_role(cast, scene.passages[i].role)->id;
  return {};
}

// How many quiet lines the same two have said before this one, since anything else was seen.
std::size_t quiet_lines_before(const DraftScene& scene, std::size_t at, const Cast& cast) {
  std::set<std::string> pair{in_role(cast, scene.passages[at].role)->id, listener(scene, at, cast)};
  std::size_t count = 0;
  for (std::size_t i = at; i-- > 0;) {
    const Passage& before = scene.passages[i];
    if (before.kind == Passage::Kind::shot) {  // a two-shot shows both already
      count += before.text.starts_with("medium ") && base::split(before.text, ' ').size() == 3;
      break;
    }
    if (before.kind != Passage::Kind::line) continue;
    if (pair != std::set{in_role(cast, before.role)->id, listener(scene, i, cast)}) break;
    if (scale_for(before) == "medium") ++count;
  }
  return count;
}

// Quiet talk: both at first and now and then, shot and reverse shot over the shoulder, then each
// alone (Arijon, Grammar of the Film Language, 1976, ch. 4-6).
std::string framing_for(const DraftScene& scene, std::size_t at, const Cast& cast) {
  const std::string who = in_role(cast, scene.passages[at].role)->id;
  const std::string to = listener(scene, at, cast);
  const std::string scale = scale_for(scene.passages[at]);
  if (scale != "medium" || to.empty()) return scale + " " + who;
  const std::size_t turn = quiet_lines_before(scene, at, cast) % 7;
  if (turn == 0) return "medium " + who + " " + to;
  return turn <= 2 || turn >= 5 ? "medium-close-up " + who + " " + to : "medium " + who;
}

// Closer as the feeling grows.
std::string shot_for(const DraftScene& scene, std::size_t at, const Cast& cast) {
  const Passage& line = scene.passages[at];
  const std::string to = listener(scene, at, cast);
  std::string note = fmt::format("[[shot: {} | emotion: {} {:.2g}", framing_for(scene, at, cast),
                                 line.emotion, std::clamp(line.intensity, 0.1, 0.9));
  if (!to.empty()) note += " | looks: " + to;
  return note + "]]\n";
}

// Whoever spoke last in the scene goes on.
bool goes_on(const DraftScene& scene, std::size_t at) {
  for (std::size_t i = at; i-- > 0;)
    if (scene.passages[i].kind == Passage::Kind::line)
      return scene.passages[i].role == scene.passages[at].role;
  return false;
}

// "(O.S., whispering)": what stands before the comma belongs to the cue.
std::string line_text(const DraftScene& scene, std::size_t at, const Cast& cast) {
  const Passage& line = scene.passages[at];
  std::string out = in_role(cast, line.role)->cue;
  std::string how = line.parenthetical;
  if (how.starts_with("O.S.") || how.starts_with("V.O.")) {
    out += " (" + how.substr(0, 4) + ")";
    how = how.size() > 6 ? how.substr(6) : "";
  } else if (goes_on(scene, at)) {
    out += " (CONT'D)";
  }
  out += "\n";
  if (!how.empty()) out += "(" + how + ")\n";
  return out + line.text + "\n\n";
}

// A writer's own words may look like something else ("INT. ..."): then they are marked as action.
std::string action_text(const std::string& text) {
  for (const text::Element& element : text::parse_fountain("\n" + text + "\n\n").elements)
    if (element.type != text::ElementType::blank)
      return element.type == text::ElementType::action ? text : "!" + text;
  return text;
}

std::string scene_text(const DraftScene& scene, const Cast& cast) {
  std::string out = fmt::format("{} #{}#\n\n", scene.heading, scene.id);
  if (!scene.synopsis.empty()) out += "= " + scene.synopsis + "\n\n";
  for (std::size_t i = 0; i < scene.passages.size(); ++i) {
    const Passage& passage = scene.passages[i];
    if (passage.kind == Passage::Kind::shot) out += "[[shot: " + passage.text + "]]\n";
    if (passage.kind == Passage::Kind::insert) out += "[[insert: " + passage.text + "]]\n";
    const bool after_note = i > 0 && (scene.passages[i - 1].kind == Passage::Kind::shot ||
                                      scene.passages[i - 1].kind == Passage::Kind::insert);
    if (passage.kind == Passage::Kind::action) out += action_text(passage.text) + "\n\n";
    if (passage.kind != Passage::Kind::line) continue;
    if (after_note) out += "\n";
    const bool insert_before = i > 0 && scene.passages[i - 1].kind == Passage::Kind::insert;
    if (!insert_before) out += shot_for(scene, i, cast) + "\n";
    out += line_text(scene, i, cast);
  }
  // A note that ends a scene must not touch the heading of the next.
  return out.ends_with("\n\n") ? out : out + "\n";
}

}  // namespace

std::string scene_fountain(const DraftScene& scene, const Cast& cast) {
  return scene_text(scene, cast);
}

namespace {

base::Json like_json(const std::optional<Shape>& like) {
  if (!like) return nullptr;
  return {{"scripts", like->scripts},
          {"scenes", like->scenes},
          {"seconds", like->seconds},
          {"scene_low_s", like->scene_low_s},
          {"scene_median_s", like->scene_median_s},
          {"scene_high_s", like->scene_high_s},
          {"dialogue_share", like->dialogue_share},
          {"silent_share", like->silent_share},
          {"speech_words", like->speech_words},
          {"turns", like->turns},
          {"tension", like->tension}};
}

base::Json company_json(const std::map<std::string, Named>& company) {
  base::Json all = base::Json::object();
  for (const auto& [role, person] : company)
    all[role] = {{"name", person.name}, {"gender", person.gender}, {"age", person.age}};
  return all;
}

base::Json brief_json(const Brief& brief) {
  return {{"like", like_json(brief.like)},
          {"premise", brief.premise},
          {"theme", brief.theme},
          {"style", brief.style},
          {"mood", brief.mood},
          {"ending", brief.ending},
          {"culture", brief.culture},
          {"form", brief.form},
          {"genre", brief.genre},
          {"telling", brief.telling},
          {"storyline", brief.storyline},
          {"cast", brief.cast},
          {"minutes", brief.minutes},
          {"ways", brief.ways},
          {"seed", brief.seed},
          {"word_seed", brief.word_seed},
          {"company", company_json(brief.company)}};
}

// What a viewer has been shown when the scene ends; see Told.
base::Json audience_json(const Draft& draft, const Told& told) {
  const auto in_words = [&](std::vector<std::string> facts) {
    for (std::string& fact : facts) fact = fact_in_words(draft, fact);
    return facts;
  };
  return {{"happens", told.happens},
          {"learns", in_words(told.learns)},
          {"ahead", in_words(told.ahead)},
          {"missing", in_words(told.missing)}};
}

base::Json scene_json(const Draft& draft, std::size_t at) {
  const Knot& knot = draft.weave.knots[at];
  base::Json causes = base::Json::array();
  for (const std::size_t cause : knot.causes) causes.push_back(draft.scenes[cause].id);
  base::Json out{{"scene", draft.scenes[at].id},
                 {"event", knot.event->id},
                 {"function", knot.event->does},
                 {"causes", causes},
                 {"arc", knot.event->arc},
                 {"worlds", knot.worlds.size()},
                 {"audience", audience_json(draft, draft.told[at])}};
  add_account(draft, at, out);
  return out;
}

}  // namespace

std::string fountain(const Draft& draft) {
  std::string out = fmt::format(
      "Title: {}\nCredit: Written by Kuleshov's embedded writer\nDraft date: draft of seed {}\n\n",
      draft.title, draft.brief.seed);
  for (const DraftScene& scene : draft.scenes) out += scene_text(scene, draft.cast);
  return out;
}

std::string words_in(const Draft& draft) {
  std::string all;
  for (const DraftScene& scene : draft.scenes)
    for (const Passage& passage : scene.passages)
      if (passage.kind == Passage::Kind::action || passage.kind == Passage::Kind::line)
        all += passage.text + "\n";
  return all;
}

std::string plan_json(const Draft& draft) {
  base::Json scenes = base::Json::array();
  for (std::size_t i = 0; i < draft.scenes.size(); ++i) scenes.push_back(scene_json(draft, i));
  const Reading& reading = draft.reading;
  base::Json people = base::Json::object();
  for (const Person& person : draft.cast) people[person.role] = person.id;
  return base::Json{{"plan", 1},
                    {"premise", draft.brief.premise},
                    {"plot", reading.plot},
                    {"structure", reading.form},
                    {"ending", reading.ending},
                    {"trade", reading.trade},
                    {"relation", reading.relation},
                    {"culture", reading.culture},
                    {"telling", reading.telling},
                    {"theme", draft.weave.plot->theme},
                    {"understood", reading.understood},
                    {"assumed", reading.assumed},
                    {"brief", brief_json(draft.brief)},
                    {"title", draft.title},
                    {"roles", people},
                    {"matter", matter_json(draft)},
                    {"scenes", scenes}}
             .dump(1) +
         "\n";
}

base::Result<void> write_source(const Draft& draft, const base::Path& folder) {
  const Source source = TRY(with_locked_scenes({fountain(draft), film_yaml(draft)}, folder));
  TRY(base::write_file(folder / "film.yaml", source.yaml));
  TRY(base::write_file(folder / "screenplay.fountain", source.script));
  return base::write_file(folder / "plan.json", plan_json(draft));
}

}  // namespace kuleshov::write
