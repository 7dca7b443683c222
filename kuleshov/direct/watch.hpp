// A showing without a browser, faster than real time; and the same again from its log.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kuleshov/direct/log.hpp"
#include "kuleshov/direct/plan.hpp"
#include "kuleshov/sense/shown.hpp"

namespace kuleshov::direct {

// The film of a package (FOLDER/film.json) or a source (FOLDER/film.yaml).
base::Result<story::Film> open_film(const std::string& folder);
// `audience`: a file that learn wrote; empty: the default audience.
base::Result<std::shared_ptr<const Plan>> open_plan(const std::string& folder,
                                                    const std::string& audience = {});

// Somebody who watches: signals, and where they need it, what is shown.
class Viewer {
 public:
  virtual ~Viewer() = default;
  // The state at `time_s` (rising), while the film asks for `intended` and shows `seen`.
  virtual sense::ViewerState state_at(double time_s, const story::Felt& intended,
                                      const sense::Seen& seen) = 0;
};

// "none", "simulated:NAME", or the path of a recording. `model`: a file that `sense train` wrote,
// in place of the sourced observation model of heart and skin; empty: none.
base::Result<std::unique_ptr<Viewer>> viewer_named(const std::string& name, std::uint64_t seed,
                                                   const std::string& model = {});

// States are read on a grid of 0.25 s; a decision is taken on the last one at least `lead_s` before
// the cut, as a player must.
inline constexpr double state_period_s = 0.25;
inline constexpr double lead_s = 0.3;
// A film that has not ended by then never will: bad_input.
inline constexpr double longest_showing_s = 4 * 3600;

using LineSink = std::function<base::Result<void>(const std::string& line, const Decision&)>;
// `looks`: what the shots show (sense::read_looks of the package); without it light and aim of the
// film are not known. `from`: a rehearsal that begins at this scene (rehearse.hpp), with the viewer
// at their time 0; empty: the opening.
base::Result<void> watch(const std::shared_ptr<const Plan>& plan, const LogHead& head,
                         Viewer& viewer, const LineSink& sink, const sense::ShotLooks& looks = {},
                         const story::SceneId& from = {});

struct Replay {
  bool same = true;
  std::size_t lines = 0;
  std::size_t differs_at = 0;  // line, from 1
  std::string why;
};
// Decides again from the log's own inputs and compares bytes. A log whose first line is not of the
// opening scene is a rehearsal's.
base::Result<Replay> replay(const std::shared_ptr<const Plan>& plan, std::string_view log,
                            const std::string& file);

}  // namespace kuleshov::direct
