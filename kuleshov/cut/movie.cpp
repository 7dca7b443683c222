#include "kuleshov/cut/movie.hpp"

#include <cstring>

#include "kuleshov/cut/burn.hpp"
#include "kuleshov/cut/captions.hpp"
#include "kuleshov/cut/mixdown.hpp"
#include "kuleshov/media/audio_encoder.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/media/remux.hpp"
#include "kuleshov/media/video_encoder.hpp"

namespace kuleshov::cut {

namespace {

picture::Bitmap copy_of(const media::ImageView& view) {
  picture::Bitmap bitmap(view.width, view.height);
  for (int y = 0; y < view.height; ++y) {
    std::memcpy(bitmap.row(y), view.pixels + y * view.stride,
                static_cast<std::size_t>(view.width) * 4);
  }
  return bitmap;
}

const std::vector<Caption>* captions_in(const ShotEntry& shot, const std::string& language) {
  const auto found = shot.captions.find(language);
  return found == shot.captions.end() ? nullptr : &found->second;
}

const Caption* caption_at(const std::vector<Caption>* cues, double seconds) {
  if (cues == nullptr) return nullptr;
  for (const Caption& cue : *cues) {
    if (cue.start_s <= seconds && seconds < cue.end_s) return &cue;
  }
  return nullptr;
}

base::Result<std::string> encode_cut(const PlayedCut& cut, const std::string& video,
                                     const std::vector<Caption>* burnt) {
  auto encoder = TRY(media::VideoEncoder::open({}));
  std::int64_t frame = 0;
  base::Result<void> state;
  TRY(media::read_frames({{}, video}, {}, [&](const media::DecodedFrame& decoded) {
    const std::int64_t index = frame++;
    if (index < cut.in.whole_frames()) return true;
    if (index >= (cut.in + cut.length).whole_frames()) return false;
    if (const Caption* cue = caption_at(burnt, static_cast<double>(index) / 25)) {
      picture::Bitmap bitmap = copy_of(decoded.image);
      burn(cue->text, bitmap);
      state = encoder.add({bitmap.bytes(), bitmap.width(), bitmap.height(), bitmap.stride_bytes()});
    } else {
      state = encoder.add(decoded.image);
    }
    return state.has_value();
  }));
  if (!state) return std::unexpected(state.error());
  return encoder.finish();
}

base::Result<media::Piece> piece_of(const PlayedPath& path, const PlayedCut& cut,
                                    const MovieOptions& options) {
  std::string video = TRY(base::read_file(path.package / cut.shot->video.file));
  const std::vector<Caption>* cues = captions_in(*cut.shot, options.language);
  const bool burnt = options.captions == CaptionStyle::burnt && cues != nullptr && !cues->empty();
  if (!burnt && cut.in == base::Ticks{})
    return media::Piece{std::move(video), cut.length.whole_frames()};
  return media::Piece{TRY(encode_cut(cut, video, burnt ? cues : nullptr)),
                      cut.length.whole_frames()};
}

std::string vtt_of(const PlayedPath& path, const std::string& language) {
  std::vector<std::pair<double, Caption>> cues;
  for (const PlayedCut& cut : path.cuts) {
    const std::vector<Caption>* found = captions_in(*cut.shot, language);
    if (found == nullptr) continue;
    const double first = cut.in.seconds();
    const double last = (cut.in + cut.length).seconds();
    for (Caption cue : *found) {
      if (cue.start_s >= last || cue.end_s <= first) continue;
      cue.start_s = std::max(cue.start_s, first);
      cue.end_s = std::min(cue.end_s, last);
      cues.emplace_back(cut.at.seconds() - first, std::move(cue));
    }
  }
  return to_vtt(cues);
}

}  // namespace

base::Result<Movie> to_movie(const PlayedPath& path, const MovieOptions& wanted) {
  MovieOptions options = wanted;
  if (options.language.empty()) options.language = path.manifest.languages.front();
  std::vector<media::Piece> pieces;
  for (const PlayedCut& cut : path.cuts) pieces.push_back(TRY(piece_of(path, cut, options)));
  const media::Audio sound = TRY(mix_down(path, options.language));
  const std::string aac = TRY(media::encode_audio(sound, media::AudioFormat::aac_file, 192'000));
  Movie movie;
  movie.mp4 = TRY(media::join(pieces, aac));
  movie.vtt = vtt_of(path, options.language);
  return movie;
}

}  // namespace kuleshov::cut
