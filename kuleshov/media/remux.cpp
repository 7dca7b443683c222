#include "kuleshov/media/remux.hpp"

#include "kuleshov/media/av.hpp"

namespace kuleshov::media {

namespace {

constexpr AVRational frame_time{1, 25};

base::Result<void> copy_video(const Piece& piece, std::int64_t first, av::MemoryMuxer& muxer) {
  av::Demuxer demuxer = TRY(av::Demuxer::open_bytes(piece.video));
  const int index = demuxer.best(AVMEDIA_TYPE_VIDEO);
  if (index < 0) return base::fail("a segment has no picture", "make the package again");
  const av::Packet packet(av_packet_alloc());
  for (std::int64_t frame = 0; frame < piece.frames;) {
    if (!TRY(demuxer.read(*packet))) {
      return base::fail("a segment is shorter than the cut", "make the package again");
    }
    if (packet->stream_index != index) continue;
    packet->pts = packet->dts = first + frame++;
    packet->duration = 1;
    TRY(muxer.write(*packet, 0, frame_time));
  }
  return {};
}

base::Result<void> copy_sound(av::Demuxer& demuxer, int index, av::MemoryMuxer& muxer) {
  const av::Packet packet(av_packet_alloc());
  while (TRY(demuxer.read(*packet))) {
    if (packet->stream_index != index) continue;
    TRY(muxer.write(*packet, 1, demuxer.stream(index).time_base));
  }
  return {};
}

}  // namespace

base::Result<std::string> join(const std::vector<Piece>& pieces, const std::string& sound) {
  if (pieces.empty()) return base::fail("there is nothing to join", "name a path with shots");
  av::MemoryMuxer muxer = TRY(av::MemoryMuxer::open("mp4"));
  const av::Demuxer first = TRY(av::Demuxer::open_bytes(pieces.front().video));
  TRY(muxer.add_copy(first.stream(first.best(AVMEDIA_TYPE_VIDEO)), frame_time));
  if (sound.empty()) {
    TRY(muxer.start(nullptr));
  } else {
    av::Demuxer audio = TRY(av::Demuxer::open_bytes(sound));
    const int index = audio.best(AVMEDIA_TYPE_AUDIO);
    if (index < 0) return base::fail("the sound holds no sound", "");
    TRY(muxer.add_copy(audio.stream(index), audio.stream(index).time_base));
    TRY(muxer.start(nullptr));
    TRY(copy_sound(audio, index, muxer));
  }
  std::int64_t at = 0;
  for (const Piece& piece : pieces) {
    TRY(copy_video(piece, at, muxer));
    at += piece.frames;
  }
  return muxer.finish();
}

}  // namespace kuleshov::media
