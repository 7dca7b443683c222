#include "kuleshov/sense/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/hrv.hpp"
#include "kuleshov/sense/recorded.hpp"

namespace kuleshov::sense {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double spectrum_window_s = 300;
constexpr double window_s = 60;

bool is_beat(EventKind kind) {
  return kind == EventKind::r_peak || kind == EventKind::ppg_peak || kind == EventKind::beat;
}

// Features look back over the events found so far; only the last five minutes are searched.
class Features {
 public:
  Features(const std::vector<Event>& events, const ViewerModel& model)
      : events_(events), model_(model) {}
  [[nodiscard]] FeatureRow at(double now_s) const;

 private:
  template <class Use>
  void look_back(double now_s, double window, Use use) const {
    for (std::size_t i = events_.size(); i-- > 0;) {
      if (events_[i].time_s < now_s - window - 5) return;
      if (events_[i].time_s >= now_s - window) use(events_[i]);
    }
  }
  void heart(double now_s, FeatureRow& row) const;
  void spectra(double now_s, FeatureRow& row) const;
  void skin(double now_s, FeatureRow& row) const;
  void eyes(double now_s, FeatureRow& row) const;
  const std::vector<Event>& events_;
  const ViewerModel& model_;
};

void Features::heart(double now_s, FeatureRow& row) const {
  const auto& heart = model_.heart();
  const auto ten = heart.variability(now_s, 10);
  const auto sixty = heart.variability(now_s, window_s);
  row.heart_quality = model_.senses().heart_quality(now_s);
  row.rate_bpm = ten.mean_rate_bpm > 0 ? ten.mean_rate_bpm : missing;
  const bool device = now_s - model_.senses().last_s(Channel::heart_rate) < 2;
  if (!(ten.mean_rate_bpm > 0) && device) row.rate_bpm = model_.senses().device_rate_bpm();
  const bool enough = sixty.pairs >= 15;
  row.rmssd_ms = enough ? sixty.rmssd_ms : missing;
  row.sdnn_ms = enough ? sixty.sdnn_ms : missing;
  row.pnn50_pct = enough ? sixty.pnn50_pct : missing;
}

void Features::spectra(double now_s, FeatureRow& row) const {
  std::vector<double> beats;
  double covered = 0;
  look_back(now_s, spectrum_window_s, [&](const Event& e) {
    if (!is_beat(e.kind)) return;
    beats.push_back(e.time_s);
    covered += e.value;
  });
  std::sort(beats.begin(), beats.end());
  const bool whole = covered > 0.8 * std::min(now_s, spectrum_window_s);
  const Spectrum s = whole ? spectrum(correct_beats(beats).beats_s) : Spectrum{};
  row.lf_ms2 = s.enough ? s.lf_ms2 : missing;
  row.hf_ms2 = s.enough ? s.hf_ms2 : missing;
  std::erase_if(beats, [&](double t) { return t < now_s - window_s; });
  const double breaths = row.heart_quality > 0.8 ? respiration_rate(beats, {}) : 0;
  row.breaths_per_min = breaths > 0 ? breaths : missing;
}

void Features::skin(double now_s, FeatureRow& row) const {
  row.skin_quality = model_.skin().quality(now_s);
  const bool usable = row.skin_quality > 0;
  double onsets = 0;
  double peaks = 0;
  double sum = 0;
  look_back(now_s, window_s, [&](const Event& e) {
    if (e.kind == EventKind::scr_onset) onsets += 1;
    if (e.kind != EventKind::scr_peak) return;
    peaks += 1;
    sum += e.value;
  });
  row.skin_us = usable ? model_.skin().level_us() : missing;
  row.skin_tonic_us = usable ? model_.skin().tonic_us() : missing;
  row.responses_per_min = usable ? onsets * 60 / std::min(window_s, std::max(now_s, 1.0)) : missing;
  row.response_us = peaks > 0 ? sum / peaks : missing;
}

void Features::eyes(double now_s, FeatureRow& row) const {
  const Senses& senses = model_.senses();
  const auto fresh = [&](Channel c) { return now_s - senses.last_s(c) < 2; };
  const bool lids = fresh(Channel::eye_openness) || fresh(Channel::pupil);
  double blinks = 0;
  double saccades = 0;
  double fixations = 0;
  double looked_s = 0;
  look_back(now_s, window_s, [&](const Event& e) {
    if (e.kind == EventKind::blink) blinks += 1;
    if (e.kind == EventKind::saccade) saccades += 1;
    if (e.kind != EventKind::fixation) return;
    fixations += 1;
    looked_s += e.value;
  });
  const double minutes = std::min(window_s, std::max(now_s, 1.0)) / 60;
  row.pupil_mm = now_s - senses.last_pupil_s() < 2 ? senses.pupil().diameter_mm() : missing;
  row.blinks_per_min = lids ? blinks / minutes : missing;
  row.saccades_per_min = fresh(Channel::gaze_y) ? saccades / minutes : missing;
  row.fixation_s = fixations > 0 ? looked_s / fixations : missing;
  const double share = senses.on_picture(now_s);
  row.on_picture = share >= 0 ? share : missing;
  row.smile = senses.face().seen(now_s) ? senses.face().smile() : missing;
  row.frown = senses.face().seen(now_s) ? senses.face().frown() : missing;
}

FeatureRow Features::at(double now_s) const {
  FeatureRow row;
  row.time_s = now_s;
  heart(now_s, row);
  spectra(now_s, row);
  skin(now_s, row);
  eyes(now_s, row);
  return row;
}

Senses::Rates rates_of(const std::vector<Recording>& recordings) {
  Senses::Rates rates;
  for (const Recording& recording : recordings) {
    const Series* ecg = recording.find(Channel::ecg);
    const Series* ppg = recording.find(Channel::ppg);
    if (ecg != nullptr && ecg->rate_hz >= 60) rates.ecg_hz = ecg->rate_hz;
    if (ppg != nullptr && ppg->rate_hz >= 60) rates.ppg_hz = ppg->rate_hz;
  }
  return rates;
}

double start_of(const std::vector<Recording>& recordings) {
  double first = std::numeric_limits<double>::infinity();
  for (const Recording& r : recordings) first = std::min(first, r.unix_start_s);
  return first;
}

// Only the first of several leads is heard: a second one would beat twice.
void keep_first_of_each(Recording& recording,
                        std::vector<std::pair<Channel, std::uint8_t>>& heard) {
  std::erase_if(recording.series, [&](const Series& s) {
    const std::pair key(s.channel, s.index);
    if (std::find(heard.begin(), heard.end(), key) != heard.end()) return true;
    heard.push_back(key);
    return false;
  });
}

std::string number(double value, int digits = 4) {
  return std::isfinite(value) ? fmt::format("{}", base::quantise(value, digits)) : std::string();
}

}  // namespace

Analysis analyse(std::vector<Recording> recordings, double feature_every_s) {
  Analysis out;
  ViewerModel model(rates_of(recordings));
  const double first = start_of(recordings);
  std::vector<RecordedSource> sources;
  std::vector<std::pair<Channel, std::uint8_t>> heard;
  for (Recording& recording : recordings) {
    keep_first_of_each(recording, heard);
    const double late = first > 0 ? recording.unix_start_s - first : 0;
    out.length_s = std::max(out.length_s, recording.length_s() + late);
    sources.emplace_back(std::move(recording), -late);
  }
  const Features features(out.events, model);
  double next_row_s = feature_every_s;
  Event event;
  for (double t = ViewerModel::period_s; t < out.length_s + 2; t += ViewerModel::period_s) {
    for (RecordedSource& source : sources) model.feed(source.next(t));
    const ViewerState state = model.state_at(t);
    while (model.take(event)) out.events.push_back(event);
    if (t > out.length_s + ViewerModel::period_s) continue;
    out.states.push_back(state);
    if (t < next_row_s) continue;
    out.features.push_back(features.at(t));
    next_row_s += feature_every_s;
  }
  std::stable_sort(out.events.begin(), out.events.end(),
                   [](const Event& a, const Event& b) { return a.time_s < b.time_s; });
  return out;
}

std::string events_csv(const Analysis& analysis) {
  std::string out = "time_s,kind,value\n";
  for (const Event& e : analysis.events) {
    out += fmt::format("{},{},{}\n", number(e.time_s), name_of(e.kind), number(e.value));
  }
  return out;
}

std::string features_csv(const Analysis& analysis) {
  std::string out =
      "time_s,rate_bpm,rmssd_ms,sdnn_ms,pnn50_pct,lf_ms2,hf_ms2,breaths_per_min,heart_quality,"
      "skin_us,skin_tonic_us,responses_per_min,response_us,skin_quality,pupil_mm,blinks_per_min,"
      "saccades_per_min,fixation_s,on_picture,smile,frown\n";
  for (const FeatureRow& r : analysis.features) {
    const double values[] = {r.time_s,
                             r.rate_bpm,
                             r.rmssd_ms,
                             r.sdnn_ms,
                             r.pnn50_pct,
                             r.lf_ms2,
                             r.hf_ms2,
                             r.breaths_per_min,
                             r.heart_quality,
                             r.skin_us,
                             r.skin_tonic_us,
                             r.responses_per_min,
                             r.response_us,
                             r.skin_quality,
                             r.pupil_mm,
                             r.blinks_per_min,
                             r.saccades_per_min,
                             r.fixation_s,
                             r.on_picture,
                             r.smile,
                             r.frown};
    std::string line;
    for (const double value : values) line += (line.empty() ? "" : ",") + number(value);
    out += line + "\n";
  }
  return out;
}

std::string states_csv(const Analysis& analysis) {
  std::string out = "time_s,arousal,arousal_sd,valence,valence_sd,attention,attention_sd,quality\n";
  for (const ViewerState& s : analysis.states) {
    out += fmt::format("{},{},{},{},{},{},{},{}\n", number(s.time_s, 2), number(s.arousal.mean),
                       number(s.arousal.sd), number(s.valence.mean), number(s.valence.sd),
                       number(s.attention.mean), number(s.attention.sd), number(s.quality));
  }
  return out;
}

}  // namespace kuleshov::sense
