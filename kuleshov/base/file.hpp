// Files, whole or not at all: what is written appears under its name only when it is complete.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::base {

using Path = std::filesystem::path;

// The whole file. Errors: not_found, io; `most` bytes at the most, else bad_input.
Result<std::string> read_file(const Path& path, std::size_t most = std::size_t{1} << 31);

// Writes to a temporary name in the same folder, syncs, renames. On any error nothing is left
// behind under either name (an older file of that name stays). Makes missing folders.
Result<void> write_file(const Path& path, std::string_view bytes);

// A temporary name beside `path` that write_file's rules apply to: for writers that stream.
// The file is renamed by commit() and removed by the destructor otherwise.
class PendingFile {
 public:
  explicit PendingFile(Path target);
  PendingFile(PendingFile&&) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile();
  [[nodiscard]] const Path& path() const { return temporary_; }
  Result<void> commit();

 private:
  Path target_;
  Path temporary_;
};

// SHA-256 (FIPS 180-4), lower-case hexadecimal.
std::string sha256(std::string_view bytes);
Result<std::string> sha256_of_file(const Path& path);

// Where the project's read-only data lie (cultures, genres, tables): $KULESHOV_HOME/data when that
// variable is set, else the folder of the source tree the program was built from.
Path data_folder();

}  // namespace kuleshov::base
