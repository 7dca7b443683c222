// What a shot shows, for whoever reads a viewer's eyes: its light, measured, and its targets, from
// the composition. Docs: docs/formats/package.md.
#pragma once

#include <cstddef>
#include <vector>

#include "kuleshov/cut/render.hpp"
#include "kuleshov/media/image.hpp"
#include "kuleshov/sense/shown.hpp"

namespace kuleshov::cut {

// Means over six frames each.
class LightMeter {
 public:
  void add(const media::ImageView& frame);
  // Of all frames so far; the last mean may be of fewer.
  [[nodiscard]] std::vector<double> means() const;

 private:
  std::vector<double> sums_;
  std::size_t frames_ = 0;
};

// Of a picture file that is made already. Errors: it cannot be read.
base::Result<std::vector<double>> light_of_file(const base::Path& path);

// Empty for footage and plates of the author's own, whose composition is not known. Times are those
// of the first language's lines.
std::vector<sense::LookTarget> targets_of(const RenderRequest& request);

}  // namespace kuleshov::cut
