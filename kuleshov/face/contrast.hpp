// One height of the mouth's corners, two situations, several cultures: who means what. The same
// people (seeds) play every cell, so that persons can be compared with cultures.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/perform.hpp"

namespace kuleshov::face {

struct ContrastContext {
  std::string name, emotion, context;
  double intensity = 0.8;
};

struct ContrastRequest {
  double seconds = 7;
  int people = 40;
  double corner_cm = 0.3;  // mean rise of both mouth corners at which a still is taken
  double tolerance_cm = 0.03;
  std::vector<std::string> cultures;
  std::vector<ContrastContext> contexts;
};

// What is compared between people, cultures and contexts.
struct Trait {
  std::string name;  // "head pitch", "one-sidedness" ...
  std::string unit;
  double mean = 0;
  double deviation = 0;  // between people
};

// One person at the moment when the corners stand at the wanted height.
struct Still {
  std::uint64_t seed = 0;
  double manner = 0;  // how far this person wears it as the pack's rule describes: 0 not, 1 fully
  double at_s = 0;
  double corner_cm = 0;
  FaceFrame frame;
};

struct ContrastCell {
  std::size_t context = 0, culture = 0;
  // Those who wear it as the pack describes first, of these whoever shows the situation plainest.
  std::vector<Still> stills;
  std::vector<Trait> traits;
};

// Cells by context, then culture. Errors: as perform(); a cell in which nobody's corners reach the
// height.
base::Result<std::vector<ContrastCell>> contrast(const ContrastRequest& request);

// data/face/two_contexts.yaml or a file like it.
base::Result<ContrastRequest> read_contrast(const std::string& path);

// Means and deviations by cell, and how far cultures stand apart beside how far people do.
std::string to_text(const ContrastRequest& request, const std::vector<ContrastCell>& cells);

// The largest difference between two cultures' means in a context, in deviations between people:
// below 1 for every trait where individual variation is the wider.
double widest_gap(const ContrastRequest& request, const std::vector<ContrastCell>& cells,
                  std::size_t context, std::size_t trait);

}  // namespace kuleshov::face
