#include "kuleshov/cut/import_video.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "kuleshov/base/text.hpp"

namespace kuleshov::cut {

namespace {

namespace fs = std::filesystem;

// Colours only: 0 alike .. 1.
double unlike(const media::FrameSketch& a, const media::FrameSketch& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.histogram.size(); ++i)
    sum += std::abs(a.histogram[i] - b.histogram[i]);
  return sum / 8;
}

bool coherent(std::span<const media::FrameSketch> middles, std::size_t scene, std::size_t shot) {
  constexpr std::size_t memory = 5;
  const std::size_t first = std::max(scene, shot > memory ? shot - memory : 0);
  for (std::size_t back = first; back < shot; ++back) {
    if (unlike(middles[back], middles[shot]) < 0.45) return true;
  }
  return false;
}

struct Footage {
  std::vector<media::FoundShot> shots;
  std::vector<media::FrameSketch> middles;
};

base::Result<Footage> look_at(const base::Path& video) {
  std::vector<media::FrameSketch> frames;
  const media::DecodeSettings small{.width = 160, .height = 90};
  TRY(media::read_frames({video.string(), {}}, small, [&](const media::DecodedFrame& frame) {
    frames.push_back(media::sketch_of(frame.image, frame.at_s));
    return true;
  }));
  Footage out;
  out.shots = media::find_shots(frames);
  for (const media::FoundShot& shot : out.shots) {
    out.middles.push_back(frames[shot.first_frame + shot.frames / 2]);
  }
  if (out.shots.empty()) {
    return base::fail("there is no picture in this file", "name a video file", {video.string()});
  }
  return out;
}

// On the frame grid of 25 a second; at least half a second, or the film could not show it.
struct Times {
  double start;
  double end;
};

std::vector<Times> usable(const std::vector<media::FoundShot>& shots) {
  std::vector<Times> out;
  for (const media::FoundShot& shot : shots) {
    const double start = std::max(0.0, std::ceil(shot.start_s * 25 - 0.01) / 25);
    const double end = std::floor(shot.end_s * 25 + 0.01) / 25;
    out.push_back({start, end});
  }
  return out;
}

std::string screenplay(const std::string& title, const std::string& clip, const Footage& footage,
                       const std::vector<std::size_t>& starts) {
  std::string out = fmt::format("Title: {}\n\n", title);
  const std::vector<Times> times = usable(footage.shots);
  std::size_t scene = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (scene < starts.size() && starts[scene] == i) {
      ++scene;
      out += fmt::format("EXT. FOOTAGE {} - DAY #s{}#\n\n", scene, scene);
    }
    if (times[i].end - times[i].start < 0.48) continue;
    out += fmt::format("[[clip: {} {:.2f}-{:.2f}]]\nShot {}, {:.1f} seconds.\n\n", clip,
                       times[i].start, times[i].end, i + 1, times[i].end - times[i].start);
  }
  return out;
}

// "the-long_walk" is "The long walk".
std::string title_from(std::string name) {
  std::ranges::replace_if(name, [](char c) { return c == '-' || c == '_'; }, ' ');
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
  return name;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string film_yaml(const std::string& title, std::size_t scenes) {
  std::string out = fmt::format(
      "film: 1\ntitle: {{en: {}}}\nlanguages: [en]\ngenre: drama\n\nplaces:\n", quoted(title));
  for (std::size_t i = 1; i <= scenes; ++i) {
    out +=
        fmt::format("  footage-{}: {{heading: FOOTAGE {}, interior: false, kind: street}}\n", i, i);
  }
  out += "\nstyle:\n  average_shot_length_s: [0.5, 60]\n\ncore: [s1";
  out += scenes > 1 ? fmt::format(", s{}]\n", scenes) : "]\n";
  out += "ending_family: as filmed\n\nscenes:\n";
  for (std::size_t i = 1; i <= scenes; ++i) {
    out += fmt::format("  s{}: {{arc: [[0, 0, 0], [1, 0, 0]], ", i);
    out += i < scenes ? fmt::format("next: s{}}}\n", i + 1) : "ending: true}\n";
  }
  return out;
}

// Scenes without one usable shot would be empty: their start goes to the next shot that is usable.
std::vector<std::size_t> filled(const std::vector<std::size_t>& starts,
                                const std::vector<Times>& times) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : times.size();
    bool any = false;
    for (std::size_t shot = starts[i]; shot < end; ++shot)
      any = any || times[shot].end - times[shot].start >= 0.48;
    if (any) out.push_back(starts[i]);
  }
  return out;
}

base::Result<std::string> copy_clip(const base::Path& video, const base::Path& out) {
  const std::string name = base::slug(video.stem().string()) + video.extension().string();
  const base::Path target = out / "media" / "clips" / name;
  std::error_code code;
  fs::create_directories(target.parent_path(), code);
  base::PendingFile pending(target);
  fs::copy_file(video, pending.path(), fs::copy_options::overwrite_existing, code);
  if (code) {
    return base::fail("cannot copy the footage: " + code.message(),
                      "free some disk space or choose another folder", {target.string()},
                      base::ErrorKind::io);
  }
  TRY(pending.commit());
  return "media/clips/" + name;
}

}  // namespace

std::vector<std::size_t> scene_starts(std::span<const media::FoundShot> shots,
                                      std::span<const media::FrameSketch> middles,
                                      std::size_t longest) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < shots.size(); ++i) {
    const bool full = !starts.empty() && i - starts.back() >= longest;
    const bool fade = shots[i].into == media::Transition::fade;
    if (i == 0 || full || fade || !coherent(middles, starts.back(), i)) starts.push_back(i);
  }
  return starts;
}

base::Result<ImportedVideo> import_video(const base::Path& video, const base::Path& out) {
  std::error_code ignored;
  if (fs::exists(out / "film.yaml", ignored)) {
    return base::fail("there is a film in this folder already", "choose another folder",
                      {out.string()});
  }
  const Footage footage = TRY(look_at(video));
  const std::vector<Times> times = usable(footage.shots);
  const auto starts = filled(scene_starts(footage.shots, footage.middles), times);
  if (starts.empty()) {
    return base::fail("no shot of this footage is half a second long", "import longer footage",
                      {video.string()});
  }
  const std::string clip = TRY(copy_clip(video, out));
  const std::string title = title_from(video.stem().string());
  ImportedVideo done;
  done.scenes = starts.size();
  for (const Times& time : times) {
    if (time.end - time.start >= 0.48) {
      ++done.shots;
    } else {
      done.not_carried.push_back(
          fmt::format("the shot at {:.2f} s: it is shorter than half a second", time.start));
    }
  }
  TRY(base::write_file(out / "screenplay.fountain", screenplay(title, clip, footage, starts)));
  TRY(base::write_file(out / "film.yaml", film_yaml(title, starts.size())));
  return done;
}

}  // namespace kuleshov::cut
