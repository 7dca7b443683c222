#include "kuleshov/write/beat_places.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "kuleshov/base/text.hpp"

namespace kuleshov::write {

namespace {

// What a mismatch costs, beside the distance from where the beat would stand by its order alone
// (0: there; 1: at the other end). A kind that is known weighs more than a place in the order.
constexpr double order_weight = 1.5;
constexpr double kind_weight = 1.0;
constexpr double absent_weight = 0.4;
constexpr double time_weight = 0.25;
constexpr double crowd_weight = 0.15;  // two beats before one scene

bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// "burn" in "burns", "burned", "burning"; several words as they stand.
bool has_phrase(const std::string& text, const std::string& phrase) {
  for (std::size_t at = text.find(phrase); at != std::string::npos;
       at = text.find(phrase, at + 1)) {
    if (at > 0 && letter(text[at - 1])) continue;
    std::size_t end = at + phrase.size();
    for (const char* ending : {"s", "es", "ed", "d", "ing"})
      if (text.compare(end, std::string_view(ending).size(), ending) == 0 &&
          (end + std::string_view(ending).size() == text.size() ||
           !letter(text[end + std::string_view(ending).size()])))
        return true;
    if (end == text.size() || !letter(text[end])) return true;
  }
  return false;
}

double cost_of(const Sense& beat, const Sense& spot, double wanted, double here) {
  double cost = order_weight * std::abs(wanted - here);
  const auto shared = [&](const std::string& kind) { return spot.kinds.contains(kind); };
  if (!beat.kinds.empty() && std::none_of(beat.kinds.begin(), beat.kinds.end(), shared))
    cost += kind_weight;
  for (const std::string& role : beat.who)
    if (!spot.who.contains(role)) cost += absent_weight / static_cast<double>(beat.who.size());
  if (!beat.time.empty() && !spot.time.empty() && beat.time != spot.time) cost += time_weight;
  return cost;
}

double share(std::size_t index, std::size_t count) {
  return count < 2 ? 0.5 : static_cast<double>(index) / static_cast<double>(count - 1);
}

}  // namespace

std::set<std::string> kinds_in(std::string_view text, const Entry& beat_words) {
  const std::string low = base::lower_ascii(std::string(text));
  std::set<std::string> kinds;
  for (const auto& [kind, phrases] : beat_words.words)
    if (std::any_of(phrases.begin(), phrases.end(),
                    [&](const std::string& phrase) { return has_phrase(low, phrase); }))
      kinds.insert(kind);
  return kinds;
}

std::string time_said(std::string_view text) {
  const std::string low = base::lower_ascii(std::string(text));
  for (const auto& [word, time] :
       std::vector<std::pair<std::string, std::string>>{{"dawn", "dawn"},
                                                        {"sunrise", "dawn"},
                                                        {"morning", "morning"},
                                                        {"midnight", "night"},
                                                        {"tonight", "night"},
                                                        {"night", "night"},
                                                        {"evening", "dusk"},
                                                        {"dusk", "dusk"},
                                                        {"sunset", "dusk"},
                                                        {"noon", "day"},
                                                        {"afternoon", "day"}})
    if (has_phrase(low, word)) return time;
  return {};
}

std::string place_said(std::string_view text,
                       const std::vector<std::pair<std::string, std::string>>& headings) {
  const std::string low = base::lower_ascii(std::string(text));
  for (const auto& [id, heading] : headings) {
    const std::string words = base::lower_ascii(heading);
    for (const std::string_view word : base::split(words, ' '))
      if (word.size() > 3 && word != "above" && word != "behind" && word != "below" &&
          has_phrase(low, "the " + std::string(word)))
        return id;
  }
  for (const char* outdoors : {"in the yard", "in the garden", "in the street", "on the road",
                               "on the beach", "in the field", "in the rain", "outside"})
    if (has_phrase(low, outdoors)) return "out";
  return {};
}

std::vector<std::size_t> places_for(const std::vector<Sense>& beats,
                                    const std::vector<Sense>& spots) {
  const std::size_t n = beats.size();
  const std::size_t m = spots.size();
  std::vector<std::vector<double>> least(n, std::vector<double>(m, 1e9));
  std::vector<std::vector<std::size_t>> from(n, std::vector<std::size_t>(m, 0));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < m; ++j) {
      // The middle of the i-th of n equal parts, as if every beat were as long as the others.
      const double wanted = (static_cast<double>(i) + 0.5) / static_cast<double>(n);
      const double own = cost_of(beats[i], spots[j], wanted, share(j, m));
      if (i == 0) least[i][j] = own;
      for (std::size_t k = 0; i > 0 && k <= j; ++k) {
        const double all = least[i - 1][k] + own + (k == j ? crowd_weight : 0);
        if (all < least[i][j]) least[i][j] = all, from[i][j] = k;
      }
    }
  std::vector<std::size_t> places(n);
  if (n == 0) return places;
  const auto& last = least.back();
  places[n - 1] =
      static_cast<std::size_t>(std::min_element(last.begin(), last.end()) - last.begin());
  for (std::size_t i = n - 1; i > 0; --i) places[i - 1] = from[i][places[i]];
  return places;
}

}  // namespace kuleshov::write
