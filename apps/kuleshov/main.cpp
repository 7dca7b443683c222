#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>

#include "kuleshov/base/log.hpp"
#include "verb.hpp"

namespace kuleshov::app {

std::vector<Verb>& verbs() {
  static std::vector<Verb> all;
  return all;
}

Exit report(const base::Error& error) {
  fmt::print(stderr, "{}\n", base::describe(error));
  return error.kind == base::ErrorKind::backend_absent ? Exit::backend_absent : Exit::bad_input;
}

namespace {

int run(int argc, char** argv) {
  CLI::App program{"Kuleshov: films that answer their viewers, from premise to viewing.",
                   "kuleshov"};
  program.set_version_flag("--version", "kuleshov " KULESHOV_VERSION);
  program.require_subcommand(1);
  bool verbose = false;
  program.add_flag("-v,--verbose", verbose, "log what is done, not only what matters");

  std::sort(verbs().begin(), verbs().end(),
            [](const Verb& a, const Verb& b) { return a.name < b.name; });
  std::optional<Action> chosen;
  for (const Verb& verb : verbs()) {
    CLI::App* command = program.add_subcommand(verb.name, verb.summary);
    command->callback([&chosen, action = verb.set_up(*command)] { chosen = action; });
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked_for_text = error.get_exit_code() == 0;
    program.exit(error);
    return static_cast<int>(asked_for_text ? Exit::fine : Exit::bad_input);
  }
  base::set_verbose(verbose);
  return static_cast<int>((*chosen)());
}

}  // namespace
}  // namespace kuleshov::app

int main(int argc, char** argv) {
  try {
    return kuleshov::app::run(argc, argv);
  } catch (const std::exception& error) {  // a library threw where it should not: say so, plainly
    std::fputs(error.what(), stderr);
    std::fputs("\n", stderr);
    return 2;
  }
}
