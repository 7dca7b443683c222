#include "kuleshov/text/paginate.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/blocks.hpp"
#include "kuleshov/text/direction.hpp"
#include "kuleshov/text/emphasis.hpp"

namespace kuleshov::text {

namespace {

constexpr std::size_t fewest_lines = 2;  // widows and orphans

// Byte offsets just after each sentence's end (before the spaces that follow).
std::vector<std::size_t> sentence_ends(const std::string& text) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    std::size_t end = i + 1;
    while (end < text.size() &&
           std::string_view("\"')*_").find(text[end]) != std::string_view::npos)
      ++end;
    if (text.compare(end, 3, "\xE2\x80\x9D") == 0 || text.compare(end, 3, "\xE2\x80\x99") == 0)
      end += 3;
    if (end < text.size() && (text[end] == ' ' || text[end] == '\n')) ends.push_back(end);
  }
  return ends;
}

struct Split {
  Block top;
  Block bottom;
  bool at_sentence = false;
};

std::size_t content_lines(const Block& block) {
  std::size_t count = 0;
  for (const Part& part : block.parts)
    count += part.type == ElementType::character ? 0 : part.lines.size();
  return count;
}

// The block cut inside part `p` at byte `at` of its text (or before part `p` when `at` is 0).
Split split_at(const Block& block, std::size_t p, std::size_t at) {
  Split split{block, block, at > 0};
  split.top.parts.resize(p + (at > 0 ? 1 : 0));
  split.bottom.parts.erase(split.bottom.parts.begin(),
                           split.bottom.parts.begin() + static_cast<std::ptrdiff_t>(p));
  if (at > 0) {
    Part& upper = split.top.parts.back();
    Part& lower = split.bottom.parts.front();
    upper.text = upper.text.substr(0, at);
    lower.text = std::string(base::trim(std::string_view(lower.text).substr(at)));
    upper.lines = wrap(upper.text, upper.width);
    lower.lines = wrap(lower.text, lower.width);
  }
  split.bottom.heading = false;
  return split;
}

// The legal split that fits `room` lines: a sentence's end before a part's, then the fullest page.
std::optional<Split> best_split(const Block& block, double room) {
  std::optional<Split> best;
  if (!block.beside.empty()) return best;
  const auto consider = [&](Split split) {
    if (split.top.height() > room + 1e-9) return;
    if (content_lines(split.top) < fewest_lines || content_lines(split.bottom) < fewest_lines)
      return;
    const bool better = !best || split.top.line_count() >= best->top.line_count();
    if (better) best = std::move(split);
  };
  for (std::size_t p = 0; p < block.parts.size(); ++p) {
    const Part& part = block.parts[p];
    if (p > 1) consider(split_at(block, p, 0));
    const bool divisible = part.type == ElementType::dialogue || part.type == ElementType::lyrics ||
                           part.type == ElementType::action;
    if (!divisible || part.lines.size() < 3) continue;
    for (const std::size_t end : sentence_ends(part.text)) consider(split_at(block, p, end));
  }
  return best;
}

class Paginator {
 public:
  Paginator(std::vector<Block> blocks, const PageFormat& format)
      : blocks_(std::move(blocks)), format_(format) {}

  std::vector<Page> run() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) place(i);
    return std::move(pages_);
  }

 private:
  [[nodiscard]] bool at_top() const { return pages_.empty() || pages_.back().lines.empty(); }
  [[nodiscard]] double room(const Block& block) const {
    return format_.lines - used_ - (at_top() ? 0 : block.space_before());
  }

  void place(std::size_t i) {
    Block block = blocks_[i];
    if (block.page_break) {
      if (!at_top()) new_page();
      return;
    }
    if (!at_top() && block.heading && !heading_stays(i)) new_page();
    for (;;) {
      const double left = room(block) - block.height();
      if (left >= -1e-9 && (at_top() || !strands_transition(i, left))) return put(block, false);
      std::optional<Split> split = block.heading ? std::nullopt : best_split(block, room(block));
      if (!split && at_top()) return put(block, true);  // longer than a page and indivisible
      if (split) {
        put(split->top, false);
        if (block.speech) more(split->top);
        new_page();
        continued_ = true;
        if (block.speech && split->bottom.parts.front().type != ElementType::character)
          again(split->bottom, block.cue);
        block = std::move(split->bottom);
        continue;
      }
      new_page();
    }
  }

  // A transition does not begin a page: what it ends goes with it.
  [[nodiscard]] bool strands_transition(std::size_t i, double left) const {
    if (i + 1 >= blocks_.size()) return false;
    const Block& next = blocks_[i + 1];
    const bool transition = next.parts.front().type == ElementType::transition;
    return transition && next.space_before() + next.height() > left + 1e-9;
  }

  // A heading needs, below it on the page, what follows: whole, or the top of a legal split.
  [[nodiscard]] bool heading_stays(std::size_t i) const {
    const Block& heading = blocks_[i];
    double left = room(heading) - heading.height();
    if (left < 0) return false;
    if (i + 1 >= blocks_.size() || blocks_[i + 1].page_break) return true;
    const Block& next = blocks_[i + 1];
    left -= next.space_before();
    if (next.height() <= left + 1e-9)
      return !next.heading || heading_stays_after(i + 1, left - next.height());
    const bool thin = !next.speech && next.line_count() < 2 * fewest_lines + 1;
    return !thin && best_split(next, left).has_value();
  }

  [[nodiscard]] bool heading_stays_after(std::size_t i, double left) const {
    if (i + 1 >= blocks_.size()) return true;
    const Block& next = blocks_[i + 1];
    left -= next.space_before();
    return next.height() <= left + 1e-9 || best_split(next, left).has_value();
  }

  void new_page() {
    Page page;
    page.number = static_cast<int>(pages_.size()) + 1;
    pages_.push_back(std::move(page));
    used_ = 0;
  }

  void put(const Block& block, bool spill) {
    if (pages_.empty()) new_page();
    if (at_top()) {
      pages_.back().first_element = block.parts.front().element;
      pages_.back().continues = continued_;
    } else {
      used_ += block.space_before();
    }
    continued_ = false;
    const double top = used_;
    put(block.parts, block.number, spill);
    const double bottom = used_;
    if (block.beside.empty()) return;
    used_ = top;
    put(block.beside, "", false);
    used_ = std::max(used_, bottom);
  }

  void put(const std::vector<Part>& parts, const std::string& number, bool spill) {
    for (const Part& part : parts) {
      if (part.outside) {
        pages_.back().lines.push_back({part.text, part.style.left * 10, used_ - 1, "", false, false,
                                       0, 0, part.right_to_left});
        continue;
      }
      bool first = true;
      for (const std::string& line : part.lines) {
        if (spill && used_ >= format_.lines) new_page();
        used_ += part.style.spacing - 1;
        pages_.back().lines.push_back(printed(part, line, first ? number : ""));
        if (first && part.revision == 0) pages_.back().lines.back().revision = part.cut;
        pages_.back().revision =
            std::max(pages_.back().revision, pages_.back().lines.back().revision);
        used_ += 1;
        first = false;
      }
    }
  }

  [[nodiscard]] PrintedLine printed(const Part& part, const std::string& line,
                                    const std::string& number) const {
    PrintedLine out{line, part.style.left * 10, used_, number, false, false, part.revision};
    out.right_aligned = part.type == ElementType::transition;
    out.centered = part.type == ElementType::centered;
    out.width = static_cast<double>(part.width);
    out.right_to_left = part.right_to_left;
    return out;
  }

  // (MORE) and NAME (CONT'D) stand outside the count of lines.
  void more(const Block&) {
    pages_.back().lines.push_back(
        {"(MORE)", format_.character.left * 10, used_, "", false, false, 0});
  }
  void again(Block& bottom, const std::string& cue) {
    const bool marked = cue.find("(CONT") != std::string::npos;
    Part part{bottom.parts.front().element,
              ElementType::character,
              format_.character,
              marked ? cue : cue + " (CONT'D)",
              60,
              {}};
    part.lines = {part.text};
    part.right_to_left = right_to_left(plain(cue));
    part.outside = true;
    bottom.parts.insert(bottom.parts.begin(), std::move(part));
  }

  std::vector<Block> blocks_;
  const PageFormat& format_;
  std::vector<Page> pages_;
  double used_ = 0;
  bool continued_ = false;
};

}  // namespace

std::vector<Page> paginate(const Script& script, const PageFormat& format) {
  return Paginator(blocks_of(script, format), format).run();
}

}  // namespace kuleshov::text
