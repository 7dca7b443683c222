// A grammar whose symbols mean something: `{t.record}` is the trade's book, `{H.s}` the hero's
// pronoun, `{a|b}` one of two ways to say it. It remembers what was used, so that a phrase with
// alternatives is not heard twice before all were heard once.
//
// `{name}`      a symbol: the next of its phrases      `{name.2}`  its second phrase, always
// `{^name}`     with a capital                         `{a:name}`  with "a" or "an"
// `{x|y {z}}`   one of several; symbols inside are expanded
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/random.hpp"

namespace kuleshov::write {

class Grammar {
 public:
  explicit Grammar(base::Random& random) : random_(random) {}
  // Phrases are put in an order of this film's own when shuffled.
  void define(const std::string& name, std::vector<std::string> phrases, bool shuffled = false);
  [[nodiscard]] bool knows(const std::string& name) const { return symbols_.contains(name); }
  // Unknown symbols stay as written, with braces, and are remembered in unknown().
  std::string expand(std::string_view text);
  // Groups take this alternative from here on, so that question and answer of one scene stay
  // together.
  void set_column(std::size_t column) { column_ = column; }
  [[nodiscard]] const std::set<std::string>& unknown() const { return unknown_; }

 private:
  std::string group(std::string_view inside, int depth);
  std::string symbol(std::string_view name, int depth);
  std::string expand(std::string_view text, int depth);
  const std::string* phrase(std::string name);

  base::Random& random_;
  std::size_t column_ = 0;
  std::map<std::string, std::vector<std::string>> symbols_;
  std::map<std::string, std::size_t> next_;
  std::map<std::string, std::size_t> taken_;  // alternatives, by the text of their group
  std::set<std::string> unknown_;
};

// "a" or "an" before the phrase, by its first letter.
std::string with_article(const std::string& phrase);
// First letter upper case (ASCII); quotation marks before it are skipped.
std::string capitalised(std::string text);

}  // namespace kuleshov::write
