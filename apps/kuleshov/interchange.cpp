#include "interchange.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "verb.hpp"

namespace kuleshov::app {

std::vector<Importer>& importers() {
  static std::vector<Importer> all;
  return all;
}

std::vector<Exporter>& exporters() {
  static std::vector<Exporter> all;
  return all;
}

namespace {

struct Arguments {
  std::string input;
  std::string out;
  std::string kind;
  std::vector<std::string> options;
};

template <class Format>
std::string kinds_of(std::vector<Format>& all) {
  std::vector<std::string> kinds;
  kinds.reserve(all.size());
  for (const Format& format : all) kinds.push_back(format.kind);
  std::sort(kinds.begin(), kinds.end());
  return fmt::format("{}", fmt::join(kinds, " "));
}

// The end of --help: every kind with what it is.
template <class Format>
std::string kinds_told(std::vector<Format> all) {
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.kind < b.kind; });
  std::string told = "Kinds:\n";
  for (const Format& format : all) told += fmt::format("  {:<12}{}\n", format.kind, format.summary);
  return told;
}

template <class Format>
const Format* find_kind(std::vector<Format>& all, const std::string& kind) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Format& f) { return f.kind == kind; });
  return found == all.end() ? nullptr : &*found;
}

std::string head_of(const base::Path& file) {
  std::string head(std::size_t{1} << 16, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  return head;
}

const Importer* recognise(const base::Path& file) {
  const std::string head = head_of(file);
  for (const Importer& importer : importers()) {
    if (importer.recognises(file, head)) return &importer;
  }
  return nullptr;
}

base::Result<Transfer> transfer_of(const Arguments& arguments) {
  Transfer transfer{arguments.input, arguments.out, {}};
  for (const std::string& option : arguments.options) {
    const std::size_t equals = option.find('=');
    if (equals == option.npos)
      return base::fail(fmt::format("\"{}\" is not key=value", option), "write --set key=value");
    transfer.options[option.substr(0, equals)] = option.substr(equals + 1);
  }
  return transfer;
}

template <class Format>
Exit carry_over(const Format& format, const Arguments& arguments) {
  const auto transfer = transfer_of(arguments);
  if (!transfer) return report(transfer.error());
  const auto lost = format.run(*transfer);
  if (!lost) return report(lost.error());
  for (const std::string& sentence : *lost) fmt::print(stderr, "not carried: {}\n", sentence);
  fmt::print("{}\n", arguments.out);
  return Exit::fine;
}

Exit run_import(const Arguments& arguments) {
  std::error_code failed;
  if (!std::filesystem::exists(arguments.input, failed)) {
    return report({fmt::format("there is no file \"{}\"", arguments.input),
                   "name the file to import",
                   {},
                   base::ErrorKind::not_found});
  }
  const Importer* importer =
      arguments.kind.empty() ? recognise(arguments.input) : find_kind(importers(), arguments.kind);
  if (importer != nullptr) return carry_over(*importer, arguments);
  const std::string what =
      arguments.kind.empty()
          ? fmt::format("\"{}\" is of no kind that can be imported", arguments.input)
          : fmt::format("\"{}\" cannot be imported", arguments.kind);
  return report({what, "kinds: " + kinds_of(importers()), {}, base::ErrorKind::bad_input});
}

Exit run_export(const Arguments& arguments) {
  const Exporter* exporter = find_kind(exporters(), arguments.kind);
  if (exporter != nullptr) return carry_over(*exporter, arguments);
  return report({fmt::format("\"{}\" cannot be exported", arguments.kind),
                 "kinds: " + kinds_of(exporters()),
                 {},
                 base::ErrorKind::bad_input});
}

Action set_up_import(CLI::App& command) {
  auto arguments = std::make_shared<Arguments>();
  command.add_option("FILE", arguments->input, "the file to import")->required();
  command.add_option("--out", arguments->out, "the film source to make (a folder)")->required();
  command.add_option("--as", arguments->kind, "its kind, where it is not recognised");
  command.add_option("--set", arguments->options, "key=value for this kind of file");
  command.footer([] { return kinds_told(importers()); });
  return [arguments] { return run_import(*arguments); };
}

Action set_up_export(CLI::App& command) {
  auto arguments = std::make_shared<Arguments>();
  command.add_option("INPUT", arguments->input, "a film source, a package, or a showing's log")
      ->required();
  command.add_option("--as", arguments->kind, "the kind of file to write")->required();
  command.add_option("--out", arguments->out, "the file to write")->required();
  command.add_option("--set", arguments->options, "key=value for this kind of file");
  command.footer([] { return kinds_told(exporters()); });
  return [arguments] { return run_export(*arguments); };
}

const RegisterVerb import_verb{
    {"import", "make a film source from a file of another format", set_up_import}};
const RegisterVerb export_verb{
    {"export", "write a film, package or showing in another format", set_up_export}};

}  // namespace
}  // namespace kuleshov::app
