// `kuleshov review INPUT...`: measures of takes (and of what other rooms add) beside their norms.
#include <cstdio>
#include <memory>

#include "apps/kuleshov/verb.hpp"
#include "kuleshov/review/report.hpp"

namespace kuleshov::app {
namespace {

struct Arguments {
  std::vector<std::string> inputs;
  review::Options options;
  bool json = false;
  bool all = false;
  std::string fail_on;
};

Exit run(const Arguments& a) {
  std::vector<review::Report> reports;
  for (const auto& input : a.inputs) {
    auto one = review::review(input, a.options);
    if (!one) return report(one.error());
    reports.push_back(std::move(*one));
  }
  if (a.json) {
    std::fputs(review::to_json(reports).c_str(), stdout);
  } else {
    for (const auto& one : reports) std::fputs(review::to_text(one, a.all).c_str(), stdout);
  }
  const bool refuted = (a.fail_on == "flag" && review::any_status(reports, "flag")) ||
                       (a.fail_on == "warn" && (review::any_status(reports, "flag") ||
                                                review::any_status(reports, "warn")));
  return refuted ? Exit::refuted : Exit::fine;
}

Action set_up(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command
      .add_option("inputs", a->inputs,
                  "takes: Live Link, OpenFace 2, py-feat, MediaPipe, glTF, USD")
      ->required();
  command.add_flag("--json", a->json, "one JSON document");
  command.add_flag("--all", a->all, "what is within its norm too");
  command.add_option("--fail-on", a->fail_on, "exit 1 at this status or worse")
      ->check(CLI::IsMember({"flag", "warn"}));
  command.add_option("--emotion", a->options.emotion, "the emotion that was wanted");
  command.add_option("--context", a->options.context, "what happened, before whom");
  command.add_option("--culture", a->options.culture, "a culture pack");
  command.add_option("--voice", a->options.voice, "a WAV file that belongs to the take");
  command.add_option("--words", a->options.words, "the line that is said");
  command.add_option("--model", a->options.model, "a likeness model of `face calibrate`");
  return [a] { return run(*a); };
}

const RegisterVerb verb{{"review", "measure takes beside what recorded people do", set_up}};

}  // namespace
}  // namespace kuleshov::app
