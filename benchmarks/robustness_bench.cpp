// Where the ECG detector falls off: F1 on everything at hand and on made rhythms, each also upside
// down, small, large, at other rates, under hum, wander and noise. Needs KULESHOV_DATA for the
// recordings; the made ones need nothing.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/ecg.hpp"
#include "kuleshov/sense/matching.hpp"
#include "kuleshov/sense/readers.hpp"

namespace {

using namespace kuleshov;
using namespace kuleshov::sense;

struct Record {
  std::string name;
  double rate_hz = 360;
  std::vector<double> values;
  std::vector<double> beats_s;
};

// ---- Recordings.

std::vector<double> numbers_in(const base::Path& file, double rate_hz) {
  std::vector<double> out;
  const auto text = base::read_file(file);
  if (!text) return out;
  for (const auto line : base::lines(*text)) {
    if (const auto number = number_in(line)) out.push_back(*number / rate_hz);
  }
  return out;
}

void add_wfdb(const base::Path& signals, std::vector<Record>& records) {
  for (const char* name : {"100", "105", "108", "203", "208"}) {
    const auto read = read_wfdb((signals / "ecg/mitdb" / name).string() + ".hea");
    if (!read) continue;
    Record record{name, 360, read->series[0].values, {}};
    for (const Mark& mark : read->marks) {
      if (is_beat_symbol(mark.kind)) record.beats_s.push_back(mark.time_s);
    }
    records.push_back(std::move(record));
  }
}

void add_table(const std::string& name, const base::Path& file, double rate_hz,
               const base::Path& beats, std::vector<Record>& records) {
  ReadOptions options;
  options.rate_hz = rate_hz;
  options.only_channel = Channel::ecg;
  const auto read = read_recording(file, options);
  if (!read || read->find(Channel::ecg) == nullptr) return;
  records.push_back({name, rate_hz, read->find(Channel::ecg)->values, numbers_in(beats, rate_hz)});
}

std::vector<Record> recorded() {
  std::vector<Record> records;
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) return records;
  const base::Path signals = base::Path(data) / "signals";
  add_wfdb(signals, records);
  for (const char* name : {"118e24", "118e06"}) {
    const base::Path stem = signals / "ecg/nstdb" / name;
    add_table(name, stem.string() + ".csv", 360, stem.string() + "_ann.csv", records);
  }
  for (const char* name : {"bidmc_05", "bidmc_26"}) {
    const base::Path stem = signals / "ppg/bidmc" / name;
    add_table(name, stem.string() + "_ppg_ecg_125hz.csv", 125, stem.string() + "_rpeaks_ref.csv",
              records);
  }
  return records;
}

// ---- Made rhythms: beats as sums of Gaussians (McSharry, Clifford, Tarassenko & Smith 2003, IEEE
// TBME 50:289), with the wave lengths and heights of the beat that is meant.

struct Wave {
  double at_s;
  double height_mv;
  double sd_s;
};
using Shape = std::vector<Wave>;

const Shape normal{{-0.16, 0.12, 0.022},
                   {-0.028, -0.1, 0.008},
                   {0, 1, 0.011},
                   {0.028, -0.22, 0.009},
                   {0.27, 0.28, 0.045}};
const Shape without_p{
    {-0.028, -0.1, 0.008}, {0, 1, 0.011}, {0.028, -0.22, 0.009}, {0.27, 0.25, 0.045}};
const Shape tall_t{{-0.16, 0.12, 0.022},
                   {-0.028, -0.1, 0.008},
                   {0, 0.8, 0.011},
                   {0.028, -0.3, 0.009},
                   {0.27, 1.1, 0.055}};
const Shape wide{{-0.03, -0.15, 0.02}, {0, 1.3, 0.032}, {0.09, -0.3, 0.03}, {0.32, -0.5, 0.06}};
const Shape wide_down{{-0.045, 0.35, 0.02}, {0, -1.2, 0.034}, {0.3, 0.5, 0.06}};
const Shape paced{
    {-0.09, 0.6, 0.0015}, {-0.02, -0.2, 0.015}, {0.01, 1.1, 0.035}, {0.3, -0.45, 0.06}};
const Shape block{{-0.2, 0.1, 0.022},
                  {-0.035, 0.5, 0.012},
                  {0, -0.3, 0.012},
                  {0.045, 0.9, 0.018},
                  {0.33, -0.25, 0.05}};
const Shape small{{-0.16, 0.08, 0.022}, {0, 0.22, 0.012}, {0.03, -0.1, 0.009}, {0.27, 0.1, 0.045}};

struct Beats {
  std::vector<double> at_s;
  std::vector<const Shape*> shapes;
};
constexpr double made_s = 300;

// `next` gives the interval (s) and the shape of the beat that ends it.
Beats beats_of(const std::function<std::pair<double, const Shape*>(std::size_t)>& next) {
  Beats out;
  double t = 0.6;
  for (std::size_t i = 0; t < made_s - 1; ++i) {
    const auto [interval, shape] = next(i);
    t += interval;
    out.at_s.push_back(t);
    out.shapes.push_back(shape);
  }
  return out;
}

Record drawn(const std::string& name, const Beats& beats, double fibrillation_mv = 0) {
  Record record{name, 360, {}, {}};
  record.values.assign(static_cast<std::size_t>(made_s * record.rate_hz), 0);
  for (std::size_t b = 0; b < beats.at_s.size(); ++b) {
    const double at = beats.at_s[b];
    if (at > made_s - 0.6) break;
    record.beats_s.push_back(at);
    const double before = b == 0 ? 0.8 : at - beats.at_s[b - 1];
    for (const Wave& wave : *beats.shapes[b]) {
      // Late waves come earlier in fast hearts (Bazett 1920).
      const double squeeze = wave.at_s > 0.15 ? std::clamp(std::sqrt(before), 0.6, 1.2) : 1;
      const double middle = at + wave.at_s * squeeze;
      const auto from = static_cast<std::int64_t>((middle - 5 * wave.sd_s) * record.rate_hz);
      const auto to = static_cast<std::int64_t>((middle + 5 * wave.sd_s) * record.rate_hz);
      for (std::int64_t i = std::max<std::int64_t>(from, 0);
           i <= to && i < static_cast<std::int64_t>(record.values.size()); ++i) {
        const double off = (static_cast<double>(i) / record.rate_hz - middle) / wave.sd_s;
        record.values[static_cast<std::size_t>(i)] += wave.height_mv * std::exp(-off * off / 2);
      }
    }
  }
  base::Random random(7, name);
  double phase = 0;
  for (double& value : record.values) {
    phase += 2 * std::numbers::pi * (6 + random.normal(0, 4)) / record.rate_hz;
    value += fibrillation_mv * std::sin(phase) + random.normal(0, 0.015);
  }
  return record;
}

std::vector<Record> made() {
  std::vector<Record> out;
  base::Random random(11);
  const auto steady = [&](const std::string& name, double bpm, const Shape& shape) {
    const double mean = 60 / bpm;
    out.push_back(drawn(name, beats_of([&](std::size_t) {
                          return std::pair(mean * (1 + random.normal(0, 0.03)), &shape);
                        })));
  };
  steady("70/min", 70, normal);
  steady("30/min", 30, normal);
  steady("40/min", 40, normal);
  steady("150/min", 150, without_p);
  steady("200/min", 200, without_p);
  steady("220/min", 220, without_p);
  steady("small, 70", 70, small);
  steady("tall T, 70", 70, tall_t);
  steady("tall T, 45", 45, tall_t);
  steady("wide, 70", 70, wide);
  steady("wide down, 70", 70, wide_down);
  steady("wide, 160", 160, wide);
  steady("paced, 70", 70, paced);
  steady("bundle block, 75", 75, block);
  for (const double mean : {0.55, 0.8, 1.1}) {
    out.push_back(drawn(fmt::format("fibrillation, {:.0f}", 60 / mean), beats_of([&](std::size_t) {
                          const double interval = mean * random.gamma(20) / 20;
                          return std::pair(std::max(interval, 0.33), &without_p);
                        }),
                        0.06));
  }
  out.push_back(drawn("bigeminy", beats_of([&](std::size_t i) {
                        return i % 2 == 0 ? std::pair(1.1, &normal) : std::pair(0.5, &wide_down);
                      })));
  out.push_back(drawn("trigeminy, early up", beats_of([&](std::size_t i) {
                        return i % 3 == 2 ? std::pair(0.48, &wide)
                                          : std::pair(i % 3 == 0 ? 1.1 : 0.8, &normal);
                      })));
  out.push_back(drawn("early narrow", beats_of([&](std::size_t i) {
                        return i % 7 == 5 ? std::pair(0.45, &normal) : std::pair(0.8, &normal);
                      })));
  out.push_back(drawn("pauses of 3-6 s", beats_of([&](std::size_t i) {
                        return std::pair(i % 12 == 11 ? random.uniform(3, 6) : 0.85, &normal);
                      })));
  out.push_back(drawn("runs of wide beats", beats_of([&](std::size_t i) {
                        return i % 30 >= 22 ? std::pair(0.4, &wide) : std::pair(0.8, &normal);
                      })));
  out.push_back(drawn("small among large", beats_of([&](std::size_t i) {
                        return std::pair(0.8, i % 5 == 4 ? &small : &normal);
                      })));
  return out;
}

// ---- What is done to them.

// Cubic interpolation through four neighbours (Catmull & Rom 1974).
std::vector<double> resampled(const std::vector<double>& x, double from_hz, double to_hz) {
  const auto n = static_cast<std::size_t>(static_cast<double>(x.size()) * to_hz / from_hz);
  std::vector<double> out(n);
  const auto last = static_cast<std::int64_t>(x.size()) - 1;
  const auto at = [&](std::int64_t i) {
    return x[static_cast<std::size_t>(std::clamp<std::int64_t>(i, 0, last))];
  };
  for (std::size_t k = 0; k < n; ++k) {
    const double place = static_cast<double>(k) * from_hz / to_hz;
    const auto i = static_cast<std::int64_t>(place);
    const double u = place - static_cast<double>(i);
    const double a = at(i - 1);
    const double b = at(i);
    const double c = at(i + 1);
    const double d = at(i + 2);
    out[k] = b + 0.5 * u * (c - a + u * (2 * a - 5 * b + 4 * c - d + u * (3 * (b - c) + d - a)));
  }
  return out;
}

double deviation(const std::vector<double>& values) {
  double sum = 0;
  double squares = 0;
  for (const double v : values) {
    sum += v;
    squares += v * v;
  }
  const auto n = static_cast<double>(values.size());
  return std::sqrt(std::max(0.0, squares / n - sum * sum / (n * n)));
}

struct Change {
  std::string name;
  std::function<void(Record&)> make;
};

Change with_sine(const std::string& name, double hz, double height_mv) {
  return {name, [=](Record& r) {
            for (std::size_t i = 0; i < r.values.size(); ++i) {
              const double t = static_cast<double>(i) / r.rate_hz;
              r.values[i] += height_mv * std::sin(2 * std::numbers::pi * hz * t);
            }
          }};
}

Change with_noise(double db) {
  return {fmt::format("noise {:.0f} dB", db), [=](Record& r) {
            base::Random random(3);
            const double sd = deviation(r.values) * std::pow(10, -db / 20);
            for (double& v : r.values) v += random.normal(0, sd);
          }};
}

Change times(double factor) {
  return {fmt::format("x {:g}", factor), [=](Record& r) {
            for (double& v : r.values) v *= factor;
          }};
}

Change at_rate(double hz) {
  return {fmt::format("{:.0f} Hz", hz), [=](Record& r) {
            r.values = resampled(r.values, r.rate_hz, hz);
            r.rate_hz = hz;
          }};
}

const std::vector<Change>& changes() {
  static const std::vector<Change> all{{"as it is", [](Record&) {}},
                                       times(-1),
                                       times(0.2),
                                       times(5),
                                       at_rate(100),
                                       at_rate(250),
                                       at_rate(500),
                                       at_rate(1000),
                                       with_sine("50 Hz .2 mV", 50, 0.2),
                                       with_sine("60 Hz .2 mV", 60, 0.2),
                                       with_sine("wander 1 mV", 0.35, 1),
                                       with_noise(12),
                                       with_noise(6)};
  return all;
}

void score(benchmark::State& state, const Record& record, const Change& change) {
  for (auto _ : state) {
    Record changed = record;
    change.make(changed);
    EcgDetector detector(changed.rate_hz);
    Beat beat;
    std::vector<double> found;
    for (const double value : changed.values) {
      if (detector.sample(value, beat)) found.push_back(beat.time_s);
    }
    std::sort(found.begin(), found.end());
    const auto wide_match = match_events(changed.beats_s, found, 0.15);
    state.counters["f1_150"] = 100 * wide_match.f1();
    state.counters["f1_50"] = 100 * match_events(changed.beats_s, found, 0.05).f1();
    state.counters["missed"] = static_cast<double>(wide_match.missed);
    state.counters["extra"] = static_cast<double>(wide_match.extra);
    state.counters["sd_ms"] = 1000 * wide_match.sd_s;
  }
}

const bool registered = [] {
  static std::vector<Record> records = recorded();
  for (Record& record : made()) records.push_back(std::move(record));
  for (const Record& record : records) {
    for (const Change& change : changes()) {
      benchmark::RegisterBenchmark((record.name + "/" + change.name).c_str(),
                                   [&](benchmark::State& state) { score(state, record, change); })
          ->Unit(benchmark::kMillisecond)
          ->Iterations(1);
    }
  }
  return true;
}();

}  // namespace
