#include "kuleshov/face/audit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>

#include "kuleshov/face/likeness.hpp"
#include "kuleshov/face/measures.hpp"

namespace kuleshov::face {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok:
      return "ok";
    case Verdict::warn:
      return "warn";
    case Verdict::flag:
      return "flag";
    case Verdict::not_recorded:
      return "not-recorded";
    case Verdict::not_enough:
      break;
  }
  return "not-enough";
}

const Measure* Audit::find(std::string_view name) const {
  const auto at = std::ranges::find(measures, name, &Measure::name);
  return at == measures.end() ? nullptr : &*at;
}

int Audit::count(Verdict verdict) const {
  return static_cast<int>(std::ranges::count(measures, verdict, &Measure::verdict));
}

namespace {

Verdict judge(double value, const Norm& norm) {
  if (value < norm.flag_low || value > norm.flag_high) return Verdict::flag;
  if (value < norm.warn_low || value > norm.warn_high) return Verdict::warn;
  return Verdict::ok;
}

void explain(const Norm& norm, Measure& out) {
  out.cause = norm.cause;
  out.remedy = norm.remedy;
  if (out.value > norm.warn_high && !norm.above_cause.empty()) {
    out.cause = norm.above_cause;
    out.remedy = norm.above_remedy;
  }
  if (out.value < norm.warn_low && !norm.below_cause.empty()) {
    out.cause = norm.below_cause;
    out.remedy = norm.below_remedy;
  }
}

Measure judged(const char* name, const Reading& reading, const Norm& norm, double seconds) {
  Measure out{.name = name,
              .unit = norm.unit,
              .value = reading.value,
              .low = norm.warn_low,
              .high = norm.warn_high,
              .source = norm.source,
              .frames = reading.frames.empty() ? worst_of(reading.moments, norm) : reading.frames,
              .evidence = reading.evidence,
              .cause = {},
              .remedy = {}};
  if (reading.state == Reading::State::not_recorded) {
    out.verdict = Verdict::not_recorded;
  } else if (reading.state == Reading::State::not_enough || seconds < norm.least_seconds) {
    out.verdict = Verdict::not_enough;
  } else {
    out.verdict = judge(reading.value, norm);
    // Half sure at the least length, nine tenths at nine times of it.
    out.confidence = std::clamp(1 - 0.5 * std::sqrt(norm.least_seconds / seconds) * 0.6, 0.0, 1.0) *
                     reading.share_recorded;
  }
  if (out.verdict == Verdict::warn || out.verdict == Verdict::flag) explain(norm, out);
  return out;
}

std::vector<NamedMeasure> all_measures() {
  std::vector<NamedMeasure> out;
  for (const auto& part : {motion_measures(), eye_measures(), muscle_measures(), voice_measures(),
                           emotion_measures()}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

}  // namespace

base::Result<Audit> audit(const Track& track, const AuditRequest& request,
                          const LikenessModel* model) {
  if (track.frames.size() < 2 || track.seconds() <= 0) {
    return base::fail("a take needs at least two frames", "give a longer one",
                      {track.file, 0, 0, 0});
  }
  const auto& limits = *TRY(norms());
  const Material material = TRY(material_of(track, request));
  Audit out{.file = track.file,
            .seconds = track.seconds(),
            .talking = material.talking,
            .measures = {},
            .likeness = {},
            .notes = track.notes};
  for (const NamedMeasure& item : all_measures()) {
    const auto norm = limits.find(item.name);
    if (norm == limits.end()) continue;
    out.measures.push_back(
        judged(item.name, item.measure(material), norm->second, material.signal.seconds()));
  }
  TRY(add_likeness(model, limits, out));
  return out;
}

}  // namespace kuleshov::face
