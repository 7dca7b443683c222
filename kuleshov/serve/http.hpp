// What of HTTP needs no socket: values, targets, ranges, validators. Everything a stranger sends
// passes through these functions, so they are pure, total and fuzzed (RFC 9110, RFC 3986).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::serve {

struct Request {
  std::string method = "GET";
  std::string target = "/";
  std::string host;
  std::string origin;
  std::string range;
  std::string if_none_match;
  std::string if_range;
  std::string authorization;
  std::string cookie;
  std::string body;
  std::string peer;           // the peer's address, for rate limits
  bool from_loopback = true;  // the peer sits on this machine
  bool secure = false;        // came over TLS
};

// Bytes `first` up to and including `last`.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  [[nodiscard]] std::uint64_t size() const { return last - first + 1; }
  bool operator==(const ByteRange&) const = default;
};

// A file, or a part of it, sent as the body.
struct FileBody {
  base::Path path;
  std::uint64_t size = 0;          // of the whole file
  std::optional<ByteRange> range;  // empty: the whole
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<FileBody> file;  // instead of `body`
};

// The longest target answered; longer ones get 414.
inline constexpr std::size_t longest_target = 4096;
// One answer to a range request is at most this long; a server may send less than was asked for
// (RFC 9110, 15.3.7), and a player asks again.
inline constexpr std::uint64_t longest_range = std::uint64_t{8} << 20;

struct Target {
  std::vector<std::string> path;  // decoded segments, none empty, "." or ".."
  std::map<std::string, std::string> query;
};
// Errors: not origin-form, bad percent-encoding, control bytes, backslashes, "..", too long.
base::Result<Target> parse_target(std::string_view target);

enum class RangeKind { whole, part, unsatisfiable };
struct RangeAnswer {
  RangeKind kind = RangeKind::whole;
  ByteRange range;
};
// A single byte range of a file of `size` bytes. What is malformed, of another unit or of several
// ranges is ignored, as RFC 9110 (14.2) allows: the whole file is sent.
RangeAnswer choose_range(std::string_view header, std::uint64_t size);

// Whether an If-None-Match list holds `etag` (weak comparison) or is "*".
bool etag_matches(std::string_view header, std::string_view etag);

// The media type by a file's extension; "application/octet-stream" when unknown.
std::string_view media_type(const base::Path& path);

// The value of a cookie, or empty.
std::string cookie_value(std::string_view header, std::string_view name);

// A host header's name without its port, lower case: "LocalHost:8080" -> "localhost".
std::string host_name(std::string_view header);

Response json_response(int status, std::string body);
// {"error": {"what", "remedy"}}
Response error_response(int status, std::string_view what, std::string_view remedy = {});

}  // namespace kuleshov::serve
