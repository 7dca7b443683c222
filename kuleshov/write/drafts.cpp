#include "kuleshov/write/drafts.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "kuleshov/base/json.hpp"
#include "kuleshov/write/asks.hpp"
#include "kuleshov/write/draft_folders.hpp"
#include "kuleshov/write/locked.hpp"
#include "kuleshov/write/script.hpp"
#include "kuleshov/write/source.hpp"

namespace kuleshov::write {

namespace {

using base::Json;
using base::Path;
using base::Result;

Result<std::string> script_of(const Path& film, const std::string& id) {
  const Path folder = TRY(draft_folder(film, id));
  return base::read_file(folder / "screenplay.fountain");
}
Result<Json> plan_of(const Path& film, const std::string& id) {
  const Path folder = TRY(draft_folder(film, id));
  return base::read_json(folder / "plan.json");
}

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Scene number to event and back.
std::map<std::string, std::string> events_of(const Json& plan) {
  std::map<std::string, std::string> all;
  if (!plan.contains("scenes") || !plan["scenes"].is_array()) return all;
  for (const Json& scene : plan["scenes"]) all[text_at(scene, "scene")] = text_at(scene, "event");
  return all;
}

std::string capital(std::string name) {
  if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}
std::string upper(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return name;
}

// The names in one plan to the names in another, role by role: id, name and cue.
std::map<std::string, std::string> names_between(const Json& from, const Json& to) {
  std::map<std::string, std::string> names;
  if (!from.contains("roles") || !to.contains("roles")) return names;
  for (const auto& [role, id] : from["roles"].items()) {
    const std::string old = id.get<std::string>();
    const std::string now = text_at(to["roles"], role.c_str());
    if (now.empty()) continue;
    names[old] = now;
    names[capital(old)] = capital(now);
    names[upper(old)] = upper(now);
  }
  return names;
}

std::set<std::string> locked_scenes(const Path& film) {
  const auto yaml = base::read_file(film / "film.yaml");
  return yaml ? locked_in_yaml(*yaml) : std::set<std::string>{};
}

Result<void> refuse_locked(const Path& film, const std::string& scene) {
  if (!locked_scenes(film).contains(scene)) return {};
  return base::fail("scene '" + scene + "' is locked",
                    "take `locked: true` out of film.yaml first");
}

std::string block_called(std::string_view script, const std::string& id) {
  for (const Block& block : blocks_of(script))
    if (block.id == id) return block.text;
  return {};
}

Result<DraftNote> note_of(const Path& film, const std::string& id) {
  const Json plan = TRY(plan_of(film, id));
  const std::string script = TRY(script_of(film, id));
  DraftNote note{id,
                 text_at(plan, "title"),
                 text_at(plan, "plot"),
                 text_at(plan, "structure"),
                 text_at(plan, "ending"),
                 text_at(plan, "relation"),
                 blocks_of(script).size() - 1,
                 speeches_of(script).size()};
  return note;
}

std::optional<Shape> like_of(const Json& brief) {
  const auto kept = brief.find("like");
  if (kept == brief.end() || !kept->is_object()) return std::nullopt;
  Shape shape;
  shape.scripts = kept->value("scripts", std::size_t{1});
  shape.scenes = kept->value("scenes", std::size_t{1});
  shape.seconds = kept->value("seconds", 0.0);
  shape.scene_low_s = kept->value("scene_low_s", 0.0);
  shape.scene_median_s = kept->value("scene_median_s", 0.0);
  shape.scene_high_s = kept->value("scene_high_s", 0.0);
  shape.dialogue_share = kept->value("dialogue_share", 0.0);
  shape.silent_share = kept->value("silent_share", 0.0);
  shape.speech_words = kept->value("speech_words", 0.0);
  shape.turns = kept->value("turns", std::vector<double>{});
  shape.tension = kept->value("tension", std::vector<double>{});
  return shape;
}

std::map<std::string, Named> company_of(const Json& kept) {
  std::map<std::string, Named> all;
  for (const auto& [role, person] : kept.items())
    all[role] = {person.value("name", ""), person.value("gender", ""), person.value("age", 0)};
  return all;
}

Result<Brief> brief_of(const Path& film) {
  const Json plan = TRY(plan_of(film, ""));
  if (!plan.contains("brief"))
    return base::fail("plan.json holds no brief", "write the film again with this version",
                      {(film / "plan.json").string()});
  const Json& kept = plan["brief"];
  Brief brief;
  brief.premise = text_at(kept, "premise");
  brief.theme = text_at(kept, "theme");
  brief.style = text_at(kept, "style");
  brief.mood = text_at(kept, "mood");
  brief.ending = text_at(kept, "ending");
  brief.culture = text_at(kept, "culture");
  brief.form = text_at(kept, "form");
  brief.genre = text_at(kept, "genre");
  brief.telling = text_at(kept, "telling");
  brief.storyline = text_at(kept, "storyline");
  brief.cast = text_at(kept, "cast");
  brief.like = like_of(kept);
  brief.company = company_of(kept.value("company", Json::object()));
  brief.minutes = kept.value("minutes", 0);
  brief.ways = kept.value("ways", 0);
  brief.seed = kept.value("seed", std::uint64_t{1});
  return brief;
}

}  // namespace

Result<std::vector<DraftNote>> list_drafts(const Path& film) {
  const std::vector<std::string> ids = draft_ids(film);
  if (ids.empty())
    return base::fail("no drafts in " + (film / "drafts").string(),
                      "make some with: kuleshov write --variants 3", {},
                      base::ErrorKind::not_found);
  std::vector<DraftNote> all;
  for (const std::string& id : ids) all.push_back(TRY(note_of(film, id)));
  return all;
}

namespace {

// Speeches that are picked, among those of the scene or script that is.
std::vector<Speech> picked(const std::string& text, const Pick& pick) {
  std::vector<Speech> all;
  std::size_t count = 0;
  for (const Speech& speech : speeches_of(text)) {
    if (!pick.character.empty() && upper(speech.cue) != upper(pick.character)) continue;
    if (++count == pick.line || pick.line == 0) all.push_back(speech);
  }
  return all;
}

base::Error nothing_picked(const std::string& text, const Pick& pick) {
  std::set<std::string> cues;
  for (const Speech& speech : speeches_of(text)) cues.insert(speech.cue);
  std::string known;
  for (const std::string& cue : cues) known += (known.empty() ? "" : ", ") + cue;
  if (!pick.character.empty() && !cues.contains(upper(pick.character)))
    return {"'" + pick.character + "' says nothing there",
            "those who do: " + known,
            {},
            base::ErrorKind::not_found};
  return {"there is no line " + std::to_string(pick.line),
          "count from 1; leave --line out for all",
          {},
          base::ErrorKind::not_found};
}

}  // namespace

Result<std::string> show_draft(const Path& film, const std::string& id, const Pick& pick) {
  const std::string script = TRY(script_of(film, id));
  std::string shown = pick.scene.empty() ? script : block_called(script, pick.scene);
  if (shown.empty())
    return base::fail("no scene '" + pick.scene + "'", "scenes are numbered s1, s2, ...", {},
                      base::ErrorKind::not_found);
  if (pick.character.empty() && pick.line == 0) return shown;
  std::string lines;
  for (const Speech& speech : picked(shown, pick))
    lines += (pick.character.empty() ? speech.cue + ": " : "") + speech.words + "\n";
  if (lines.empty()) return std::unexpected(nothing_picked(shown, pick));
  return lines;
}

Result<void> keep_draft(const Path& film, const std::string& id) {
  const Path from = TRY(draft_folder(film, id));
  const Source draft{TRY(script_of(film, id)), TRY(base::read_file(from / "film.yaml"))};
  const Source source = TRY(with_locked_scenes(draft, film));
  const std::string plan = TRY(base::read_file(from / "plan.json"));
  TRY(base::write_file(film / "film.yaml", source.yaml));
  TRY(base::write_file(film / "plan.json", plan));
  return base::write_file(film / "screenplay.fountain", source.script);
}

Result<void> cut_draft(const Path& film, const std::string& id) {
  const Path from = TRY(draft_folder(film, id));
  if (from == film)
    return base::fail("the film itself is no draft to be put aside", "name one of its drafts", {},
                      base::ErrorKind::bad_input);
  std::error_code fault;
  std::filesystem::create_directories(film / "drafts" / ".cut", fault);
  std::filesystem::rename(from, film / "drafts" / ".cut" / id, fault);
  if (fault)
    return base::fail("the draft '" + id + "' cannot be put aside: " + fault.message(),
                      "see: kuleshov drafts list", {}, base::ErrorKind::not_found);
  return {};
}

namespace {

// The scene as the draft tells it, with the film's own names.
Result<std::string> as_told_by(const Path& film, const std::string& id, const std::string& scene) {
  const Json here = TRY(plan_of(film, ""));
  const Json there = TRY(plan_of(film, id));
  const std::string event = events_of(here)[scene];
  std::string source = scene;
  for (const auto& [number, other] : events_of(there))
    if (!event.empty() && other == event) source = number;
  const std::string theirs = block_called(TRY(script_of(film, id)), source);
  if (theirs.empty())
    return base::fail("draft '" + id + "' has no scene '" + source + "'", "", {},
                      base::ErrorKind::not_found);
  return renamed(theirs, names_between(there, here));
}

// Which speeches of a scene are this character's.
std::vector<std::size_t> speeches_by(std::string_view scene, const std::string& character) {
  std::vector<std::size_t> all;
  const std::vector<Speech> speeches = speeches_of(scene);
  for (std::size_t i = 0; i < speeches.size(); ++i)
    if (character.empty() || upper(speeches[i].cue) == upper(character)) all.push_back(i);
  return all;
}

}  // namespace

Result<std::string> scene_of_way(const Path& film, const std::string& id, const std::string& way) {
  for (const auto& [scene, event] : events_of(TRY(plan_of(film, id))))
    if (event == way) return scene;
  return base::fail("no way '" + way + "'", "see the ways' ids in film.yaml", {},
                    base::ErrorKind::not_found);
}

Result<void> merge_speeches(const Path& film, const std::string& id, const std::string& scene,
                            const std::string& character, std::size_t line) {
  TRY(refuse_locked(film, scene));
  const std::string theirs = TRY(as_told_by(film, id, scene));
  const std::string script = TRY(script_of(film, ""));
  std::string ours = block_called(script, scene);
  const auto here = speeches_by(ours, character);
  const auto there = speeches_by(theirs, character);
  if (here.size() != there.size() || here.empty() || line > here.size())
    return base::fail("the film's scene '" + scene + "' has " + std::to_string(here.size()) +
                          " such speeches, the draft's " + std::to_string(there.size()),
                      "merge the whole scene");
  const std::vector<Speech> words = speeches_of(theirs);
  for (std::size_t i = 0; i < here.size(); ++i)
    if (line == 0 || line == i + 1) ours = TRY(with_speech(ours, here[i], words[there[i]].words));
  return base::write_file(film / "screenplay.fountain", TRY(with_scene(script, scene, ours)));
}

Result<void> merge_scene(const Path& film, const std::string& id, const std::string& scene) {
  TRY(refuse_locked(film, scene));
  std::string text = TRY(as_told_by(film, id, scene));
  const std::string script = TRY(script_of(film, ""));
  const std::string ours = block_called(script, scene);
  // The film's own heading stays: its places and scene numbers are not the draft's.
  text = ours.substr(0, ours.find('\n')) + text.substr(std::min(text.find('\n'), text.size()));
  return base::write_file(film / "screenplay.fountain", TRY(with_scene(script, scene, text)));
}

namespace {

// A draft as its scenes in the order of the script: number, event, text.
struct Scene {
  std::string id, event, text;
};

Result<std::vector<Scene>> scenes_of(const Path& film, const std::string& id) {
  const auto events = events_of(TRY(plan_of(film, id)));
  std::vector<Scene> all;
  for (const Block& block : blocks_of(TRY(script_of(film, id))))
    if (const auto event = events.find(block.id); event != events.end())
      all.push_back({block.id, event->second, block.text});
  return all;
}

// What is said wherever a draft tells an event (ways that exclude each other may tell it twice);
// nothing where it does not.
std::optional<std::set<std::string>> said_in(const std::vector<Scene>& scenes,
                                             const std::string& event) {
  std::optional<std::set<std::string>> said;
  for (const Scene& scene : scenes) {
    if (scene.event != event) continue;
    if (!said) said.emplace();
    for (const Speech& speech : speeches_of(scene.text)) said->insert(speech.words);
  }
  return said;
}

// What `here` has and `there` has not.
void add_differences(const std::vector<Scene>& here, const std::vector<Scene>& there, bool first,
                     const Pick& pick, std::vector<Difference>& out) {
  for (const Scene& scene : here) {
    if (!pick.scene.empty() && scene.event != pick.scene) continue;
    const auto said = said_in(there, scene.event);
    if (!said) {
      out.push_back({first, scene.id, scene.event, {}, {}});
      continue;
    }
    for (const Speech& speech : picked(scene.text, pick))
      if (!said->contains(speech.words))
        out.push_back({first, scene.id, scene.event, speech.cue, speech.words});
  }
}

}  // namespace

Result<std::vector<Difference>> differences(const Path& film, const std::string& a,
                                            const std::string& b, const Pick& pick) {
  const auto left = TRY(scenes_of(film, a));
  const auto right = TRY(scenes_of(film, b));
  // A scene is meant by what happens in it: the other draft may number it otherwise.
  Pick by_event = pick;
  if (!pick.scene.empty()) {
    by_event.scene = events_of(TRY(plan_of(film, a)))[pick.scene];
    if (by_event.scene.empty())
      return base::fail("no scene '" + pick.scene + "'", "scenes are numbered s1, s2, ...", {},
                        base::ErrorKind::not_found);
  }
  std::vector<Difference> all;
  add_differences(left, right, true, by_event, all);
  add_differences(right, left, false, by_event, all);
  return all;
}

Result<std::string> rewrite_scene(const Path& film, const std::string& scene,
                                  const std::string& ask, std::uint64_t word_seed,
                                  const Library& library, const ByModel& by_model) {
  const std::string script = TRY(script_of(film, ""));
  TRY(refuse_locked(film, scene));
  TRY(with_scene(script, scene,
                 block_called(script, scene)));  // refuses what is locked or not there
  const std::vector<Ask> asks = by_model ? std::vector<Ask>{} : TRY(read_asks(ask, library));
  Brief brief = TRY(brief_of(film));
  brief.word_seed = word_seed;
  Draft draft = TRY(make_draft(brief, library));
  const auto found = std::find_if(draft.scenes.begin(), draft.scenes.end(),
                                  [&](const DraftScene& s) { return s.id == scene; });
  if (found == draft.scenes.end())
    return base::fail("the plan has no scene '" + scene + "'", "", {}, base::ErrorKind::not_found);
  if (by_model) TRY(by_model(draft, scene));
  for (const Ask& one : asks)
    TRY(follow(one, draft, static_cast<std::size_t>(found - draft.scenes.begin()), library,
               word_seed));
  std::string text = scene_fountain(*found, draft.cast);
  const std::string changed = TRY(with_scene(script, scene, text));
  TRY(base::write_file(film / "screenplay.fountain", changed));
  return text;
}

}  // namespace kuleshov::write
