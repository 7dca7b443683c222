// What a problem is about: its types, which inherit from each other, and the entities of each.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/planner/problem.hpp"

namespace kuleshov::write::planner {

class Universe {
 public:
  // Errors: an entity that is declared twice.
  static base::Result<Universe> of(const Problem& problem);

  // In the order of their declaration.
  [[nodiscard]] const std::vector<std::string>& entities() const { return entities_; }
  [[nodiscard]] const std::vector<std::string>& characters() const { return characters_; }
  // Position among the entities or the characters; -1: no such one.
  [[nodiscard]] int entity(const std::string& name) const;
  [[nodiscard]] int character(const std::string& name) const;
  [[nodiscard]] bool is_of(const std::string& entity, const std::string& type) const;
  // Errors: a type that is named nowhere.
  base::Result<std::vector<std::string>> members(const std::string& type,
                                                 const base::Place& place) const;

 private:
  void add(const std::string& entity, const std::string& type, int depth);

  std::vector<std::string> entities_;
  std::vector<std::string> characters_;
  std::map<std::string, std::set<std::string>> parents_;
  std::map<std::string, std::vector<std::string>> by_type_;
  std::map<std::string, int> number_;
  std::map<std::string, int> character_;
};

}  // namespace kuleshov::write::planner
