// kuleshov serve FILM.film...: films in a browser.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/sense/learned.hpp"
#include "kuleshov/serve/server.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Arguments {
  serve::ServerOptions options;
  std::vector<std::string> films;
  std::string password_variable;
  std::string certificate, key, web, logs, model;
  static constexpr const char* default_showings = "the user's state folder";
  std::string showings = default_showings;
};

// The built web client: beside the sources, or under $KULESHOV_HOME where the program is installed.
base::Path web_folder(const std::string& given) {
  if (!given.empty()) return given;
  const char* home = base::environment("KULESHOV_HOME");
  return base::Path(home != nullptr ? home : KULESHOV_SOURCE_DIR) / "web" / "dist";
}

// Where showings under way are kept: as told, "none", or $XDG_STATE_HOME/kuleshov/showings (XDG
// Base Directory Specification), which is ~/.local/state where that is not set.
base::Path showings_folder(const std::string& given) {
  if (given == "none") return {};
  if (given != Arguments::default_showings) return given;
  const char* state = base::environment("XDG_STATE_HOME");
  const char* home = base::environment("HOME");
  if (state != nullptr && *state == '/') return base::Path(state) / "kuleshov" / "showings";
  if (home == nullptr || *home == '\0') return {};
  return base::Path(home) / ".local" / "state" / "kuleshov" / "showings";
}

base::Result<serve::ServerOptions> complete(const Arguments& arguments) {
  serve::ServerOptions options = arguments.options;
  options.films.assign(arguments.films.begin(), arguments.films.end());
  options.certificate = arguments.certificate;
  options.key = arguments.key;
  options.web = web_folder(arguments.web);
  options.logs = arguments.logs;
  options.showings = showings_folder(arguments.showings);
  if (!arguments.model.empty()) {
    options.learned =
        std::make_shared<const sense::LearnedModel>(TRY(sense::read_learned(arguments.model)));
  }
  if (options.address == "localhost") options.address = "127.0.0.1";
  if (!arguments.password_variable.empty()) {
    const char* password = base::environment(arguments.password_variable.c_str());
    if (password == nullptr || *password == '\0') {
      return base::fail("the variable " + arguments.password_variable + " holds no password",
                        "export it before you start the server");
    }
    options.password = password;
  }
  if (!options.logs.empty()) {
    std::error_code code;
    std::filesystem::create_directories(options.logs, code);
    if (code) return base::fail("cannot make the folder for logs", {}, {options.logs.string()});
  }
  return options;
}

Exit run(const Arguments& arguments) {
  const auto options = complete(arguments);
  if (!options) return report(options.error());
  auto server = serve::Server::open(*options);
  if (!server) return report(server.error());
  if (!std::filesystem::exists(options->web / "index.html")) {
    fmt::print(stderr,
               "The web client is not built: npm --prefix web ci && npm --prefix web run build\n");
  }
  fmt::print("Serving at {}\n", (*server)->address());
  std::fflush(stdout);
  (*server)->run(true);
  return Exit::fine;
}

Action set_up(CLI::App& command) {
  auto arguments = std::make_shared<Arguments>();
  serve::ServerOptions& options = arguments->options;
  command.add_option("films", arguments->films, "film packages (FILM.film)")->required();
  command.add_option("--port", options.port, "the port; 0 takes any free one")
      ->capture_default_str();
  command
      .add_option("--listen", options.address, "the address; other than loopback needs a password")
      ->capture_default_str();
  command.add_option("--password-env", arguments->password_variable,
                     "the environment variable that holds the password");
  command.add_option("--name", options.names, "a host name to answer to (with --listen)");
  command.add_option("--cert", arguments->certificate, "PEM certificate chain, for HTTPS");
  command.add_option("--key", arguments->key, "PEM key of the certificate");
  command.add_option("--first", options.first, "id of the film that stands first");
  command
      .add_option("--viewer", options.viewer,
                  "who watches unless the page says: none, simulated:NAME, or a signal file")
      ->capture_default_str();
  command.add_option("--model", arguments->model,
                     "a learned model of heart and skin (sense train)");
  command.add_option("--seed", options.seed, "seed of the showings; 0 draws one for each")
      ->capture_default_str();
  command.add_option("--logs", arguments->logs, "a folder for the showings' logs (JSON lines)");
  command
      .add_option("--showings", arguments->showings,
                  "a folder in which showings under way outlive the server, or 'none'")
      ->capture_default_str();
  command.add_option("--threads", options.threads, "threads that answer")->capture_default_str();
  command.add_option("--web", arguments->web, "the built web client (web/dist)");
  return [arguments] { return run(*arguments); };
}

const RegisterVerb serve_verb{{"serve", "serve films to a browser", set_up}};

}  // namespace

}  // namespace kuleshov::app
