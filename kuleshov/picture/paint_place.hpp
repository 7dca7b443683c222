// The painters of rooms and landscapes that backdrop.cpp puts together.
#pragma once

#include "kuleshov/picture/places.hpp"
#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

// Sky and weather behind everything, down past the horizon.
void paint_sky(Site& site, bool space);
// "hills", "skyline" ...: a silhouette on the horizon; `step` 0 is the farthest.
void paint_far(Site& site, const std::string& word, int step);
// Water between y0 and y1; `lines` of lighter and darker strokes.
void paint_water(Site& site, double y0, double y1);
void paint_ground(Site& site, const std::string& word, double from);
// Silhouettes at the frame's edges, near the camera.
void paint_front(Site& site, const std::string& word);

// A room's shell; the back wall's foot is `floor_line`.
struct Shell {
  double left, right, top, floor_line;
};
Shell shell_of(const Site& site, const Recipe& recipe);
void paint_shell(Site& site, const Recipe& recipe, const Shell& shell);
void paint_windows(Site& site, const Recipe& recipe, const Shell& shell);
// Where the back wall's windows are.
std::vector<Box> window_boxes(const Site& site, const Recipe& recipe, const Shell& shell);
void paint_wall_texture(Site& site, const Recipe& recipe, const Shell& shell);

}  // namespace kuleshov::picture
