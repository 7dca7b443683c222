#include "kuleshov/serve/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kuleshov/base/json.hpp"

namespace kuleshov::serve {

namespace {

using base::Json;

// The page talks to its own server and to nobody else.
constexpr std::string_view content_policy =
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

constexpr std::string_view unbuilt_page =
    "<!doctype html><meta charset=utf-8><title>Kuleshov</title>"
    "<p>The web client is not built. Run <code>npm --prefix web ci</code> and "
    "<code>npm --prefix web run build</code>, or <code>./run</code>, which does both.";

bool is_page(const Target& target) {
  if (target.path.empty()) return true;
  const std::string& first = target.path.front();
  return (first == "watch" && target.path.size() == 2) ||
         (first == "login" && target.path.size() == 1);
}

// What may be fetched without the password: the log-in page and what it is built of.
bool is_public(const Target& target) {
  if (target.path.empty()) return false;
  const std::string& first = target.path.front();
  return first == "login" || first == "assets" || first == "favicon.svg" ||
         (target.path == std::vector<std::string>{"api", "login"}) ||
         (target.path == std::vector<std::string>{"api", "health"});
}

base::Path joined(base::Path folder, auto begin, auto end) {
  for (; begin != end; ++begin) folder /= *begin;
  return folder;
}

// Links inside a folder must not lead out of it.
bool lies_within(const base::Path& folder, const base::Path& path) {
  std::error_code code;
  const base::Path root = std::filesystem::weakly_canonical(folder, code);
  const base::Path real = std::filesystem::weakly_canonical(path, code);
  if (code) return false;
  return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
}

std::string etag_of_file(const base::Path& path, std::uint64_t size) {
  std::error_code code;
  const auto time = std::filesystem::last_write_time(path, code).time_since_epoch().count();
  return fmt::format("{:x}-{:x}", size, time);
}

Response not_found() {
  return error_response(404, "there is nothing here", "begin at the shelf: /");
}

Json film_summary(const room::Package& package) {
  const Json manifest = Json::parse(package.manifest);
  std::set<std::string> notes;
  for (const auto& scene : package.film.scenes) {
    notes.insert(scene.content_notes.begin(), scene.content_notes.end());
  }
  return {{"id", package.id},
          {"title", package.film.title},
          {"logline", package.film.logline},
          {"genre", package.film.genre},
          {"author", package.film.author},
          {"languages", package.film.languages},
          {"complete", package.complete},
          {"shots", manifest["shots"].size()},
          {"shots_ready", package.ready.size()},
          {"shortest_s", package.film.shortest_run.seconds()},
          {"longest_s", package.film.longest_run.seconds()},
          {"content_notes", notes},
          {"palette", package.film.style.palette},
          {"poster", manifest.value("poster", Json::object())}};
}

}  // namespace

Response file_response(const Request& request, const base::Path& path, const std::string& etag,
                       bool immutable) {
  std::error_code code;
  const std::uint64_t size = std::filesystem::file_size(path, code);
  if (code || !std::filesystem::is_regular_file(path, code)) return not_found();
  const std::string quoted = "\"" + etag + "\"";
  Response response;
  response.headers = {
      {"Content-Type", std::string(media_type(path))},
      {"ETag", quoted},
      {"Accept-Ranges", "bytes"},
      {"Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (etag_matches(request.if_none_match, quoted)) {
    response.status = 304;
    return response;
  }
  const bool range_holds = request.if_range.empty() || request.if_range == quoted;
  const RangeAnswer range = range_holds ? choose_range(request.range, size) : RangeAnswer{};
  if (range.kind == RangeKind::unsatisfiable) {
    Response refusal = error_response(416, "the range lies beyond the end of the file");
    refusal.headers.emplace_back("Content-Range", fmt::format("bytes */{}", size));
    return refusal;
  }
  response.file = FileBody{path, size, std::nullopt};
  if (range.kind == RangeKind::part) {
    response.status = 206;
    response.file->range = range.range;
    response.headers.emplace_back(
        "Content-Range", fmt::format("bytes {}-{}/{}", range.range.first, range.range.last, size));
  }
  return response;
}

Site::Site(Shelf& shelf, Door& door, base::Path web)
    : shelf_(shelf), door_(door), web_(std::move(web)) {}

Response Site::answer(const Request& request, Moment now) {
  if (request.target.size() > longest_target) {
    return error_response(414, "the address is too long");
  }
  const auto target = parse_target(request.target);
  if (!target) return error_response(400, target.error().what);
  if (!door_.host_is_ours(request)) {
    return error_response(403, "this server does not answer to that host name",
                          "use the address that `kuleshov serve` printed");
  }
  const bool login = target->path == std::vector<std::string>{"api", "login"};
  if (login && request.method == "POST") return door_.log_in(request, now);
  if (request.method != "GET" && request.method != "HEAD") {
    Response refusal = error_response(405, "this address can only be read");
    refusal.headers.emplace_back("Allow", login ? "POST" : "GET, HEAD");
    return refusal;
  }
  if (!is_public(*target) && !door_.lets_in(request, now)) {
    if (!is_page(*target)) return error_response(401, "a password is needed", "log in at /login");
    Response redirect;
    redirect.status = 303;
    redirect.headers = {{"Location", "/login"}, {"Cache-Control", "no-store"}};
    return redirect;
  }
  return route(request, *target, now);
}

Response Site::route(const Request& request, const Target& target, Moment) {
  if (is_page(target)) return page(request);
  const std::string& first = target.path.front();
  if (first == "api") return api(request, target);
  if (first == "films") return film_file(request, target);
  return asset(request, target);
}

Response Site::api(const Request&, const Target& target) {
  if (target.path.size() != 2) return not_found();
  if (target.path[1] == "health") {
    return json_response(
        200,
        Json{{"up", true}, {"version", KULESHOV_VERSION}, {"films", shelf_.films().size()}}.dump());
  }
  if (target.path[1] == "films") return json_response(200, films_json());
  if (target.path[1] == "session") {
    return error_response(426, "a showing speaks WebSocket", "see docs/api.yaml");
  }
  return not_found();
}

std::string Site::films_json() {
  Json films = Json::array();
  for (const auto& package : shelf_.films()) films.push_back(film_summary(*package));
  return films.dump();
}

Response Site::film_file(const Request& request, const Target& target) {
  if (target.path.size() < 3) return not_found();
  const auto package = shelf_.find(target.path[1]);
  if (!package) return error_response(404, "there is no film of that name", "see /api/films");
  const base::Path path = joined(package->folder, target.path.begin() + 2, target.path.end());
  if (!lies_within(package->folder, path)) return not_found();
  const std::string name = joined({}, target.path.begin() + 2, target.path.end()).generic_string();
  const auto known = package->sha256.find(name);
  if (known == package->sha256.end() || known->second.empty()) {
    std::error_code code;
    const std::uint64_t size = std::filesystem::file_size(path, code);
    return code ? not_found() : file_response(request, path, etag_of_file(path, size), false);
  }
  const auto version = target.query.find("v");
  const bool named_by_content = version != target.query.end() && version->second.size() >= 8 &&
                                known->second.starts_with(version->second);
  return file_response(request, path, known->second.substr(0, 32), named_by_content);
}

Response Site::page(const Request& request) const {
  const base::Path path = web_ / "index.html";
  std::error_code code;
  if (!std::filesystem::exists(path, code)) {
    Response response;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    response.body = unbuilt_page;
    return response;
  }
  Response response = file_response(
      request, path, etag_of_file(path, std::filesystem::file_size(path, code)), false);
  response.headers.emplace_back("Content-Security-Policy", content_policy);
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  return response;
}

Response Site::asset(const Request& request, const Target& target) const {
  const base::Path path = joined(web_, target.path.begin(), target.path.end());
  std::error_code code;
  if (!lies_within(web_, path) || !std::filesystem::is_regular_file(path, code)) {
    return not_found();
  }
  // Vite puts a hash of the content into every name under assets/.
  const bool named_by_content = target.path.front() == "assets";
  return file_response(request, path, etag_of_file(path, std::filesystem::file_size(path, code)),
                       named_by_content);
}

}  // namespace kuleshov::serve
