#include <fmt/format.h>

#include <memory>

#include "kuleshov/base/file.hpp"
#include "kuleshov/write/source.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Options {
  write::Brief brief;
  std::string out;
};

void say(const write::Reading& reading) {
  for (const std::string& what : reading.understood) fmt::print(stderr, "understood  {}\n", what);
  for (const std::string& what : reading.assumed) fmt::print(stderr, "assumed     {}\n", what);
}

Exit run(const Options& options) {
  const auto library = write::read_library(base::data_folder());
  if (!library) return report(library.error());
  const auto draft = write::make_draft(options.brief, *library);
  if (!draft) return report(draft.error());
  say(draft->reading);
  if (const auto written = write::write_source(*draft, options.out); !written)
    return report(written.error());
  fmt::print("{}  \"{}\", {} scenes\n", options.out, draft->title, draft->scenes.size());
  return Exit::fine;
}

Action set_up(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("--premise", options->brief.premise, "what the film is about, in a sentence")
      ->required();
  command.add_option("--theme", options->brief.theme, "what it is about beneath that");
  command.add_option("--style", options->brief.style, "further words about the telling");
  command.add_option("--mood", options->brief.mood,
                     "bright, melancholy, dark, mysterious, cold ...");
  command.add_option("--genre", options->brief.genre,
                     "science-fiction romance mystery family thriller fantasy");
  command.add_option("--ending", options->brief.ending, "tragic happy bittersweet open");
  command.add_option("--culture", options->brief.culture, "whose names, food and rules");
  command.add_option("--form", options->brief.form,
                     "three-act five-act kishotenketsu ... (data/structures)");
  command.add_option("--ways", options->brief.ways, "ways at each key point")
      ->check(CLI::Range(3, 5));
  command.add_option("--seed", options->brief.seed, "the same seed gives the same film");
  command.add_option("--out", options->out, "folder of the film source")->required();
  return [options] { return run(*options); };
}

const RegisterVerb verb{{"write", "from a premise to a branching screenplay", set_up}};

}  // namespace
}  // namespace kuleshov::app
