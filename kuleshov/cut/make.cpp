#include "kuleshov/cut/make.hpp"

#include <chrono>

#include "kuleshov/cut/captions.hpp"
#include "kuleshov/cut/keys.hpp"
#include "kuleshov/cut/order.hpp"
#include "kuleshov/cut/package.hpp"
#include "kuleshov/cut/plan.hpp"
#include "kuleshov/cut/shot_files.hpp"

namespace kuleshov::cut {

namespace {

Work work_of(const Package& package, const ShotWork& shot) {
  bool there = package.has(shot.video_name()) && package.has(shot.still_name());
  for (const auto& [language, key] : shot.sound_keys) {
    there = there && package.has(shot.sound_name(language, "opus")) &&
            package.has(shot.sound_name(language, "aac"));
  }
  return {"shot " + shot.shot->id.str(), there, shot.layout.file.seconds()};
}

void note(MakeSummary& summary, Work work) {
  summary.footage_s += work.seconds;
  if (!work.made_already) summary.made_footage_s += work.seconds;
  summary.work.push_back(std::move(work));
}

std::vector<Job> shot_jobs(const FilmPlan& plan, const MakeOptions& options, Package& package) {
  std::vector<Job> jobs;
  for (const ShotWork& shot : plan.shots) {
    const auto weight = static_cast<std::size_t>(shot.layout.file.whole_frames());
    jobs.push_back({shot.shot->id.str(), weight, [&]() -> base::Result<void> {
                      const ShotFiles files = TRY(make_shot_files(plan, shot, options, package));
                      return package.change([&](Manifest& manifest) { enter(files, manifest); });
                    }});
  }
  return jobs;
}

std::size_t total_weight(const std::vector<Job>& jobs) {
  std::size_t sum = 0;
  for (const Job& job : jobs) sum += job.weight;
  return sum;
}

}  // namespace

base::Result<MakeSummary> make_package(const story::Film& film, const MakeOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const FilmPlan plan = TRY(plan_film(film, options));
  Package package = TRY(Package::open(options.out, first_manifest(plan)));
  MakeSummary summary;
  for (const ShotWork& shot : plan.shots) note(summary, work_of(package, shot));
  if (options.dry_run) return summary;
  TRY(write_film(plan, package));
  const std::vector<Job> jobs = shot_jobs(plan, options, package);
  base::Progress progress("make", total_weight(jobs));
  TRY(run_jobs(jobs, options.jobs, options.stop, &progress));
  TRY(package.change([](Manifest& manifest) { manifest.complete = true; }));
  package.sweep();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return summary;
}

}  // namespace kuleshov::cut
