// The files of one shot: made, or found made.
#pragma once

#include "kuleshov/cut/plan.hpp"
#include "kuleshov/media/loudness.hpp"

namespace kuleshov::cut {

struct ShotFiles {
  story::ShotId id;
  PackageFile video;
  std::string still;
  double luminance = 0;
  sense::ShotLook look;
  media::FlashReport flashes;
  std::map<std::string, ShotSoundFiles> audio;
  std::map<std::string, media::Loudness> loudness;  // by spoken language
};

base::Result<ShotFiles> make_shot_files(const FilmPlan& plan, const ShotWork& work,
                                        const MakeOptions& options, Package& package);

// Writes the files into the shot's entry, which becomes ready.
void enter(const ShotFiles& files, Manifest& manifest);

}  // namespace kuleshov::cut
