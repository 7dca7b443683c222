// The subcommands of `sense`.
#pragma once

#include "verb.hpp"

namespace kuleshov::app {

Action set_up_sense_simulate(CLI::App& command);
Action set_up_sense_train(CLI::App& command);

}  // namespace kuleshov::app
