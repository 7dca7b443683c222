#include "kuleshov/story/read_yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/story/nearest.hpp"
#include "kuleshov/story/source.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {

namespace {

void read_version(Fields& root) {
  int version = 1;
  root.integer("film", version, 1, 1);
  if (root.has("film")) return;
  root.faults().add({"this is not a film.yaml: it does not begin with its version",
                     "add \"film: 1\" as the first line", root.place(),
                     base::ErrorKind::bad_input});
}

void read_languages(Fields& root, Film& film) {
  root.texts("languages", film.languages);
  if (film.languages.empty()) film.languages = {"en"};
}

void read_policy(Fields& root, Film& film) {
  std::string policy(name_of(film.policy));
  root.word("policy", policy, arc_policy_words());
  film.policy = arc_policy_of(policy).value_or(ArcPolicy::follow);
}

void read_seed(Fields& root, Film& film) {
  double seed = 1;
  root.number("seed", seed, 0, 9007199254740992.0);  // whole numbers that every JSON reader keeps
  film.seed = static_cast<std::uint64_t>(seed);
}

void read_head(Fields& root, Film& film) {
  read_version(root);
  read_languages(root, film);
  root.local("title", film.title, film.languages.front());
  root.local("logline", film.logline, film.languages.front());
  root.text("author", film.author);
  root.text("licence", film.licence);
  root.text("genre", film.genre);
  read_culture(root, film.culture);
  read_seed(root, film);
  read_policy(root, film);
}

void read_core(Fields& root, Film& film) {
  std::vector<std::string> core;
  root.texts("core", core);
  std::set<std::string> seen;
  for (const std::string& id : core) {
    if (!seen.insert(id).second) {
      root.faults().add({fmt::format("\"core\" names \"{}\" twice", id), "keep one of them",
                         root.place("core"), base::ErrorKind::bad_input});
    }
    film.core.emplace_back(id);
  }
  root.text("ending_family", film.ending_family);
  double low = 0;
  double high = 0;
  root.band("length_minutes", low, high, 0, 24 * 60);
  film.shortest_run = base::Ticks::seconds_on_frame(low * 60);
  film.longest_run = base::Ticks::seconds_on_frame(high * 60);
}

Film read_root(const YAML::Node& node, Faults& faults) {
  Film film;
  Fields root(node, "film.yaml", faults);
  read_head(root, film);
  read_cast(root, film);
  read_places(root, film);
  read_variables(root, film);
  read_style(root, film);
  read_core(root, film);
  read_scenes(root, film);
  root.done();
  return film;
}

}  // namespace

base::Result<Film> read_film_yaml(std::string_view yaml, const std::string& file) {
  Faults faults(file);
  try {
    const YAML::Node node = load_yaml(yaml);
    if (!node.IsMap()) {
      return base::fail("this is not a film.yaml", "begin it with \"film: 1\"", {file, 1, 1, 0});
    }
    Film film = read_root(node, faults);
    if (faults.any()) return std::unexpected(faults.first());
    return film;
  } catch (const YAML::Exception& error) {
    return base::fail(
        "this is not YAML: " + error.msg,
        "mend the text at that place; a text that holds any of : , [ ] { } # goes in quotes",
        faults.place(error.mark));
  }
}

}  // namespace kuleshov::story
