// Stills for looking: one frame, successive frames, or all shots of a scene on one sheet. Faces
// are idle here; `make` gives them their performances.
#pragma once

#include "kuleshov/picture/shot_picture.hpp"

namespace kuleshov::picture {

// `count` 0: the frame at `at_s`; else that many frames from there on, a fifth of a second apart.
base::Result<Bitmap> shot_sheet(const story::Film& film, const story::Scene& scene,
                                const story::Shot& shot, double at_s, int count);
// Every shot of the scene at `at_s`, in order.
base::Result<Bitmap> scene_sheet(const story::Film& film, const story::Scene& scene, double at_s);
base::Result<Bitmap> draw_title(const story::Film& film, const std::string& language, double at_s);

}  // namespace kuleshov::picture
