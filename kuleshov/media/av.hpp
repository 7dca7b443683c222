// libav's objects owned by scope. Only the .cpp files of this room include this.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>
#include <string_view>

#include "kuleshov/base/error.hpp"

namespace kuleshov::media::av {

struct FreeCodec {
  void operator()(AVCodecContext* p) const { avcodec_free_context(&p); }
};
struct FreeFrame {
  void operator()(AVFrame* p) const { av_frame_free(&p); }
};
struct FreePacket {
  void operator()(AVPacket* p) const { av_packet_free(&p); }
};
struct FreeResample {
  void operator()(SwrContext* p) const { swr_free(&p); }
};
struct FreeScale {
  void operator()(SwsContext* p) const { sws_freeContext(p); }
};

using Codec = std::unique_ptr<AVCodecContext, FreeCodec>;
using Frame = std::unique_ptr<AVFrame, FreeFrame>;
using Packet = std::unique_ptr<AVPacket, FreePacket>;
using Resample = std::unique_ptr<SwrContext, FreeResample>;
using Scale = std::unique_ptr<SwsContext, FreeScale>;

// "cannot DOING: what libav says"
std::unexpected<base::Error> fault(int code, const std::string& doing);
// Turns libav's own messages off: what matters comes back as an Error.
void be_quiet();

// A muxer that writes into memory. `format` as libav names it: "mp4", "ogg".
class MemoryMuxer {
 public:
  static base::Result<MemoryMuxer> open(const std::string& format);
  MemoryMuxer(MemoryMuxer&&) noexcept;
  MemoryMuxer& operator=(MemoryMuxer&&) noexcept;
  ~MemoryMuxer();

  // Streams first, in order; then start(), write() ..., finish().
  base::Result<int> add_stream(const AVCodecContext& codec);
  base::Result<int> add_copy(const AVStream& of, AVRational time_base);
  base::Result<void> start(AVDictionary* options);
  // Rescales from `codec`'s time base and takes the packet's contents.
  base::Result<void> write(AVPacket& packet, int stream, AVRational time_base);
  base::Result<std::string> finish();
  [[nodiscard]] bool wants_global_header() const;

 private:
  MemoryMuxer() = default;
  AVFormatContext* format_ = nullptr;
};

// A demuxer that reads a file, or bytes in memory that outlive it.
class Demuxer {
 public:
  static base::Result<Demuxer> open_file(const std::string& path);
  static base::Result<Demuxer> open_bytes(std::string_view bytes);
  Demuxer(Demuxer&&) noexcept;
  Demuxer& operator=(Demuxer&&) = delete;
  ~Demuxer();

  // Index of the best stream of a kind, or -1.
  [[nodiscard]] int best(AVMediaType kind) const;
  [[nodiscard]] AVStream& stream(int index) const { return *format_->streams[index]; }
  [[nodiscard]] const AVFormatContext& context() const { return *format_; }
  // To the key frame before `seconds` from the start; files that cannot seek stay where they are.
  void seek(double seconds);
  // When a time of the stream is, in seconds from its start.
  [[nodiscard]] double seconds_of(int index, std::int64_t time) const;
  // false at the end.
  base::Result<bool> read(AVPacket& packet);
  base::Result<Codec> decoder(int index) const;

 private:
  struct Memory;
  Demuxer();
  std::unique_ptr<Memory> memory_;
  AVFormatContext* format_ = nullptr;
};

}  // namespace kuleshov::media::av
