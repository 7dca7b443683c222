// What is said, as text on the screen.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kuleshov/cut/lines.hpp"
#include "kuleshov/cut/manifest.hpp"

namespace kuleshov::cut {

// Cues of a shot in `language`, timed by the sound of `spoken` (the same language where it is
// spoken, else the film's first). At most two rows of 42 characters (21 for Chinese, Japanese and
// Korean); at least 1 s each (BBC Subtitle Guidelines 1.2).
std::vector<Caption> captions_of(const story::Film& film, const story::Shot& shot,
                                 const Layout& layout, const SpokenLines& lines,
                                 const std::string& language);

// A text in pieces of at most `most` columns, broken at the best place; wide characters count two.
std::vector<std::string> break_text(std::string_view text, std::size_t most);

// A caption in rows of at most `most` columns: one, or two that are about as long as each other,
// broken at a sentence or clause where that costs little; more only if two do not hold it.
std::string rows_of(std::string_view text, std::size_t most);

// WebVTT (W3C) of cues, each moved by its own offset in seconds.
std::string to_vtt(const std::vector<std::pair<double, Caption>>& cues);

}  // namespace kuleshov::cut
