#include "kuleshov/cut/keys.hpp"

#include <filesystem>
#include <map>

#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/maker.hpp"

namespace kuleshov::cut {

namespace {

using base::Json;

// What of a document is left when some members are taken away.
Json without(Json object, std::initializer_list<const char*> names) {
  for (const char* name : names) object.erase(name);
  return object;
}

Json by_id(const Json& list) {
  Json out = Json::object();
  for (const Json& item : list) out[item.value("id", std::string())] = item;
  return out;
}

// A file of the author's: its name, size and time stand for its contents.
Json stamp(const base::Path& path) {
  std::error_code ignored;
  if (path.empty()) return nullptr;
  const auto time = std::filesystem::last_write_time(path, ignored).time_since_epoch().count();
  return {path.filename().string(), std::filesystem::file_size(path, ignored), time};
}

Json layout_json(const Layout& layout) {
  Json starts = Json::object();
  for (const auto& [language, times] : layout.line_starts) {
    for (const base::Ticks time : times) starts[language].push_back(time.count());
  }
  return {layout.file.count(), layout.natural.count(), starts};
}

Json lines_json(const RenderRequest& request, const std::string& language) {
  Json out = Json::array();
  const auto spoken = request.lines.find(language);
  if (spoken == request.lines.end()) return out;
  for (const story::Line& line : request.shot.lines) {
    const auto found = spoken->second.find(line.id);
    if (found != spoken->second.end()) out.push_back(found->second.key);
  }
  return out;
}

}  // namespace

struct Keys::Inside {
  std::string picture_maker = cut::picture_maker();
  std::string sound_maker = cut::sound_maker();
  Json film;    // what every picture of the film depends on
  Json cast;    // by id
  Json places;  // by id
  Json scenes;  // by id, without shots and ways
  Json shots;   // by id, without estimated lengths
};

Keys::Keys(const story::Film& film) : inside_(new Inside) {
  const auto parsed = base::parse_json(story::film_to_json(film), "film.json");
  const Json document = parsed ? *parsed : Json::object();
  const auto member = [&](const char* name) { return document.value(name, Json::array()); };
  inside_->film = {film.seed,
                   film.culture,
                   film.genre,
                   film.style.palette,
                   film.style.performance_low,
                   film.style.performance_high};
  inside_->cast = by_id(member("cast"));
  inside_->places = by_id(member(document.contains("settings") ? "settings" : "places"));
  for (const Json& scene : member("scenes")) {
    const std::string id = scene.value("id", std::string());
    inside_->scenes[id] = without(
        scene, {"shots", "ways", "on_enter", "question", "default_way", "content_notes",
                "continuity", "synopsis", "core", "ending", "key_point", "locked", "place"});
    for (const Json& shot : scene.value("shots", Json::array())) {
      inside_->shots[shot.value("id", std::string())] =
          without(shot, {"shortest", "natural", "longest", "shortest_s", "natural_s", "longest_s",
                         "in_points", "in_points_s", "framings"});
    }
  }
}

Keys::~Keys() { delete inside_; }

std::string short_hash(std::string_view text) { return base::sha256(text).substr(0, 12); }

std::string Keys::picture(const RenderRequest& request) const {
  Json cast = Json::array();
  for (const story::OnScreen& person : request.shot.people) {
    cast.push_back(inside_->cast.value(person.who.str(), Json()));
  }
  // As it is framed here, which may be otherwise than in the film.
  Json shot = inside_->shots.value(request.shot.id.str(), Json::object());
  shot["scale"] = story::name_of(request.shot.scale);
  shot["move"] = story::name_of(request.shot.move);
  const base::Path clip =
      request.shot.clip.empty() ? base::Path() : request.source / request.shot.clip;
  const Json all = {inside_->picture_maker,
                    inside_->film,
                    cast,
                    inside_->places.value(request.scene.setting.str(), Json()),
                    inside_->scenes.value(request.scene.id.str(), Json()),
                    shot,
                    layout_json(request.layout),
                    lines_json(request, request.film.languages.front()),
                    stamp(clip),
                    stamp(plate_for(request))};
  return short_hash(all.dump());
}

std::string Keys::sound(const RenderRequest& request, const std::string& language,
                        base::Ticks phase) const {
  const Json all = {inside_->sound_maker,
                    request.shot.lines.empty() ? std::string() : language,
                    phase.count(),
                    request.scene.weather,
                    inside_->places.value(request.scene.setting.str(), Json()),
                    layout_json(request.layout),
                    lines_json(request, language),
                    inside_->shots.value(request.shot.id.str(), Json())};
  return short_hash(all.dump());
}

}  // namespace kuleshov::cut
