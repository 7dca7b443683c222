#include "kuleshov/cut/package.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <utility>

namespace kuleshov::cut {

namespace {

namespace fs = std::filesystem;

void keep(std::set<std::string>& kept, const PackageFile& file) { kept.insert(file.file); }

// The facts beside a file: "shots/s1.1-ab.v.mp4" has "shots/s1.1-ab.v.json".
void keep_facts(std::set<std::string>& kept, std::string file, std::string_view end) {
  if (file.ends_with(end)) kept.insert(file.erase(file.size() - end.size()) + ".json");
}

std::set<std::string> named_files(const Manifest& manifest) {
  std::set<std::string> kept{"manifest.json", manifest.poster_still, manifest.poster_moving};
  keep(kept, manifest.film);
  for (const ShotEntry& shot : manifest.shots) {
    keep(kept, shot.video);
    keep_facts(kept, shot.video.file, ".mp4");
    kept.insert(shot.still);
    for (const auto& [language, sound] : shot.audio) {
      keep(kept, sound.opus);
      keep_facts(kept, sound.opus.file, ".opus.mp4");
      keep(kept, sound.aac);
    }
  }
  for (const StemEntry& stem : manifest.stems) keep(kept, stem.file);
  for (const auto& [kind, file] : manifest.reports) kept.insert(file);
  for (const auto& [language, file] : manifest.captions) kept.insert(file);
  for (const std::string& language : manifest.languages)
    kept.insert("captions/" + language + ".json");
  return kept;
}

// Only folders that `make` writes are swept: what else somebody keeps in a package stays.
void sweep_folder(const base::Path& package, const char* name, const std::set<std::string>& kept) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(package / name, ignored)) {
    const std::string file = std::string(name) + "/" + entry.path().filename().string();
    if (entry.is_regular_file(ignored) && !kept.contains(file)) fs::remove(entry.path(), ignored);
  }
}

// "manifest.json.part123-4" of a make that was killed.
void sweep_parts(const base::Path& package) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(package, ignored)) {
    const bool part = entry.path().filename().string().find(".part") != std::string::npos;
    if (part && entry.is_regular_file(ignored)) fs::remove(entry.path(), ignored);
  }
}

}  // namespace

Package::Package(base::Path folder, Manifest manifest, int lock)
    : folder_(std::move(folder)),
      manifest_(std::move(manifest)),
      lock_(lock),
      mutex_(std::make_unique<std::mutex>()) {}

Package::Package(Package&& other) noexcept
    : folder_(std::move(other.folder_)),
      manifest_(std::move(other.manifest_)),
      lock_(std::exchange(other.lock_, -1)),
      mutex_(std::move(other.mutex_)) {}

Package::~Package() {
  if (lock_ >= 0) ::close(lock_);
}

base::Result<Package> Package::open(const base::Path& folder, Manifest manifest) {
  std::error_code code;
  fs::create_directories(folder, code);
  const int lock = ::open((folder / ".making").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock < 0) {
    return base::fail("cannot write to the package", "check the permissions of its folder",
                      {folder.string()}, base::ErrorKind::io);
  }
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return base::fail("another make is at work on this package", "wait for it or end it",
                      {folder.string()});
  }
  return Package(folder, std::move(manifest), lock);
}

base::Result<PackageFile> Package::add_file(const std::string& name, std::string_view bytes) {
  TRY(base::write_file(folder_ / name, bytes));
  return PackageFile{name, base::sha256(bytes), bytes.size()};
}

base::Result<PackageFile> Package::known_file(const std::string& name) const {
  const std::string bytes = TRY(base::read_file(folder_ / name));
  return PackageFile{name, base::sha256(bytes), bytes.size()};
}

bool Package::has(const std::string& name) const {
  std::error_code ignored;
  return fs::is_regular_file(folder_ / name, ignored);
}

base::Result<void> Package::save() {
  return base::write_file(folder_ / "manifest.json", manifest_to_json(manifest_));
}

void Package::sweep() {
  const std::set<std::string> kept = named_files(manifest_);
  for (const char* name : {"shots", "stills", "score", "captions", "reports"}) {
    sweep_folder(folder_, name, kept);
  }
  sweep_parts(folder_);
}

}  // namespace kuleshov::cut
