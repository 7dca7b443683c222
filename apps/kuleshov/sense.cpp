#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/analysis.hpp"
#include "kuleshov/sense/decompose.hpp"
#include "kuleshov/sense/readers.hpp"
#include "sense_more.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Options {
  std::vector<std::string> inputs;
  std::string events;
  std::string features;
  std::string state;
  std::string plot;
  std::string decomposition;
  std::vector<std::string> columns;
  std::string channel;
  std::string model;
  double rate_hz = 0;
  double every_s = 10;
  bool json = false;
  bool live = false;
  bool lsl = false;
  double seconds = 1e9;
};

base::Result<sense::ReadOptions> read_options(const Options& options) {
  sense::ReadOptions out;
  out.rate_hz = options.rate_hz;
  for (const std::string& column : options.columns) {
    const auto equals = column.rfind('=');
    if (equals == std::string::npos) {
      return base::fail("\"" + column + "\" is not NAME=CHANNEL", "say --column II=ecg");
    }
    out.columns.emplace_back(column.substr(0, equals), column.substr(equals + 1));
  }
  if (options.channel.empty()) return out;
  out.only_channel = sense::channel_by_id(options.channel);
  if (!out.only_channel) {
    return base::fail("no channel is named \"" + options.channel + "\"", "see docs/sensing.md");
  }
  return out;
}

// Mean over the recording of each sensor that was worn.
base::Json mean_qualities(const sense::Analysis& analysis) {
  base::Json out = base::Json::object();
  const auto add = [&](const char* name, double sense::QualityRow::* quality) {
    double sum = 0;
    double seconds = 0;
    for (const sense::QualityRow& row : analysis.qualities) {
      if (row.*quality < 0) continue;
      sum += row.*quality;
      seconds += 1;
    }
    if (seconds > 0) out[name] = base::quantise(sum / seconds, 2);
  };
  add("heart", &sense::QualityRow::heart);
  add("skin", &sense::QualityRow::skin);
  add("eyes", &sense::QualityRow::eyes);
  add("gaze", &sense::QualityRow::gaze);
  add("face", &sense::QualityRow::face);
  return out;
}

base::Json summary(const std::vector<sense::Recording>& recordings,
                   const sense::Analysis& analysis) {
  base::Json json;
  json["length_s"] = base::quantise(analysis.length_s, 2);
  json["inputs"] = base::Json::array();
  for (const auto& recording : recordings) {
    base::Json channels = base::Json::array();
    for (const auto& series : recording.series) channels.push_back(name_of(series.channel));
    json["inputs"].push_back({{"file", recording.file},
                              {"format", recording.format},
                              {"channels", channels},
                              {"marks", recording.marks.size()},
                              {"notes", recording.notes}});
  }
  json["events"] = base::Json::object();
  for (const auto& event : analysis.events) {
    auto& count = json["events"][std::string(name_of(event.kind))];
    count = count.is_null() ? 1 : count.get<int>() + 1;
  }
  json["mean_quality"] = mean_qualities(analysis);
  if (analysis.states.empty()) return json;
  const auto& last = analysis.states.back();
  const auto pair = [](const sense::Estimate& e) {
    return base::Json::array({base::quantise(e.mean), base::quantise(e.sd)});
  };
  json["state"] = {{"arousal", pair(last.arousal)},
                   {"valence", pair(last.valence)},
                   {"attention", pair(last.attention)},
                   {"quality", base::quantise(last.quality)}};
  return json;
}

void print_summary(const base::Json& json) {
  for (const auto& input : json["inputs"]) {
    const auto marks = input["marks"].get<std::size_t>();
    fmt::print("{} ({}){}\n", input["file"].get<std::string>(), input["format"].get<std::string>(),
               marks > 0 ? fmt::format(", {} marks of its own", marks) : "");
    for (const auto& note : input["notes"]) fmt::print("  {}\n", note.get<std::string>());
  }
  fmt::print("{} s\n", json["length_s"].get<double>());
  for (const auto& [kind, count] : json["events"].items()) {
    fmt::print("  {:<15} {}\n", kind, count.get<int>());
  }
  constexpr double hardly = 0.4;
  for (const auto& [sensor, quality] : json["mean_quality"].items()) {
    const auto mean = quality.get<double>();
    fmt::print("quality of {}: {:.2f}{}\n", sensor, mean,
               mean < hardly ? ", hardly to be believed" : "");
  }
  if (!json.contains("state")) return;
  fmt::print("state at the end:");
  for (const char* name : {"arousal", "valence", "attention"}) {
    const auto& pair = json["state"][name];
    fmt::print(" {} {:.2f} +- {:.2f}", name, pair[0].get<double>(), pair[1].get<double>());
  }
  fmt::print("\n");
}

std::string title_of(const std::vector<sense::Recording>& recordings) {
  std::string out;
  for (const auto& recording : recordings) out += (out.empty() ? "" : ", ") + recording.file;
  return out;
}

base::Result<void> write_all(const Options& options,
                             const std::vector<sense::Recording>& recordings,
                             const sense::Analysis& analysis) {
  const auto write = [](const std::string& path, const std::string& text) -> base::Result<void> {
    if (path.empty()) return {};
    return base::write_file(path, text);
  };
  const auto written = {
      write(options.events, options.events.empty() ? "" : events_csv(analysis)),
      write(options.features, options.features.empty() ? "" : features_csv(analysis)),
      write(options.state, options.state.empty() ? "" : states_csv(analysis)),
      write(options.plot,
            options.plot.empty() ? "" : plot_html(recordings, analysis, title_of(recordings)))};
  for (const auto& result : written) {
    if (!result) return result;
  }
  return {};
}

base::Result<void> write_decomposition(const std::string& file,
                                       const std::vector<sense::Recording>& recordings) {
  for (const sense::Recording& recording : recordings) {
    const sense::Series* skin = recording.find(sense::Channel::skin_conductance);
    if (skin == nullptr) continue;
    const sense::SkinGrid grid = sense::grid_of(*skin);
    return base::write_file(file, sense::decomposition_csv(grid, sense::decompose(grid)));
  }
  return base::fail("there is no skin conductance to take apart", "leave --decomposition away");
}

base::Result<std::shared_ptr<const sense::LearnedModel>> model_of(const Options& options) {
  if (options.model.empty()) return nullptr;
  return std::make_shared<const sense::LearnedModel>(TRY(sense::read_learned(options.model)));
}

base::Result<void> run_analysis(const Options& options) {
  const auto reading = TRY(read_options(options));
  std::vector<sense::Recording> recordings;
  for (const std::string& input : options.inputs) {
    recordings.push_back(TRY(sense::read_recording(input, reading)));
  }
  if (recordings.empty()) return base::fail("nothing to sense", "name a recording");
  const sense::Analysis analysis =
      sense::analyse(recordings, options.every_s, TRY(model_of(options)));
  TRY(write_all(options, recordings, analysis));
  if (!options.decomposition.empty()) TRY(write_decomposition(options.decomposition, recordings));
  const base::Json json = summary(recordings, analysis);
  if (options.json) {
    fmt::print("{}\n", json.dump(2));
  } else {
    print_summary(json);
  }
  return {};
}

base::Result<void> run(const Options& options) {
  const bool messages = options.live || (options.inputs.size() == 1 && options.inputs[0] == "-");
  if (messages) return sense_messages(TRY(model_of(options)));
  if (options.lsl) return sense_network(TRY(model_of(options)), options.seconds);
  return run_analysis(options);
}

Action set_up(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command
      .add_option("input", options->inputs,
                  "recordings of one viewer; - reads messages of samples from standard input")
      ->type_name("INPUT");
  command.add_option("--events", options->events, "write events here (time_s,kind,value)");
  command.add_option("--features", options->features, "write features here");
  command.add_option("--state", options->state, "write the state here, four lines a second");
  command.add_option("--plot", options->plot, "write an HTML page with everything drawn");
  command.add_option("--decomposition", options->decomposition,
                     "write the skin's tonic and phasic parts and drive as CSV");
  command.add_option("--column", options->columns, "a table's column as a channel: NAME=CHANNEL");
  command.add_option("--channel", options->channel, "the channel of a table with one column");
  command.add_option("--model", options->model, "a learned model of heart and skin (sense train)");
  command.add_option("--rate", options->rate_hz, "samples a second of a table without times")
      ->check(CLI::PositiveNumber);
  command.add_option("--every", options->every_s, "seconds between feature lines")
      ->check(CLI::Range(1.0, 3600.0));
  command.add_flag("--json", options->json, "print one JSON document");
  command.add_flag("--live", options->live, "the same as -");
  command.add_flag("--lsl", options->lsl, "listen to the Lab Streaming Layer");
  command.add_option("--seconds", options->seconds, "how long to listen to it")
      ->check(CLI::PositiveNumber);
  const Action simulate = set_up_sense_simulate(command);
  const Action train = set_up_sense_train(command);
  return [options, &command, simulate, train] {
    if (command.got_subcommand("simulate")) return simulate();
    if (command.got_subcommand("train")) return train();
    const auto done = run(*options);
    return done ? Exit::fine : report(done.error());
  };
}

const RegisterVerb verb{
    {"sense", "from raw signals to events, features and a viewer's state", set_up}};

}  // namespace
}  // namespace kuleshov::app
