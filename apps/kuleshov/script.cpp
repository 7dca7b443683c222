// `script parse`, `convert` and `check`: screenplays between Fountain, FDX and PDF; continuity.
#include <fmt/format.h>

#include <memory>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/text/compose.hpp"
#include "kuleshov/text/fdx.hpp"
#include "kuleshov/text/paginate.hpp"
#include "kuleshov/text/pdf.hpp"
#include "kuleshov/text/revision.hpp"
#include "kuleshov/write/branch.hpp"
#include "kuleshov/write/continuity/check.hpp"
#include "kuleshov/write/continuity/orders.hpp"
#include "verb.hpp"

namespace kuleshov::app {
namespace {

struct Options {
  std::string in;
  std::string out;
  std::string since, revision;
  std::vector<std::string> branch;
  bool each_branch = false;
  bool json = false;
};

std::string kind_of(const std::string& path) {
  return base::lower_ascii(base::Path(path).extension().string());
}
bool is_fdx(const std::string& path) { return kind_of(path) == ".fdx"; }

base::Result<text::FdxDocument> read_script(const std::string& path) {
  const bool folder = std::filesystem::is_directory(path);
  const base::Path file = folder ? base::Path(path) / "screenplay.fountain" : base::Path(path);
  const std::string source = TRY(base::read_file(file));
  if (source.starts_with("%PDF"))
    return base::fail("a PDF holds the look of a script, not its elements",
                      "give the .fountain or .fdx file that it was made from", {path},
                      base::ErrorKind::bad_input);
  if (is_fdx(path)) return text::read_fdx(source, path);
  if (source.find('\0') != std::string::npos)
    return base::fail("this is no text", "save the script as UTF-8 text or as FDX", {path},
                      base::ErrorKind::bad_input);
  return text::FdxDocument{text::parse_fountain(source), {}, {}};
}

base::Result<story::Film> film_of(const Options& options) {
  if (!std::filesystem::exists(base::Path(options.in) / "film.yaml"))
    return base::fail("only a film has branches", "give the folder of a film source", {options.in},
                      base::ErrorKind::bad_input);
  return story::read_film(options.in);
}

// What was asked for of it: the whole, or one branch.
base::Result<text::FdxDocument> read_asked(const Options& options) {
  text::FdxDocument document = TRY(read_script(options.in));
  if (options.branch.empty()) return document;
  const story::Film film = TRY(film_of(options));
  const bool by_default = options.branch == std::vector<std::string>{"default"};
  const auto ways = by_default ? std::vector<std::string>{} : options.branch;
  document.script = TRY(write::branch_of(film, document.script, ways));
  return document;
}

base::Json json_of(const text::Element& element) {
  base::Json out{
      {"type", text::name_of(element.type)}, {"text", element.text}, {"line", element.line}};
  if (!element.key.empty()) out["name"] = element.key;
  if (!element.extension.empty()) out["extension"] = element.extension;
  if (!element.scene_number.empty()) out["scene_number"] = element.scene_number;
  if (element.depth > 0) out["depth"] = element.depth;
  if (element.dual) out["dual"] = true;
  if (!element.notes.empty()) out["notes"] = element.notes;
  return out;
}

base::Result<void> parse(const Options& options) {
  const text::FdxDocument document = TRY(read_asked(options));
  base::Json all = base::Json::array();
  for (const auto& element : document.script.elements) {
    if (element.type == text::ElementType::blank) continue;
    if (options.json)
      all.push_back(json_of(element));
    else
      fmt::print("{:>5}  {:<14} {}\n", element.line, text::name_of(element.type), element.text);
  }
  if (options.json) {
    const std::size_t pages = text::paginate(document.script, document.format).size();
    fmt::print("{}\n", base::Json{{"elements", all}, {"pages", pages}}.dump(1));
  }
  return {};
}

// What is not in the script as it was handed out before is marked as changed.
base::Result<void> mark(const Options& options, text::Script& script) {
  if (options.since.empty()) return {};
  const auto set = text::revision_called(options.revision.empty() ? "blue" : options.revision);
  if (!set)
    return base::fail("there is no revision '" + options.revision + "'",
                      "blue pink yellow green goldenrod buff salmon cherry tan, or a number");
  const text::FdxDocument before = TRY(read_script(options.since));
  const std::size_t changed = text::mark_changes(before.script, script, *set);
  fmt::print(stderr, "{} paragraphs changed, marked as {}\n", changed, text::revision(*set).name);
  return {};
}

base::Result<void> write_script(const Options& options, const text::FdxDocument& document,
                                const std::string& out) {
  const std::string kind = kind_of(out);
  if (kind == ".pdf") return text::write_pdf(document.script, document.format, out);
  if (kind == ".fdx") return base::write_file(out, text::write_fdx(document));
  if (kind == ".fountain") {
    const bool ours = !is_fdx(options.in);
    return base::write_file(out, ours ? text::write_fountain(document.script)
                                      : text::compose_fountain(document.script));
  }
  return base::fail("cannot write a script as '" + kind + "'",
                    "name the output .fountain, .fdx or .pdf", {out}, base::ErrorKind::bad_input);
}

base::Result<void> convert(const Options& options) {
  text::FdxDocument document = TRY(read_asked(options));
  TRY(mark(options, document.script));
  return write_script(options, document, options.out);
}

// first.pdf: first-WAY.pdf for each way, the rest of its path by default.
base::Result<void> convert_each(const Options& options) {
  const base::Path out(options.out);
  const story::Film film = TRY(film_of(options));
  for (const std::string& way : write::ways_of(film)) {
    Options one = options;
    one.branch = {way};
    one.out = out.parent_path() / (out.stem().string() + "-" + way + out.extension().string());
    TRY(convert(one));
    fmt::print("{}\n", one.out);
  }
  return {};
}

using write::continuity::Finding;

base::Result<std::vector<Finding>> find(const Options& options) {
  const text::FdxDocument document = TRY(read_script(options.in));
  const write::Entry words = TRY(write::continuity::read_words(base::data_folder()));
  std::vector<std::vector<std::size_t>> orders;
  if (std::filesystem::exists(base::Path(options.in) / "film.yaml"))
    orders = write::continuity::orders_of(TRY(story::read_film(options.in)), document.script);
  return write::continuity::check(document.script, words, orders);
}

base::Json json_of(const Finding& finding) {
  return {{"kind", finding.kind},       {"scene", finding.scene},   {"line", finding.line},
          {"message", finding.message}, {"remedy", finding.remedy}, {"path", finding.path}};
}

Exit check(const Options& options) {
  const auto findings = find(options);
  if (!findings) return report(findings.error());
  base::Json all = base::Json::array();
  for (const Finding& finding : *findings) {
    all.push_back(json_of(finding));
    if (!options.json)
      fmt::print("{}:{}  {}  {}\n    {}: {}.\n", options.in, finding.line, finding.scene,
                 finding.kind, finding.message, finding.remedy);
  }
  if (options.json)
    fmt::print("{}\n", base::Json{{"file", options.in}, {"findings", all}}.dump(1));
  else if (findings->empty())
    fmt::print("{}: nothing found\n", options.in);
  return findings->empty() ? Exit::fine : Exit::refuted;
}

Exit finish(const base::Result<void>& result) {
  return result ? Exit::fine : report(result.error());
}

void add_branch(CLI::App& command, Options& options) {
  command.add_option("--branch", options.branch,
                     "one branch: the ways it takes, the default elsewhere; or: default");
}

Action set_up(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.require_subcommand(1);
  auto* reading = command.add_subcommand("parse", "print a script's elements in order");
  reading->add_option("IN", options->in, "a .fountain or .fdx file, or a film source's folder")
      ->required();
  reading->add_flag("--json", options->json, "as one JSON document, with the page count");
  auto* converting = command.add_subcommand("convert", "write a script as Fountain, FDX or PDF");
  converting->add_option("IN", options->in, "a .fountain or .fdx file, or a film source's folder")
      ->required();
  converting->add_option("OUT", options->out, "a .fountain, .fdx or .pdf file")->required();
  auto* since =
      converting->add_option("--since", options->since,
                             "the script as it was handed out: what differs is marked as revised");
  converting
      ->add_option("--revision", options->revision,
                   "whose paper: blue pink yellow green goldenrod buff salmon cherry tan")
      ->needs(since);
  add_branch(*reading, *options);
  add_branch(*converting, *options);
  converting->add_flag("--each-branch", options->each_branch,
                       "a file for each way of each key point: OUT-WAY");
  auto* checking = command.add_subcommand("check",
                                          "continuity: names, props, who is where, time, "
                                          "knowledge, forms of address, set-ups");
  checking->add_option("IN", options->in, "a .fountain or .fdx file, or a film source's folder")
      ->required();
  checking->add_flag("--json", options->json, "one JSON document");
  command.footer(
      "Examples:\n  kuleshov script parse films/the-last-light --json\n"
      "  kuleshov script convert films/the-last-light the-last-light.pdf");
  return [options, reading, checking] {
    if (checking->parsed()) return check(*options);
    if (reading->parsed()) return finish(parse(*options));
    return finish(options->each_branch ? convert_each(*options) : convert(*options));
  };
}

const RegisterVerb registered{
    {"script", "read and convert screenplays: Fountain, FDX, PDF", set_up}};

}  // namespace
}  // namespace kuleshov::app
