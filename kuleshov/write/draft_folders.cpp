#include "kuleshov/write/draft_folders.hpp"

#include <algorithm>
#include <filesystem>

namespace kuleshov::write {

std::vector<std::string> draft_ids(const base::Path& film) {
  std::vector<std::string> ids;
  std::error_code ignored;
  for (const auto& item : std::filesystem::directory_iterator(film / "drafts", ignored))
    if (item.is_directory() && !item.path().filename().string().starts_with('.'))
      ids.push_back(item.path().filename().string());
  std::sort(ids.begin(), ids.end());
  return ids;
}

base::Result<base::Path> draft_folder(const base::Path& film, const std::string& id) {
  if (id.empty() || id == ".") return film;
  const auto ids = draft_ids(film);
  if (std::find(ids.begin(), ids.end(), id) != ids.end()) return film / "drafts" / id;
  std::string known;
  for (const std::string& one : ids) known += (known.empty() ? "" : ", ") + one;
  return base::fail("the film has no draft '" + id + "'",
                    known.empty() ? "make some with: kuleshov write --variants 3"
                                  : "those it has: " + known + "; . is the film itself",
                    {film.string()}, base::ErrorKind::not_found);
}

}  // namespace kuleshov::write
