#include "kuleshov/serve/http.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"

namespace kuleshov::serve {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

bool unfit_for_a_name(std::string_view segment) {
  if (segment == "..") return true;
  return std::any_of(segment.begin(), segment.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\' || c == '/';
  });
}

base::Result<std::vector<std::string>> parse_path(std::string_view text) {
  std::vector<std::string> segments;
  for (const std::string_view part : base::split(text.substr(1), '/')) {
    auto decoded = percent_decoded(part, false);
    if (!decoded) return base::fail("the address has a bad percent-encoding");
    if (unfit_for_a_name(*decoded)) return base::fail("the address leads out of the shelf");
    if (!decoded->empty() && *decoded != ".") segments.push_back(std::move(*decoded));
  }
  return segments;
}

base::Result<std::map<std::string, std::string>> parse_query(std::string_view text) {
  std::map<std::string, std::string> query;
  if (text.empty()) return query;
  for (const std::string_view pair : base::split(text, '&')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return base::fail("the address has a bad percent-encoding");
    query[std::move(*name)] = std::move(*value);
  }
  return query;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

RangeAnswer part(std::uint64_t first, std::uint64_t last, std::uint64_t size) {
  last = std::min(last, size - 1);
  last = std::min(last, first + longest_range - 1);
  return {RangeKind::part, {first, last}};
}

RangeAnswer suffix_range(std::string_view length, std::uint64_t size) {
  const auto asked = whole_number(length);
  if (!asked) return {};
  if (*asked == 0 || size == 0) return {RangeKind::unsatisfiable, {}};
  return part(size - std::min(*asked, size), size - 1, size);
}

std::string_view without_weakness(std::string_view etag) {
  return etag.starts_with("W/") ? etag.substr(2) : etag;
}

}  // namespace

base::Result<Target> parse_target(std::string_view target) {
  if (target.size() > longest_target) return base::fail("the address is too long");
  if (!target.starts_with('/')) return base::fail("the address does not begin with '/'");
  target = target.substr(0, target.find('#'));
  const std::size_t question = std::min(target.find('?'), target.size());
  Target parsed;
  parsed.path = TRY(parse_path(target.substr(0, question)));
  parsed.query = TRY(parse_query(target.substr(std::min(question + 1, target.size()))));
  return parsed;
}

RangeAnswer choose_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit)) return {};
  const std::string_view spec = base::trim(header.substr(unit.size()));
  const std::size_t dash = spec.find('-');
  if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos) return {};
  if (dash == 0) return suffix_range(spec.substr(1), size);
  const auto first = whole_number(spec.substr(0, dash));
  const std::string_view end = spec.substr(dash + 1);
  const auto last = end.empty() ? std::optional{UINT64_MAX} : whole_number(end);
  if (!first || !last || *last < *first) return {};
  if (*first >= size) return {RangeKind::unsatisfiable, {}};
  return part(*first, *last, size);
}

bool etag_matches(std::string_view header, std::string_view etag) {
  if (base::trim(header) == "*") return true;
  const auto tags = base::split(header, ',');
  return std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) {
    return without_weakness(base::trim(tag)) == without_weakness(etag);
  });
}

std::string_view media_type(const base::Path& path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 19> types{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".ico", "image/x-icon"},
      {".mp4", "video/mp4"},
      {".m4a", "audio/mp4"},
      {".ogg", "audio/ogg"},
      {".wav", "audio/wav"},
      {".flac", "audio/flac"},
      {".vtt", "text/vtt; charset=utf-8"},
      {".txt", "text/plain; charset=utf-8"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".webmanifest", "application/manifest+json"},
  }};
  const std::string extension = base::lower_ascii(path.extension().string());
  for (const auto& [ending, type] : types) {
    if (ending == extension) return type;
  }
  return "application/octet-stream";
}

std::string cookie_value(std::string_view header, std::string_view name) {
  for (const std::string_view pair : base::split(header, ';')) {
    const std::string_view trimmed = base::trim(pair);
    const std::size_t equals = trimmed.find('=');
    if (equals != std::string_view::npos && trimmed.substr(0, equals) == name) {
      return std::string(trimmed.substr(equals + 1));
    }
  }
  return {};
}

std::string host_name(std::string_view header) {
  if (header.starts_with('[')) {
    const std::size_t close = header.find(']');
    return base::lower_ascii(header.substr(0, close == std::string_view::npos ? close : close + 1));
  }
  return base::lower_ascii(header.substr(0, header.rfind(':')));
}

Response json_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = std::move(body);
  return response;
}

Response error_response(int status, std::string_view what, std::string_view remedy) {
  const base::Json body{{"error", {{"what", what}, {"remedy", remedy}}}};
  // A name from the address may not be UTF-8: what cannot be shown is replaced, never thrown.
  return json_response(status, body.dump(-1, ' ', false, base::Json::error_handler_t::replace));
}

}  // namespace kuleshov::serve
