#include "kuleshov/cut/plan.hpp"

#include <fmt/format.h>

#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/captions.hpp"
#include "kuleshov/cut/order.hpp"

namespace kuleshov::cut {

namespace {

void measure(story::Shot& shot, const Layout& layout) {
  shot.shortest = layout.shortest;
  shot.natural = layout.natural;
  shot.longest = layout.longest;
  shot.in_points = layout.in_points;
}

std::map<const story::Shot*, Layout> measure_all(FilmPlan& plan) {
  std::map<const story::Shot*, Layout> layouts;
  for (story::Scene& scene : plan.film.scenes) {
    for (story::Shot& shot : scene.shots) {
      const double arousal = felt_in(scene, shot.id).arousal;
      const Layout layout = lay_out(shot, lengths_of(shot, plan.lines), arousal);
      layouts[&shot] = layout;
    }
    // All are laid out by the estimated shares of the scene before any is changed.
    for (story::Shot& shot : scene.shots) measure(shot, layouts[&shot]);
  }
  return layouts;
}

// Draws and sounds as the shot itself does, seen from elsewhere: one sound serves all framings.
ShotWork other_framing(FilmPlan& plan, const ShotWork& of, const story::Framing& framing,
                       const Keys& keys, const MakeOptions& options) {
  story::Shot& take = plan.takes.emplace_back(*of.shot);
  take.scale = framing.scale;
  take.move = framing.move;
  ShotWork work = of;
  work.shot = &take;
  work.id = framing.id;
  work.picture_key = keys.picture(
      {plan.film, *work.scene, take, work.layout, plan.lines, options.source, work.id});
  return work;
}

// A scene's other framings come after all of its shots: the film can be shown without them.
void add_framings(FilmPlan& plan, std::size_t first, const Keys& keys, const MakeOptions& options) {
  const std::size_t end = plan.shots.size();
  for (std::size_t i = first; i < end; ++i) {
    const ShotWork of = plan.shots[i];
    for (const story::Framing& framing : of.shot->framings) {
      plan.shots.push_back(other_framing(plan, of, framing, keys, options));
    }
  }
}

void add_shots(FilmPlan& plan, const story::Scene& scene,
               const std::map<const story::Shot*, Layout>& layouts, const Keys& keys,
               const MakeOptions& options) {
  const std::size_t first = plan.shots.size();
  base::Ticks phase;
  for (const story::Shot& shot : scene.shots) {
    ShotWork work;
    work.scene = &scene;
    work.shot = &shot;
    work.id = shot.id;
    work.layout = layouts.at(&shot);
    work.phase = phase;
    const RenderRequest request{plan.film,  scene,          shot, work.layout,
                                plan.lines, options.source, {}};
    work.picture_key = keys.picture(request);
    for (const auto& [language, lines] : plan.lines) {
      work.sound_keys[language] = keys.sound(request, language, phase);
    }
    phase += work.layout.natural;
    plan.shots.push_back(std::move(work));
  }
  add_framings(plan, first, keys, options);
}

ShotEntry entry_of(const FilmPlan& plan, const ShotWork& work) {
  ShotEntry entry;
  entry.id = work.id;
  entry.scene = work.scene->id;
  if (entry.id != work.shot->id) {
    entry.framing_of = work.shot->id;
    entry.scale = name_of(work.shot->scale);
  }
  entry.duration = work.layout.file;
  entry.shortest = work.layout.shortest;
  entry.natural = work.layout.natural;
  entry.longest = work.layout.longest;
  entry.in_points = work.layout.in_points;
  for (const std::string& language : plan.film.languages) {
    entry.captions[language] =
        captions_of(plan.film, *work.shot, work.layout, plan.lines, language);
  }
  return entry;
}

SceneEntry entry_of(const story::Scene& scene) {
  SceneEntry entry{scene.id, scene.heading, scene.core,         scene.ending, scene.key_point, {},
                   "",       scene.arc,     scene.content_notes};
  for (const story::Shot& shot : scene.shots) entry.shots.push_back(shot.id);
  return entry;
}

base::Json captions_json(const Manifest& manifest, const std::string& language) {
  base::Json out = base::Json::object();
  for (const ShotEntry& shot : manifest.shots) {
    out[shot.id.str()] = base::Json::array();
    for (const Caption& cue : shot.captions.at(language)) {
      out[shot.id.str()].push_back({{"start_s", base::quantise(cue.start_s, 3)},
                                    {"end_s", base::quantise(cue.end_s, 3)},
                                    {"speaker", cue.speaker},
                                    {"text", cue.text}});
    }
  }
  return out;
}

std::string default_vtt(const story::Film& film, const Manifest& manifest,
                        const std::string& language) {
  std::vector<std::pair<double, Caption>> cues;
  base::Ticks at;
  for (const story::Scene* scene : default_path(film)) {
    for (const story::Shot& shot : scene->shots) {
      const ShotEntry* entry = find_shot(manifest, shot.id);
      for (const Caption& cue : entry->captions.at(language)) cues.emplace_back(at.seconds(), cue);
      at += shot.natural;
    }
  }
  return to_vtt(cues);
}

}  // namespace

std::string ShotWork::video_name() const {
  return fmt::format("shots/{}-{}.v.mp4", id.str(), picture_key);
}

std::string ShotWork::still_name() const {
  return fmt::format("stills/{}-{}.jpg", id.str(), picture_key);
}

// A shot that nobody speaks in sounds the same in every language: one file serves them all.
std::string ShotWork::sound_name(const std::string& language, const char* codec) const {
  const std::string tongue = shot->lines.empty() ? "any" : language;
  return fmt::format("shots/{}-{}.{}.{}.mp4", shot->id.str(), sound_keys.at(language), tongue,
                     codec);
}

std::string ShotWork::picture_facts_name() const {
  return fmt::format("shots/{}-{}.v.json", id.str(), picture_key);
}

std::string ShotWork::sound_facts_name(const std::string& language) const {
  const std::string tongue = shot->lines.empty() ? "any" : language;
  return fmt::format("shots/{}-{}.{}.json", shot->id.str(), sound_keys.at(language), tongue);
}

base::Result<FilmPlan> plan_film(const story::Film& film, const MakeOptions& options) {
  FilmPlan plan;
  plan.film = film;
  plan.lines = TRY(speak_all(film, options.source, options.jobs, options.stop));
  const auto layouts = measure_all(plan);
  const Keys keys(plan.film);
  for (const story::Scene* scene : making_order(plan.film)) {
    add_shots(plan, *scene, layouts, keys, options);
  }
  plan.cues = plan_cues(plan.film);
  if (plan.shots.empty()) {
    return base::fail("the film has no shots", "write some scenes into screenplay.fountain",
                      {options.source.string()});
  }
  return plan;
}

Manifest first_manifest(const FilmPlan& plan) {
  Manifest manifest;
  manifest.id = plan.film.id.str();
  manifest.title = plan.film.title;
  manifest.languages = plan.film.languages;
  for (const story::Scene& scene : plan.film.scenes) {
    manifest.scenes.push_back(entry_of(scene));
    for (const story::Way& way : scene.ways) {
      manifest.ways.push_back({way.id, way.from, way.to, way.label});
    }
  }
  for (const ShotWork& work : plan.shots) manifest.shots.push_back(entry_of(plan, work));
  for (const CuePlan& cue : plan.cues) {
    manifest.cues.push_back(entry_of(cue));
    for (const story::SceneId& id : cue.scenes) {
      for (SceneEntry& scene : manifest.scenes) {
        if (scene.id == id) scene.cue = cue.request.id;
      }
    }
  }
  return manifest;
}

base::Result<void> write_film(const FilmPlan& plan, Package& package) {
  const PackageFile film = TRY(package.add_file("film.json", story::film_to_json(plan.film)));
  const Manifest planned = first_manifest(plan);
  std::map<std::string, std::string> captions;
  for (const std::string& language : plan.film.languages) {
    TRY(package.add_file("captions/" + language + ".json",
                         captions_json(planned, language).dump(1)));
    captions[language] = "captions/" + language + ".vtt";
    TRY(package.add_file(captions[language], default_vtt(plan.film, planned, language)));
  }
  return package.change([&](Manifest& manifest) {
    manifest.film = film;
    manifest.captions = captions;
  });
}

}  // namespace kuleshov::cut
