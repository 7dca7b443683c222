#include "kuleshov/culture/pack.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>

#include "kuleshov/base/file.hpp"

namespace kuleshov::culture {

std::string_view name_of(Status status) {
  switch (status) {
    case Status::attested:
      return "attested";
    case Status::one_study:
      return "one-study";
    case Status::common_knowledge:
      return "common-knowledge";
    case Status::unknown:
      break;
  }
  return "unknown";
}

std::string_view name_of(Review::Status status) {
  switch (status) {
    case Review::Status::source_checked:
      return "source-checked";
    case Review::Status::reviewed:
      return "reviewed";
    case Review::Status::not_reviewed:
      break;
  }
  return "not-reviewed";
}

const std::vector<Entry>& Pack::section(std::string_view name_wanted) const {
  static const std::vector<Entry> none;
  const auto at = sections.find(std::string(name_wanted));
  return at == sections.end() ? none : at->second;
}

std::vector<std::string> Pack::words(std::string_view wanted) const {
  std::vector<std::string> out;
  for (const Entry& entry : section(wanted)) {
    out.insert(out.end(), entry.words.begin(), entry.words.end());
  }
  return out;
}

const std::vector<std::string>& section_names() {
  static const std::vector<std::string> names{
      "address",     "proxemics",    "gaze",  "gestures", "taboos",  "seasons",
      "places",      "architecture", "dress", "objects",  "colours", "music_modes",
      "instruments", "narrative",    "works", "food",     "customs"};
  return names;
}

const std::vector<std::string>& relations() {
  static const std::vector<std::string> names{"partner",   "family",   "elder",       "friend",
                                              "colleague", "superior", "subordinate", "stranger",
                                              "opponent",  "alone",    "child"};
  return names;
}

std::vector<std::string> pack_ids() {
  std::vector<std::string> ids;
  std::error_code status;
  for (const auto& entry :
       std::filesystem::directory_iterator(base::data_folder() / "cultures", status)) {
    if (std::filesystem::exists(entry.path() / "pack.yaml")) {
      ids.push_back(entry.path().filename().string());
    }
  }
  std::ranges::sort(ids);
  return ids;
}

namespace {

// Every pack that was asked for, by the name it was asked by.
struct Shelf {
  std::mutex lock;
  std::map<std::string, std::shared_ptr<const Pack>> packs;
};

Shelf& shelf() {
  static Shelf only;
  return only;
}

base::Result<std::shared_ptr<const Pack>> load(const std::string& folder) {
  return std::make_shared<const Pack>(TRY(read_pack(folder)));
}

// A name may be anything, also too long for a file.
bool there_is(const base::Path& file) {
  std::error_code unreadable;
  return std::filesystem::exists(file, unreadable);
}

base::Result<std::shared_ptr<const Pack>> load_by_name(const std::string& id) {
  const base::Path home = base::data_folder() / "cultures";
  if (id.find('/') != std::string::npos) return load(id);
  if (there_is(home / id / "pack.yaml")) return load((home / id).string());
  std::string known;
  for (const auto& name : pack_ids()) {
    const auto pack = load((home / name).string());
    if (pack && std::ranges::find((*pack)->aliases, id) != (*pack)->aliases.end()) return pack;
    known += (known.empty() ? "" : ", ") + name;
  }
  if (there_is(base::Path(id) / "pack.yaml")) return load(id);
  return base::fail("there is no culture pack '" + id + "'",
                    "use one of " + known + ", or the path of a folder with a pack.yaml", {},
                    base::ErrorKind::not_found);
}

}  // namespace

base::Result<const Pack*> find_pack(const std::string& id) {
  const std::scoped_lock guard(shelf().lock);
  auto& packs = shelf().packs;
  const auto at = packs.find(id);
  if (at != packs.end()) return at->second.get();
  return packs.emplace(id, TRY(load_by_name(id))).first->second.get();
}

}  // namespace kuleshov::culture
