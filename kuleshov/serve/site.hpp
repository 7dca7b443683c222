// Everything the server answers over plain HTTP, without sockets: a request in, a response out.
#pragma once

#include "kuleshov/serve/door.hpp"
#include "kuleshov/serve/http.hpp"
#include "kuleshov/serve/shelf.hpp"

namespace kuleshov::serve {

// Thread-safe. Routes (docs/api.yaml):
//   GET  /api/health            up, version, number of films and showings
//   GET  /api/films             the shelf
//   POST /api/login             when a password is set
//   GET  /films/ID/...          the package's files; with ?v=SHA256 kept for ever by caches
//   GET  / /watch/ID /login     pages of the web client; its files under /assets/
class Site {
 public:
  // `web` is the built web client (web/dist).
  Site(Shelf& shelf, Door& door, base::Path web);

  Response answer(const Request& request, Moment now);

 private:
  Response route(const Request& request, const Target& target, Moment now);
  Response api(const Request& request, const Target& target);
  Response film_file(const Request& request, const Target& target);
  Response page(const Request& request) const;
  Response asset(const Request& request, const Target& target) const;
  std::string films_json();

  Shelf& shelf_;
  Door& door_;
  base::Path web_;
};

// A file as a response: validators, ranges, caching. `etag` unquoted; `immutable`: the address
// names this very content, so a cache may keep it for a year.
Response file_response(const Request& request, const base::Path& path, const std::string& etag,
                       bool immutable);

}  // namespace kuleshov::serve
