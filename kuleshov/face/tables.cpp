#include "kuleshov/face/tables.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <numeric>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/face/tables_read.hpp"

namespace kuleshov::face {

namespace {

std::string key_of(std::string_view text) {
  std::string key = base::lower_ascii(base::trim(text));
  std::ranges::replace(key, '_', '-');
  std::ranges::replace(key, ' ', '-');
  return key;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, change});
    }
  }
  return row.back();
}

// Marks that say how a sound is said, not which: length, stress, tone digits and letters.
std::string bare_symbol(std::string_view symbol) {
  static constexpr std::string_view marks[] = {"ː", "ˈ", "ˌ", "ˑ", "˥", "˦", "˧", "˨", "˩", "̃",
                                               "̩",  "̯",  ":", "'", ",", "1", "2", "4", "5"};
  std::string out(symbol);
  for (const auto mark : marks) {
    for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark)) {
      out.erase(at, mark.size());
    }
  }
  return out;
}

std::size_t first_letter_bytes(const std::string& text) {
  std::size_t n = 1;
  while (n < text.size() && (static_cast<unsigned char>(text[n]) & 0xC0U) == 0x80U) ++n;
  return n;
}

}  // namespace

double distance_of_affect(const Term& a, const Term& b) {
  return std::hypot(a.valence - b.valence, a.arousal - b.arousal);
}

const Term* Tables::find(std::string_view emotion) const {
  const std::string key = key_of(emotion);
  for (const Term& term : terms) {
    if (term.name == key) return &term;
  }
  for (const Term& term : terms) {
    if (std::ranges::find(term.aliases, key) != term.aliases.end()) return &term;
  }
  return nullptr;
}

base::Result<const Term*> Tables::named(std::string_view emotion) const {
  if (const Term* term = find(emotion)) return term;
  std::string near;
  for (const auto& word : nearest(emotion, 4)) near += (near.empty() ? "" : ", ") + word;
  return base::fail("the emotion '" + std::string(emotion) + "' is not in the vocabulary",
                    "nearest: " + near);
}

std::vector<std::string> Tables::nearest(std::string_view emotion, std::size_t most) const {
  const std::string key = key_of(emotion);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const Term& term : terms) {
    std::size_t best = edit_distance(key, term.name);
    for (const auto& alias : term.aliases) best = std::min(best, edit_distance(key, alias));
    ranked.emplace_back(best, term.name);
  }
  std::ranges::sort(ranked);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(most, ranked.size()); ++i) out.push_back(ranked[i].second);
  return out;
}

const Viseme& Tables::viseme(std::string_view symbol) const {
  static const Viseme unknown{};
  const auto exact = visemes.find(symbol);
  if (exact != visemes.end()) return exact->second;
  const std::string bare = bare_symbol(symbol);
  const auto plain = visemes.find(bare);
  if (plain != visemes.end()) return plain->second;
  if (!bare.empty()) {  // a diphthong or affricate not listed: its first sound
    const auto first = visemes.find(bare.substr(0, first_letter_bytes(bare)));
    if (first != visemes.end()) return first->second;
  }
  const auto rest = visemes.find("");
  return rest == visemes.end() ? unknown : rest->second;
}

namespace {
base::Result<Tables> read_all(const base::Path& at) {
  Tables out;
  TRY(read_units(at / "au_to_arkit.yaml", out));
  TRY(read_vocabulary(at / "vocabulary.yaml", out));
  TRY(read_rules(at / "rules.yaml", out));
  TRY(read_timing(at / "timing.yaml", out));
  TRY(read_visemes(at / "visemes.yaml", out));
  return out;
}
}  // namespace

base::Result<Tables> read_tables(const std::string& folder) {
  try {
    return read_all(folder);
  } catch (const std::exception& error) {  // yaml-cpp throws where a section is missing
    return base::fail(std::string("a section is missing: ") + error.what(),
                      "compare with data/face of the project", {folder, 0, 0, 0});
  }
}

base::Result<const Tables*> tables() {
  static std::mutex lock;
  static std::unique_ptr<const Tables> loaded;
  const std::scoped_lock guard(lock);
  if (!loaded) {
    loaded = std::make_unique<Tables>(TRY(read_tables((base::data_folder() / "face").string())));
  }
  return loaded.get();
}

}  // namespace kuleshov::face
