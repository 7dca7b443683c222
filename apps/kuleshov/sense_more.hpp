// The subcommands of `sense`, and its live forms.
#pragma once

#include <memory>

#include "kuleshov/sense/learned.hpp"
#include "verb.hpp"

namespace kuleshov::app {

Action set_up_sense_simulate(CLI::App& command);
Action set_up_sense_train(CLI::App& command);

// Messages of samples on standard input, a line of state on standard output for each.
base::Result<void> sense_messages(std::shared_ptr<const sense::LearnedModel> learned);
// Streams of the Lab Streaming Layer for so many seconds, four lines of state a second.
base::Result<void> sense_network(std::shared_ptr<const sense::LearnedModel> learned,
                                 double seconds);

}  // namespace kuleshov::app
