#include "kuleshov/media/av.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace kuleshov::media::av {

void be_quiet() {
  static const bool done = [] {
    av_log_set_level(AV_LOG_QUIET);
    return true;
  }();
  (void)done;
}

std::unexpected<base::Error> fault(int code, const std::string& doing) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  const auto kind =
      code == AVERROR(ENOENT) ? base::ErrorKind::not_found : base::ErrorKind::bad_input;
  return base::fail(fmt::format("cannot {}: {}", doing, text),
                    "check that the file is whole and of a kind that libav reads", {}, kind);
}

// ---- writing ----------------------------------------------------------------------------------

base::Result<MemoryMuxer> MemoryMuxer::open(const std::string& format) {
  be_quiet();
  MemoryMuxer muxer;
  const int made = avformat_alloc_output_context2(&muxer.format_, nullptr, format.c_str(), nullptr);
  if (made < 0) return fault(made, "write " + format);
  muxer.format_->flags |= AVFMT_FLAG_BITEXACT;
  const int opened = avio_open_dyn_buf(&muxer.format_->pb);
  if (opened < 0) return fault(opened, "write " + format);
  return muxer;
}

MemoryMuxer::MemoryMuxer(MemoryMuxer&& other) noexcept
    : format_(std::exchange(other.format_, nullptr)) {}

MemoryMuxer& MemoryMuxer::operator=(MemoryMuxer&& other) noexcept {
  std::swap(format_, other.format_);
  return *this;
}

MemoryMuxer::~MemoryMuxer() {
  if (format_ == nullptr) return;
  if (format_->pb != nullptr) {
    std::uint8_t* bytes = nullptr;
    avio_close_dyn_buf(format_->pb, &bytes);
    av_free(bytes);
  }
  avformat_free_context(format_);
}

bool MemoryMuxer::wants_global_header() const {
  return (format_->oformat->flags & AVFMT_GLOBALHEADER) != 0;
}

base::Result<int> MemoryMuxer::add_stream(const AVCodecContext& codec) {
  AVStream* stream = avformat_new_stream(format_, nullptr);
  if (stream == nullptr) return fault(AVERROR(ENOMEM), "add a stream");
  stream->time_base = codec.time_base;
  stream->avg_frame_rate = codec.framerate;
  const int copied = avcodec_parameters_from_context(stream->codecpar, &codec);
  if (copied < 0) return fault(copied, "add a stream");
  return stream->index;
}

base::Result<int> MemoryMuxer::add_copy(const AVStream& of, AVRational time_base) {
  AVStream* stream = avformat_new_stream(format_, nullptr);
  if (stream == nullptr) return fault(AVERROR(ENOMEM), "add a stream");
  stream->time_base = time_base;
  const int copied = avcodec_parameters_copy(stream->codecpar, of.codecpar);
  if (copied < 0) return fault(copied, "add a stream");
  stream->codecpar->codec_tag = 0;
  return stream->index;
}

base::Result<void> MemoryMuxer::start(AVDictionary* options) {
  const int code = avformat_write_header(format_, &options);
  av_dict_free(&options);
  if (code < 0) return fault(code, "start the file");
  return {};
}

base::Result<void> MemoryMuxer::write(AVPacket& packet, int stream, AVRational time_base) {
  packet.stream_index = stream;
  av_packet_rescale_ts(&packet, time_base, format_->streams[stream]->time_base);
  const int code = av_interleaved_write_frame(format_, &packet);
  if (code < 0) return fault(code, "write a packet");
  return {};
}

base::Result<std::string> MemoryMuxer::finish() {
  const int code = av_write_trailer(format_);
  if (code < 0) return fault(code, "finish the file");
  std::uint8_t* bytes = nullptr;
  const int size = avio_close_dyn_buf(std::exchange(format_->pb, nullptr), &bytes);
  std::string out(reinterpret_cast<const char*>(bytes),
                  static_cast<std::size_t>(std::max(0, size)));
  av_free(bytes);
  return out;
}

// ---- reading ----------------------------------------------------------------------------------

struct Demuxer::Memory {
  std::string_view bytes;
  std::size_t at = 0;
  AVIOContext* io = nullptr;

  ~Memory() {
    if (io == nullptr) return;
    av_freep(static_cast<void*>(&io->buffer));
    avio_context_free(&io);
  }

  static int read(void* self, std::uint8_t* out, int most) {
    auto& memory = *static_cast<Memory*>(self);
    const std::size_t n = std::min(memory.bytes.size() - memory.at, static_cast<std::size_t>(most));
    if (n == 0) return AVERROR_EOF;
    std::memcpy(out, memory.bytes.data() + memory.at, n);
    memory.at += n;
    return static_cast<int>(n);
  }

  static std::int64_t seek(void* self, std::int64_t offset, int whence) {
    auto& memory = *static_cast<Memory*>(self);
    const auto size = static_cast<std::int64_t>(memory.bytes.size());
    if (whence == AVSEEK_SIZE) return size;
    if (whence == SEEK_CUR) offset += static_cast<std::int64_t>(memory.at);
    if (whence == SEEK_END) offset += size;
    if (offset < 0 || offset > size) return AVERROR(EINVAL);
    memory.at = static_cast<std::size_t>(offset);
    return offset;
  }
};

Demuxer::Demuxer() = default;
Demuxer::Demuxer(Demuxer&& other) noexcept
    : memory_(std::move(other.memory_)), format_(std::exchange(other.format_, nullptr)) {}
Demuxer::~Demuxer() {
  if (format_ != nullptr) avformat_close_input(&format_);
}

base::Result<Demuxer> Demuxer::open_file(const std::string& path) {
  be_quiet();
  Demuxer demuxer;
  int code = avformat_open_input(&demuxer.format_, path.c_str(), nullptr, nullptr);
  if (code >= 0) code = avformat_find_stream_info(demuxer.format_, nullptr);
  if (code < 0) {
    auto error = fault(code, "read this as sound or picture");
    error.error().place.file = path;
    return error;
  }
  return demuxer;
}

base::Result<Demuxer> Demuxer::open_bytes(std::string_view bytes) {
  be_quiet();
  Demuxer demuxer;
  demuxer.memory_ = std::make_unique<Memory>();
  Memory& memory = *demuxer.memory_;
  memory.bytes = bytes;
  constexpr int block = 1 << 15;
  memory.io = avio_alloc_context(static_cast<unsigned char*>(av_malloc(block)), block, 0, &memory,
                                 Memory::read, nullptr, Memory::seek);
  demuxer.format_ = avformat_alloc_context();
  if (memory.io == nullptr || demuxer.format_ == nullptr) return fault(AVERROR(ENOMEM), "read");
  demuxer.format_->pb = memory.io;
  int code = avformat_open_input(&demuxer.format_, nullptr, nullptr, nullptr);
  if (code >= 0) code = avformat_find_stream_info(demuxer.format_, nullptr);
  if (code < 0) return fault(code, "read this as sound or picture");
  return demuxer;
}

int Demuxer::best(AVMediaType kind) const {
  return std::max(-1, av_find_best_stream(format_, kind, -1, -1, nullptr, 0));
}

void Demuxer::seek(double seconds) {
  const std::int64_t start = format_->start_time == AV_NOPTS_VALUE ? 0 : format_->start_time;
  const auto at = start + static_cast<std::int64_t>(seconds * AV_TIME_BASE);
  if (seconds > 0) avformat_seek_file(format_, -1, INT64_MIN, at, at, 0);
}

double Demuxer::seconds_of(int index, std::int64_t time) const {
  if (time == AV_NOPTS_VALUE) return 0;
  const AVStream& of = stream(index);
  const std::int64_t start = of.start_time == AV_NOPTS_VALUE ? 0 : of.start_time;
  return static_cast<double>(time - start) * av_q2d(of.time_base);
}

base::Result<bool> Demuxer::read(AVPacket& packet) {
  av_packet_unref(&packet);
  const int code = av_read_frame(format_, &packet);
  if (code == AVERROR_EOF) return false;
  if (code < 0) return fault(code, "read on");
  return true;
}

base::Result<Codec> Demuxer::decoder(int index) const {
  const AVCodecParameters& parameters = *stream(index).codecpar;
  const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
  if (codec == nullptr) return fault(AVERROR_DECODER_NOT_FOUND, "decode");
  Codec context(avcodec_alloc_context3(codec));
  if (!context) return fault(AVERROR(ENOMEM), "decode");
  int code = avcodec_parameters_to_context(context.get(), &parameters);
  context->thread_count = 1;
  context->pkt_timebase = stream(index).time_base;
  if (code >= 0) code = avcodec_open2(context.get(), codec, nullptr);
  if (code < 0) return fault(code, "decode");
  return context;
}

}  // namespace kuleshov::media::av
