// Everything that is known before the first frame is drawn: lines, lengths, captions, keys, order.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kuleshov/cut/cues.hpp"
#include "kuleshov/cut/keys.hpp"
#include "kuleshov/cut/layout.hpp"
#include "kuleshov/cut/lines.hpp"
#include "kuleshov/cut/make.hpp"
#include "kuleshov/cut/manifest.hpp"
#include "kuleshov/cut/package.hpp"

namespace kuleshov::cut {

struct ShotWork {
  const story::Scene* scene = nullptr;
  const story::Shot* shot = nullptr;  // as it is framed here
  story::ShotId id;                   // the shot's, or its other framing's
  Layout layout;
  base::Ticks phase;  // natural start within the scene
  std::string picture_key;
  std::map<std::string, std::string> sound_keys;  // by spoken language

  [[nodiscard]] std::string video_name() const;
  [[nodiscard]] std::string still_name() const;
  [[nodiscard]] std::string sound_name(const std::string& language, const char* codec) const;
  // What was measured when the file was made, beside it.
  [[nodiscard]] std::string picture_facts_name() const;
  [[nodiscard]] std::string sound_facts_name(const std::string& language) const;
};

struct FilmPlan {
  story::Film film;  // with measured shots
  SpokenLines lines;
  std::deque<story::Shot> takes;  // shots in their other framings, under the shots' own ids
  std::vector<ShotWork> shots;    // in the order of making; they point into `film` and `takes`
  std::vector<CuePlan> cues;

  FilmPlan() = default;
  FilmPlan(FilmPlan&&) = default;
  FilmPlan(const FilmPlan&) = delete;
  FilmPlan& operator=(const FilmPlan&) = delete;
};

base::Result<FilmPlan> plan_film(const story::Film& film, const MakeOptions& options);

// The manifest before anything is made: all shots, none ready.
Manifest first_manifest(const FilmPlan& plan);

// film.json and the captions, which need no picture.
base::Result<void> write_film(const FilmPlan& plan, Package& package);

}  // namespace kuleshov::cut
