// What a second of film costs to make: the encoder, the mixer, a voice, a stem, a decision to skip.
#include <benchmark/benchmark.h>

#include "kuleshov/base/random.hpp"
#include "kuleshov/media/audio_encoder.hpp"
#include "kuleshov/media/flash.hpp"
#include "kuleshov/media/image.hpp"
#include "kuleshov/media/video_encoder.hpp"
#include "kuleshov/sound/score.hpp"
#include "kuleshov/sound/shot_sound.hpp"
#include "kuleshov/sound/voice.hpp"

namespace {

using namespace kuleshov;

// A soft moving gradient with a little grain: about as hard to encode as a drawn frame.
media::Image frame(int index) {
  media::Image image(1280, 720);
  base::Random random(static_cast<std::uint64_t>(index));
  for (int y = 0; y < 720; ++y) {
    for (int x = 0; x < 1280; ++x) {
      std::uint8_t* pixel =
          &image.pixels[(static_cast<std::size_t>(y) * 1280 + static_cast<std::size_t>(x)) * 4];
      const auto grain = static_cast<int>(random.bits() & 3);
      pixel[0] = static_cast<std::uint8_t>((x + index) / 8 + grain);
      pixel[1] = static_cast<std::uint8_t>(y / 4 + grain);
      pixel[2] = static_cast<std::uint8_t>((x + y) / 16);
    }
  }
  return image;
}

void encode_frame_720p(benchmark::State& state) {
  std::vector<media::Image> frames;
  for (int i = 0; i < 10; ++i) frames.push_back(frame(i));
  auto encoder = media::VideoEncoder::open({});
  std::size_t next = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(encoder->add(frames[next++ % frames.size()].view()));
  state.counters["x_real_time"] =
      benchmark::Counter(static_cast<double>(state.iterations()) / 25, benchmark::Counter::kIsRate);
}
BENCHMARK(encode_frame_720p)->Unit(benchmark::kMillisecond)->MinTime(1);

void convert_frame_720p(benchmark::State& state) {
  const media::Image image = frame(0);
  std::vector<std::uint8_t> y(1280 * 720), u(640 * 360), v(640 * 360);
  for (auto _ : state)
    media::to_yuv420(image.view(), {y.data(), u.data(), v.data(), 1280, 640, 640});
}
BENCHMARK(convert_frame_720p)->Unit(benchmark::kMicrosecond);

void flash_frame_720p(benchmark::State& state) {
  const media::Image image = frame(0);
  media::FlashMeter meter;
  for (auto _ : state) meter.add(image.view());
}
BENCHMARK(flash_frame_720p)->Unit(benchmark::kMicrosecond);

void speak_line(benchmark::State& state) {
  sound::LineRequest request;
  request.text = "Thirty years, and you never once asked me why.";
  request.language = "en";
  double seconds = 0;
  for (auto _ : state) {
    const auto line = sound::speak(request);
    if (!line) return state.SkipWithError("no voice");
    seconds += line->audio.length().seconds();
  }
  state.counters["x_real_time"] = benchmark::Counter(seconds, benchmark::Counter::kIsRate);
}
BENCHMARK(speak_line)->Unit(benchmark::kMillisecond);

void mix_shot_10s(benchmark::State& state) {
  sound::ShotSoundRequest request;
  request.length = base::Ticks::seconds(10);
  request.setting.sounds = {"sea", "wind"};
  request.setting.interior = false;
  for (auto _ : state) benchmark::DoNotOptimize(sound::mix_shot(request));
}
BENCHMARK(mix_shot_10s)->Unit(benchmark::kMillisecond);

void render_stem_32s(benchmark::State& state) {
  sound::CueRequest request;
  request.tempo_bpm = 60;
  const auto part = sound::compose(request, "bed", "minor");
  for (auto _ : state) {
    if (!sound::render_part(*part, 60, 8)) return state.SkipWithError("no sound font");
  }
  state.counters["x_real_time"] = benchmark::Counter(32.0 * static_cast<double>(state.iterations()),
                                                     benchmark::Counter::kIsRate);
}
BENCHMARK(render_stem_32s)->Unit(benchmark::kMillisecond);

void encode_opus_10s(benchmark::State& state) {
  const media::Audio audio(base::Ticks::seconds(10));
  for (auto _ : state)
    benchmark::DoNotOptimize(media::encode_audio(audio, media::AudioFormat::opus_segment));
}
BENCHMARK(encode_opus_10s)->Unit(benchmark::kMillisecond);

}  // namespace
