#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/manifest.hpp"
#include "kuleshov/media/audio_encoder.hpp"
#include "kuleshov/media/video_encoder.hpp"
#include "kuleshov/sense/shown_json.hpp"

namespace kuleshov::cut {

namespace {

using base::Json;

double seconds(base::Ticks time) { return base::quantise(time.seconds(), 6); }

Json file_json(const PackageFile& file) {
  return {{"file", file.file}, {"sha256", file.sha256}, {"bytes", file.bytes}};
}

Json caption_json(const Caption& caption) {
  return {{"start_s", base::quantise(caption.start_s, 3)},
          {"end_s", base::quantise(caption.end_s, 3)},
          {"speaker", caption.speaker},
          {"text", caption.text}};
}

Json captions_json(const std::map<std::string, std::vector<Caption>>& captions) {
  Json out = Json::object();
  for (const auto& [language, cues] : captions) {
    out[language] = Json::array();
    for (const Caption& cue : cues) out[language].push_back(caption_json(cue));
  }
  return out;
}

Json shot_json(const ShotEntry& shot) {
  Json out = {{"id", shot.id.str()},
              {"scene", shot.scene.str()},
              {"ready", shot.ready},
              {"duration_s", seconds(shot.duration)},
              {"shortest_s", seconds(shot.shortest)},
              {"natural_s", seconds(shot.natural)},
              {"longest_s", seconds(shot.longest)},
              {"in_points_s", Json::array()},
              {"captions", captions_json(shot.captions)}};
  if (!shot.framing_of.empty()) {
    out["framing_of"] = shot.framing_of.str();
    out["scale"] = shot.scale;
  }
  for (const base::Ticks point : shot.in_points) out["in_points_s"].push_back(seconds(point));
  if (!shot.ready) return out;
  out.update(file_json(shot.video));
  out["still"] = shot.still;
  out["luminance"] = base::quantise(shot.luminance);
  sense::write_look(shot.look, out);
  out["audio"] = Json::object();
  for (const auto& [language, sound] : shot.audio) {
    out["audio"][language] = {{"opus", file_json(sound.opus)}, {"aac", file_json(sound.aac)}};
  }
  return out;
}

Json arc_json(const std::vector<story::ArcPoint>& arc) {
  Json out = Json::array();
  for (const story::ArcPoint& point : arc) {
    out.push_back({point.at, point.felt.arousal, point.felt.valence});
  }
  return out;
}

Json scene_json(const SceneEntry& scene) {
  Json shots = Json::array();
  for (const story::ShotId& id : scene.shots) shots.push_back(id.str());
  return {{"id", scene.id.str()},
          {"heading", scene.heading},
          {"core", scene.core},
          {"ending", scene.ending},
          {"key_point", scene.key_point},
          {"shots", shots},
          {"cue", scene.cue},
          {"arc", arc_json(scene.arc)},
          {"content_notes", scene.content_notes}};
}

Json way_json(const WayEntry& way) {
  return {
      {"id", way.id.str()}, {"from", way.from.str()}, {"to", way.to.str()}, {"label", way.label}};
}

Json cue_json(const CueEntry& cue) {
  Json scenes = Json::array();
  for (const story::SceneId& id : cue.scenes) scenes.push_back(id.str());
  return {{"id", cue.id},
          {"scenes", scenes},
          {"tempo_bpm", cue.tempo_bpm},
          {"bars", cue.bars},
          {"beats_per_bar", cue.beats_per_bar},
          {"duration_s", seconds(cue.duration)}};
}

Json stem_json(const StemEntry& stem) {
  Json out = file_json(stem.file);
  out.update({{"id", stem.id}, {"cue", stem.cue}, {"role", stem.role}, {"mode", stem.mode}});
  return out;
}

template <class Items, class Turn>
Json list(const Items& items, Turn turn) {
  Json out = Json::array();
  for (const auto& item : items) out.push_back(turn(item));
  return out;
}

}  // namespace

const ShotEntry* find_shot(const Manifest& manifest, const story::ShotId& id) {
  for (const ShotEntry& shot : manifest.shots) {
    if (shot.id == id) return &shot;
  }
  return nullptr;
}

std::string manifest_to_json(const Manifest& manifest) {
  const Json out = {{"manifest", 1},
                    {"id", manifest.id},
                    {"title", manifest.title},
                    {"languages", manifest.languages},
                    {"complete", manifest.complete},
                    {"film", file_json(manifest.film)},
                    {"grid",
                     {{"fps", base::Ticks::frames_per_second},
                      {"ticks_per_second", base::Ticks::per_second},
                      {"width", 1280},
                      {"height", 720}}},
                    {"codecs",
                     {{"video", media::video_mime},
                      {"opus", media::opus_mime},
                      {"aac", media::aac_mime},
                      {"aac_priming_samples", media::aac_priming_samples}}},
                    {"scenes", list(manifest.scenes, scene_json)},
                    {"shots", list(manifest.shots, shot_json)},
                    {"ways", list(manifest.ways, way_json)},
                    {"cues", list(manifest.cues, cue_json)},
                    {"stems", list(manifest.stems, stem_json)},
                    {"poster",
                     {{"backdrop", manifest.poster_backdrop},
                      {"still", manifest.poster_still},
                      {"moving", manifest.poster_moving}}},
                    {"reports", manifest.reports},
                    {"captions", manifest.captions}};
  return out.dump(1) + "\n";
}

}  // namespace kuleshov::cut
