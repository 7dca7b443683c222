#include "kuleshov/media/shots.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kuleshov::media {

namespace {

constexpr int columns = 32;
constexpr int rows = 18;

double luma_change(const FrameSketch& a, const FrameSketch& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.luma.size(); ++i) sum += std::abs(a.luma[i] - b.luma[i]);
  return sum / static_cast<double>(a.luma.size());
}

// 0 (the same) .. 1: half by where light is, half by which colours there are.
double difference(const FrameSketch& a, const FrameSketch& b) {
  const double luma = luma_change(a, b);
  double colour = 0;
  for (std::size_t i = 0; i < a.histogram.size(); ++i)
    colour += std::abs(a.histogram[i] - b.histogram[i]);
  colour /= 8;  // four quarters, each at most 2
  return 0.5 * std::min(1.0, luma * 2.5) + 0.5 * colour;
}

double mean_luma_of(const FrameSketch& frame) {
  return std::accumulate(frame.luma.begin(), frame.luma.end(), 0.0) /
         static_cast<double>(frame.luma.size());
}

double spread_of(const FrameSketch& frame) {
  const double mean = mean_luma_of(frame);
  double sum = 0;
  for (const float value : frame.luma) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(frame.luma.size()));
}

std::vector<double> differences(std::span<const FrameSketch> frames) {
  std::vector<double> out(frames.size(), 0);
  for (std::size_t i = 1; i < frames.size(); ++i) out[i] = difference(frames[i - 1], frames[i]);
  return out;
}

// The largest and the mean change near `at`, itself and its neighbours left out.
struct Around {
  double most = 0;
  double mean = 0;
};

Around around(const std::vector<double>& change, std::size_t at) {
  constexpr std::size_t window = 8;
  const std::size_t from = at > window ? at - window : 1;
  const std::size_t to = std::min(change.size(), at + window + 1);
  Around out;
  int count = 0;
  for (std::size_t i = from; i < to; ++i) {
    if (i + 1 >= at && i <= at + 1) continue;
    out.most = std::max(out.most, change[i]);
    out.mean += change[i];
    ++count;
  }
  out.mean /= std::max(1, count);
  return out;
}

// After a flash the picture is what it was: some frame soon after resembles one just before.
bool is_flash(std::span<const FrameSketch> frames, std::size_t at, double change) {
  const FrameSketch& before = frames[at - 1];
  for (std::size_t later = at + 1; later < std::min(frames.size(), at + 6); ++later) {
    if (difference(before, frames[later]) < 0.4 * change) return true;
  }
  // The end of a flash: what comes now was already there before it.
  for (std::size_t back = 2; back <= 6 && at >= back; ++back) {
    if (difference(frames[at - back], frames[at]) < 0.4 * change) return true;
  }
  return false;
}

std::vector<std::size_t> hard_cuts(std::span<const FrameSketch> frames,
                                   const std::vector<double>& change) {
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1; i < change.size(); ++i) {
    const Around near = around(change, i);
    const bool peak =
        (i + 1 >= change.size() || change[i] >= change[i + 1]) && change[i] > change[i - 1];
    const bool stands_out =
        change[i] > 0.16 && change[i] > 2.2 * near.mean + 0.08 && change[i] > 1.15 * near.most;
    // A slow fade moves many colours over the edge of a bin at once, and hardly any light.
    const bool light_moves = luma_change(frames[i - 1], frames[i]) > 0.03;
    if (!peak || !stands_out || !light_moves || is_flash(frames, i, change[i])) continue;
    if (cuts.empty() || i - cuts.back() >= 4) cuts.push_back(i);
  }
  return cuts;
}

bool is_blank(const FrameSketch& frame) {
  const double mean = mean_luma_of(frame);
  return spread_of(frame) < 0.02 && (mean < 0.08 || mean > 0.95);
}

struct Gradual {
  std::size_t first;  // frame at which the new shot counts as begun
  Transition kind;
};

// Stretches of blank frames with pictures on both sides, entered or left slowly.
void add_fades(std::span<const FrameSketch> frames, const std::vector<double>& change,
               std::vector<Gradual>& out) {
  for (std::size_t i = 1; i < frames.size(); ++i) {
    if (!is_blank(frames[i]) || is_blank(frames[i - 1])) continue;
    std::size_t end = i;
    while (end < frames.size() && is_blank(frames[end])) ++end;
    const bool slow_in = change[i] < 0.16;
    const bool slow_out = end < frames.size() && change[end] < 0.16;
    if ((slow_in || slow_out) && end < frames.size()) out.push_back({end, Transition::fade});
    i = end;
  }
}

// Between `from` and `to` every frame lies on the way from the first to the last picture.
bool is_blend(std::span<const FrameSketch> frames, std::size_t from, std::size_t to) {
  const FrameSketch& a = frames[from];
  const FrameSketch& b = frames[to];
  double error = 0;
  double size = 0;
  for (std::size_t at = from + 1; at < to; ++at) {
    const double share = static_cast<double>(at - from) / static_cast<double>(to - from);
    for (std::size_t i = 0; i < a.luma.size(); ++i) {
      error += std::abs(frames[at].luma[i] - (a.luma[i] + (b.luma[i] - a.luma[i]) * share));
      size += std::abs(b.luma[i] - a.luma[i]);
    }
  }
  return size > 0 && error / size < 0.16;
}

double mean_change(const std::vector<double>& change, std::size_t from, std::size_t to) {
  to = std::min(to, change.size());
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += change[i];
  return from < to ? sum / static_cast<double>(to - from) : 0;
}

// A camera that moves on changes as much before and after; a dissolve lies between two that rest.
bool stands_out(const std::vector<double>& change, std::size_t from, std::size_t to) {
  constexpr std::size_t margin = 6;
  const double inside = mean_change(change, from + 1, to + 1);
  const double before = mean_change(change, from > margin ? from - margin : 1, from);
  const double after = mean_change(change, to + 2, to + 2 + margin);
  return inside > 2 * std::max(before, after);
}

void add_dissolves(std::span<const FrameSketch> frames, const std::vector<double>& change,
                   const std::vector<std::size_t>& cuts, std::vector<Gradual>& out) {
  constexpr std::size_t spans[] = {12, 18, 25, 36, 50};
  const auto near = [&](std::size_t at, std::size_t reach) {
    const auto close = [&](std::size_t cut) { return cut + reach > at && cut < at + reach; };
    return std::ranges::any_of(cuts, close) ||
           std::ranges::any_of(out, [&](const Gradual& g) { return close(g.first); });
  };
  for (std::size_t from = 0; from < frames.size(); from += 2) {
    for (const std::size_t span : spans) {
      const std::size_t to = from + span;
      if (to >= frames.size() || near(from + span / 2, span)) continue;
      if (difference(frames[from], frames[to]) < 0.22 || !stands_out(change, from, to)) continue;
      if (!is_blend(frames, from, to)) continue;
      const bool fade = is_blank(frames[from]) || is_blank(frames[to]);
      out.push_back({from + span / 2, fade ? Transition::fade : Transition::dissolve});
      break;
    }
  }
}

double end_of(std::span<const FrameSketch> frames) {
  if (frames.size() < 2) return 0.04;
  return frames.back().at_s + frames.back().at_s / static_cast<double>(frames.size() - 1);
}

}  // namespace

FrameSketch sketch_of(const ImageView& image, double at_s) {
  FrameSketch out;
  out.at_s = at_s;
  out.luma.assign(columns * rows, 0);
  out.histogram.assign(4 * 64, 0);
  std::array<int, 4> counts{};
  std::vector<int> seen(out.luma.size());
  const int step = std::max(1, image.width / 160);
  for (int y = 0; y < image.height; y += step) {
    for (int x = 0; x < image.width; x += step) {
      const std::uint8_t* p = image.pixels + y * image.stride + std::ptrdiff_t{x} * 4;
      const int down = y * rows / image.height;
      const int across = x * columns / image.width;
      const auto cell = static_cast<std::size_t>(down) * columns + static_cast<std::size_t>(across);
      out.luma[cell] += (0.0722F * p[0] + 0.7152F * p[1] + 0.2126F * p[2]) / 255;
      ++seen[cell];
      const std::size_t quarter =
          (y * 2 / image.height) * 2U + static_cast<std::size_t>(x * 2 / image.width);
      const std::size_t bin = static_cast<std::size_t>(p[2] >> 6) * 16 +
                              static_cast<std::size_t>(p[1] >> 6) * 4 + (p[0] >> 6);
      out.histogram[quarter * 64 + bin] += 1;
      ++counts[quarter];
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i)
    out.luma[i] /= static_cast<float>(std::max(1, seen[i]));
  for (std::size_t i = 0; i < out.histogram.size(); ++i) {
    out.histogram[i] /= static_cast<float>(std::max(1, counts[i / 64]));
  }
  return out;
}

std::vector<FoundShot> find_shots(std::span<const FrameSketch> frames) {
  if (frames.empty()) return {};
  const std::vector<double> change = differences(frames);
  const std::vector<std::size_t> cuts = hard_cuts(frames, change);
  std::vector<Gradual> starts;
  add_fades(frames, change, starts);
  std::erase_if(starts, [&](const Gradual& fade) {
    return std::ranges::any_of(
        cuts, [&](std::size_t c) { return c + 3 > fade.first && c < fade.first + 3; });
  });
  add_dissolves(frames, change, cuts, starts);
  for (const std::size_t cut : cuts) starts.push_back({cut, Transition::cut});
  std::ranges::sort(starts, {}, &Gradual::first);
  std::vector<FoundShot> shots{{0, 0, frames.front().at_s, 0, Transition::cut}};
  for (const Gradual& start : starts) {
    shots.push_back({start.first, 0, frames[start.first].at_s, 0, start.kind});
  }
  for (std::size_t i = 0; i < shots.size(); ++i) {
    const bool last = i + 1 == shots.size();
    shots[i].frames = (last ? frames.size() : shots[i + 1].first_frame) - shots[i].first_frame;
    shots[i].end_s = last ? end_of(frames) : shots[i + 1].start_s;
  }
  return shots;
}

base::Result<std::vector<FoundShot>> find_shots(const Source& source) {
  std::vector<FrameSketch> frames;
  TRY(read_frames(source, {.width = 160, .height = 90}, [&](const DecodedFrame& frame) {
    frames.push_back(sketch_of(frame.image, frame.at_s));
    return true;
  }));
  return find_shots(frames);
}

}  // namespace kuleshov::media
