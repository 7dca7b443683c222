#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/object_media.hpp"
#include "kuleshov/story/object_media_parts.hpp"

namespace kuleshov::story {

using base::Json;

namespace object_media {

std::string text(const Json& json, const char* key) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

// What lies at `key`, or nothing.
const Json& part(const Json& json, const char* key) {
  static const Json nothing;
  if (!json.is_object()) return nothing;
  const auto found = json.find(key);
  return found == json.end() ? nothing : *found;
}

std::string tag(const Json& object, const char* name) {
  const Json& values = part(part(object, "tags"), name);
  return values.is_array() && !values.empty() && values[0].is_string()
             ? values[0].get<std::string>()
             : "";
}

}  // namespace object_media

namespace {

using object_media::part;
using object_media::text;

std::string name_for_variable(std::string_view name) {
  std::string out;
  for (const char c : name)
    out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
  return out.empty() || (out[0] >= '0' && out[0] <= '9') ? "v" + out : out;
}

std::string name_for_value(const std::string& value) {
  const bool plain =
      !value.empty() && value[0] >= 'a' && value[0] <= 'z' &&
      std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      });
  if (plain && value != "true" && value != "false") return value;
  const std::string slug = base::slug(value);
  return "is-" + (slug.empty() ? std::string("none") : slug);
}

// A name not yet in `taken`.
std::string fresh(const std::string& wanted, std::set<std::string>& taken) {
  std::string name = wanted;
  for (int n = 2; !taken.insert(name).second; ++n) name = fmt::format("{}_{}", wanted, n);
  return name;
}

class VariableReader {
 public:
  ReadVariables run(const Json& document) {
    const Json& stories = part(document, "stories");
    if (stories.is_array())
      for (const Json& story : stories) read_story(story);
    return std::move(read_);
  }

 private:
  void read_story(const Json& story) {
    const Json& all = part(story, "variables");
    if (!all.is_object()) return;
    for (const auto& [name, variable] : all.items()) {
      if (!read_.known.contains(name)) read_variable(name, variable);
    }
  }

  void read_variable(const std::string& name, const Json& json) {
    const std::string type = text(json, "variable_type");
    const std::string about = text(json, "description");
    LogicVariable variable;
    if (about.starts_with(object_media::condition_mark)) {
      variable.kind = LogicVariable::Kind::condition;
      variable.text = about.substr(object_media::condition_mark.size());
    } else if (about.starts_with(object_media::visits_mark)) {
      variable.kind = LogicVariable::Kind::count;
      variable.text = fmt::format("times({})", about.substr(object_media::visits_mark.size()));
    } else if (type == "boolean" || type == "number" || type == "list") {
      variable.text = fresh(name_for_variable(name), names_);
      declare(type, json, variable);
    } else {
      read_.lost.insert(fmt::format("the variable \"{}\" of type {}", name, type));
      return;
    }
    read_.known.emplace(name, std::move(variable));
  }

  void declare(const std::string& type, const Json& json, LogicVariable& variable) {
    OutlineVariable declared;
    declared.id = variable.text;
    const Json& start = part(json, "default_value");
    if (type == "boolean") {
      declared.start = start == true ? "true" : "false";
    } else if (type == "number") {
      variable.kind = LogicVariable::Kind::number;
      declare_number(json, declared);
    } else {
      variable.kind = LogicVariable::Kind::word;
      declare_words(json, start, variable, declared);
      if (declared.values.empty()) return;
    }
    read_.declared.push_back(std::move(declared));
  }

  static int whole(const Json& json, int otherwise) {
    if (!json.is_number()) return otherwise;
    return static_cast<int>(std::lround(std::clamp(json.get<double>(), -32768.0, 32767.0)));
  }

  static void declare_number(const Json& json, OutlineVariable& declared) {
    const Json& range = part(json, "range");
    declared.number = true;
    declared.low = whole(part(range, "min_val"), 0);
    declared.high = std::max(declared.low, whole(part(range, "max_val"), 100));
    const int start = whole(part(json, "default_value"), declared.low);
    declared.start = fmt::format("{}", std::clamp(start, declared.low, declared.high));
  }

  static void declare_words(const Json& json, const Json& start, LogicVariable& variable,
                            OutlineVariable& declared) {
    std::set<std::string> taken;
    const auto add = [&](const Json& value) {
      if (!value.is_string() || variable.words.contains(value.get<std::string>())) return;
      const std::string word = fresh(name_for_value(value.get<std::string>()), taken);
      variable.words.emplace(value.get<std::string>(), word);
      declared.values.push_back(word);
    };
    if (part(json, "values").is_array())
      for (const Json& value : part(json, "values")) add(value);
    add(start);
    if (declared.values.empty()) return;
    declared.start =
        start.is_string() ? variable.words[start.get<std::string>()] : declared.values.front();
  }

  ReadVariables read_;
  std::set<std::string> names_;
};

}  // namespace

ReadVariables read_variables(const Json& document) { return VariableReader().run(document); }

}  // namespace kuleshov::story
