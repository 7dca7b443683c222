#include "kuleshov/media/audio_encoder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/media/av.hpp"

namespace kuleshov::media {

namespace {

struct Recipe {
  const char* encoder;
  const char* container;
  AVSampleFormat format;
  bool fragmented;
};

Recipe recipe(AudioFormat format) {
  switch (format) {
    case AudioFormat::opus_segment:
      return {"libopus", "mp4", AV_SAMPLE_FMT_FLT, true};
    case AudioFormat::aac_segment:
      return {"aac", "mp4", AV_SAMPLE_FMT_FLTP, true};
    case AudioFormat::aac_file:
      return {"aac", "mp4", AV_SAMPLE_FMT_FLTP, false};
    case AudioFormat::opus_file:
      return {"libopus", "ogg", AV_SAMPLE_FMT_FLT, false};
    case AudioFormat::flac_file:
      break;
  }
  return {"flac", "flac", AV_SAMPLE_FMT_S16, false};
}

base::Result<av::Codec> open_encoder(const Recipe& wanted, int bits_per_second,
                                     bool global_header) {
  const AVCodec* encoder = avcodec_find_encoder_by_name(wanted.encoder);
  if (encoder == nullptr) {
    return base::fail(fmt::format("the sound encoder {} is not there", wanted.encoder),
                      "install a libavcodec that has it", {}, base::ErrorKind::backend_absent);
  }
  av::Codec codec(avcodec_alloc_context3(encoder));
  codec->sample_rate = sample_rate;
  codec->sample_fmt = wanted.format;
  codec->bit_rate = bits_per_second;
  codec->time_base = {1, sample_rate};
  codec->flags |= AV_CODEC_FLAG_BITEXACT;
  if (global_header) codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  av_channel_layout_default(&codec->ch_layout, 2);
  AVDictionary* options = nullptr;
  if (std::string_view(wanted.encoder) == "libopus") {
    av_dict_set(&options, "frame_duration", "20", 0);
    av_dict_set(&options, "application", "audio", 0);
    // Half the effort of 10 for a difference that these bit rates do not let one hear.
    av_dict_set(&options, "compression_level", "5", 0);
  }
  const int code = avcodec_open2(codec.get(), encoder, &options);
  av_dict_free(&options);
  if (code < 0) return av::fault(code, "open the sound encoder");
  return codec;
}

AVDictionary* container_options(const Recipe& wanted) {
  AVDictionary* options = nullptr;
  if (!wanted.fragmented) return options;
  // One fragment for the whole segment: it is cut by the trailer, never by length.
  av_dict_set(&options, "movflags", "+empty_moov+default_base_moof+skip_sidx+cmaf+frag_custom", 0);
  return options;
}

float clamp_sample(float value) { return std::clamp(value, -1.0F, 1.0F); }

void fill(AVFrame& frame, const Audio& audio, std::size_t first) {
  const auto count = static_cast<std::size_t>(frame.nb_samples);
  const auto sample = [&](std::size_t i, std::size_t channel) {
    const std::size_t index = (first + i) * 2 + channel;
    return index < audio.samples.size() ? clamp_sample(audio.samples[index]) : 0.0F;
  };
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < 2; ++c) {
      if (frame.format == AV_SAMPLE_FMT_FLTP) {
        reinterpret_cast<float*>(frame.data[c])[i] = sample(i, c);
      } else if (frame.format == AV_SAMPLE_FMT_FLT) {
        reinterpret_cast<float*>(frame.data[0])[i * 2 + c] = sample(i, c);
      } else {
        reinterpret_cast<std::int16_t*>(frame.data[0])[i * 2 + c] =
            static_cast<std::int16_t>(std::lround(sample(i, c) * 32767));
      }
    }
  }
}

base::Result<void> drain(AVCodecContext& codec, AVPacket& packet, av::MemoryMuxer& muxer) {
  while (true) {
    const int code = avcodec_receive_packet(&codec, &packet);
    if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return {};
    if (code < 0) return av::fault(code, "encode sound");
    TRY(muxer.write(packet, 0, codec.time_base));
  }
}

base::Result<av::Frame> sound_frame(const AVCodecContext& codec, int count) {
  av::Frame frame(av_frame_alloc());
  frame->nb_samples = count;
  frame->format = codec.sample_fmt;
  frame->sample_rate = sample_rate;
  av_channel_layout_default(&frame->ch_layout, 2);
  const int code = av_frame_get_buffer(frame.get(), 0);
  if (code < 0) return av::fault(code, "hold sound");
  return frame;
}

base::Result<void> encode_all(const Audio& audio, AVCodecContext& codec, av::MemoryMuxer& muxer) {
  const av::Packet packet(av_packet_alloc());
  const int block = codec.frame_size > 0 ? codec.frame_size : 4096;
  const auto total = static_cast<std::size_t>(audio.length().count());
  const bool short_last = (codec.codec->capabilities &
                           (AV_CODEC_CAP_SMALL_LAST_FRAME | AV_CODEC_CAP_VARIABLE_FRAME_SIZE)) != 0;
  for (std::size_t first = 0; first < total; first += static_cast<std::size_t>(block)) {
    const auto left =
        static_cast<int>(std::min<std::size_t>(total - first, static_cast<std::size_t>(block)));
    const av::Frame frame = TRY(sound_frame(codec, short_last ? left : block));
    fill(*frame, audio, first);
    frame->pts = static_cast<std::int64_t>(first);
    const int sent = avcodec_send_frame(&codec, frame.get());
    if (sent < 0) return av::fault(sent, "encode sound");
    TRY(drain(codec, *packet, muxer));
  }
  avcodec_send_frame(&codec, nullptr);
  return drain(codec, *packet, muxer);
}

}  // namespace

base::Result<std::string> encode_audio(const Audio& audio, AudioFormat format,
                                       int bits_per_second) {
  av::be_quiet();
  const Recipe wanted = recipe(format);
  av::MemoryMuxer muxer = TRY(av::MemoryMuxer::open(wanted.container));
  const av::Codec codec = TRY(open_encoder(wanted, bits_per_second, muxer.wants_global_header()));
  TRY(muxer.add_stream(*codec));
  TRY(muxer.start(container_options(wanted)));
  TRY(encode_all(audio, *codec, muxer));
  return muxer.finish();
}

}  // namespace kuleshov::media
