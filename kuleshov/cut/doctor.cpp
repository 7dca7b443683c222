#include "kuleshov/cut/doctor.hpp"

#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

#include "kuleshov/base/file.hpp"
#include "kuleshov/media/audio_encoder.hpp"
#include "kuleshov/media/video_encoder.hpp"
#include "kuleshov/sense/lsl.hpp"
#include "kuleshov/sense/train.hpp"
#include "kuleshov/sound/score.hpp"
#include "kuleshov/sound/voice.hpp"

namespace kuleshov::cut {

namespace {

Finding video_encoder() {
  const std::string encoder = media::h264_encoder();
  if (encoder.empty())
    return {"video encoder", Health::missing, "", "install libavcodec with libx264 or libopenh264"};
  const bool best = encoder == "libx264";
  return {"video encoder", best ? Health::ok : Health::limited, encoder + " (H.264 High)",
          best ? "" : "libx264 makes smaller files; it is a GPL part"};
}

Finding sound_encoder(const char* part, media::AudioFormat format, const char* name) {
  const bool there = media::encode_audio(media::Audio(base::Ticks::frames(5)), format).has_value();
  return {part, there ? Health::ok : Health::missing, there ? name : "",
          there ? "" : fmt::format("install a libavcodec with {}", name)};
}

Finding voice(const char* language) {
  const std::string part = fmt::format("voice {}", language);
  if (!sound::can_speak(language)) {
    return {part, Health::missing, "",
            "build with KULESHOV_GPL=ON, or put recorded lines into media/voices"};
  }
  sound::LineRequest request;
  request.text = std::string_view(language) == "zh" ? "\u597d" : "yes";
  request.language = language;
  if (!sound::speak(request)) return {part, Health::missing, "", "install espeak-ng-data"};
  return {part, Health::ok, "espeak-ng " + sound::voice_for(language), ""};
}

Finding score() {
  const std::string font = sound::sound_font();
  return {
      "score", font.empty() ? Health::missing : Health::ok,
      font.empty() ? "" : "FluidSynth, " + font,
      font.empty() ? "install fluid-soundfont-gm; films are made without a score until then" : ""};
}

std::set<std::string> font_families() {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
  std::set<std::string> names;
  for (int i = 0; i < count; ++i) names.insert(pango_font_family_get_name(families[i]));
  g_free(static_cast<void*>(families));
  return names;
}

Finding font(const std::set<std::string>& there, const char* part,
             std::initializer_list<const char*> wanted, const char* package) {
  for (const char* name : wanted) {
    if (there.contains(name)) return {part, Health::ok, name, ""};
  }
  return {part, Health::limited, "",
          fmt::format("install {}: other letters are used until then", package)};
}

Finding data() {
  const base::Path folder = base::data_folder();
  for (const char* part :
       {"sound/score.json", "sound/voices.json", "face/vocabulary.yaml", "picture"}) {
    std::error_code ignored;
    if (std::filesystem::exists(folder / part, ignored)) continue;
    return {"data", Health::missing, folder.string(),
            fmt::format("{} is not there: set KULESHOV_HOME", part)};
  }
  return {"data", Health::ok, folder.string(), ""};
}

Finding embedded(const char* part, const char* what, const char* other) {
  return {part, Health::ok, fmt::format("embedded: {}", what), other};
}

Finding optional(const char* part, bool there, const char* what, const char* remedy) {
  return {part, there ? Health::ok : Health::limited, there ? what : "", there ? "" : remedy};
}

}  // namespace

std::string_view name_of(Health health) {
  return health == Health::ok ? "ok" : health == Health::limited ? "limited" : "missing";
}

std::vector<Finding> examine() {
  const std::set<std::string> fonts = font_families();
  return {
      video_encoder(),
      sound_encoder("sound encoder opus", media::AudioFormat::opus_segment, "libopus"),
      sound_encoder("sound encoder aac", media::AudioFormat::aac_segment, "aac"),
      voice("en"),
      voice("zh"),
      voice("es"),
      score(),
      font(fonts, "font sans", {"DejaVu Sans", "Noto Sans"}, "fonts-dejavu-core"),
      font(fonts, "font serif", {"EB Garamond", "EB Garamond 12"}, "fonts-ebgaramond"),
      font(fonts, "font screenplay", {"Nimbus Mono PS", "Courier Prime"}, "fonts-urw-base35"),
      font(fonts, "font Chinese",
           {"Noto Sans CJK SC", "Noto Serif CJK SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"},
           "fonts-noto-cjk"),
      embedded("pictures", "2-D renderer on Cairo",
               "plates and clips of your own: media/plates, [[clip: ...]]"),
      embedded("writing", "planner and templates", ""),
      optional("Lab Streaming Layer", sense::lsl_available(), "liblsl",
               "install liblsl and build again; recorded .xdf files are read without it"),
      optional("boosted trees", sense::can_fit(sense::LearnedKind::boosted_trees), "XGBoost",
               "install libxgboost-dev and build again to train them; they are used without it"),
      data(),
      {"threads", Health::ok, fmt::format("{}", std::max(1U, std::thread::hardware_concurrency())),
       ""}};
}

}  // namespace kuleshov::cut
