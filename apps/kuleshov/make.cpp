#include "kuleshov/cut/make.hpp"

#include <fmt/format.h>

#include <csignal>
#include <memory>
#include <thread>

#include "kuleshov/base/json.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

cut::StopFlag stop_asked{false};

void ask_to_stop(int) { stop_asked = true; }

struct MakeArguments {
  std::string film;
  std::string out;
  unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  bool dry_run = false;
  bool again = false;
  bool json = false;
};

void print_json(const cut::MakeSummary& summary) {
  base::Json work = base::Json::array();
  for (const cut::Work& item : summary.work) {
    work.push_back(
        {{"name", item.name}, {"made_already", item.made_already}, {"seconds", item.seconds}});
  }
  const base::Json out = {{"work", work},
                          {"footage_s", summary.footage_s},
                          {"made_footage_s", summary.made_footage_s},
                          {"seconds", summary.seconds},
                          {"flashes", summary.flashes},
                          {"warnings", summary.warnings}};
  fmt::print("{}\n", out.dump(1));
}

void print_work(const cut::MakeSummary& summary) {
  for (const cut::Work& item : summary.work) {
    fmt::print("{:5} {:7.2f} s  {}\n", item.made_already ? "done" : "make", item.seconds,
               item.name);
  }
}

void print_result(const cut::MakeSummary& summary, const std::string& out) {
  fmt::print("{}: {:.0f} s of footage", out, summary.footage_s);
  if (summary.made_footage_s > 0) {
    fmt::print(", {:.0f} s of it made now in {:.0f} s ({:.1f} x real time)\n",
               summary.made_footage_s, summary.seconds, summary.made_footage_s / summary.seconds);
  } else {
    fmt::print(", all of it made already\n");
  }
  for (const std::string& warning : summary.warnings) fmt::print("note: {}\n", warning);
}

Exit make(const MakeArguments& arguments) {
  const auto film = story::read_film(arguments.film);
  if (!film) return report(film.error());
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  cut::MakeOptions options{arguments.film,    arguments.out,   arguments.jobs,
                           arguments.dry_run, arguments.again, &stop_asked};
  const auto summary = cut::make_package(*film, options);
  if (!summary) return report(summary.error());
  if (arguments.json) {
    print_json(*summary);
  } else if (arguments.dry_run) {
    print_work(*summary);
  } else {
    print_result(*summary, arguments.out);
  }
  return Exit::fine;
}

std::string package_name(const std::string& film) {
  base::Path path = base::Path(film).lexically_normal();
  if (path.filename().empty()) path = path.parent_path();
  return path.filename().string() + ".film";
}

Action set_up(CLI::App& command) {
  auto arguments = std::make_shared<MakeArguments>();
  command.add_option("FILM", arguments->film, "folder of the film source")->required();
  command.add_option("-o,--out", arguments->out, "the film package to write (default: FILM.film)");
  command.add_option("-j,--jobs", arguments->jobs, "threads (default: one per core)")
      ->check(CLI::Range(1U, 256U));
  command.add_flag("-n,--dry-run", arguments->dry_run, "list the work, make nothing");
  command.add_flag("--again", arguments->again, "make everything again, also what has not changed");
  command.add_flag("--json", arguments->json, "the result as one JSON document");
  return [arguments] {
    if (arguments->out.empty()) arguments->out = package_name(arguments->film);
    return make(*arguments);
  };
}

const RegisterVerb registration{{"make", "make a film package from a film source", set_up}};

}  // namespace

}  // namespace kuleshov::app
