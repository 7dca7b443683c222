#include <fmt/format.h>

#include <memory>

#include "kuleshov/direct/shown_arc.hpp"
#include "kuleshov/sense/synthesis.hpp"
#include "sense_more.hpp"

namespace kuleshov::app {

namespace {

struct Options {
  std::string viewer = "average";
  std::string out;
  std::string arc;
  std::string film;
  double seconds = 0;
  std::uint64_t seed = 1;
  double noise = 0.02;
  double artefacts = 0;
  double drop_outs = 0;
};

base::Result<void> simulate(const Options& options) {
  auto parameters = sense::viewer_named(options.viewer);
  if (options.viewer == "drawn") parameters = sense::viewer_drawn(options.seed);
  if (!parameters) {
    std::string names = "drawn";
    for (const auto name : sense::viewer_names()) names += " " + std::string(name);
    return base::fail("no viewer is named \"" + options.viewer + "\"", "one of: " + names);
  }
  parameters->has_eyes = parameters->has_face = true;
  parameters->skin_jerks_per_minute = options.artefacts;
  parameters->drop_outs_per_minute = options.drop_outs;
  sense::SynthesisRequest request;
  request.viewer = *parameters;
  request.seed = options.seed;
  request.ecg_noise_mv = options.noise;
  if (!options.arc.empty()) request.arc = TRY(sense::read_arc(options.arc));
  if (!options.film.empty()) request.arc = TRY(direct::shown_arc(options.film));
  const bool whole_film = options.seconds == 0 && !request.arc.empty();
  if (options.seconds > 0) request.seconds = options.seconds;
  if (whole_film) request.seconds = request.arc.back().time_s;
  return sense::write_synthesis(sense::synthesise(request), options.out);
}

}  // namespace

Action set_up_sense_simulate(CLI::App& command) {
  auto options = std::make_shared<Options>();
  auto* sub =
      command.add_subcommand("simulate", "make a viewer's signals, with the truth beside them");
  sub->add_option("--viewer", options->viewer, "average calm tense bored grieving drawn");
  sub->add_option("--seconds", options->seconds, "how long; 300, or as long as the arc or film")
      ->check(CLI::Range(1.0, 86400.0));
  sub->add_option("--seed", options->seed, "the same seed gives the same files");
  sub->add_option("--arc", options->arc, "what is shown: time_s,arousal,valence");
  sub->add_option(
         "--film", options->film,
         "a package, whose director's cut the viewer feels and whose light and targets the "
         "eyes answer to")
      ->excludes("--arc");
  sub->add_option("--noise", options->noise, "of the ECG, mV")->check(CLI::NonNegativeNumber);
  sub->add_option("--artefacts", options->artefacts, "jerks of the skin signal a minute")
      ->check(CLI::NonNegativeNumber);
  sub->add_option("--drop-outs", options->drop_outs, "losses of all sensors a minute")
      ->check(CLI::NonNegativeNumber);
  sub->add_option("--out", options->out, "a folder")->required();
  return [options] {
    const auto done = simulate(*options);
    return done ? Exit::fine : report(done.error());
  };
}

}  // namespace kuleshov::app
