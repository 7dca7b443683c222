#include "kuleshov/media/still.hpp"

#include "kuleshov/media/av.hpp"

namespace kuleshov::media {

namespace {

base::Result<av::Codec> open_jpeg(const ImageView& image, int quality) {
  const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
  if (encoder == nullptr) {
    return base::fail("the JPEG encoder is not there", "install a libavcodec that has it", {},
                      base::ErrorKind::backend_absent);
  }
  av::Codec codec(avcodec_alloc_context3(encoder));
  codec->width = image.width;
  codec->height = image.height;
  codec->pix_fmt = AV_PIX_FMT_YUVJ420P;
  codec->time_base = {1, 25};
  codec->thread_count = 1;
  codec->flags |= AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT;
  codec->global_quality = quality * FF_QP2LAMBDA;
  const int code = avcodec_open2(codec.get(), encoder, nullptr);
  if (code < 0) return av::fault(code, "open the JPEG encoder");
  return codec;
}

base::Result<av::Frame> to_frame(const ImageView& image, int quality) {
  av::Frame frame(av_frame_alloc());
  frame->format = AV_PIX_FMT_YUVJ420P;
  frame->width = image.width;
  frame->height = image.height;
  frame->quality = quality * FF_QP2LAMBDA;
  const int code = av_frame_get_buffer(frame.get(), 0);
  if (code < 0) return av::fault(code, "hold a picture");
  const av::Scale scale(sws_getContext(image.width, image.height, AV_PIX_FMT_BGRA, image.width,
                                       image.height, AV_PIX_FMT_YUVJ420P, SWS_AREA, nullptr,
                                       nullptr, nullptr));
  const std::uint8_t* from[4] = {image.pixels, nullptr, nullptr, nullptr};
  const int strides[4] = {static_cast<int>(image.stride), 0, 0, 0};
  sws_scale(scale.get(), from, strides, 0, image.height, frame->data, frame->linesize);
  return frame;
}

}  // namespace

base::Result<std::string> encode_jpeg(const ImageView& image, int quality) {
  av::be_quiet();
  const av::Codec codec = TRY(open_jpeg(image, quality));
  const av::Frame frame = TRY(to_frame(image, quality));
  const av::Packet packet(av_packet_alloc());
  int code = avcodec_send_frame(codec.get(), frame.get());
  if (code >= 0) code = avcodec_receive_packet(codec.get(), packet.get());
  if (code < 0) return av::fault(code, "encode a still");
  return std::string(reinterpret_cast<const char*>(packet->data),
                     static_cast<std::size_t>(packet->size));
}

}  // namespace kuleshov::media
