#include "kuleshov/culture/yaml.hpp"

namespace kuleshov::culture {

base::Result<YAML::Node> parse_yaml(const std::string& text, const std::string& file) {
  try {
    return YAML::Load(text);
  } catch (const YAML::Exception& error) {
    base::Place place{file, 0, 0, 0};
    if (!error.mark.is_null()) {
      place.line = static_cast<std::size_t>(error.mark.line) + 1;
      place.column = static_cast<std::size_t>(error.mark.column) + 1;
    }
    return base::fail("this is not YAML: " + error.msg, "mend the line", place);
  }
}

base::Result<YAML::Node> load_yaml(const base::Path& path) {
  const std::string text = TRY(base::read_file(path, std::size_t{1} << 24));
  return parse_yaml(text, path.string());
}

std::string text_or(const YAML::Node& node, const char* key, const std::string& otherwise) {
  return value_or<std::string>(node, key, otherwise);
}

std::vector<std::string> texts(const YAML::Node& node, const char* key) {
  std::vector<std::string> out;
  if (!node.IsMap()) return out;
  const YAML::Node list = node[key];
  if (!list) return out;
  if (list.IsScalar()) return {list.Scalar()};
  if (!list.IsSequence()) return out;
  for (const auto& item : list) {
    if (item.IsScalar()) out.push_back(item.Scalar());
  }
  return out;
}

std::vector<double> numbers(const YAML::Node& node) {
  std::vector<double> out;
  if (!node || !node.IsSequence()) return out;
  for (const auto& item : node) {
    try {
      out.push_back(item.as<double>());
    } catch (const YAML::Exception&) {
      continue;
    }
  }
  return out;
}

base::Place place_of(const YAML::Node& node, const std::string& file) {
  const YAML::Mark mark = node.Mark();
  if (mark.is_null()) return {file, 0, 0, 0};
  return {file, static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1,
          0};
}

}  // namespace kuleshov::culture
