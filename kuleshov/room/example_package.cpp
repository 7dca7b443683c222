#include "kuleshov/room/example_package.hpp"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <stdexcept>

#include "kuleshov/base/json.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::room {

namespace {

using base::Json;

// A test without its package would say something else.
void put(const base::Path& file, std::string_view bytes) {
  if (!base::write_file(file, bytes)) throw std::runtime_error("cannot write " + file.string());
}

Json shot_json(const story::Shot& shot, bool ready) {
  Json json{{"id", shot.id.str()},
            {"scene", shot.scene.str()},
            {"ready", ready},
            {"duration_s", shot.longest.seconds()}};
  if (ready) {
    json["file"] = "shots/" + shot.id.str() + ".v.mp4";
    json["sha256"] = base::sha256(shot.id.str());
    json["light"] = {{"every_s", 0.24}, {"luminance", {0.05, 0.4}}};
    json["targets"] = {{{"from_s", 0}, {"x", 0.3}, {"y", 0.4}, {"radius", 0.1}}};
  }
  return json;
}

}  // namespace

ExamplePackage::ExamplePackage(const base::Path& source, const std::set<std::string>& unready)
    : source_(source) {
  static std::atomic<int> made = 0;
  folder_ = std::filesystem::temp_directory_path() /
            ("kuleshov-example-" + std::to_string(::getpid()) + "-" + std::to_string(made++));
  write(unready);
}

ExamplePackage::~ExamplePackage() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void ExamplePackage::write(const std::set<std::string>& unready) {
  const auto film = story::read_film(source_.string());
  if (!film) return;  // the test that uses it fails on reading the package
  Json manifest{{"manifest", 1},
                {"id", film->id.str()},
                {"title", film->title},
                {"languages", film->languages},
                {"complete", unready.empty()},
                {"shots", Json::array()}};
  const auto add = [&](const story::Shot& shot) {
    const bool ready = !unready.contains(shot.id.str());
    manifest["shots"].push_back(shot_json(shot, ready));
    const std::string name = "shots/" + shot.id.str() + ".v.mp4";
    if (ready) put(folder_ / name, shot.id.str());
  };
  for (const story::Scene& scene : film->scenes) {
    for (const story::Shot& shot : scene.shots) {
      add(shot);
      story::Shot take = shot;
      for (const story::Framing& framing : shot.framings) {
        take.id = framing.id;
        add(take);
      }
    }
  }
  put(folder_ / "film.json", story::film_to_json(*film));
  put(folder_ / "manifest.json", manifest.dump());
}

}  // namespace kuleshov::room
