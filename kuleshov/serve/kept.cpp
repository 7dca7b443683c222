#include "kuleshov/serve/kept.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace kuleshov::serve {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t token_digits = 32;
constexpr std::size_t most_kept_bytes = std::size_t{16} << 20;

bool is_token(std::string_view token) {
  return token.size() == token_digits && std::all_of(token.begin(), token.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

void forget_old(const base::Path& folder) {
  const auto oldest = fs::file_time_type::clock::now() - std::chrono::days(kept_for_days);
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const bool ours = is_token(entry.path().stem().string()) && entry.is_regular_file(failed);
    if (ours && entry.last_write_time(failed) < oldest) fs::remove(entry.path(), failed);
  }
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

KeptShowings::KeptShowings(base::Path folder) : folder_(std::move(folder)) {
  if (folder_.empty()) return;
  std::error_code failed;
  const bool made = fs::create_directories(folder_, failed);
  if (made) fs::permissions(folder_, fs::perms::owner_all, failed);
  forget_old(folder_);
}

base::Path KeptShowings::file_of(const std::string& token) const {
  return folder_ / (token + ".jsonl");
}

void KeptShowings::keep(const std::string& token, std::string_view line) const {
  if (!keeps() || !is_token(token)) return;
  const base::Path path = file_of(token);
  std::error_code ignored;
  if (line.empty()) {
    fs::remove(path, ignored);
    return;
  }
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return;
  const bool whole = write_all(file, std::string(line) + "\n");
  ::close(file);
  if (!whole) fs::remove(path, ignored);
}

std::string KeptShowings::read(const std::string& token) const {
  if (!keeps() || !is_token(token)) return {};
  return base::read_file(file_of(token), most_kept_bytes).value_or(std::string{});
}

}  // namespace kuleshov::serve
