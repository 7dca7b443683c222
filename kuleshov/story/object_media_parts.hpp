// Parts of object-based media documents that reader and variables share. Inside the room only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kuleshov/story/logic_text.hpp"
#include "kuleshov/story/outline.hpp"

namespace kuleshov::story {

namespace object_media {
// The text at `key`; empty where there is none.
std::string text(const base::Json& json, const char* key);
// What lies at `key`, or null.
const base::Json& part(const base::Json& json, const char* key);
// The first value of a tag; empty where there is none.
std::string tag(const base::Json& object, const char* name);
// A document's objects of one kind, by id in lower case.
using Objects = std::map<std::string, const base::Json*>;
Objects objects_of(const base::Json& document, const char* key);
// The object of that id in any case, or nullptr.
const base::Json* find(const Objects& objects, const std::string& id);
}  // namespace object_media

struct ReadVariables {
  LogicVariables known;
  std::vector<OutlineVariable> declared;
  std::set<std::string> lost;  // a sentence each
};

// The variables of every story of a document; of two with one name the first stays.
ReadVariables read_variables(const base::Json& document);

}  // namespace kuleshov::story
