#include "kuleshov/write/domain.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>

#include "kuleshov/write/planner/problem.hpp"
#include "kuleshov/write/yaml.hpp"

namespace kuleshov::write {

namespace {

using base::Path;
using base::Result;

Result<YAML::Node> map_of(const YAML::Node& root, const std::string& file) {
  if (!root.IsMap())
    return base::fail("this is no map of names", "see docs/formats/domain.md", {file, 1});
  return root;
}

Result<YAML::Node> load_map(const Path& path) {
  return map_of(TRY(load_yaml(path)), path.string());
}

base::Place line_of(const YAML::Node& node, const std::string& file) {
  const YAML::Mark mark = node.Mark();
  return {file, mark.line < 0 ? 0 : static_cast<std::size_t>(mark.line + 1)};
}

Result<Course> read_shape(const YAML::Node& node, const std::string& file) {
  if (!node.IsMap())
    return base::fail("a shape is no map", "see docs/formats/domain.md", line_of(node, file));
  Course shape{scalar(node["id"]), scalar(node["says"]), strings(node["endings"]),
               scalar(node["begins"]), scalar(node["wants"])};
  if (shape.id.empty() || shape.wants.empty())
    return base::fail("the shape '" + shape.id + "' needs id and wants",
                      "see docs/formats/domain.md", line_of(node, file));
  return shape;
}

constexpr const char* parts[] = {"H", "O", "P", "Y"};

// Roles that may take a part. Errors: none, or one that no plot has.
Result<std::vector<std::string>> read_part(const YAML::Node& root, const char* key,
                                           const std::string& file) {
  auto roles = strings(root[key]);
  if (roles.empty())
    return base::fail(std::string("a domain needs ") + key,
                      "a domain has domain, problem, keeper, seeker, third and shapes: "
                      "docs/formats/domain.md",
                      {file, 1});
  for (const std::string& role : roles)
    if (std::find(std::begin(parts), std::end(parts), role) == std::end(parts))
      return base::fail("'" + role + "' is no role", "use H, O, P and Y", line_of(root[key], file));
  return roles;
}

Result<Domain> domain_of(const YAML::Node& root, const std::string& file) {
  Domain domain;
  domain.id = scalar(root["domain"]);
  domain.learns = scalar(root["learns"]);
  domain.keeper = TRY(read_part(root, "keeper", file));
  domain.seeker = TRY(read_part(root, "seeker", file));
  domain.third = TRY(read_part(root, "third", file));
  const YAML::Node shapes = root["shapes"];
  if (domain.id.empty() || !shapes || !shapes.IsSequence() || shapes.size() == 0)
    return base::fail("a domain needs its name, and shapes", "see docs/formats/domain.md",
                      {file, 1});
  for (const YAML::Node& node : shapes) domain.shapes.push_back(TRY(read_shape(node, file)));
  return domain;
}

Result<Domain> read_domain(const Path& path) {
  const YAML::Node root = TRY(load_map(path));
  Domain domain = TRY(domain_of(root, path.string()));
  domain.problem = TRY(base::read_file(path.parent_path() / scalar(root["problem"], "none")));
  return domain;
}

Result<void> read_words(const Path& path, Domains& domains) {
  const YAML::Node root = TRY(load_map(path));
  for (const auto& item : root) {
    const std::string name = item.first.Scalar();
    if (name == "facts") {
      domains.facts = string_map(item.second);
      continue;
    }
    if (name == "question") {
      domains.question = scalar(item.second);
      continue;
    }
    if (!item.second.IsMap())
      return base::fail("the action '" + name + "' is no map", "write arc, motive and text",
                        {path.string()});
    ActionWords words;
    for (const std::string& number : strings(item.second["arc"]))
      words.arc.push_back(std::strtod(number.c_str(), nullptr));
    words.arc.resize(4, 0);
    words.says = scalar(item.second["says"]);
    words.label = scalar(item.second["label"]);
    words.place = scalar(item.second["place"]);
    words.motive = string_map(item.second["motive"]);
    words.texts = strings(item.second["text"]);
    if (words.texts.empty())
      return base::fail("the action '" + name + "' has no text", "write text:", {path.string()});
    domains.actions[name] = std::move(words);
  }
  return {};
}

// Every action that can happen must have words, and the problem must be one.
Result<void> proved(const Domain& domain, const Domains& domains, const Path& path) {
  const auto problem = TRY(planner::parse_problem(domain.problem + domain.learns, path.string()));
  for (const auto& action : problem.actions)
    if (!domains.actions.contains(action.name))
      return base::fail("the action '" + action.name + "' has no words",
                        "add it to data/domains/words.yaml", {path.string()});
  return {};
}

}  // namespace

Result<Domain> parse_domain(std::string_view text, const std::string& file, std::string problem) {
  const YAML::Node parsed = TRY(parse_yaml(text, file));
  const YAML::Node root = TRY(map_of(parsed, file));
  Domain domain = TRY(domain_of(root, file));
  domain.problem = std::move(problem);
  TRY(planner::parse_problem(domain.problem + domain.learns, file));
  return domain;
}

Result<Domains> read_domains(const Path& folder) {
  Domains domains;
  std::error_code ignored;
  std::vector<Path> files;
  for (const auto& item : std::filesystem::directory_iterator(folder, ignored))
    if (item.path().extension() == ".yaml") files.push_back(item.path());
  if (files.empty()) return domains;
  std::sort(files.begin(), files.end());
  TRY(read_words(folder / "words.yaml", domains));
  const YAML::Node secrets = TRY(load_map(folder / "secrets.yaml"));
  for (const auto& item : secrets) domains.secrets[item.first.Scalar()] = string_map(item.second);
  for (const Path& path : files) {
    if (path.filename() == "words.yaml" || path.filename() == "secrets.yaml") continue;
    Domain domain = TRY(read_domain(path));
    TRY(proved(domain, domains, path));
    const std::string id = domain.id;
    domains.by_genre[id] = std::move(domain);
  }
  return domains;
}

}  // namespace kuleshov::write
