#include "kuleshov/write/library_scenes.hpp"

#include <algorithm>

namespace kuleshov::write {

namespace {

using base::Path;
using base::Result;

Result<std::vector<Event>> read_pool(const Path& path) {
  const YAML::Node root = TRY(load_yaml(path));
  std::vector<Event> pool;
  for (const YAML::Node& node : root) {
    auto event = event_from(node);
    if (!event) return base::fail(event.error().what, event.error().remedy, {path.string()});
    pool.push_back(std::move(*event));
  }
  return pool;
}

Result<void> read_tellings(const Path& path, Library& library) {
  const YAML::Node root = TRY(load_yaml(path));
  for (const auto& item : root) {
    const std::string name = item.first.Scalar();
    if (item.second.IsMap()) {
      for (const auto& [key, words] : strings_map(item.second))
        library.telling_words.words[name + "." + key] = words;
    } else if (item.second.IsSequence() && item.second.size() > 0 && item.second[0].IsMap()) {
      auto event = event_from(item.second[0]);
      if (!event) return base::fail(event.error().what, event.error().remedy, {path.string()});
      library.tellings[name] = std::move(*event);
    } else {
      library.telling_words.words[name] = strings(item.second);
    }
  }
  return {};
}

Result<void> read_asks_file(const Path& path, Library& library) {
  const YAML::Node root = TRY(load_yaml(path));
  for (const auto& [kind, words] : strings_map(root["match"]))
    library.asks.words["match." + kind] = words;
  for (const auto& item : root)
    if (item.second.IsSequence()) library.asks.words[item.first.Scalar()] = strings(item.second);
  return {};
}

// A culture's particulars stand beside its names, as "c.street", "c.drink" ...
Result<void> read_particulars(const Path& path, Library& library) {
  const YAML::Node root = TRY(load_yaml(path));
  for (const auto& item : root) {
    const auto entry = std::find_if(library.cultures.begin(), library.cultures.end(),
                                    [&](const Entry& e) { return e.id == item.first.Scalar(); });
    if (entry == library.cultures.end())
      return base::fail("'" + item.first.Scalar() + "' is no culture of names.yaml",
                        "add it there, or mend the name", {path.string()});
    for (const auto& [key, phrases] : strings_map(item.second)) entry->words["c." + key] = phrases;
  }
  return {};
}

}  // namespace

Result<void> read_scenes(const Path& genres, Library& library) {
  library.interludes = TRY(read_pool(genres / "interludes.yaml"));
  library.aftermaths = TRY(read_pool(genres / "aftermaths.yaml"));
  TRY(read_tellings(genres / "tellings.yaml", library));
  TRY(read_asks_file(genres / "asks.yaml", library));
  return read_particulars(genres / "particulars.yaml", library);
}

}  // namespace kuleshov::write
