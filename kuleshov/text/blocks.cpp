#include "kuleshov/text/blocks.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kuleshov/text/direction.hpp"
#include "kuleshov/text/emphasis.hpp"

namespace kuleshov::text {

namespace {

// Final Draft lets action, headings and parentheticals run one character over their width.
std::size_t width_of(const ParagraphStyle& style, bool one_over) {
  return static_cast<std::size_t>(std::lround((style.right - style.left) * 10)) +
         (one_over ? 1 : 0);
}

Part make_part(const Element& element, std::size_t index, const ParagraphStyle& style,
               bool one_over, std::string text) {
  Part part{index, element.type, style, std::move(text), width_of(style, one_over), {}};
  part.lines = wrap(part.text, part.width);
  part.revision = element.revision;
  part.cut = element.cut;
  part.right_to_left = right_to_left(plain(part.text));
  return part;
}

// The same part as narrow as a column of two who speak at once.
Part in_column(Part part, Column column) {
  const double shift = column == Column::left ? 0 : 3.125;
  if (part.type == ElementType::character) {
    part.width = 29;
    part.style.left = dual_cue_left(columns(part.text), column);
  } else if (part.type == ElementType::parenthetical) {
    part.width = 24;
    part.style.left = 1.75 + shift;
  } else {
    part.width = 29;
    part.style.left = 1.5 + shift;
  }
  part.lines = wrap(part.text, part.width);
  return part;
}

std::vector<Part> in_column(std::vector<Part> parts, Column column) {
  for (Part& part : parts) part = in_column(std::move(part), column);
  return parts;
}

class BlockBuilder {
 public:
  BlockBuilder(const Script& script, const PageFormat& format) : script_(script), format_(format) {}

  std::vector<Block> build() {
    for (std::size_t i = 0; i < script_.elements.size(); ++i) add(script_.elements[i], i);
    if (dual_) join_dual();
    return std::move(blocks_);
  }

 private:
  // The last two speeches are one block.
  void join_dual() {
    const Block second = std::move(blocks_.back());
    blocks_.pop_back();
    Block& first = blocks_.back();
    first.parts = in_column(std::move(first.parts), Column::left);
    first.beside = in_column(second.parts, Column::right);
    dual_ = false;
  }

  void add(const Element& e, std::size_t i) {
    const bool says = e.type == ElementType::parenthetical || e.type == ElementType::dialogue ||
                      e.type == ElementType::lyrics || e.type == ElementType::note ||
                      e.type == ElementType::boneyard || e.type == ElementType::blank;
    if (dual_ && !says) join_dual();
    switch (e.type) {
      case ElementType::scene_heading: {
        Block block = single(make_part(e, i, format_.heading, true, e.text));
        block.heading = true;
        block.number = e.scene_number;
        blocks_.push_back(std::move(block));
        break;
      }
      case ElementType::action:
      case ElementType::centered:
        blocks_.push_back(single(make_part(e, i, format_.action, true, e.text)));
        break;
      case ElementType::transition:
        blocks_.push_back(single(make_part(e, i, format_.transition, false, e.text)));
        break;
      case ElementType::character: {
        Block block = single(make_part(e, i, format_.character, false, e.text));
        block.speech = true;
        block.cue = e.text;
        if (dual_) join_dual();
        dual_ =
            e.dual && !blocks_.empty() && blocks_.back().speech && blocks_.back().beside.empty();
        blocks_.push_back(std::move(block));
        break;
      }
      case ElementType::parenthetical:
        add_to_speech(make_part(e, i, format_.parenthetical, true, "(" + e.text + ")"));
        break;
      case ElementType::dialogue:
      case ElementType::lyrics:
        add_to_speech(make_part(e, i, format_.dialogue, false, e.text));
        break;
      case ElementType::page_break: {
        Block block = single(Part{i, e.type, format_.action, "", 61, {}});
        block.page_break = true;
        blocks_.push_back(std::move(block));
        break;
      }
      default:
        break;
    }
  }

  static Block single(Part part) {
    Block block;
    block.parts.push_back(std::move(part));
    return block;
  }

  void add_to_speech(Part part) {
    if (!blocks_.empty() && blocks_.back().speech)
      blocks_.back().parts.push_back(std::move(part));
    else
      blocks_.push_back(single(std::move(part)));
  }

  const Script& script_;
  const PageFormat& format_;
  std::vector<Block> blocks_;
  bool dual_ = false;  // the last block is the second of two who speak at once
};

}  // namespace

double dual_cue_left(double characters, Column column) {
  const double more = std::max(0.0, characters - 1);
  const double left = std::lround((2.875 - more * 3 / 64) * 16) / 16.0;
  return std::max(1.5, left) + (column == Column::left ? 0 : 3.125);
}

std::vector<Block> blocks_of(const Script& script, const PageFormat& format) {
  return BlockBuilder(script, format).build();
}

}  // namespace kuleshov::text
