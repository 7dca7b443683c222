#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/story/graph.hpp"
#include "kuleshov/story/nearest.hpp"
#include "kuleshov/story/source.hpp"
#include "kuleshov/story/utf8.hpp"

namespace kuleshov::story {

namespace {

using base::Result;

Result<void> check_utf8(std::string_view text, const std::string& file) {
  const auto bad = first_bad_byte(text);
  if (!bad) return {};
  const auto line = static_cast<std::size_t>(std::count(
                        text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n')) +
                    1;
  return base::fail("a byte is not UTF-8", "save the file as UTF-8", {file, line, 0, 0});
}

// The line where a key of the outermost mapping begins; 0 where it stands otherwise.
std::size_t line_of_key(std::string_view yaml, const std::string& key) {
  std::size_t number = 0;
  for (const std::string_view line : base::lines(yaml)) {
    ++number;
    if (line.starts_with(key + ":")) return number;
  }
  return 0;
}

// Core scenes exist and know that they are core. Without a list the first scene opens the film.
Result<void> mark_core(Film& film, std::string_view yaml, const std::string& file) {
  if (film.core.empty()) film.core.push_back(film.scenes.front().id);
  for (const SceneId& id : film.core) {
    const auto scene = std::find_if(film.scenes.begin(), film.scenes.end(),
                                    [&](const Scene& s) { return s.id == id; });
    if (scene == film.scenes.end()) {
      std::vector<std::string> known;
      for (const Scene& s : film.scenes) known.push_back(s.id.str());
      return base::fail(
          fmt::format("\"core\" names a scene \"{}\" that is not in the screenplay", id.str()),
          suggest(id.str(), known), {file, line_of_key(yaml, "core"), 0, 0});
    }
    scene->core = true;
  }
  return {};
}

FilmId id_of(const std::string& folder) {
  const base::Path path = std::filesystem::absolute(folder).lexically_normal();
  const std::string name =
      path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
  const std::string slug = base::slug(name);
  return FilmId(slug.empty() ? "film" : slug);
}

}  // namespace

Result<Film> read_film_texts(std::string_view yaml, std::string_view fountain,
                             const std::string& folder) {
  const std::string film_file = (base::Path(folder) / "film.yaml").string();
  const std::string script_file = (base::Path(folder) / "screenplay.fountain").string();
  TRY(check_utf8(yaml, film_file));
  TRY(check_utf8(fountain, script_file));
  Film film = TRY(read_film_yaml(yaml, film_file));
  film.id = id_of(folder);
  TRY(read_screenplay(film, fountain, script_file));
  TRY(mark_core(film, yaml, film_file));
  TRY(Graph::compile(film));  // every expression names what exists
  if (film.title.empty()) film.title[film.languages.front()] = film.id.str();
  return film;
}

Result<Film> read_film(const std::string& folder) {
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed)) {
    return base::fail(fmt::format("there is no film source \"{}\"", folder),
                      "name a folder that holds film.yaml and screenplay.fountain",
                      {folder, 0, 0, 0}, base::ErrorKind::not_found);
  }
  const std::string yaml = TRY(base::read_file(base::Path(folder) / "film.yaml"));
  const std::string fountain = TRY(base::read_file(base::Path(folder) / "screenplay.fountain"));
  return read_film_texts(yaml, fountain, folder);
}

}  // namespace kuleshov::story
