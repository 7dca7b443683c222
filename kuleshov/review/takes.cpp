#include "kuleshov/review/takes.hpp"

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/face/likeness.hpp"
#include "kuleshov/face/lips.hpp"

namespace kuleshov::review {

namespace {

bool is_take(const std::string& path) {
  const std::string lower = base::lower_ascii(path);
  for (const char* ending : {".csv", ".json", ".gltf", ".usda"}) {
    if (lower.ends_with(ending)) return true;
  }
  return false;
}

Measure measure_of(const face::Measure& m) {
  Measure out{.name = m.name,
              .unit = m.unit,
              .value = m.value,
              .low = m.low,
              .high = m.high,
              .status = std::string(face::name_of(m.verdict)),
              .source = m.source,
              .confidence = m.confidence,
              .evidence = m.evidence,
              .cause = m.cause,
              .remedy = m.remedy,
              .frames = {}};
  for (const face::Span& span : m.frames) out.frames.emplace_back(span.from_s, span.to_s);
  return out;
}

}  // namespace

Report report_of(const face::Audit& audit) {
  Report out;
  out.file = audit.file;
  out.kind = "take";
  for (const auto& m : audit.measures) out.measures.push_back(measure_of(m));
  out.has_likeness = true;
  out.likeness_enough = audit.likeness.enough;
  out.recorded_person = audit.likeness.recorded_person;
  out.likeness_basis = audit.likeness.basis;
  out.likeness_about = audit.likeness.about;
  out.notes = audit.notes;
  return out;
}

base::Result<Report> review_take(const std::string& path, const Options& options) {
  const face::Track track = TRY(face::read_track(path));
  face::AuditRequest request{.emotion = options.emotion,
                             .context = options.context,
                             .culture = options.culture,
                             .speech = {},
                             .voice = {}};
  if (!options.voice.empty()) request.voice = TRY(face::read_voice(options.voice));
  if (request.voice) {
    if (!options.words.empty())
      request.speech = face::phonemes_from_voice(*request.voice, options.words);
  } else if (!options.words.empty()) {
    request.speech = face::phonemes_from_text(options.words, 0.3, 160);
  }
  face::LikenessModel model;
  if (!options.model.empty()) {
    const std::string json = TRY(base::read_file(options.model));
    model = TRY(face::model_from_json(json, options.model));
  }
  return report_of(TRY(face::audit(track, request, options.model.empty() ? nullptr : &model)));
}

Reviewer take_reviewer() { return {"take", is_take, review_take}; }

}  // namespace kuleshov::review
