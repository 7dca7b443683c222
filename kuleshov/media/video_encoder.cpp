#include "kuleshov/media/video_encoder.hpp"

#include <fmt/format.h>

#include <optional>

#include "kuleshov/base/ticks.hpp"
#include "kuleshov/media/av.hpp"

namespace kuleshov::media {

namespace {

// Longer than any shot, so that only the first frame starts a group.
constexpr int endless_group = 100'000;

const AVCodec* find_encoder() {
#ifdef KULESHOV_GPL
  if (const AVCodec* codec = avcodec_find_encoder_by_name("libx264")) return codec;
#endif
  return avcodec_find_encoder_by_name("libopenh264");
}

void set_colours(AVCodecContext& codec) {
  codec.color_primaries = AVCOL_PRI_BT709;
  codec.color_trc = AVCOL_TRC_BT709;
  codec.colorspace = AVCOL_SPC_BT709;
  codec.color_range = AVCOL_RANGE_MPEG;
  codec.chroma_sample_location = AVCHROMA_LOC_CENTER;
}

void set_shape(AVCodecContext& codec, const VideoSettings& settings) {
  codec.width = settings.width;
  codec.height = settings.height;
  codec.pix_fmt = AV_PIX_FMT_YUV420P;
  codec.time_base = {settings.rate_seconds, settings.rate};
  codec.framerate = {settings.rate, settings.rate_seconds};
  codec.gop_size = endless_group;
  codec.max_b_frames = 0;
  codec.thread_count = settings.threads;
  codec.flags |= AV_CODEC_FLAG_CLOSED_GOP | AV_CODEC_FLAG_BITEXACT;
  set_colours(codec);
}

// What level 3.1 holds and every segment of a film must be; anything else finds its own level.
bool is_of_a_film(const VideoSettings& settings) {
  return settings.rate == base::Ticks::frames_per_second * settings.rate_seconds &&
         settings.width * settings.height <= 1280 * 720;
}

AVDictionary* options_for(const AVCodec& encoder, const VideoSettings& settings) {
  AVDictionary* options = nullptr;
  av_dict_set(&options, "profile", "high", 0);
  if (std::string_view(encoder.name) != "libx264") return options;
  av_dict_set(&options, "preset", settings.preset.c_str(), 0);
  av_dict_set_int(&options, "crf", settings.quality, 0);
  if (is_of_a_film(settings)) av_dict_set(&options, "level", "3.1", 0);
  av_dict_set(&options, "x264-params",
              "scenecut=0:open-gop=0:bframes=0:keyint=infinite:force-cfr=1:deblock=1,1:"
              "rc-lookahead=10:sync-lookahead=0:sliced-threads=0",
              0);
  return options;
}

AVDictionary* container_options(bool fragmented) {
  AVDictionary* options = nullptr;
  if (!fragmented) return options;
  av_dict_set(&options, "movflags",
              "+frag_keyframe+empty_moov+default_base_moof+skip_sidx+negative_cts_offsets+cmaf", 0);
  return options;
}

}  // namespace

std::string h264_encoder() {
  const AVCodec* encoder = find_encoder();
  return encoder != nullptr ? encoder->name : "";
}

struct VideoEncoder::Inside {
  av::Codec codec;
  av::Frame frame;
  av::Packet packet;
  std::optional<av::MemoryMuxer> muxer;
  std::int64_t next = 0;

  base::Result<void> drain() {
    while (true) {
      const int code = avcodec_receive_packet(codec.get(), packet.get());
      if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return {};
      if (code < 0) return av::fault(code, "encode a picture");
      packet->duration = 1;
      TRY(muxer->write(*packet, 0, codec->time_base));
    }
  }
};

VideoEncoder::VideoEncoder(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
VideoEncoder::VideoEncoder(VideoEncoder&&) noexcept = default;
VideoEncoder& VideoEncoder::operator=(VideoEncoder&&) noexcept = default;
VideoEncoder::~VideoEncoder() = default;

base::Result<VideoEncoder> VideoEncoder::open(const VideoSettings& settings) {
  av::be_quiet();
  const AVCodec* encoder = find_encoder();
  if (encoder == nullptr) {
    return base::fail("no H.264 encoder is there", "install libavcodec with libx264 or libopenh264",
                      {}, base::ErrorKind::backend_absent);
  }
  auto inside = std::make_unique<Inside>();
  inside->codec.reset(avcodec_alloc_context3(encoder));
  inside->frame.reset(av_frame_alloc());
  inside->packet.reset(av_packet_alloc());
  inside->muxer = TRY(av::MemoryMuxer::open("mp4"));
  set_shape(*inside->codec, settings);
  if (inside->muxer->wants_global_header()) inside->codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  AVDictionary* options = options_for(*encoder, settings);
  const int opened = avcodec_open2(inside->codec.get(), encoder, &options);
  av_dict_free(&options);
  if (opened < 0) return av::fault(opened, "open the H.264 encoder");
  TRY(inside->muxer->add_stream(*inside->codec));
  TRY(inside->muxer->start(container_options(settings.fragmented)));
  inside->frame->format = AV_PIX_FMT_YUV420P;
  inside->frame->width = settings.width;
  inside->frame->height = settings.height;
  const int got = av_frame_get_buffer(inside->frame.get(), 0);
  if (got < 0) return av::fault(got, "hold a picture");
  return VideoEncoder(std::move(inside));
}

base::Result<void> VideoEncoder::add(const ImageView& image) {
  AVFrame& frame = *inside_->frame;
  if (image.width != frame.width || image.height != frame.height) {
    return base::fail(fmt::format("a picture of {}x{} came where {}x{} belongs", image.width,
                                  image.height, frame.width, frame.height),
                      "give every frame the same size");
  }
  const int writable = av_frame_make_writable(&frame);
  if (writable < 0) return av::fault(writable, "hold a picture");
  to_yuv420(image, {frame.data[0], frame.data[1], frame.data[2], frame.linesize[0],
                    frame.linesize[1], frame.linesize[2]});
  frame.pts = inside_->next;
  frame.pict_type = inside_->next == 0 ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
  ++inside_->next;
  const int sent = avcodec_send_frame(inside_->codec.get(), &frame);
  if (sent < 0) return av::fault(sent, "encode a picture");
  return inside_->drain();
}

base::Result<std::string> VideoEncoder::finish() {
  avcodec_send_frame(inside_->codec.get(), nullptr);
  TRY(inside_->drain());
  return inside_->muxer->finish();
}

}  // namespace kuleshov::media
