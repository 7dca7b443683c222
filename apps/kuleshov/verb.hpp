// The command line: one file a verb. A verb registers itself, so adding one touches no other file.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::app {

// Exit statuses that scripts rely on.
enum class Exit : int {
  fine = 0,
  refuted = 1,         // a check was refuted, a replay differed, --fail-on was met
  bad_input = 2,       // bad usage or bad input
  backend_absent = 3,  // a back end that was asked for is not there
};

// What a verb does once its arguments are parsed.
using Action = std::function<Exit()>;

struct Verb {
  std::string name;
  std::string summary;
  // Adds options to `command` and returns what to run; called once, before parsing.
  std::function<Action(CLI::App& command)> set_up;
};

// Every verb, in the order of registration (main sorts them for --help).
std::vector<Verb>& verbs();

// `static const RegisterVerb check{{"check", "prove a film graph", set_up}};` at file scope.
struct RegisterVerb {
  explicit RegisterVerb(Verb verb) { verbs().push_back(std::move(verb)); }
};

// Prints the error with its place and remedy on stderr and says which status to exit with.
Exit report(const base::Error& error);

}  // namespace kuleshov::app
