#include "kuleshov/cut/look.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/base/random.hpp"
#include "kuleshov/media/light.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/picture/looked_at.hpp"

namespace kuleshov::cut {

namespace {

constexpr std::size_t frames_a_mean = 6;
constexpr double asked_every_s = 0.5;    // targets move no faster than cameras
constexpr double moved = 0.015;          // of the picture: less is the same place
constexpr double turns_before_s = 0.12;  // eyes are on a speaker as the voice begins

// Who speaks at a time; the last one who spoke until somebody else does.
story::CharacterId speaker_at(const RenderRequest& request, double seconds) {
  story::CharacterId who;
  const auto starts = request.layout.line_starts.find(request.film.languages.front());
  if (starts == request.layout.line_starts.end()) return who;
  for (std::size_t i = 0; i < request.shot.lines.size() && i < starts->second.size(); ++i) {
    const bool begun = starts->second[i].seconds() - turns_before_s <= seconds;
    if (begun && !request.shot.lines[i].off_screen) who = request.shot.lines[i].speaker;
  }
  return who;
}

bool same_place(const sense::LookTarget& a, const sense::LookTarget& b) {
  return a.what == b.what && std::abs(a.x - b.x) < moved && std::abs(a.y - b.y) < moved &&
         std::abs(a.radius - b.radius) < moved;
}

}  // namespace

void LightMeter::add(const media::ImageView& frame) {
  if (frames_++ % frames_a_mean == 0) sums_.push_back(0);
  sums_.back() += media::relative_luminance(frame);
}

std::vector<double> LightMeter::means() const {
  std::vector<double> out = sums_;
  const std::size_t rest = frames_ % frames_a_mean;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool partial = i + 1 == out.size() && rest > 0;
    out[i] /= static_cast<double>(partial ? rest : frames_a_mean);
  }
  return out;
}

base::Result<std::vector<double>> light_of_file(const base::Path& path) {
  LightMeter meter;
  TRY(media::read_frames({path.string(), {}}, {}, [&](const media::DecodedFrame& frame) {
    meter.add(frame.image);
    return true;
  }));
  return meter.means();
}

std::vector<sense::LookTarget> targets_of(const RenderRequest& request) {
  std::vector<sense::LookTarget> out;
  if (!request.shot.clip.empty() || !plate_for(request).empty()) return out;
  const double length_s = request.layout.file.seconds();
  const std::uint64_t seed = base::Random(request.film.seed, request.shot.id.str()).bits();
  for (double t = 0; t < length_s; t += asked_every_s) {
    const auto target = picture::looked_at(request.film, request.scene, request.shot,
                                           speaker_at(request, t), t, length_s, seed);
    if (!target) return out;
    sense::LookTarget next{t, target->x, target->y, target->radius, target->what};
    if (out.empty() || !same_place(out.back(), next)) out.push_back(std::move(next));
  }
  return out;
}

}  // namespace kuleshov::cut
