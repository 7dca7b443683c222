// Names that must not be mixed up: a scene's id is not a shot's id.
#pragma once

#include <compare>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace kuleshov::base {

// `struct SceneTag; using SceneId = Id<SceneTag>;`
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  std::string text_;
};

template <class Tag>
std::ostream& operator<<(std::ostream& out, const Id<Tag>& id) {
  return out << id.str();
}

}  // namespace kuleshov::base

template <class Tag>
struct std::hash<kuleshov::base::Id<Tag>> {
  std::size_t operator()(const kuleshov::base::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
