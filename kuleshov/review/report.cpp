#include "kuleshov/review/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/review/takes.hpp"

namespace kuleshov::review {

namespace {

using base::Json;

// JSON has no infinity: a side without a limit is null.
Json limit(double value) { return std::isfinite(value) ? Json(base::quantise(value)) : Json(); }

Json json_of(const Measure& m) {
  Json out{{"name", m.name},
           {"unit", m.unit},
           {"low", limit(m.low)},
           {"high", limit(m.high)},
           {"status", m.status},
           {"source", m.source},
           {"confidence", base::quantise(m.confidence, 2)},
           {"evidence", m.evidence}};
  const bool known = m.status != "not-recorded" && m.status != "not-enough";
  out["value"] = known ? Json(base::quantise(m.value)) : Json();
  if (!m.cause.empty()) out["cause"] = m.cause;
  if (!m.remedy.empty()) out["remedy"] = m.remedy;
  for (const auto& [from, to] : m.frames) {
    out["frames"].push_back({{"from_s", base::quantise(from)}, {"to_s", base::quantise(to)}});
  }
  return out;
}

Json json_of(const Report& report) {
  Json out{{"file", report.file}, {"kind", report.kind}, {"measures", Json::array()}};
  for (const Measure& m : report.measures) out["measures"].push_back(json_of(m));
  if (!report.notes.empty()) out["notes"] = report.notes;
  if (report.kind == "video") {
    out["shots"] = Json::array();
    for (const Cut& cut : report.shots) {
      out["shots"].push_back({{"start_s", base::quantise(cut.start_s)},
                              {"end_s", base::quantise(cut.end_s)},
                              {"transition", cut.transition}});
    }
  }
  if (report.has_likeness) {
    out["likeness"] = {
        {"basis", report.likeness_basis},
        {"enough", report.likeness_enough},
        {"about", report.likeness_about},
        {"recorded_person",
         report.likeness_enough ? Json(base::quantise(report.recorded_person)) : Json()}};
  }
  return out;
}

std::string norm_text(const Measure& m) {
  if (std::isfinite(m.low) && std::isfinite(m.high))
    return fmt::format("{:g}..{:g}", m.low, m.high);
  if (std::isfinite(m.low)) return fmt::format("at least {:g}", m.low);
  return fmt::format("at most {:g}", m.high);
}

std::string frames_text(const Measure& m) {
  constexpr std::size_t most = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(most, m.frames.size()); ++i) {
    const auto& [from, to] = m.frames[i];
    out += fmt::format("{}{:.2f}-{:.2f}", out.empty() ? "       at " : ", ", from, to);
  }
  if (out.empty()) return out;
  return out + (m.frames.size() > most ? " s and elsewhere\n" : " s\n");
}

}  // namespace

std::vector<Reviewer>& reviewers() {
  static std::vector<Reviewer> all{take_reviewer()};
  return all;
}

base::Result<Report> review(const std::string& path, const Options& options) {
  for (const Reviewer& reviewer : reviewers()) {
    if (reviewer.takes(path)) return reviewer.review(path, options);
  }
  return base::fail("nothing here reviews '" + path + "'",
                    "give a face track (CSV, JSON, glTF, USD), or another kind that is listed in "
                    "docs/faces.md");
}

std::string to_json(const std::vector<Report>& reports) {
  Json inputs = Json::array();
  for (const Report& report : reports) inputs.push_back(json_of(report));
  return Json{{"inputs", inputs}}.dump(2) + "\n";
}

std::string to_text(const Report& report, bool all) {
  std::string out = report.file + "\n";
  int fine = 0;
  std::string silent;
  for (const Measure& m : report.measures) {
    if (m.status == "ok") {
      ++fine;
      if (all) {
        out += fmt::format("  ok   {} {:.3g} {} (norm {}; sure {:.2f}; {})\n", m.name, m.value,
                           m.unit, norm_text(m), m.confidence, m.source);
      }
      continue;
    }
    if (m.status != "warn" && m.status != "flag") {
      silent += (silent.empty() ? "" : ", ") + m.name + " (" + m.status + ")";
      continue;
    }
    out += fmt::format("  {:4} {} {:.3g} {} (norm {}; {})\n       {}: {}\n", m.status, m.name,
                       m.value, m.unit, norm_text(m), m.source, m.cause, m.remedy);
    for (const auto& evidence : m.evidence) out += "       " + evidence + "\n";
    out += frames_text(m);
  }
  out += fmt::format("  {} of {} measures within their norm\n", fine, report.measures.size());
  if (!silent.empty()) out += "  not judged: " + silent + "\n";
  if (report.has_likeness) {
    out += report.likeness_enough
               ? fmt::format("  like a recorded person: {:.2f} (basis: {} takes; {})\n",
                             report.recorded_person, report.likeness_basis, report.likeness_about)
               : "  like a recorded person: not enough was recorded to say\n";
  }
  for (const auto& note : report.notes) out += "  note: " + note + "\n";
  return out;
}

bool any_status(const std::vector<Report>& reports, const std::string& status) {
  return std::ranges::any_of(reports, [&](const Report& report) {
    return std::ranges::any_of(report.measures,
                               [&](const Measure& m) { return m.status == status; });
  });
}

}  // namespace kuleshov::review
