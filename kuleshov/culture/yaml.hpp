// YAML that people edit, read without exceptions. Internal to the rooms that read data files.
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::culture {

// The document. Errors: not_found, io, bad_input with line and column of the first fault.
base::Result<YAML::Node> load_yaml(const base::Path& path);
base::Result<YAML::Node> parse_yaml(const std::string& text, const std::string& file);

// `node[key]` as T, or `otherwise` where it is absent or of another kind.
template <class T>
T value_or(const YAML::Node& node, const char* key, T otherwise) {
  if (!node.IsMap()) return otherwise;
  const YAML::Node child = node[key];
  if (!child || !child.IsScalar()) return otherwise;
  try {
    return child.as<T>();
  } catch (const YAML::Exception&) {
    return otherwise;
  }
}
std::string text_or(const YAML::Node& node, const char* key, const std::string& otherwise = {});
// A list of strings; a single scalar is a list of one; absent is empty.
std::vector<std::string> texts(const YAML::Node& node, const char* key);
// A list of numbers; what is not a number is left out.
std::vector<double> numbers(const YAML::Node& node);
// Line and column, from 1.
base::Place place_of(const YAML::Node& node, const std::string& file);

}  // namespace kuleshov::culture
