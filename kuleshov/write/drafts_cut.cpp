#include <algorithm>
#include <cctype>

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/write/draft_folders.hpp"
#include "kuleshov/write/drafts.hpp"
#include "kuleshov/write/locked.hpp"
#include "kuleshov/write/script.hpp"

namespace kuleshov::write {

namespace {

using base::Path;
using base::Result;

Result<Source> source_in(const Path& folder) {
  return Source{TRY(base::read_file(folder / "screenplay.fountain")),
                TRY(base::read_file(folder / "film.yaml"))};
}

Result<void> put_source(const Source& source, const Path& folder) {
  TRY(base::write_file(folder / "film.yaml", source.yaml));
  return base::write_file(folder / "screenplay.fountain", source.script);
}

// `  s5:` and what belongs to it, out of film.yaml.
std::string without_entry(std::string yaml, const std::string& scene) {
  const auto from =
      yaml.find("\n  " + scene + ":\n", std::min(yaml.find("\nscenes:"), yaml.size()));
  if (from == std::string::npos) return yaml;
  auto end = yaml.find('\n', from + 1);
  while (end != std::string::npos && yaml.compare(end, 4, "\n   ") == 0)
    end = yaml.find('\n', end + 1);
  return yaml.erase(from, (end == std::string::npos ? yaml.size() : end) - from);
}

base::Error cannot_be_spared(const std::string& scene, const std::string& why) {
  return {"the film does not hold without scene '" + scene + "': " + why,
          "cut single lines with --line, or another scene",
          {},
          base::ErrorKind::bad_input};
}

// What the film's check says against it; empty if it holds.
std::string fault_of(const Path& folder) {
  const auto film = story::read_film(folder.string());
  if (!film) return film.error().what;
  const auto graph = story::Graph::compile(*film);
  if (!graph) return graph.error().what;
  const story::CheckReport report = story::check(*graph);
  return report.findings.empty() ? "" : report.findings.front().message;
}

Result<void> cut_scene(const Path& folder, const std::string& scene) {
  const Source before = TRY(source_in(folder));
  const story::Film film = TRY(story::read_film(folder.string()));
  const auto found = std::find_if(film.scenes.begin(), film.scenes.end(),
                                  [&](const story::Scene& s) { return s.id.str() == scene; });
  if (found == film.scenes.end())
    return base::fail("no scene '" + scene + "'", "scenes are numbered s1, s2, ...", {},
                      base::ErrorKind::not_found);
  if (std::find(film.core.begin(), film.core.end(), found->id) != film.core.end())
    return std::unexpected(cannot_be_spared(scene, "it is core"));
  if (found->key_point || found->ways.size() != 1)
    return std::unexpected(cannot_be_spared(scene, "more than one scene may follow it, or none"));
  const std::string next = found->ways.front().to.str();
  Source after = before;
  std::vector<Block> blocks = blocks_of(before.script);
  std::erase_if(blocks, [&](const Block& block) { return block.id == scene; });
  after.script = joined(blocks);
  after.yaml = renamed(without_entry(before.yaml, scene), {{scene, next}});
  TRY(put_source(after, folder));
  const std::string fault = fault_of(folder);
  if (fault.empty()) return {};
  TRY(put_source(before, folder));
  return std::unexpected(cannot_be_spared(scene, fault));
}

}  // namespace

Result<void> cut_from(const Path& film, const std::string& id, const Pick& pick) {
  const Path folder = TRY(draft_folder(film, id));
  const Source source = TRY(source_in(folder));
  for (const Block& block : blocks_of(source.script))
    if (block.id == pick.scene && (block.locked || locked_in_yaml(source.yaml).contains(block.id)))
      return base::fail("scene '" + pick.scene + "' is locked", "take its lock out first");
  if (pick.character.empty() && pick.line == 0) return cut_scene(folder, pick.scene);
  const std::string scene = TRY(show_draft(film, id, {pick.scene, {}, 0}));
  TRY(show_draft(film, id, pick));  // says what is not there
  const std::string less = without_speeches(scene, pick.character, pick.line);
  return base::write_file(folder / "screenplay.fountain",
                          TRY(with_scene(source.script, pick.scene, less)));
}

}  // namespace kuleshov::write
