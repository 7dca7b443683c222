#include "kuleshov/write/planner/universe.hpp"

#include <algorithm>

namespace kuleshov::write::planner {

namespace {
constexpr int deepest_type = 50;  // types that inherit from each other in a circle end here
}

base::Result<Universe> Universe::of(const Problem& problem) {
  Universe out;
  for (const auto& type : problem.types) {
    out.parents_[type.name].insert(type.parents.begin(), type.parents.end());
    for (const auto& parent : type.parents) out.parents_.try_emplace(parent);
  }
  for (const auto& entity : problem.entities) {
    if (!out.number_.emplace(entity.name, static_cast<int>(out.entities_.size())).second) {
      return base::fail("the entity '" + entity.name + "' is declared twice", "remove one",
                        {problem.file});
    }
    out.entities_.push_back(entity.name);
  }
  for (const auto& entity : problem.entities) {
    for (const auto& type : entity.types) out.add(entity.name, type, 0);
    out.by_type_["entity"].push_back(entity.name);
    if (!out.is_of(entity.name, "character")) continue;
    out.character_[entity.name] = static_cast<int>(out.characters_.size());
    out.characters_.push_back(entity.name);
  }
  return out;
}

void Universe::add(const std::string& entity, const std::string& type, int depth) {
  auto& members = by_type_[type];
  if (std::find(members.begin(), members.end(), entity) != members.end() || depth > deepest_type)
    return;
  if (type != "entity") members.push_back(entity);
  const auto parents = parents_.find(type);
  if (parents == parents_.end()) return;
  for (const auto& parent : parents->second) add(entity, parent, depth + 1);
}

int Universe::entity(const std::string& name) const {
  const auto found = number_.find(name);
  return found == number_.end() ? -1 : found->second;
}

int Universe::character(const std::string& name) const {
  const auto found = character_.find(name);
  return found == character_.end() ? -1 : found->second;
}

bool Universe::is_of(const std::string& entity, const std::string& type) const {
  const auto found = by_type_.find(type);
  return found != by_type_.end() &&
         std::find(found->second.begin(), found->second.end(), entity) != found->second.end();
}

base::Result<std::vector<std::string>> Universe::members(const std::string& type,
                                                         const base::Place& place) const {
  const auto found = by_type_.find(type);
  if (found != by_type_.end()) return found->second;
  if (parents_.contains(type)) return std::vector<std::string>{};
  return base::fail("no type is called '" + type + "'", "declare it, or mend the name", place);
}

}  // namespace kuleshov::write::planner
