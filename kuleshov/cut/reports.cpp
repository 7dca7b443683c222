#include "kuleshov/cut/reports.hpp"

#include <algorithm>

#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/order.hpp"
#include "kuleshov/media/reader.hpp"

namespace kuleshov::cut {

namespace {

using base::Json;

Json loudness_json(const media::Loudness& loudness) {
  return {{"integrated_lufs", base::quantise(loudness.integrated_lufs, 1)},
          {"range_lu", base::quantise(loudness.range_lu, 1)},
          {"true_peak_dbtp", base::quantise(loudness.true_peak_dbtp, 1)}};
}

// Dialogue and ambience of the default path as they will be heard, cut at natural lengths.
base::Result<media::Audio> default_sound(const FilmPlan& plan, const Package& package,
                                         const std::map<std::string, ShotFiles>& shots) {
  media::Audio all;
  const std::string& language = plan.film.languages.front();
  for (const story::Scene* scene : default_path(plan.film)) {
    for (const story::Shot& shot : scene->shots) {
      const auto files = shots.find(shot.id.str());
      if (files == shots.end()) continue;
      const std::string file = files->second.audio.at(language).opus.file;
      media::Audio sound = TRY(media::read_audio({(package.folder() / file).string(), {}}, 600));
      sound.samples.resize(static_cast<std::size_t>(shot.natural.count()) * 2);
      all.samples.insert(all.samples.end(), sound.samples.begin(), sound.samples.end());
    }
  }
  return all;
}

Json flashes_json(const ShotFiles& files) {
  return {{"shot", files.id.str()},
          {"flashes_per_s", files.flashes.most_in_a_second},
          {"red_flashes_per_s", files.flashes.most_red_in_a_second},
          {"at_s", base::quantise(files.flashes.at_s, 2)},
          {"harmful", files.flashes.harmful()}};
}

}  // namespace

void Reports::add(const ShotFiles& files) {
  const std::scoped_lock lock(mutex_);
  shots_[files.id.str()] = files;
}

std::vector<story::ShotId> Reports::flashing() const {
  std::vector<story::ShotId> out;
  for (const auto& [id, files] : shots_) {
    if (files.flashes.harmful()) out.push_back(files.id);
  }
  return out;
}

base::Result<std::map<std::string, std::string>> Reports::write(const FilmPlan& plan,
                                                                Package& package) const {
  Json loudness = {{"standard", "EBU R128, ITU-R BS.1770-4"},
                   {"target_lufs", plan.film.style.loudness_lufs}};
  Json flashes = {{"standard", "ITU-R BT.1702"}, {"limit_per_s", 3}, {"shots", Json::array()}};
  Json notes = {{"film", Json::array()}, {"scenes", Json::object()}};
  for (const auto& [id, files] : shots_) {
    for (const auto& [language, found] : files.loudness) {
      loudness["shots"][id][language] = loudness_json(found);
    }
    if (files.flashes.most_in_a_second > 1 || files.flashes.most_red_in_a_second > 1) {
      flashes["shots"].push_back(flashes_json(files));
    }
  }
  flashes["harmful"] = !flashing().empty();
  const media::Audio heard = TRY(default_sound(plan, package, shots_));
  loudness["default_path"] = loudness_json(TRY(media::measure_loudness(heard)));
  for (const story::Scene& scene : plan.film.scenes) {
    if (scene.content_notes.empty()) continue;
    notes["scenes"][scene.id.str()] = scene.content_notes;
    for (const std::string& note : scene.content_notes) {
      const bool known =
          std::find(notes["film"].begin(), notes["film"].end(), note) != notes["film"].end();
      if (!known) notes["film"].push_back(note);
    }
  }
  std::map<std::string, std::string> names{{"loudness", "reports/loudness.json"},
                                           {"flashes", "reports/flashes.json"},
                                           {"content_notes", "reports/content-notes.json"}};
  TRY(package.add_file(names.at("loudness"), loudness.dump(1) + "\n"));
  TRY(package.add_file(names.at("flashes"), flashes.dump(1) + "\n"));
  TRY(package.add_file(names.at("content_notes"), notes.dump(1) + "\n"));
  return names;
}

}  // namespace kuleshov::cut
