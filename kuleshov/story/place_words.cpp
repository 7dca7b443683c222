#include "kuleshov/story/place_words.hpp"

#include "kuleshov/base/text.hpp"

namespace kuleshov::story {

std::vector<std::string> place_words(const Setting& setting) {
  std::vector<std::string> all;
  for (const std::string& text : {setting.kind, setting.id.str(), setting.heading}) {
    const std::string name = base::slug(text);
    const auto words = base::split(name, '-');
    all.push_back(name);
    all.insert(all.end(), words.rbegin(), words.rend());
  }
  return all;
}

}  // namespace kuleshov::story
