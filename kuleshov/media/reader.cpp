#include "kuleshov/media/reader.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/media/av.hpp"

namespace kuleshov::media {

namespace {

base::Result<av::Demuxer> open(const Source& source) {
  return source.bytes.empty() ? av::Demuxer::open_file(source.path)
                              : av::Demuxer::open_bytes(source.bytes);
}

// Feeds every packet of a stream to its decoder; `each` gets the frames and may stop it.
base::Result<void> decode(av::Demuxer& demuxer, int index,
                          const std::function<base::Result<bool>(AVFrame&)>& each) {
  const av::Codec codec = TRY(demuxer.decoder(index));
  const av::Packet packet(av_packet_alloc());
  const av::Frame frame(av_frame_alloc());
  bool more = true;
  while (more) {
    const auto read = demuxer.read(*packet);
    more = read.has_value() && *read;  // a file cut short is decoded as far as it goes
    if (more && packet->stream_index != index) continue;
    avcodec_send_packet(codec.get(), more ? packet.get() : nullptr);
    while (avcodec_receive_frame(codec.get(), frame.get()) >= 0) {
      const bool on = TRY(each(*frame));
      av_frame_unref(frame.get());
      if (!on) return {};
    }
  }
  return {};
}

bool sane(const AVFrame& frame) {
  return frame.width > 0 && frame.height > 0 && frame.width <= 8192 && frame.height <= 8192;
}

// Scales and converts to our pixels; keeps libswscale's context between frames.
class Converter {
 public:
  explicit Converter(const DecodeSettings& settings) : settings_(settings) {}

  base::Result<ImageView> convert(const AVFrame& frame) {
    if (!sane(frame)) return base::fail("a picture has no sensible size", "check the file");
    const int width = settings_.width > 0 ? settings_.width : frame.width;
    const int height = settings_.height > 0 ? settings_.height : frame.height;
    if (image_.width != width || image_.height != height) image_ = Image(width, height);
    scale_.reset(sws_getCachedContext(scale_.release(), frame.width, frame.height,
                                      static_cast<AVPixelFormat>(frame.format), width, height,
                                      AV_PIX_FMT_BGRA, SWS_AREA, nullptr, nullptr, nullptr));
    if (!scale_) return base::fail("this picture format cannot be read", "convert the file first");
    set_matrix(frame);
    std::uint8_t* out[4] = {image_.pixels.data(), nullptr, nullptr, nullptr};
    const int strides[4] = {width * 4, 0, 0, 0};
    sws_scale(scale_.get(), frame.data, frame.linesize, 0, frame.height, out, strides);
    return image_.view();
  }

 private:
  // What says nothing about its colours is BT.709 from 720 lines on, BT.601 below.
  void set_matrix(const AVFrame& frame) {
    const bool hd = frame.colorspace == AVCOL_SPC_BT709 ||
                    (frame.colorspace == AVCOL_SPC_UNSPECIFIED && frame.height >= 720);
    const int* from = sws_getCoefficients(hd ? SWS_CS_ITU709 : SWS_CS_ITU601);
    const int full = frame.color_range == AVCOL_RANGE_JPEG ? 1 : 0;
    sws_setColorspaceDetails(scale_.get(), from, full, sws_getCoefficients(SWS_CS_ITU709), 1, 0,
                             1 << 16, 1 << 16);
  }

  DecodeSettings settings_;
  Image image_;
  av::Scale scale_;
};

double rate_of(const AVStream& stream) {
  const AVRational rate =
      stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : stream.r_frame_rate;
  return rate.den > 0 ? av_q2d(rate) : 0;
}

void describe_video(const AVStream& stream, StreamFacts& facts) {
  const AVCodecParameters& codec = *stream.codecpar;
  facts.has_video = true;
  facts.width = codec.width;
  facts.height = codec.height;
  facts.frames_per_second = rate_of(stream);
  facts.video_codec = avcodec_get_name(codec.codec_id);
  facts.video_setup.assign(reinterpret_cast<const char*>(codec.extradata),
                           static_cast<std::size_t>(std::max(0, codec.extradata_size)));
}

base::Result<av::Resample> to_ours(const AVFrame& frame) {
  AVChannelLayout stereo{};
  av_channel_layout_default(&stereo, 2);
  AVChannelLayout from = frame.ch_layout;
  if (from.order == AV_CHANNEL_ORDER_UNSPEC)
    av_channel_layout_default(&from, frame.ch_layout.nb_channels);
  SwrContext* made = nullptr;
  int code =
      swr_alloc_set_opts2(&made, &stereo, AV_SAMPLE_FMT_FLT, sample_rate, &from,
                          static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
  av::Resample resample(made);
  if (code >= 0) code = swr_init(made);
  if (code < 0) return av::fault(code, "resample the sound");
  return resample;
}

void take_samples(SwrContext& resample, const AVFrame* frame, Audio& audio) {
  const int in = frame != nullptr ? frame->nb_samples : 0;
  const int room = swr_get_out_samples(&resample, in);
  if (room <= 0) return;
  const std::size_t before = audio.samples.size();
  audio.samples.resize(before + static_cast<std::size_t>(room) * 2);
  auto* out = reinterpret_cast<std::uint8_t*>(audio.samples.data() + before);
  const auto** data =
      frame != nullptr ? const_cast<const std::uint8_t**>(frame->extended_data) : nullptr;
  const int got = std::max(0, swr_convert(&resample, &out, room, data, in));
  audio.samples.resize(before + static_cast<std::size_t>(got) * 2);
}

}  // namespace

base::Result<StreamFacts> read_facts(const Source& source) {
  const av::Demuxer demuxer = TRY(open(source));
  StreamFacts facts;
  const std::int64_t duration = demuxer.context().duration;
  facts.seconds = duration > 0 ? static_cast<double>(duration) / AV_TIME_BASE : 0;
  const int video = demuxer.best(AVMEDIA_TYPE_VIDEO);
  if (video >= 0) describe_video(demuxer.stream(video), facts);
  const int audio = demuxer.best(AVMEDIA_TYPE_AUDIO);
  facts.has_audio = audio >= 0;
  if (audio >= 0) facts.audio_codec = avcodec_get_name(demuxer.stream(audio).codecpar->codec_id);
  return facts;
}

base::Result<void> read_frames(const Source& source, const DecodeSettings& settings,
                               const std::function<bool(const DecodedFrame&)>& each) {
  av::Demuxer demuxer = TRY(open(source));
  const int index = demuxer.best(AVMEDIA_TYPE_VIDEO);
  if (index < 0) {
    return base::fail("there is no picture in this file", "name a video file", {source.path});
  }
  Converter converter(settings);
  demuxer.seek(settings.from_s);
  return decode(demuxer, index, [&](AVFrame& frame) -> base::Result<bool> {
    const double at = demuxer.seconds_of(index, frame.best_effort_timestamp);
    const ImageView image = TRY(converter.convert(frame));
    return each({at, frame.key_frame != 0, image});
  });
}

base::Result<Audio> read_audio(const Source& source, double most_seconds, double from_s) {
  av::Demuxer demuxer = TRY(open(source));
  const int index = demuxer.best(AVMEDIA_TYPE_AUDIO);
  if (index < 0) {
    return base::fail("there is no sound in this file", "name a file with sound", {source.path});
  }
  demuxer.seek(from_s);
  Audio audio;
  av::Resample resample;
  double skip_s = 0;  // what lies before the wanted start
  const auto most = static_cast<std::size_t>((most_seconds + 10) * sample_rate * 2);
  const auto take = [&](AVFrame& frame) -> base::Result<bool> {
    if (!resample) {
      resample = TRY(to_ours(frame));
      if (from_s > 0) skip_s = from_s - demuxer.seconds_of(index, frame.best_effort_timestamp);
    }
    take_samples(*resample, &frame, audio);
    return audio.samples.size() < most;
  };
  TRY(decode(demuxer, index, take));
  if (resample) take_samples(*resample, nullptr, audio);
  const auto skip = static_cast<std::size_t>(std::max(0.0, std::round(skip_s * sample_rate))) * 2;
  audio.samples.erase(
      audio.samples.begin(),
      audio.samples.begin() + static_cast<std::ptrdiff_t>(std::min(skip, audio.samples.size())));
  audio.samples.resize(
      std::min(audio.samples.size(), static_cast<std::size_t>(most_seconds * sample_rate) * 2));
  return audio;
}

}  // namespace kuleshov::media
