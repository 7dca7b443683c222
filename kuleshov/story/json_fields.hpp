// Values to JSON and back by one description of each: describe(fields, value) names every field
// once, and is found beside these classes. Inside the room only.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "kuleshov/base/id.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/ticks.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story::fields {

using base::Json;

class Writer {
 public:
  template <class T>
  void field(const char* key, const T& value) {
    json_[key] = to_json(value);
  }
  // What has come later: written only where it says something, so that older documents stay valid.
  template <class T>
  void later(const char* key, const T& value, const T& otherwise = {}) {
    if (value != otherwise) field(key, value);
  }
  Json take() { return std::move(json_); }

 private:
  static Json to_json(const std::string& v) { return v; }
  static Json to_json(bool v) { return v; }
  static Json to_json(int v) { return v; }
  static Json to_json(std::uint64_t v) { return v; }
  static Json to_json(double v) { return std::isfinite(v) ? Json(v) : Json(0.0); }
  static Json to_json(base::Ticks v) { return v.count(); }
  template <class Tag>
  static Json to_json(const base::Id<Tag>& v) {
    return v.str();
  }
  template <class E>
    requires std::is_enum_v<E>
  static Json to_json(E v) {
    return name_of(v);
  }
  template <class T>
  static Json to_json(const std::vector<T>& v) {
    Json all = Json::array();
    for (const T& item : v) all.push_back(to_json(item));
    return all;
  }
  template <class T>
  static Json to_json(const std::map<std::string, T>& v) {
    Json all = Json::object();
    for (const auto& [key, item] : v) all[key] = to_json(item);
    return all;
  }
  template <class T>
    requires std::is_class_v<T>
  static Json to_json(const T& v) {
    Writer inner;
    describe(inner,
             const_cast<T&>(v));  // the description is shared with reading; nothing is changed
    return inner.take();
  }

  Json json_ = Json::object();
};

// Gathers the first fault as a JSON pointer (RFC 6901) and what is wanted there.
struct Fault {
  std::string pointer;
  std::string wanted;
};

class Reader {
 public:
  Reader(const Json& json, std::string pointer, std::optional<Fault>& fault)
      : json_(json), pointer_(std::move(pointer)), fault_(fault) {
    if (!json_.is_object()) complain("", "an object");
  }
  template <class T>
  void field(const char* key, T& value) {
    if (fault_ || !json_.is_object()) return;
    const auto found = json_.find(key);
    if (found == json_.end()) return complain(std::string("/") + key, "there at all");
    from_json(*found, std::string("/") + key, value);
  }
  template <class T>
  void later(const char* key, T& value, const T& = {}) {
    if (json_.is_object() && json_.contains(key)) field(key, value);
  }

 private:
  void complain(const std::string& at, const std::string& wanted) {
    if (!fault_) fault_ = Fault{pointer_ + at, wanted};
  }
  void from_json(const Json& j, const std::string& at, std::string& v) {
    if (!j.is_string()) return complain(at, "a text");
    v = j.get<std::string>();
  }
  void from_json(const Json& j, const std::string& at, bool& v) {
    if (!j.is_boolean()) return complain(at, "true or false");
    v = j.get<bool>();
  }
  void from_json(const Json& j, const std::string& at, int& v) {
    const bool fits = j.is_number_integer() && j >= -2147483648LL && j <= 2147483647LL;
    if (!fits) return complain(at, "a whole number");
    v = j.get<int>();
  }
  void from_json(const Json& j, const std::string& at, std::uint64_t& v) {
    if (!j.is_number_unsigned()) return complain(at, "a whole number from 0");
    v = j.get<std::uint64_t>();
  }
  void from_json(const Json& j, const std::string& at, double& v) {
    if (!j.is_number()) return complain(at, "a number");
    v = j.get<double>();
  }
  void from_json(const Json& j, const std::string& at, base::Ticks& v) {
    if (!j.is_number_integer()) return complain(at, "a whole number of 1/48000 s");
    v = base::Ticks(j.get<std::int64_t>());
  }
  template <class Tag>
  void from_json(const Json& j, const std::string& at, base::Id<Tag>& v) {
    std::string text;
    from_json(j, at, text);
    v = base::Id<Tag>(std::move(text));
  }
  void from_json(const Json& j, const std::string& at, ShotScale& v) {
    word(j, at, v, shot_scale_of);
  }
  void from_json(const Json& j, const std::string& at, CameraMove& v) {
    word(j, at, v, camera_move_of);
  }
  void from_json(const Json& j, const std::string& at, VariableType& v) {
    word(j, at, v, variable_type_of);
  }
  void from_json(const Json& j, const std::string& at, ArcPolicy& v) {
    word(j, at, v, arc_policy_of);
  }
  template <class E>
  void word(const Json& j, const std::string& at, E& v,
            std::optional<E> (*read)(std::string_view)) {
    std::string text;
    from_json(j, at, text);
    const auto value = read(text);
    if (!value) return complain(at, "a known word");
    v = *value;
  }
  template <class T>
  void from_json(const Json& j, const std::string& at, std::vector<T>& v) {
    if (!j.is_array()) return complain(at, "a list");
    v.clear();
    for (const Json& item : j) {
      if (fault_) return;
      T made{};
      from_json(item, fmt::format("{}/{}", at, v.size()), made);
      v.push_back(std::move(made));
    }
  }
  template <class T>
  void from_json(const Json& j, const std::string& at, std::map<std::string, T>& v) {
    if (!j.is_object()) return complain(at, "an object");
    v.clear();
    for (const auto& [key, item] : j.items()) from_json(item, at + "/" + key, v[key]);
  }
  template <class T>
    requires std::is_class_v<T>
  void from_json(const Json& j, const std::string& at, T& v) {
    Reader inner(j, pointer_ + at, fault_);
    describe(inner, v);
  }

  const Json& json_;
  std::string pointer_;
  std::optional<Fault>& fault_;
};

}  // namespace kuleshov::story::fields
