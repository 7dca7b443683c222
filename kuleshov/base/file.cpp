#include "kuleshov/base/file.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>

#include "kuleshov/base/environment.hpp"

namespace kuleshov::base {

namespace {

std::unexpected<Error> io_error(const Path& path, const std::string& doing) {
  const int code = errno;
  const auto kind = code == ENOENT ? ErrorKind::not_found : ErrorKind::io;
  const std::string reason = std::error_code(code, std::generic_category()).message();
  std::string remedy;
  if (code == ENOSPC) remedy = "free some disk space and start again; what was finished is kept";
  if (code == ENOENT) remedy = "check the path";
  if (code == EACCES) remedy = "check the permissions of the file and its folder";
  return fail("cannot " + doing + ": " + reason, remedy, {path.string()}, kind);
}

Result<void> write_all(int descriptor, std::string_view bytes, const Path& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error(path, "write");
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

std::string hex(std::span<const unsigned char> bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char b : bytes) {
    text += digits[b >> 4];
    text += digits[b & 15];
  }
  return text;
}

}  // namespace

Result<std::string> read_file(const Path& path, std::size_t most) {
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) {
    return fail("this is a folder, not a file", "name a file inside it", {path.string()});
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return io_error(path, "open");
  std::string bytes;
  char block[1 << 16];
  while (in.read(block, sizeof block) || in.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > most) {
      return fail("the file is larger than expected", "check that it is the right file",
                  {path.string()});
    }
  }
  if (in.bad()) return io_error(path, "read");
  return bytes;
}

PendingFile::PendingFile(Path target) : target_(std::move(target)) {
  static std::atomic<unsigned> counter{0};
  temporary_ = target_;
  temporary_ += ".part" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})) {}

PendingFile::~PendingFile() {
  std::error_code ignored;
  if (!temporary_.empty()) std::filesystem::remove(temporary_, ignored);
}

Result<void> PendingFile::commit() {
  if (::rename(temporary_.c_str(), target_.c_str()) != 0)
    return io_error(target_, "rename into place");
  temporary_.clear();
  return {};
}

Result<void> write_file(const Path& path, std::string_view bytes) {
  std::error_code code;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), code);
  PendingFile pending(path);
  const int descriptor =
      ::open(pending.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return io_error(path, "create");
  auto written = write_all(descriptor, bytes, path);
  if (written && ::fsync(descriptor) != 0) written = io_error(path, "write");
  if (::close(descriptor) != 0 && written) written = io_error(path, "write");
  if (!written) return written;
  return pending.commit();
}

std::string sha256(std::string_view bytes) {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex(digest);
}

Result<std::string> sha256_of_file(const Path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return io_error(path, "open");
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  char block[1 << 16];
  while (in.read(block, sizeof block) || in.gcount() > 0) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(block),
                              static_cast<unsigned long long>(in.gcount()));
  }
  if (in.bad()) return io_error(path, "read");
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state, digest);
  return hex(digest);
}

Path data_folder() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): never set after start
  if (const char* home = environment("KULESHOV_HOME")) return Path(home) / "data";
  return Path(KULESHOV_SOURCE_DIR) / "data";
}

}  // namespace kuleshov::base
