// Showings under way on disk, one file each, so that a server can be stopped and started while
// somebody watches. Files are readable by their owner alone and hold no signal (room/keep.hpp).
#pragma once

#include <string>
#include <string_view>

#include "kuleshov/base/file.hpp"

namespace kuleshov::serve {

// A showing that nobody came back to for so long is forgotten.
inline constexpr int kept_for_days = 7;

// Thread-safe for different tokens.
class KeptShowings {
 public:
  // `folder`: made where it is not there; empty: nothing is kept. What is too old is removed.
  explicit KeptShowings(base::Path folder);

  [[nodiscard]] bool keeps() const { return !folder_.empty(); }
  // Adds a line to the showing's file; an empty one removes the file. A disk that fails costs the
  // file, not the showing.
  void keep(const std::string& token, std::string_view line) const;
  // Empty: there is none, or the token is no token.
  [[nodiscard]] std::string read(const std::string& token) const;

 private:
  [[nodiscard]] base::Path file_of(const std::string& token) const;
  base::Path folder_;
};

}  // namespace kuleshov::serve
