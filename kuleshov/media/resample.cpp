#include "kuleshov/media/resample.hpp"

#include <algorithm>

#include "kuleshov/media/audio.hpp"
#include "kuleshov/media/av.hpp"

namespace kuleshov::media {

base::Result<std::vector<float>> to_48k(std::span<const std::int16_t> mono, int rate) {
  AVChannelLayout one{};
  av_channel_layout_default(&one, 1);
  SwrContext* made = nullptr;
  int code = swr_alloc_set_opts2(&made, &one, AV_SAMPLE_FMT_FLT, sample_rate, &one,
                                 AV_SAMPLE_FMT_S16, rate, 0, nullptr);
  const av::Resample resample(made);
  if (code >= 0) code = swr_init(made);
  if (code < 0) return av::fault(code, "resample a voice");
  const auto count = static_cast<int>(mono.size());
  std::vector<float> out(static_cast<std::size_t>(std::max(0, swr_get_out_samples(made, count))) +
                         256);
  auto* target = reinterpret_cast<std::uint8_t*>(out.data());
  const auto* source = reinterpret_cast<const std::uint8_t*>(mono.data());
  const int got = swr_convert(made, &target, static_cast<int>(out.size()), &source, count);
  int more = 0;
  if (got >= 0) {
    target = reinterpret_cast<std::uint8_t*>(out.data() + got);
    more = swr_convert(made, &target, static_cast<int>(out.size()) - got, nullptr, 0);
  }
  out.resize(static_cast<std::size_t>(std::max(0, got)) +
             static_cast<std::size_t>(std::max(0, more)));
  return out;
}

}  // namespace kuleshov::media
