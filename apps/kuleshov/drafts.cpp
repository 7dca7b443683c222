#include "kuleshov/write/drafts.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/write/llm/lines.hpp"
#include "llm_options.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Options {
  std::string what, film, scene, way, character, ask;
  std::size_t line = 0;
  std::vector<std::string> ids;
  std::uint64_t seed = 2;
  bool json = false;
  bool keep_facts = false;
  write::llm::Settings llm;
};

Exit list(const Options& options) {
  const auto drafts = write::list_drafts(options.film);
  if (!drafts) return report(drafts.error());
  base::Json document = base::Json::array();
  for (const write::DraftNote& note : *drafts) {
    document.push_back({{"id", note.id},
                        {"title", note.title},
                        {"plot", note.plot},
                        {"structure", note.structure},
                        {"ending", note.ending},
                        {"relation", note.relation},
                        {"scenes", note.scenes},
                        {"lines", note.lines}});
    if (!options.json)
      fmt::print("{:<3} {:<28} {:<18} {:<14} {:<12} {:<11} {:>3} scenes {:>4} lines\n", note.id,
                 note.title, note.plot, note.structure, note.ending, note.relation, note.scenes,
                 note.lines);
  }
  if (options.json) fmt::print("{}\n", document.dump(1));
  return Exit::fine;
}

template <class Value>
Exit printed(const base::Result<Value>& result) {
  if (!result) return report(result.error());
  if constexpr (!std::is_void_v<Value>) fmt::print("{}", *result);
  return Exit::fine;
}

write::Pick pick_of(const Options& options) {
  return {options.scene, options.character, options.line};
}
bool picks(const Options& options) {
  return !options.scene.empty() || !options.character.empty() || options.line > 0;
}

Exit diff(const Options& options, const std::string& a, const std::string& b) {
  const auto found = write::differences(options.film, a, b, pick_of(options));
  if (!found) return report(found.error());
  base::Json document = base::Json::array();
  for (const write::Difference& one : *found) {
    document.push_back({{"in", one.in_first ? a : b}, {"scene", one.scene}, {"event", one.event}});
    if (!one.cue.empty()) document.back()["character"] = one.cue;
    if (!one.cue.empty()) document.back()["line"] = one.words;
    const char mark = one.in_first ? '-' : '+';
    if (!options.json && one.cue.empty()) fmt::print("{} {} {}\n", mark, one.scene, one.event);
    if (!options.json && !one.cue.empty())
      fmt::print("{} {} {}: {}\n", mark, one.scene, one.cue, one.words);
  }
  if (options.json) fmt::print("{}\n", document.dump(1));
  return Exit::fine;
}

// A part of a draft instead of the whole.
Exit merge(const Options& options, const std::string& id) {
  if (options.scene.empty())
    return report({"which scene?", "say --scene s5 or --way ID", {}, base::ErrorKind::bad_input});
  if (options.what == "cut") return printed(write::cut_from(options.film, id, pick_of(options)));
  if (options.character.empty() && options.line == 0)
    return printed(write::merge_scene(options.film, id, options.scene));
  return printed(
      write::merge_speeches(options.film, id, options.scene, options.character, options.line));
}

Exit run(Options options) {
  const std::string id = options.ids.empty() ? "" : options.ids.front();
  if (options.what == "list") return list(options);
  if (!options.way.empty()) {
    // Of the draft that is shown, compared or cut, else of the film.
    const bool of_draft = options.what == "show" || options.what == "diff" || options.what == "cut";
    const auto scene = write::scene_of_way(options.film, of_draft ? id : "", options.way);
    if (!scene) return report(scene.error());
    options.scene = *scene;
  }
  if (options.what == "show") return printed(write::show_draft(options.film, id, pick_of(options)));
  if (id.empty())
    return report({"which draft?",
                   "name it: kuleshov drafts " + options.what + " FILM ID (. is the film itself)",
                   {},
                   base::ErrorKind::bad_input});
  if (options.what == "diff")
    return diff(options, id, options.ids.size() > 1 ? options.ids[1] : "");
  if (options.what == "merge" || picks(options)) return merge(options, id);
  if (options.what == "keep") return printed(write::keep_draft(options.film, id));
  return printed(write::cut_draft(options.film, id));
}

Action set_up(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("what", options->what, "list show keep cut merge diff")
      ->required()
      ->check(CLI::IsMember({"list", "show", "keep", "cut", "merge", "diff"}));
  command.add_option("film", options->film, "folder of the film source")->required();
  command.add_option("ids", options->ids, "drafts; none, or ., is the film itself");
  command.add_option("--scene", options->scene, "only this scene");
  command.add_option("--way", options->way, "only the scene this way leads to");
  command.add_option("--character", options->character, "only this character's lines");
  command.add_option("--line", options->line, "only this speech of the scene, from 1");
  command.add_flag("--json", options->json, "one JSON document");
  return [options] { return run(*options); };
}

// The scene's lines by a language model, where one is given.
write::ByModel by_model(const Options& options) {
  if (options.llm.url.empty()) return {};
  return [&options](write::Draft& draft, const std::string& scene) -> base::Result<void> {
    write::llm::Client client(llm_settings(options.llm, options.seed, options.film));
    const auto outcome = TRY(write::llm::write_lines(draft, client, {scene}, options.ask,
                                                     base::data_folder() / "prompts"));
    for (const std::string& why : outcome.why) fmt::print(stderr, "kept        {}\n", why);
    return {};
  };
}

Exit run_rewrite(const Options& options) {
  const auto library = write::read_library(base::data_folder());
  if (!library) return report(library.error());
  return printed(write::rewrite_scene(options.film, options.scene, options.ask, options.seed,
                                      *library, by_model(options)));
}

Action set_up_rewrite(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("film", options->film, "folder of the film source")->required();
  command.add_option("--scene", options->scene, "the scene's number")->required();
  command.add_option("--ask", options->ask,
                     "shorter, longer, warmer, colder, funnier, more silence, more formal, less "
                     "formal, \"name the boat Petrel\"; with a model, anything");
  add_llm_options(command, options->llm);
  command.add_option("--seed", options->seed, "another seed gives other words");
  command.add_flag("--keep-facts", options->keep_facts,
                   "plan, names and facts stay (they always do)");
  return [options] { return run_rewrite(*options); };
}

const RegisterVerb drafts_verb{
    {"drafts", "list, show, keep, cut, merge and compare drafts", set_up}};
const RegisterVerb rewrite_verb{
    {"rewrite", "one scene in other words over the same plan", set_up_rewrite}};

}  // namespace
}  // namespace kuleshov::app
