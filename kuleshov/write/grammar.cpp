#include "kuleshov/write/grammar.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "kuleshov/base/text.hpp"

namespace kuleshov::write {

namespace {

bool symbol_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '^' ||
         c == ':' || c == '-' || c == '>';
}

// The brace that closes the one before `from`; npos if none does.
std::size_t closing(std::string_view text, std::size_t from) {
  int depth = 1;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> alternatives(std::string_view inside) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= inside.size(); ++i) {
    if (i == inside.size() || (inside[i] == '|' && depth == 0)) {
      parts.push_back(inside.substr(start, i - start));
      start = i + 1;
    } else if (inside[i] == '{') {
      ++depth;
    } else if (inside[i] == '}') {
      --depth;
    }
  }
  return parts;
}

}  // namespace

std::string with_article(const std::string& phrase) {
  if (phrase.empty()) return phrase;
  const std::string said = base::lower_ascii(phrase.substr(0, 6));
  const auto begins = [&](const auto& sounds) {
    return std::any_of(std::begin(sounds), std::end(sounds),
                       [&](const char* sound) { return said.starts_with(sound); });
  };
  static constexpr const char* silent_h[] = {"hour", "honest", "honour", "heir"};
  static constexpr const char* like_you[] = {"uni", "use", "usu", "eu", "one", "once", "ewe"};
  const bool vowel = std::string("aeiou").find(said[0]) != std::string::npos;
  const bool an = begins(silent_h) || (vowel && (!begins(like_you) || said.starts_with("unin")));
  return (an ? "an " : "a ") + phrase;
}

std::string capitalised(std::string text) {
  const auto at = text.find_first_not_of("\"'(");
  if (at != std::string::npos && text[at] >= 'a' && text[at] <= 'z')
    text[at] = static_cast<char>(text[at] - 32);
  return text;
}

void Grammar::define(const std::string& name, std::vector<std::string> phrases, bool shuffled) {
  if (shuffled) random_.shuffle(phrases);
  symbols_[name] = std::move(phrases);
}

std::string Grammar::expand(std::string_view text) { return expand(text, 0); }

std::string Grammar::expand(std::string_view text, int depth) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') {
      out += text[i];
      continue;
    }
    const std::size_t end = closing(text, i + 1);
    if (end == std::string_view::npos || depth > 12) return out + std::string(text.substr(i));
    out += group(text.substr(i + 1, end - i - 1), depth + 1);
    i = end;
  }
  return out;
}

std::string Grammar::group(std::string_view inside, int depth) {
  if (std::all_of(inside.begin(), inside.end(), symbol_letter)) return symbol(inside, depth);
  const auto parts = alternatives(inside);
  // The same group met again gives another of its alternatives.
  const std::string key(inside);
  const auto found = taken_.find(key);
  const std::size_t choice = (found == taken_.end() ? column_ : found->second + 1) % parts.size();
  taken_[key] = choice;
  return expand(parts[choice], depth);
}

const std::string* Grammar::phrase(std::string name) {
  if (const auto found = symbols_.find(name); found != symbols_.end() && !found->second.empty()) {
    std::size_t& next = next_[name];
    return &found->second[next++ % found->second.size()];
  }
  const auto dot = name.rfind('.');
  if (dot == std::string::npos || dot + 2 != name.size() ||
      std::isdigit(static_cast<unsigned char>(name.back())) == 0)
    return nullptr;
  const std::size_t index = static_cast<std::size_t>(name.back() - '1');
  const auto found = symbols_.find(name.substr(0, dot));
  if (found == symbols_.end() || found->second.empty()) return nullptr;
  return &found->second[index % found->second.size()];
}

std::string Grammar::symbol(std::string_view name, int depth) {
  const bool capital = name.starts_with('^');
  if (capital) name.remove_prefix(1);
  const bool article = name.starts_with("a:");
  if (article) name.remove_prefix(2);
  const std::string* found = phrase(std::string(name));
  if (found == nullptr) {
    unknown_.insert(std::string(name));
    return "{" + std::string(name) + "}";
  }
  std::string text = expand(*found, depth);
  if (article) text = with_article(text);
  return capital ? capitalised(std::move(text)) : text;
}

}  // namespace kuleshov::write
