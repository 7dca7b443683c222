// A film package while it is being made. Thread-safe: shots may be put in from any thread.
#pragma once

#include <mutex>
#include <string>

#include "kuleshov/base/file.hpp"
#include "kuleshov/cut/manifest.hpp"

namespace kuleshov::cut {

class Package {
 public:
  // Only one `make` at a time may write to a folder; errors: bad_input when another does, io.
  static base::Result<Package> open(const base::Path& folder, Manifest manifest);
  Package(Package&&) noexcept;
  Package& operator=(Package&&) = delete;
  ~Package();

  [[nodiscard]] const base::Path& folder() const { return folder_; }
  // Whole or not at all; gives back name, size and hash.
  base::Result<PackageFile> add_file(const std::string& name, std::string_view bytes);
  // A file that is already there under that name, or an Error.
  [[nodiscard]] base::Result<PackageFile> known_file(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const;

  // Changes the manifest under the lock and writes it.
  template <class Change>
  base::Result<void> change(Change with) {
    const std::scoped_lock lock(*mutex_);
    with(manifest_);
    return save();
  }
  // Removes files of earlier makes, and what a killed make left, that the manifest does not name.
  void sweep();

 private:
  Package(base::Path folder, Manifest manifest, int lock);
  base::Result<void> save();

  base::Path folder_;
  Manifest manifest_;
  int lock_ = -1;
  std::unique_ptr<std::mutex> mutex_;
};

}  // namespace kuleshov::cut
