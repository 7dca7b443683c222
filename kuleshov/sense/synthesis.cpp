#include "kuleshov/sense/synthesis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

namespace {

constexpr double ecg_hz = 250;
constexpr double ppg_hz = 64;
constexpr double breath_hz_of_file = 32;

struct Wave {
  double at_s;  // from the R wave, at 60 bpm; moves with the root of the interval
  double width_s;
  double height;
};
constexpr std::array ecg_waves{Wave{-0.18, 0.025, 0.12}, Wave{-0.025, 0.008, -0.12},
                               Wave{0, 0.009, 1.0}, Wave{0.025, 0.009, -0.2},
                               Wave{0.28, 0.05, 0.25}};
constexpr std::array pulse_waves{Wave{0, 0.09, 1.0}, Wave{0.24, 0.1, 0.35}};

std::vector<double> draw(std::span<const Wave> waves, const std::vector<double>& beats_s,
                         double rate_hz, double seconds, double late_s) {
  std::vector<double> out(static_cast<std::size_t>(seconds * rate_hz), 0.0);
  for (std::size_t b = 0; b < beats_s.size(); ++b) {
    const double interval = b > 0 ? std::clamp(beats_s[b] - beats_s[b - 1], 0.3, 2.0) : 1;
    for (const Wave& wave : waves) {
      const double centre = beats_s[b] + late_s + wave.at_s * std::sqrt(interval);
      const double from = std::max(0.0, (centre - 5 * wave.width_s) * rate_hz);
      for (auto i = static_cast<std::size_t>(from);
           i < out.size() && static_cast<double>(i) < (centre + 5 * wave.width_s) * rate_hz; ++i) {
        const double z = (static_cast<double>(i) / rate_hz - centre) / wave.width_s;
        out[i] += wave.height * std::exp(-z * z / 2);
      }
    }
  }
  return out;
}

Drive slow_waves(double t) {
  return {0.7 * std::sin(2 * std::numbers::pi * t / 180),
          0.6 * std::sin(2 * std::numbers::pi * t / 260 + 1)};
}

Drive drive_at(const std::vector<ArcPoint>& arc, double t) {
  if (arc.empty()) return slow_waves(t);
  const auto next = std::upper_bound(arc.begin(), arc.end(), t,
                                     [](double at, const ArcPoint& p) { return at < p.time_s; });
  return next == arc.begin() ? Drive{} : (next - 1)->drive;
}

void lose(std::vector<double>& values, double rate_hz, const SimulatedViewer::Span& gone) {
  const auto from = static_cast<std::size_t>(std::ceil(gone.from_s * rate_hz));
  const auto to = static_cast<std::size_t>(std::ceil(gone.to_s * rate_hz));
  for (std::size_t i = from; i < std::min(to, values.size()); ++i) values[i] = std::nan("");
}

void spoil(std::vector<double>& values, double sd, base::Random& random) {
  for (double& value : values) value += sd * random.normal();
}

}  // namespace

std::vector<double> draw_ecg(const std::vector<double>& beats_s, double rate_hz, double seconds) {
  return draw(ecg_waves, beats_s, rate_hz, seconds, 0);
}

base::Result<std::vector<ArcPoint>> read_arc(const base::Path& file) {
  const std::string text = TRY(base::read_file(file));
  const Table table = TRY(parse_table(text, file.string()));
  const auto* time = table.find("time_s");
  const auto* arousal = table.find("arousal");
  const auto* valence = table.find("valence");
  if (time == nullptr || arousal == nullptr || valence == nullptr) {
    return base::fail("an arc needs time_s, arousal and valence", "", {file.string(), 1});
  }
  std::vector<ArcPoint> arc;
  for (std::size_t i = 0; i < time->size(); ++i) {
    if (!std::isfinite((*time)[i] + (*arousal)[i] + (*valence)[i])) {
      return base::fail("this is not a number", "mend the line", {file.string(), table.lines[i]});
    }
    arc.push_back({(*time)[i], {(*arousal)[i], (*valence)[i]}});
  }
  std::stable_sort(arc.begin(), arc.end(),
                   [](const ArcPoint& a, const ArcPoint& b) { return a.time_s < b.time_s; });
  return arc;
}

Synthesis synthesise(const SynthesisRequest& request) {
  Synthesis out;
  out.request = request;
  SimulatedViewer viewer(request.viewer, request.seed);
  for (double t = 0.25; t <= request.seconds; t += 0.25) {
    viewer.drive(drive_at(request.arc, t));
    const auto samples = viewer.next(t);
    out.samples.insert(out.samples.end(), samples.begin(), samples.end());
    out.felt.push_back({t, viewer.felt()});
  }
  out.beats_s.assign(viewer.beats().begin(), viewer.beats().end());
  out.responses_s.assign(viewer.response_onsets().begin(), viewer.response_onsets().end());
  out.blinks_s.assign(viewer.blinks().begin(), viewer.blinks().end());
  out.jerks_s.assign(viewer.skin_jerks().begin(), viewer.skin_jerks().end());
  out.drop_outs.assign(viewer.drop_outs().begin(), viewer.drop_outs().end());
  base::Random noise(request.seed, "waveforms");
  out.ecg = draw_ecg(out.beats_s, ecg_hz, request.seconds);
  spoil(out.ecg, request.ecg_noise_mv, noise);
  out.ppg = draw(pulse_waves, out.beats_s, ppg_hz, request.seconds, request.pulse_transit_s);
  spoil(out.ppg, 0.02, noise);
  const auto breaths = static_cast<std::size_t>(request.seconds * breath_hz_of_file);
  for (std::size_t i = 0; i < breaths; ++i) {
    const double t = static_cast<double>(i) / breath_hz_of_file;
    out.respiration.push_back(std::sin(2 * std::numbers::pi * request.viewer.breath_hz * t));
  }
  for (const SimulatedViewer::Span& gone : out.drop_outs) {
    lose(out.ecg, ecg_hz, gone);
    lose(out.ppg, ppg_hz, gone);
    lose(out.respiration, breath_hz_of_file, gone);
  }
  return out;
}

namespace {

std::string column(const char* name, const std::vector<double>& values) {
  std::string out = std::string(name) + "\n";
  for (const double value : values) out += fmt::format("{:.5g}\n", value);
  return out;
}

// Samples of several channels that fall on the same times, as a table.
std::string table_of(const std::vector<Sample>& samples, std::span<const Channel> channels,
                     const std::string& header) {
  std::map<double, std::map<std::pair<Channel, int>, double>> rows;
  std::vector<std::pair<Channel, int>> keys;
  for (const Sample& s : samples) {
    if (std::find(channels.begin(), channels.end(), s.channel) == channels.end()) continue;
    const std::pair key(s.channel, static_cast<int>(s.index));
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    rows[s.time_s][key] = s.value;
  }
  std::sort(keys.begin(), keys.end());
  std::string out = header + "\n";
  for (const auto& [t, row] : rows) {
    out += fmt::format("{:.5g}", t);
    for (const auto& key : keys) {
      const auto found = row.find(key);
      out += found == row.end() ? std::string(",") : fmt::format(",{:.5g}", found->second);
    }
    out += "\n";
  }
  return out;
}

std::string rr_text(const std::vector<double>& beats_s) {
  std::string out;
  for (std::size_t i = 1; i < beats_s.size(); ++i) {
    out += fmt::format("{:.0f}\n", 1000 * (beats_s[i] - beats_s[i - 1]));
  }
  return out;
}

std::string truth_json(const Synthesis& s) {
  base::Json json;
  const auto rounded = [](const std::vector<double>& values) {
    base::Json list = base::Json::array();
    for (const double value : values) list.push_back(base::quantise(value));
    return list;
  };
  json["viewer"] = s.request.viewer.name;
  json["seed"] = s.request.seed;
  json["beats_s"] = rounded(s.beats_s);
  json["scr_onset_s"] = rounded(s.responses_s);
  json["blink_s"] = rounded(s.blinks_s);
  json["skin_jerk_s"] = rounded(s.jerks_s);
  json["drop_outs_s"] = base::Json::array();
  for (const SimulatedViewer::Span& gone : s.drop_outs) {
    json["drop_outs_s"].push_back({base::quantise(gone.from_s), base::quantise(gone.to_s)});
  }
  json["felt"] = base::Json::array();
  for (const FeltPoint& p : s.felt) {
    json["felt"].push_back({p.time_s, base::quantise(p.felt.arousal),
                            base::quantise(p.felt.valence), base::quantise(p.felt.attention)});
  }
  return json.dump(1) + "\n";
}

}  // namespace

base::Result<void> write_synthesis(const Synthesis& s, const base::Path& folder) {
  const std::array skin{Channel::skin_conductance};
  const std::array eyes{Channel::gaze_x, Channel::gaze_y, Channel::pupil, Channel::eye_openness};
  const std::array face{Channel::action_unit};
  const std::vector<std::pair<std::string, std::string>> files{
      {"ecg.csv", column("ecg", s.ecg)},
      {"ecg.csv.json", fmt::format("{{\"rate_hz\": {}}}\n", ecg_hz)},
      {"ppg.csv", column("ppg", s.ppg)},
      {"ppg.csv.json", fmt::format("{{\"rate_hz\": {}}}\n", ppg_hz)},
      {"rsp.csv", column("rsp", s.respiration)},
      {"rsp.csv.json", fmt::format("{{\"rate_hz\": {}}}\n", breath_hz_of_file)},
      {"eda.csv", table_of(s.samples, skin, "time_s,eda_uS")},
      {"eyes.csv", table_of(s.samples, eyes, "time_s,gaze_x,gaze_y,pupil_mm,eye_openness")},
      {"face.csv", table_of(s.samples, face, "time_s,AU04,AU12")},
      {"face.csv.json",
       "{\"columns\": {\"AU04\": \"action-unit-4\", \"AU12\": \"action-unit-12\"}}\n"},
      {"rr.txt", rr_text(s.beats_s)},
      {"truth.json", truth_json(s)}};
  for (const auto& [name, text] : files) {
    const auto written = base::write_file(folder / name, text);
    if (!written) return written;
  }
  return {};
}

}  // namespace kuleshov::sense
