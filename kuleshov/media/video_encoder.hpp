// Picture segments that can be spliced at any frame: H.264 High, one closed group of pictures, no
// B-frames, the same codec parameters whatever is in them. Not thread-safe; one object a thread.
#pragma once

#include <memory>
#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/media/image.hpp"

namespace kuleshov::media {

struct VideoSettings {
  int width = 1280;
  int height = 720;
  int quality = 22;  // x264's constant rate factor, lower is better
  std::string preset = "veryfast";
  bool fragmented = true;  // CMAF (ISO/IEC 23000-19) for the player; false: one plain file for any
                           // player, its index last
  // `rate` frames in `rate_seconds` seconds: 25/1 is the grid of films; 30000/1001 is NTSC's.
  int rate = 25;
  int rate_seconds = 1;
  int threads = 1;  // fixed, so that the bytes do not depend on the machine
};

// The encoders in order of preference that this libav has: "libx264" (GPL), "libopenh264"; empty:
// none.
std::string h264_encoder();

// The MIME type of what a VideoEncoder makes.
inline constexpr const char* video_mime = "video/mp4; codecs=\"avc1.64001f\"";

class VideoEncoder {
 public:
  // Errors: backend_absent without an H.264 encoder; sizes must be even.
  static base::Result<VideoEncoder> open(const VideoSettings& settings);
  VideoEncoder(VideoEncoder&&) noexcept;
  VideoEncoder& operator=(VideoEncoder&&) noexcept;
  ~VideoEncoder();

  // The next frame.
  base::Result<void> add(const ImageView& image);
  // The whole file; the encoder is done after it.
  base::Result<std::string> finish();

 private:
  struct Inside;
  explicit VideoEncoder(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace kuleshov::media
