#include "kuleshov/room/package.hpp"

#include <algorithm>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/shown_json.hpp"

namespace kuleshov::room {

namespace {

using base::Json;

bool leads_out(const std::string& name) {
  const base::Path path(name);
  if (path.empty() || path.is_absolute()) return true;
  return std::any_of(path.begin(), path.end(), [](const base::Path& part) { return part == ".."; });
}

// Every {"file", "sha256"} of the manifest, wherever it stands.
base::Result<void> collect_files(const Json& value, const std::string& manifest,
                                 std::map<std::string, std::string>& files) {
  if (value.is_object() && value.contains("file") && value["file"].is_string()) {
    const auto name = value["file"].get<std::string>();
    if (leads_out(name)) {
      return base::fail("the file \"" + name + "\" lies outside the package",
                        "make the package again", {manifest});
    }
    files[name] = value.contains("sha256") && value["sha256"].is_string()
                      ? value["sha256"].get<std::string>()
                      : std::string{};
  }
  for (const Json& child : value) {
    if (!child.is_structured()) continue;
    if (auto done = collect_files(child, manifest, files); !done) return done;
  }
  return {};
}

base::Result<void> check_version(const Json& manifest, const std::string& name) {
  if (!manifest.is_object() || manifest.value("manifest", Json{}) != 1) {
    return base::fail("this is not a film package of version 1",
                      "make it again with this version of kuleshov", {name});
  }
  if (!manifest.value("id", Json{}).is_string() || !manifest.value("shots", Json{}).is_array()) {
    return base::fail("the manifest lacks its id or its shots", "make the package again", {name});
  }
  return {};
}

std::set<story::ShotId> ready_shots(const Json& shots) {
  std::set<story::ShotId> ready;
  for (const Json& shot : shots) {
    if (!shot.is_object() || !shot.value("id", Json{}).is_string()) continue;
    if (shot.value("ready", Json(true)) == true) ready.emplace(shot["id"].get<std::string>());
  }
  return ready;
}

}  // namespace

base::Result<PackagePointer> read_package(const base::Path& folder) {
  const std::string name = (folder / "manifest.json").string();
  auto package = std::make_shared<Package>();
  package->folder = folder;
  package->manifest = TRY(base::read_file(folder / "manifest.json", std::size_t{64} << 20));
  const Json manifest = TRY(base::parse_json(package->manifest, name));
  TRY(check_version(manifest, name));
  TRY(collect_files(manifest, name, package->sha256));
  package->id = manifest["id"].get<std::string>();
  package->etag = base::sha256(package->manifest).substr(0, 32);
  package->complete = manifest.value("complete", Json(true)) == true;
  package->ready = ready_shots(manifest["shots"]);
  package->looks = TRY(sense::looks_of(manifest, name));
  const base::Path film = folder / "film.json";
  const std::string text = TRY(base::read_file(film, std::size_t{64} << 20));
  package->film_sha256 = base::sha256(text);
  package->film = TRY(story::film_from_json(text, film.string()));
  return package;
}

}  // namespace kuleshov::room
