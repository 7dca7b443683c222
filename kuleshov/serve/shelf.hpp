// The films on offer. A package that is still being made is read again as it grows.
#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/room/package.hpp"

namespace kuleshov::serve {

// Thread-safe.
class Shelf {
 public:
  // Errors: no folder given, or none of them holds a package; those that fail while others are fine
  // are left out and logged, and tried again later (they may be in the making).
  static base::Result<Shelf> open(const std::vector<base::Path>& folders,
                                  const std::string& first = {});
  Shelf(Shelf&& other) noexcept;

  // The newest reading of each film, in the order given, `first` before all.
  std::vector<room::PackagePointer> films();
  // Empty when there is none of that id.
  room::PackagePointer find(std::string_view id);

 private:
  struct Entry {
    base::Path folder;
    room::PackagePointer package;
    std::filesystem::file_time_type written;
    std::chrono::steady_clock::time_point looked;
  };
  Shelf() = default;
  static void refresh(Entry& entry);

  std::mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace kuleshov::serve
