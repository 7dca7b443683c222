#include <fmt/format.h>

#include <memory>

#include "kuleshov/base/file.hpp"
#include "kuleshov/direct/watch.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct ReplayArguments {
  std::string log;
  std::string film;
  std::string audience;
};

Action set_up_replay(CLI::App& command) {
  auto a = std::make_shared<ReplayArguments>();
  command.add_option("log", a->log, "a log written by `watch` or a session")->required();
  command.add_option("film", a->film, "film package or source")->required();
  command.add_option("--audience", a->audience, "the audience that the showing was directed with");
  return [a] {
    const auto replayed = [&]() -> base::Result<direct::Replay> {
      const auto plan = TRY(direct::open_plan(a->film, a->audience));
      const std::string log = TRY(base::read_file(a->log));
      return direct::replay(plan, log, a->log);
    }();
    if (!replayed) return report(replayed.error());
    if (replayed->same) {
      fmt::print("the same: {} decisions\n", replayed->lines);
      return Exit::fine;
    }
    fmt::print("differs at line {}: {}\n", replayed->differs_at, replayed->why);
    return Exit::refuted;
  };
}

const RegisterVerb replay_verb{{"replay", "decide a log again and compare", set_up_replay}};

}  // namespace
}  // namespace kuleshov::app
