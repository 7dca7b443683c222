#include <fmt/format.h>

#include <memory>

#include "kuleshov/sense/train.hpp"
#include "sense_more.hpp"

namespace kuleshov::app {

namespace {

struct Options {
  std::string folder;
  std::string target = "stress";
  std::string kind = "ridge";
  std::string dimension;
  std::string out;
  bool json = false;
};

void print_table(const sense::CrossValidation& judged, bool binary) {
  fmt::print("person   windows  {}\n", binary ? "AUC   balanced" : "RMSE  of the mean");
  for (const auto& row : judged.rows) {
    fmt::print("{:<8} {:>7}  {:.3f} {:.3f}\n", row.person, row.windows, binary ? row.auc : row.rmse,
               binary ? row.balanced_accuracy : row.rmse_of_mean);
  }
  if (!binary) {
    fmt::print("mean RMSE {:.3f}; the training mean alone gives {:.3f}\n", judged.rmse,
               judged.rmse_of_mean);
    return;
  }
  fmt::print("mean AUC {:.3f}, balanced accuracy {:.3f} on people never seen\n", judged.auc,
             judged.balanced_accuracy);
  fmt::print("controls: another person's signals {:.3f}, elapsed time alone {:.3f}\n",
             judged.auc_swapped, judged.auc_elapsed_time);
  if (!(judged.within_90_pct > 0)) return;
  fmt::print(
      "the label lies within the state's 50 % interval {:.0f} % of the time, 90 %: {:.0f} %\n",
      judged.within_50_pct, judged.within_90_pct);
}

void print_gains(const sense::population::Gains& gains) {
  const auto line = [](const char* what, sense::population::Normal gain) {
    fmt::print("  {:<27} {:6.2f} +- {:.2f}\n", what, gain.mean, gain.sd);
  };
  fmt::print("per unit of arousal, and between people:\n");
  line("heart rate, bpm", gains.heart);
  line("ln skin level", gains.log_skin);
  line("ln skin responses a minute", gains.response);
}

base::Result<sense::TrainRequest> request_of(const Options& options) {
  sense::TrainRequest request;
  request.target = options.target;
  const auto kind = sense::learned_kind_named(options.kind);
  if (!kind)
    return base::fail("no kind of model is named \"" + options.kind + "\"",
                      "one of: ridge gp trees gains");
  request.kind = *kind;
  const bool valence = options.dimension.empty() && options.target == "valence";
  const std::string named = options.dimension.empty() ? "arousal" : options.dimension;
  const auto dimension = sense::dimension_named(valence ? "valence" : named);
  if (!dimension)
    return base::fail("no dimension is named \"" + named + "\"", "one of: arousal valence");
  request.dimension = *dimension;
  return request;
}

base::Result<void> train(const Options& options) {
  const auto request = TRY(request_of(options));
  const auto people = TRY(sense::read_people(options.folder, options.target));
  const auto trained = TRY(sense::train(people, request));
  const std::string text = trained_json(trained);
  if (options.json) {
    fmt::print("{}", text);
  } else {
    print_table(trained.judged, trained.judged.is_binary);
    if (trained.model.kind == sense::LearnedKind::gains) print_gains(trained.model.gains);
  }
  if (options.out.empty()) return {};
  return base::write_file(options.out, text);
}

}  // namespace

Action set_up_sense_train(CLI::App& command) {
  auto options = std::make_shared<Options>();
  auto* sub = command.add_subcommand(
      "train", "learn an observation model from a folder of annotated recordings");
  sub->add_option("folder", options->folder,
                  "FOLDER/labels.csv and FOLDER/SUBJECT/ (Empatica, or tables)")
      ->required();
  sub->add_option("--target", options->target, "the column of labels.csv to learn");
  sub->add_option("--kind", options->kind,
                  "ridge, gp (Gaussian process), trees (boosted), or gains of the sourced model")
      ->capture_default_str();
  sub->add_option("--dimension", options->dimension,
                  "arousal or valence: what the target speaks of (valence for the target valence)");
  sub->add_option("--out", options->out, "write the model here (JSON)");
  sub->add_flag("--json", options->json, "print the model instead of the table");
  return [options] {
    const auto done = train(*options);
    return done ? Exit::fine : report(done.error());
  };
}

}  // namespace kuleshov::app
