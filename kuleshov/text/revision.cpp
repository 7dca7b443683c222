#include "kuleshov/text/revision.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace kuleshov::text {

namespace {

// Papers as Final Draft 12 writes them into a file's Revisions.
constexpr std::array papers{
    Revision{"blue", 0.78, 0.93, 1.0},       Revision{"pink", 0.99, 0.80, 0.83},
    Revision{"yellow", 0.99, 1.0, 0.67},     Revision{"green", 0.82, 1.0, 0.82},
    Revision{"goldenrod", 0.98, 0.80, 0.22}, Revision{"buff", 0.99, 0.93, 0.62},
    Revision{"salmon", 0.97, 0.68, 0.56},    Revision{"cherry", 0.98, 0.64, 0.71},
    Revision{"tan", 0.85, 0.75, 0.60}};

constexpr std::size_t most_compared = 25'000'000;  // 100 MB

bool prints(const Element& element) {
  switch (element.type) {
    case ElementType::title_page:
    case ElementType::section:
    case ElementType::synopsis:
    case ElementType::note:
    case ElementType::boneyard:
    case ElementType::page_break:
    case ElementType::blank:
      return false;
    default:
      return true;
  }
}

std::vector<std::size_t> printing(const Script& script) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < script.elements.size(); ++i)
    if (prints(script.elements[i])) all.push_back(i);
  return all;
}

bool same(const Element& a, const Element& b) { return a.type == b.type && a.text == b.text; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// The two scripts' printing elements, without those that both begin and end with.
struct Middle {
  std::vector<std::size_t> before, now;
  std::vector<std::size_t> rest;  // of `now`: what both end with, or else its last
};

Middle middle_of(const Script& before, const Script& now) {
  const std::vector<std::size_t> all = printing(now);
  Middle middle{printing(before), all, {}};
  const auto equal = [&](std::size_t a, std::size_t b) {
    return same(before.elements[a], now.elements[b]);
  };
  const auto [a, b] = std::mismatch(middle.before.begin(), middle.before.end(), middle.now.begin(),
                                    middle.now.end(), equal);
  middle.before.erase(middle.before.begin(), a);
  middle.now.erase(middle.now.begin(), b);
  const auto [c, d] = std::mismatch(middle.before.rbegin(), middle.before.rend(),
                                    middle.now.rbegin(), middle.now.rend(), equal);
  middle.before.erase(c.base(), middle.before.end());
  middle.rest.assign(d.base(), middle.now.end());
  if (middle.rest.empty() && !all.empty()) middle.rest = {all.back()};
  middle.now.erase(d.base(), middle.now.end());
  return middle;
}

// Lengths of the longest common subsequences of every two ends.
std::vector<std::vector<std::uint32_t>> common_ends(const Middle& middle, const Script& before,
                                                    const Script& now) {
  std::vector<std::vector<std::uint32_t>> length(
      middle.before.size() + 1, std::vector<std::uint32_t>(middle.now.size() + 1, 0));
  for (std::size_t i = middle.before.size(); i-- > 0;)
    for (std::size_t j = middle.now.size(); j-- > 0;)
      length[i][j] = same(before.elements[middle.before[i]], now.elements[middle.now[j]])
                         ? length[i + 1][j + 1] + 1
                         : std::max(length[i + 1][j], length[i][j + 1]);
  return length;
}

}  // namespace

const Revision& revision(int number) {
  const auto count = static_cast<int>(papers.size());
  return papers[static_cast<std::size_t>(((number - 1) % count + count) % count)];
}

std::optional<int> revision_called(std::string_view name) {
  for (std::size_t i = 0; i < papers.size(); ++i)
    if (std::equal(name.begin(), name.end(), papers[i].name.begin(), papers[i].name.end(),
                   [](char a, char b) { return lower(a) == b; }))
      return static_cast<int>(i) + 1;
  int number = 0;
  const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (fault != std::errc{} || end != name.data() + name.size() || number < 1) return std::nullopt;
  return number;
}

std::size_t mark_changes(const Script& before, Script& now, int number) {
  Middle middle = middle_of(before, now);
  // Two scripts that have nothing in common need no table of what they have.
  if (middle.before.size() * middle.now.size() > most_compared) middle.before.clear();
  const auto length = common_ends(middle, before, now);
  const std::size_t taken = middle.before.size();
  const std::size_t put = middle.now.size();
  std::size_t changed = 0;
  bool was_put = false;    // what stands before `j` is new
  bool was_taken = false;  // something stood before `j`
  for (std::size_t i = 0, j = 0; i < taken || j < put;) {
    const bool kept = i < taken && j < put &&
                      same(before.elements[middle.before[i]], now.elements[middle.now[j]]);
    if (!kept && i < taken && (j == put || length[i + 1][j] >= length[i][j + 1])) {
      ++i;
      was_taken = true;
      continue;
    }
    Element& element = now.elements[middle.now[j]];
    if (!kept) element.revision = number;
    if (kept && was_taken && !was_put) element.cut = number;
    changed += !kept || element.cut == number ? 1 : 0;
    was_put = !kept;
    was_taken = false;
    i += kept ? 1 : 0;
    ++j;
  }
  if (!was_taken || was_put || middle.rest.empty()) return changed;
  now.elements[middle.rest.front()].cut = number;
  return changed + 1;
}

}  // namespace kuleshov::text
