#include "kuleshov/cut/edit_lists.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "kuleshov/base/json.hpp"

namespace kuleshov::cut {

namespace {

using base::Json;

std::string relative_name(const PlayedPath& path, const std::string& file,
                          const base::Path& beside) {
  const base::Path from = beside.empty() ? base::Path(".") : beside;
  std::error_code code;
  const base::Path name = std::filesystem::relative(path.package / file, from, code);
  return code || name.empty() ? (path.package / file).string() : name.string();
}

const std::string& sound_file(const PlayedPath& path, const PlayedCut& cut) {
  return cut.shot->audio.at(path.manifest.languages.front()).opus.file;
}

Json time_json(base::Ticks time) {
  return {{"OTIO_SCHEMA", "RationalTime.1"},
          {"rate", static_cast<double>(base::Ticks::frames_per_second)},
          {"value", static_cast<double>(time.whole_frames())}};
}

Json range_json(base::Ticks start, base::Ticks length) {
  return {{"OTIO_SCHEMA", "TimeRange.1"},
          {"start_time", time_json(start)},
          {"duration", time_json(length)}};
}

Json clip_json(const PlayedCut& cut, const std::string& url) {
  const Json media = {{"OTIO_SCHEMA", "ExternalReference.1"},
                      {"target_url", url},
                      {"available_range", range_json({}, cut.shot->duration)},
                      {"name", cut.shot->id.str()},
                      {"metadata", Json::object()},
                      {"available_image_bounds", nullptr}};
  return {{"OTIO_SCHEMA", "Clip.2"},
          {"name", cut.shot->id.str()},
          {"source_range", range_json(cut.in, cut.length)},
          {"media_references", {{"DEFAULT_MEDIA", media}}},
          {"active_media_reference_key", "DEFAULT_MEDIA"},
          {"effects", Json::array()},
          {"markers", Json::array()},
          {"enabled", true},
          {"metadata",
           {{"kuleshov",
             {{"scene", cut.shot->scene.str()},
              {"way", cut.way},
              {"shortest_s", cut.shot->shortest.seconds()},
              {"longest_s", cut.shot->longest.seconds()}}}}}};
}

Json track_json(const char* kind, Json clips) {
  return {{"OTIO_SCHEMA", "Track.1"},
          {"name", kind},
          {"kind", kind},
          {"children", std::move(clips)},
          {"effects", Json::array()},
          {"markers", Json::array()},
          {"enabled", true},
          {"source_range", nullptr},
          {"metadata", Json::object()}};
}

Json scene_marker(const PlayedCut& cut) {
  return {{"OTIO_SCHEMA", "Marker.2"},
          {"name", cut.shot->scene.str()},
          {"color", cut.way.empty() ? "WHITE" : "ORANGE"},
          {"marked_range", range_json(cut.at, {})},
          {"metadata", {{"kuleshov", {{"way", cut.way}}}}}};
}

Json scene_markers(const PlayedPath& path) {
  Json markers = Json::array();
  const ShotEntry* before = nullptr;
  for (const PlayedCut& cut : path.cuts) {
    if (before == nullptr || before->scene != cut.shot->scene) markers.push_back(scene_marker(cut));
    before = cut.shot;
  }
  return markers;
}

std::string title_of(const Manifest& manifest) {
  const std::string& language =
      manifest.languages.empty() ? std::string("en") : manifest.languages.front();
  const std::string title(story::in_language(manifest.title, language));
  return title.empty() ? manifest.id : title;
}

// Reels are eight characters in CMX 3600: the shot's id without its dot.
std::string reel_of(const PlayedCut& cut) {
  std::string reel;
  for (const char c : cut.shot->id.str()) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      reel += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    else
      reel += '_';
  }
  return reel.substr(0, 8);
}

std::string mpv_entry(const std::string& file, const PlayedCut& cut) {
  return fmt::format("%{}%{},{:.3f},{:.3f}\n", file.size(), file, cut.in.seconds(),
                     cut.length.seconds());
}

}  // namespace

std::string timecode(base::Ticks time) {
  const std::int64_t frames = time.whole_frames();
  return fmt::format("{:02}:{:02}:{:02}:{:02}", frames / 90'000, frames / 1500 % 60,
                     frames / 25 % 60, frames % 25);
}

std::string to_otio(const PlayedPath& path, const base::Path& beside) {
  Json picture = Json::array();
  Json sound = Json::array();
  for (const PlayedCut& cut : path.cuts) {
    picture.push_back(clip_json(cut, relative_name(path, cut.shot->video.file, beside)));
    sound.push_back(clip_json(cut, relative_name(path, sound_file(path, cut), beside)));
  }
  const Json stack = {{"OTIO_SCHEMA", "Stack.1"},
                      {"name", "tracks"},
                      {"children", {track_json("Video", picture), track_json("Audio", sound)}},
                      {"markers", scene_markers(path)},
                      {"effects", Json::array()},
                      {"enabled", true},
                      {"source_range", nullptr},
                      {"metadata", Json::object()}};
  const Json timeline = {{"OTIO_SCHEMA", "Timeline.1"},
                         {"name", title_of(path.manifest)},
                         {"global_start_time", nullptr},
                         {"tracks", stack},
                         {"metadata", {{"kuleshov", {{"film", path.manifest.id}}}}}};
  return timeline.dump(2) + "\n";
}

base::Result<std::string> to_edl(const PlayedPath& path) {
  if (path.cuts.size() > 999) {
    return base::fail("a CMX 3600 list holds 999 events, this path has more",
                      "export otio instead");
  }
  std::string out = "TITLE: " + title_of(path.manifest) + "\nFCM: NON-DROP FRAME\n\n";
  const base::Ticks hour = base::Ticks::seconds(3600);
  int event = 0;
  for (const PlayedCut& cut : path.cuts) {
    out += fmt::format("{:03}  {:<8} AA/V  C        {} {} {} {}\n", ++event, reel_of(cut),
                       timecode(cut.in), timecode(cut.in + cut.length), timecode(hour + cut.at),
                       timecode(hour + cut.at + cut.length));
    out += fmt::format("* FROM CLIP NAME: {}\n* SOURCE FILE: {}\n", cut.shot->id.str(),
                       cut.shot->video.file);
    if (!cut.way.empty()) out += fmt::format("* COMMENT: WAY {}\n", cut.way);
  }
  return out;
}

std::string to_mpv_edl(const PlayedPath& path, const base::Path& beside) {
  std::string out = "# mpv EDL v0\n";
  for (const PlayedCut& cut : path.cuts) {
    out += mpv_entry(relative_name(path, cut.shot->video.file, beside), cut);
  }
  out += "!new_stream\n!no_chapters\n";
  for (const PlayedCut& cut : path.cuts) {
    out += mpv_entry(relative_name(path, sound_file(path, cut), beside), cut);
  }
  return out;
}

}  // namespace kuleshov::cut
