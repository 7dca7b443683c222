#include "kuleshov/write/premise_hints.hpp"

#include <algorithm>
#include <cctype>

namespace kuleshov::write {

namespace {

double words_of_an_event(const Plot& plot) {
  double words = 0;
  for (const Event& event : plot.events)
    for (const std::string& text : event.texts)
      words += static_cast<double>(std::count(text.begin(), text.end(), ' '));
  return words / static_cast<double>(std::max<std::size_t>(plot.events.size(), 1));
}

}  // namespace

void keep_the_short(std::vector<const Plot*>& plots) {
  double least = 1e9;
  for (const Plot* plot : plots) least = std::min(least, words_of_an_event(*plot));
  std::erase_if(plots, [&](const Plot* plot) { return words_of_an_event(*plot) > 1.15 * least; });
}

std::string place_named(std::string_view premise) {
  for (auto at = premise.find(" in "); at != std::string_view::npos;
       at = premise.find(" in ", at)) {
    at += 4;
    const std::string_view name =
        premise.substr(at, std::min(premise.size(), premise.find_first_of(" ,.;!?", at)) - at);
    if (!name.empty() && std::isupper(static_cast<unsigned char>(name[0])) != 0)
      return std::string(name);
  }
  return {};
}

}  // namespace kuleshov::write
