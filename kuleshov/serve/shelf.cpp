#include "kuleshov/serve/shelf.hpp"

#include <algorithm>

#include "kuleshov/base/log.hpp"

namespace kuleshov::serve {

namespace {
// How often the disk is asked whether a package has grown.
constexpr std::chrono::milliseconds look_again{250};
}  // namespace

base::Result<Shelf> Shelf::open(const std::vector<base::Path>& folders, const std::string& first) {
  if (folders.empty()) return base::fail("there is no film to serve", "name a FILM.film folder");
  Shelf shelf;
  std::optional<base::Error> fault;
  for (const base::Path& folder : folders) {
    Entry entry{folder, nullptr, {}, std::chrono::steady_clock::now()};
    auto package = room::read_package(folder);
    if (package) {
      entry.package = *package;
    } else {
      spdlog::warn("left out for now: {}", base::describe(package.error()));
      fault = package.error();
    }
    std::error_code code;
    entry.written = std::filesystem::last_write_time(folder / "manifest.json", code);
    shelf.entries_.push_back(std::move(entry));
  }
  const bool any = std::any_of(shelf.entries_.begin(), shelf.entries_.end(),
                               [](const Entry& entry) { return entry.package != nullptr; });
  if (!any) return std::unexpected(*fault);
  std::stable_partition(shelf.entries_.begin(), shelf.entries_.end(), [&](const Entry& entry) {
    return entry.package && entry.package->id == first;
  });
  return shelf;
}

Shelf::Shelf(Shelf&& other) noexcept : entries_(std::move(other.entries_)) {}

void Shelf::refresh(Entry& entry) {
  const auto now = std::chrono::steady_clock::now();
  if (now - entry.looked < look_again) return;
  entry.looked = now;
  std::error_code code;
  const auto written = std::filesystem::last_write_time(entry.folder / "manifest.json", code);
  if (code || (entry.package && written == entry.written)) return;
  auto package = room::read_package(entry.folder);
  if (!package) return;  // the last good reading stands
  entry.package = *package;
  entry.written = written;
}

std::vector<room::PackagePointer> Shelf::films() {
  const std::lock_guard lock(mutex_);
  std::vector<room::PackagePointer> films;
  for (Entry& entry : entries_) {
    refresh(entry);
    if (entry.package) films.push_back(entry.package);
  }
  return films;
}

room::PackagePointer Shelf::find(std::string_view id) {
  const std::lock_guard lock(mutex_);
  for (Entry& entry : entries_) {
    refresh(entry);
    if (entry.package && entry.package->id == id) return entry.package;
  }
  return nullptr;
}

}  // namespace kuleshov::serve
