#include <fmt/format.h>

#include "kuleshov/story/transcript.hpp"
#include "kuleshov/story/words.hpp"
#include "kuleshov/story/yaml_fields.hpp"

namespace kuleshov::story {

namespace {

constexpr double longest_s = 86400;

void read_estimate(Fields& fields, const std::string& key, Quantity quantity,
                   ViewerBelief& belief) {
  std::vector<double> pair;
  fields.numbers(key, pair);
  const auto index = static_cast<std::size_t>(quantity);
  if (!pair.empty()) belief.mean[index] = pair[0];
  if (pair.size() > 1) belief.sd[index] = pair[1];
}

// {shot: s1.2, length_s: [3, 4.5], in_s: 0}
ExpectedCut read_cut(Fields& fields) {
  ExpectedCut cut;
  cut.place = fields.place();
  fields.required("shot", cut.shot);
  fields.band("length_s", cut.low_s, cut.high_s, 0, longest_s);
  if (!fields.has("length_s")) cut.high_s = longest_s;
  double in_s = 0;
  fields.number("in_s", in_s, 0, longest_s);
  if (fields.has("in_s")) cut.in_s = in_s;
  return cut;
}

TranscriptStep read_step(Fields& fields) {
  TranscriptStep step;
  step.place = fields.place();
  fields.required("scene", step.scene);
  fields.text("take", step.take);
  fields.text("way", step.way);
  step.says_open = fields.has("open");
  fields.texts("open", step.open);
  fields.texts("closed", step.closed);
  fields.number("for_s", step.for_s, 0, longest_s);
  fields.flag("ends", step.ends);
  fields.section("viewer", [&](Fields& viewer) {
    read_estimate(viewer, "arousal", Quantity::arousal, step.belief);
    read_estimate(viewer, "valence", Quantity::valence, step.belief);
    read_estimate(viewer, "attention", Quantity::attention, step.belief);
  });
  fields.items("cuts", [&](Fields& cut) { step.cuts.push_back(read_cut(cut)); });
  fields.pairs("variables", [&](const std::string& name, const std::string& value,
                                const base::Place&) { step.variables.emplace_back(name, value); });
  return step;
}

void read_director(Fields& fields, Transcript& transcript) {
  transcript.directed = true;
  fields.word("policy", transcript.policy, arc_policy_words());
  int seed = 1;
  fields.integer("seed", seed, 0, 1'000'000'000);
  transcript.seed = static_cast<std::uint64_t>(seed);
}

// What only one of the two ways to run a transcript knows.
void fits(const Transcript& transcript, Faults& faults) {
  for (const TranscriptStep& step : transcript.steps) {
    if (transcript.directed && step.for_s >= 0)
      faults.add({"under a director a scene lasts as long as its cuts", "take \"for_s\" out",
                  step.place, base::ErrorKind::bad_input});
    if (!transcript.directed && !step.cuts.empty())
      faults.add({"without a director nothing is cut", "add \"director: {policy: follow}\"",
                  step.place, base::ErrorKind::bad_input});
  }
}

}  // namespace

base::Result<Transcript> read_transcript(std::string_view yaml, const std::string& file) {
  Faults faults(file);
  Transcript transcript;
  try {
    const YAML::Node node = load_yaml(yaml);
    if (!node.IsMap())
      return base::fail("this is no transcript", "begin it with \"transcript: what it shows\"",
                        {file, 1, 1, 0});
    Fields root(node, "the transcript", faults);
    root.required("transcript", transcript.name);
    root.section("director", [&](Fields& fields) { read_director(fields, transcript); });
    root.items("steps", [&](Fields& fields) { transcript.steps.push_back(read_step(fields)); });
    root.done();
  } catch (const YAML::Exception& error) {
    return base::fail("this is not YAML: " + error.msg, "mend the text at that place",
                      faults.place(error.mark));
  }
  fits(transcript, faults);
  if (faults.any()) return std::unexpected(faults.first());
  if (transcript.steps.empty())
    return base::fail("this transcript has no steps", "add \"steps:\"", {file, 1, 1, 0});
  return transcript;
}

}  // namespace kuleshov::story
