#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/story/object_media_parts.hpp"

namespace kuleshov::story::object_media {

using base::Json;

Objects objects_of(const Json& document, const char* key) {
  Objects all;
  const Json& list = part(document, key);
  if (!list.is_array()) return all;
  for (const Json& object : list) {
    const std::string id = base::lower_ascii(text(object, "id"));
    if (!id.empty()) all.emplace(id, &object);
  }
  return all;
}

const Json* find(const Objects& objects, const std::string& id) {
  const auto found = objects.find(base::lower_ascii(id));
  return found == objects.end() ? nullptr : found->second;
}

}  // namespace kuleshov::story::object_media
