// Decoding what others, or we, have made.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/media/audio.hpp"
#include "kuleshov/media/image.hpp"

namespace kuleshov::media {

// A file by name, or bytes in memory.
struct Source {
  std::string path;  // used when `bytes` is empty
  std::string_view bytes;
};

struct StreamFacts {
  bool has_video = false;
  bool has_audio = false;
  int width = 0;
  int height = 0;
  double frames_per_second = 0;
  double seconds = 0;       // the container's word; 0 when it gives none
  std::string video_codec;  // libav's name: "h264"
  std::string audio_codec;
  std::string video_setup;  // the decoder configuration record, byte for byte
};

// What is inside, without decoding it.
base::Result<StreamFacts> read_facts(const Source& source);

// One decoded picture, in the order shown.
struct DecodedFrame {
  double at_s = 0;  // from the first frame of the stream
  bool key = false;
  ImageView image;  // valid during the call only
};

struct DecodeSettings {
  int width = 0;  // 0: the stream's own; else scaled (area average)
  int height = 0;
  double from_s = 0;  // decoding starts at the key frame before: earlier frames may still come
};

// Calls `each` with every picture until it returns false.
base::Result<void> read_frames(const Source& source, const DecodeSettings& settings,
                               const std::function<bool(const DecodedFrame&)>& each);

// The whole sound as 48 kHz stereo, priming samples and all as the decoder gives them.
// `most_seconds` bounds memory; `from_s` leaves out what comes before.
base::Result<Audio> read_audio(const Source& source, double most_seconds = 3600, double from_s = 0);

}  // namespace kuleshov::media
