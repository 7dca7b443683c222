#include "kuleshov/cut/maker.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace kuleshov::cut {

namespace {

std::vector<base::Path> files_below(const base::Path& folder) {
  std::vector<base::Path> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ignored)) {
    if (entry.is_regular_file(ignored)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::string hash_of_folders(const base::Path& root, std::span<const char* const> names) {
  std::string all;
  for (const char* name : names) {
    for (const base::Path& file : files_below(root / name)) {
      all += file.lexically_relative(root).generic_string() + '\n';
      all += base::sha256_of_file(file).value_or("unreadable") + '\n';
    }
  }
  return base::sha256(all);
}

std::string picture_maker() {
  static constexpr const char* tables[] = {"picture", "face", "cultures"};
  return KULESHOV_PICTURE_CODE + hash_of_folders(base::data_folder(), tables);
}

std::string sound_maker() {
  static constexpr const char* tables[] = {"sound"};
  return KULESHOV_SOUND_CODE + hash_of_folders(base::data_folder(), tables);
}

}  // namespace kuleshov::cut
