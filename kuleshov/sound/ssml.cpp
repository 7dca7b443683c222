#include "kuleshov/base/text.hpp"
#include "kuleshov/sound/voice.hpp"

namespace kuleshov::sound {

namespace {

void escape(char c, std::string& out) {
  if (c == '&') {
    out += "&amp;";
  } else if (c == '<') {
    out += "&lt;";
  } else if (c == '>') {
    out += "&gt;";
  } else {
    out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  }
}

bool is_mark(char c) { return c == '*' || c == '_'; }

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_mark(c)) out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return std::string(base::trim(out));
}

std::string to_ssml(std::string_view text) {
  std::string out = "<speak>";
  bool strong = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_mark(text[i])) {
      while (i + 1 < text.size() && is_mark(text[i + 1])) ++i;  // ** and *** are one mark
      strong = !strong;
      out += strong ? "<emphasis level=\"strong\">" : "</emphasis>";
    } else if (text.substr(i).starts_with("--")) {
      out += "<break time=\"220ms\"/>";
      ++i;
    } else if (text.substr(i).starts_with("...") || text.substr(i).starts_with("\u2026")) {
      out += "<break time=\"380ms\"/>";
      i += 2;  // both are three bytes long
    } else {
      escape(text[i], out);
    }
  }
  if (strong) out += "</emphasis>";
  return out + "</speak>";
}

}  // namespace kuleshov::sound
