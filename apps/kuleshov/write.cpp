#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <string>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/text/fountain.hpp"
#include "kuleshov/write/left_out.hpp"
#include "kuleshov/write/like.hpp"
#include "kuleshov/write/llm/lines.hpp"
#include "kuleshov/write/llm/top.hpp"
#include "kuleshov/write/locked.hpp"
#include "kuleshov/write/script.hpp"
#include "kuleshov/write/source.hpp"
#include "kuleshov/write/variants.hpp"
#include "llm_options.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Options {
  write::Brief brief;
  std::string out, storyline, like;
  std::size_t variants = 1;
  write::llm::Settings llm;
  std::vector<std::string> llm_scenes;
  std::string llm_ask;
};

void say(const write::Reading& reading) {
  for (const std::string& what : reading.understood) fmt::print(stderr, "understood  {}\n", what);
  for (const std::string& what : reading.unknown) fmt::print(stderr, "not known   {}\n", what);
  for (const std::string& what : reading.assumed) fmt::print(stderr, "assumed     {}\n", what);
}

// What the premise names and the film has nothing of.
void say_left_out(const write::Draft& draft, const write::Library& library) {
  const auto things = write::left_out(draft, library);
  if (things.empty()) return;
  fmt::print(stderr, "left out    {} (a --storyline is kept as it is; a model may know more)\n",
             fmt::join(things, ", "));
}

// What was learned from others' scripts, what the draft made of it, and that no text was taken.
base::Result<void> report_like(const Options& options, const write::Draft& draft) {
  if (options.like.empty()) return {};
  const std::string script = write::fountain(draft);
  const write::Shape reached = TRY(write::shape_of(text::parse_fountain(script)));
  const auto shared = TRY(write::longest_shared_run_with(write::words_in(draft), options.like));
  fmt::print(stderr, "learned from {}\n{}this draft\n{}", options.like,
             write::describe(*draft.brief.like), write::describe(reached));
  fmt::print(stderr, "copied         nothing: the longest run of words in both is {} (\"{}\")\n",
             shared.words, shared.run);
  return {};
}

Exit run_variants(const Options& options, const write::Library& library) {
  const auto drafts = write::make_variants(options.brief, library, options.variants);
  if (!drafts) return report(drafts.error());
  say(drafts->front().reading);
  if (const auto written = write::write_variants(*drafts, options.out); !written)
    return report(written.error());
  fmt::print("{}", write::variants_table(*drafts));
  return Exit::fine;
}

// The scenes a model is to write: those that were asked for, without what the writer locked.
std::vector<std::string> unlocked(const Options& options, const write::Draft& draft) {
  std::vector<std::string> scenes = options.llm_scenes;
  if (scenes.empty())
    for (const write::DraftScene& scene : draft.scenes) scenes.push_back(scene.id);
  if (const auto older = base::read_file(base::Path(options.out) / "screenplay.fountain"))
    for (const write::Block& block : write::blocks_of(*older))
      if (block.locked) std::erase(scenes, block.id);
  return scenes;
}

// Logline, cast, beats and lines by a language model within the plan; says what it wrote and what
// it could not.
base::Result<void> with_model(const Options& options, write::Draft& draft) {
  write::llm::Client client(llm_settings(options.llm, options.brief.seed, options.out));
  const base::Path prompts = base::data_folder() / "prompts";
  if (options.llm_scenes.empty()) {
    const auto top = TRY(write::llm::write_top(draft, client, options.llm_ask, prompts));
    for (const std::string& why : top.why) fmt::print(stderr, "kept        {}\n", why);
  }
  const auto outcome = TRY(
      write::llm::write_lines(draft, client, unlocked(options, draft), options.llm_ask, prompts));
  for (const std::string& why : outcome.why) fmt::print(stderr, "kept        {}\n", why);
  fmt::print(stderr,
             "model       {} scenes written, {} kept; {} requests, {} from the cache, {} tokens, "
             "{:.4f} spent\n",
             outcome.scenes, outcome.kept, client.spent().requests, client.spent().cached,
             client.spent().tokens, client.spent().money);
  return {};
}

// The storyline's file becomes part of the brief.
base::Result<void> read_storyline(Options& options) {
  if (!options.storyline.empty()) {
    options.brief.storyline = TRY(base::read_file(options.storyline));
    const auto beats = write::read_beats(options.brief.storyline);
    if (!beats) return base::fail(beats.error().what, beats.error().remedy, {options.storyline});
  }
  if (!options.like.empty()) options.brief.like = TRY(write::learn_shape(options.like));
  if (options.brief.premise.empty() && options.storyline.empty())
    return base::fail("what is the film about?", "give --premise or --storyline", {},
                      base::ErrorKind::bad_input);
  return {};
}

Exit run(Options options) {
  if (const auto read = read_storyline(options); !read) return report(read.error());
  const auto library = write::read_library(base::data_folder());
  if (!library) return report(library.error());
  options.brief.company = write::company_of_locked(options.out);
  if (options.variants > 1) return run_variants(options, *library);
  auto draft = write::make_draft(options.brief, *library);
  if (!draft) return report(draft.error());
  say(draft->reading);
  if (!options.llm.url.empty())
    if (const auto model = with_model(options, *draft); !model) return report(model.error());
  if (const auto written = write::write_source(*draft, options.out); !written)
    return report(written.error());
  if (const auto said = report_like(options, *draft); !said) return report(said.error());
  say_left_out(*draft, *library);
  fmt::print("{}  \"{}\", {} scenes\n", options.out, draft->title, draft->scenes.size());
  return Exit::fine;
}

Action set_up(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("--premise", options->brief.premise, "what the film is about, in a sentence");
  command.add_option("--theme", options->brief.theme, "what it is about beneath that");
  command.add_option("--style", options->brief.style,
                     "spare lyrical dry-humour documentary theatrical hard-boiled fast");
  command.add_option("--mood", options->brief.mood,
                     "bright, melancholy, dark, mysterious, cold ...");
  command.add_option("--genre", options->brief.genre,
                     "science-fiction romance comedy mystery family thriller fantasy");
  command.add_option("--ending", options->brief.ending, "tragic happy bittersweet open");
  command.add_option("--culture", options->brief.culture, "whose names, food and rules");
  command.add_option("--form", options->brief.form,
                     "three-act five-act kishotenketsu ... (data/structures)");
  command.add_option("--telling", options->brief.telling,
                     "linear frame reverse braided unreliable");
  command.add_option("--minutes", options->brief.minutes, "how long it is to be, 5 to 20")
      ->check(CLI::Range(5, 20));
  command.add_option("--cast", options->brief.cast,
                     "names, with age and gender if you like: \"Mara 61 female, Tomas\"");
  command.add_option("--storyline", options->storyline,
                     "your own beats (text or Fountain), kept as they are, in order");
  command.add_option("--like", options->like,
                     "a script or a folder of scripts (Fountain, FDX) whose shape it is to have");
  command.add_option("--ways", options->brief.ways, "ways at each key point")
      ->check(CLI::Range(3, 5));
  command.add_option("--seed", options->brief.seed, "the same seed gives the same film");
  add_llm_options(command, options->llm);
  command.add_option("--llm-scenes", options->llm_scenes,
                     "only these scenes; the planner writes the others");
  command.add_option("--ask", options->llm_ask, "what the model is to mind");
  command.add_option("--variants", options->variants, "so many drafts that really differ")
      ->check(CLI::Range(1, 26));
  command.add_option("--out", options->out, "folder of the film source")->required();
  return [options] { return run(*options); };
}

const RegisterVerb verb{{"write", "from a premise to a branching screenplay", set_up}};

}  // namespace
}  // namespace kuleshov::app
