#include "kuleshov/cut/make.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "kuleshov/cut/plan.hpp"
#include "kuleshov/cut/poster.hpp"
#include "kuleshov/cut/reports.hpp"
#include "kuleshov/cut/shot_files.hpp"

namespace kuleshov::cut {

namespace {

bool is_made(const Package& package, const ShotWork& shot) {
  bool there = package.has(shot.video_name()) && package.has(shot.picture_facts_name());
  for (const auto& [language, key] : shot.sound_keys) {
    there = there && package.has(shot.sound_facts_name(language));
  }
  return there;
}

bool is_made(const Package& package, const story::Film& film, const CuePlan& cue) {
  return package.has(stem_name(cue, sound::stem_roles[5], film.style.modes.back()));
}

// One make of one film: the plan, the package, and the jobs between them.
class Making {
 public:
  Making(const FilmPlan& plan, const MakeOptions& options, Package& package)
      : plan_(plan), options_(options), package_(package) {}

  // In the order of making: before a scene's shots comes its score.
  std::vector<Job> jobs(MakeSummary& summary) {
    std::vector<Job> out;
    std::set<const CuePlan*> begun;
    for (const ShotWork& shot : plan_.shots) {
      const CuePlan* cue = cue_of(shot.scene->id);
      const bool first = cue != nullptr && begun.insert(cue).second;
      if (first) out.push_back(cue_job(*cue, summary));
      out.push_back(shot_job(shot, summary));
    }
    return out;
  }

  base::Result<void> finish(MakeSummary& summary) {
    TRY(make_posters(plan_, options_, package_));
    const auto reports = TRY(reports_.write(plan_, package_));
    for (const story::ShotId& shot : reports_.flashing()) {
      summary.flashes = true;
      summary.warnings.push_back(fmt::format(
          "shot {} flashes more than three times a second: see reports/flashes.json", shot.str()));
    }
    TRY(package_.change([&](Manifest& manifest) {
      manifest.reports = reports;
      manifest.complete = true;
    }));
    package_.sweep();
    return {};
  }

 private:
  const CuePlan* cue_of(const story::SceneId& scene) const {
    for (const CuePlan& cue : plan_.cues) {
      if (std::ranges::find(cue.scenes, scene) != cue.scenes.end()) return &cue;
    }
    return nullptr;
  }

  Job shot_job(const ShotWork& shot, MakeSummary& summary) {
    const bool made = !options_.again && is_made(package_, shot);
    const std::string name = "shot " + shot.id.str();
    const double seconds = shot.layout.file.seconds();
    summary.footage_s += seconds;
    if (!made) summary.made_footage_s += seconds;
    summary.work.push_back({name, made, seconds});
    const auto frames = static_cast<std::size_t>(shot.layout.file.whole_frames());
    return {name, made ? 1 : frames, [&]() -> base::Result<void> {
              const ShotFiles files = TRY(make_shot_files(plan_, shot, options_, package_));
              reports_.add(files);
              return package_.change([&](Manifest& manifest) { enter(files, manifest); });
            }};
  }

  Job cue_job(const CuePlan& cue, MakeSummary& summary) {
    const bool made = !options_.again && is_made(package_, plan_.film, cue);
    summary.work.push_back({"score " + cue.request.id, made, length_of(cue).seconds()});
    // A cue costs about as much as fifteen seconds of picture.
    return {"score " + cue.request.id, made ? 1U : 375U, [&]() -> base::Result<void> {
              auto stems = make_stems(plan_.film, cue, options_.source, options_.again, package_);
              if (!stems && stems.error().kind == base::ErrorKind::backend_absent) return {};
              if (!stems) return std::unexpected(stems.error());
              return package_.change([&](Manifest& manifest) { enter(*stems, manifest); });
            }};
  }

  const FilmPlan& plan_;
  const MakeOptions& options_;
  Package& package_;
  Reports reports_;
};

std::size_t total_weight(const std::vector<Job>& jobs) {
  std::size_t sum = 0;
  for (const Job& job : jobs) sum += job.weight;
  return sum;
}

void warn_of_absent(const FilmPlan& plan, MakeSummary& summary) {
  if (sound::sound_font().empty()) {
    summary.warnings.emplace_back(
        "no sound font (install fluid-soundfont-gm): the film has no score");
  }
  for (const std::string& language : plan.film.languages) {
    if (!sound::can_speak(language)) {
      summary.warnings.push_back(
          fmt::format("no voice for \"{}\": its lines are captions only", language));
    }
  }
}

}  // namespace

base::Result<MakeSummary> make_package(const story::Film& film, const MakeOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const FilmPlan plan = TRY(plan_film(film, options));
  Package package = TRY(Package::open(options.out, first_manifest(plan)));
  Making making(plan, options, package);
  MakeSummary summary;
  const std::vector<Job> jobs = making.jobs(summary);
  warn_of_absent(plan, summary);
  if (options.dry_run) return summary;
  TRY(write_film(plan, package));
  base::Progress progress("make", total_weight(jobs));
  TRY(run_jobs(jobs, options.jobs, options.stop, &progress));
  TRY(making.finish(summary));
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return summary;
}

}  // namespace kuleshov::cut
