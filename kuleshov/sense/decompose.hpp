// Skin conductance taken apart by convex optimisation: y = phasic + tonic + noise, where the phasic
// part is a sparse, non-negative sudomotor drive through the Bateman response and the tonic part a
// smooth spline (cvxEDA: Greco, Valenza, Lanata, Scilingo & Citi 2016, IEEE TBME 63:797; its model
// and published constants, in plain uS: nothing is divided by what the session holds). Points
// within artefacts and holes weigh nothing. Solved by a primal-dual interior point method on the
// sparse normal equations. For whole recordings, and causally on a window that looks back; the
// streaming SkinTracker (skin.hpp) needs a thousandth of the time and is what watches viewers.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "kuleshov/sense/recording.hpp"

namespace kuleshov::sense {

struct SkinGrid {
  double start_s = 0;  // of the first point, the others 1 / SkinTracker::grid_hz apart
  std::vector<double> value_us;
  std::vector<double> weight;  // 1, or 0 where the signal cannot be believed
};
// The signal as SkinTracker sees it: 8 a second, artefacts marked.
SkinGrid grid_of(const Series& skin);

struct SkinParts {
  std::vector<double> tonic_us;
  std::vector<double> phasic_us;
  std::vector<double> drive;  // >= 0; of the sudomotor nerve, arbitrary
};

struct DecomposeOptions {
  double rise_s = 0.7;  // time constants of the Bateman response
  double decay_s = 2;
  double knots_s = 10;   // between knots of the tonic spline
  double sparse = 8e-4;  // weight of the sum of the drive
  double smooth =
      1e-3;  // of the squares of the spline's coefficients; published: 1e-2, of z-scores
};

// Of a stretch. Errors cannot happen: what cannot be solved comes back as tonic only.
SkinParts decompose(std::span<const double> value_us, std::span<const double> weight,
                    const DecomposeOptions& options = {});
// Of any length, in pieces of ten minutes that overlap by half a minute on both sides.
SkinParts decompose(const SkinGrid& grid, const DecomposeOptions& options = {});
// Causal: each second the last `window_s` are solved, and the drive of `late_s` ago is believed.
SkinParts decompose_causally(const SkinGrid& grid, double window_s = 30, double late_s = 2,
                             const DecomposeOptions& options = {});

struct SkinResponse {
  double onset_s = 0;
  double amplitude_us = 0;
};
// Bursts of the drive that are `least_us` high as responses; bursts less than a second apart are
// one.
std::vector<SkinResponse> responses_of(const SkinGrid& grid, const SkinParts& parts,
                                       double least_us = 0.05,
                                       const DecomposeOptions& options = {});

// time_s,skin_us,tonic_us,phasic_us,drive
std::string decomposition_csv(const SkinGrid& grid, const SkinParts& parts);

}  // namespace kuleshov::sense
