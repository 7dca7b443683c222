// yaml-cpp behind a face that does not throw. For .cpp files of this room only.
#pragma once

#include <yaml-cpp/yaml.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::write {

inline base::Result<YAML::Node> parse_yaml(std::string_view text, const std::string& file) {
  try {
    return YAML::Load(std::string(text));
  } catch (const YAML::Exception& error) {
    return base::fail(error.msg, "mend the YAML",
                      {file, static_cast<std::size_t>(error.mark.line + 1),
                       static_cast<std::size_t>(error.mark.column + 1)});
  }
}

inline base::Result<YAML::Node> load_yaml(const base::Path& path) {
  return parse_yaml(TRY(base::read_file(path)), path.string());
}

inline std::string scalar(const YAML::Node& node, const std::string& otherwise = {}) {
  return node && node.IsScalar() ? node.Scalar() : otherwise;
}

// A scalar is a list of one; a missing node a list of none.
inline std::vector<std::string> strings(const YAML::Node& node) {
  std::vector<std::string> all;
  if (!node) return all;
  if (node.IsScalar()) all.push_back(node.Scalar());
  if (node.IsSequence())
    for (const YAML::Node& item : node) all.push_back(scalar(item));
  return all;
}

inline std::map<std::string, std::string> string_map(const YAML::Node& node) {
  std::map<std::string, std::string> all;
  if (node && node.IsMap())
    for (const auto& item : node) all[item.first.Scalar()] = scalar(item.second);
  return all;
}

inline std::map<std::string, std::vector<std::string>> strings_map(const YAML::Node& node) {
  std::map<std::string, std::vector<std::string>> all;
  if (node && node.IsMap())
    for (const auto& item : node) all[item.first.Scalar()] = strings(item.second);
  return all;
}

}  // namespace kuleshov::write
