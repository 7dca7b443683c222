// How much each constant of the ECG detector matters: F1 on the annotated records with it 20 % less
// and 20 % more. Needs KULESHOV_DATA; prints nothing without it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/sense/ecg.hpp"
#include "kuleshov/sense/matching.hpp"
#include "kuleshov/sense/readers.hpp"

namespace {

using namespace kuleshov;
using namespace kuleshov::sense;

struct Record {
  std::vector<double> values;
  std::vector<double> beats_s;
};

std::vector<Record> read_records() {
  std::vector<Record> records;
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) return records;
  for (const char* name : {"100", "105", "108", "203", "208"}) {
    const base::Path stem = base::Path(data) / "signals/ecg/mitdb" / name;
    const auto recording = read_wfdb(stem.string() + ".hea");
    if (!recording) continue;
    Record record{recording->series[0].values, {}};
    for (const Mark& mark : recording->marks) {
      if (is_beat_symbol(mark.kind)) record.beats_s.push_back(mark.time_s);
    }
    records.push_back(std::move(record));
  }
  return records;
}

struct Score {
  double at_150 = 0;
  double at_50 = 0;
};

Score score(const std::vector<Record>& records, const EcgSettings& settings) {
  std::array<double, 2> hits{};
  std::array<double, 2> all{};
  for (const Record& record : records) {
    EcgDetector detector(360, settings);
    Beat beat;
    std::vector<double> found;
    for (const double value : record.values) {
      if (detector.sample(value, beat)) found.push_back(beat.time_s);
    }
    std::sort(found.begin(), found.end());
    for (std::size_t k = 0; k < 2; ++k) {
      const auto m = match_events(record.beats_s, found, k == 0 ? 0.15 : 0.05);
      hits[k] += 2 * static_cast<double>(m.hits);
      all[k] += static_cast<double>(2 * m.hits + m.missed + m.extra);
    }
  }
  return {100 * hits[0] / all[0], 100 * hits[1] / all[1]};
}

using S = EcgSettings;
struct Setting {
  const char* name;
  double S::* value;
};
constexpr std::array settings{Setting{"slope_s", &S::slope_s},
                              Setting{"energy_s", &S::energy_s},
                              Setting{"hold_s", &S::hold_s},
                              Setting{"t_wave_s", &S::t_wave_s},
                              Setting{"t_wave_slope", &S::t_wave_slope},
                              Setting{"threshold_share", &S::threshold_share},
                              Setting{"overdue", &S::overdue},
                              Setting{"look_back_share", &S::look_back_share},
                              Setting{"learning_s", &S::learning_s},
                              Setting{"lost_s", &S::lost_s},
                              Setting{"early_from", &S::early_from},
                              Setting{"early_to", &S::early_to},
                              Setting{"strictest", &S::strictest},
                              Setting{"relief", &S::relief},
                              Setting{"noise_from", &S::noise_from},
                              Setting{"noise_to", &S::noise_to},
                              Setting{"distrust", &S::distrust},
                              Setting{"regular_spread", &S::regular_spread},
                              Setting{"giant", &S::giant},
                              Setting{"alike_relief", &S::alike_relief},
                              Setting{"locate_s", &S::locate_s},
                              Setting{"near_middle", &S::near_middle},
                              Setting{"two_peaks", &S::two_peaks}};

void moved(benchmark::State& state, double S::* value) {
  static const std::vector<Record> records = read_records();
  if (records.empty()) return state.SkipWithError("KULESHOV_DATA is not set");
  EcgSettings less;
  EcgSettings more;
  less.*value *= 0.8;
  more.*value *= 1.2;
  for (auto _ : state) {
    const Score low = score(records, less);
    const Score high = score(records, more);
    state.counters["f1_150_less"] = low.at_150;
    state.counters["f1_150_more"] = high.at_150;
    state.counters["f1_50_less"] = low.at_50;
    state.counters["f1_50_more"] = high.at_50;
  }
}

const bool registered = [] {
  for (const Setting& setting : settings) {
    benchmark::RegisterBenchmark(setting.name, moved, setting.value)
        ->Unit(benchmark::kMillisecond)
        ->Iterations(1);
  }
  return true;
}();

}  // namespace
