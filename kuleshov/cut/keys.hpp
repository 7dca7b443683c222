// What a made file depends on, as one hash: the same key, the same bytes, so nothing is made twice.
#pragma once

#include <string>

#include "kuleshov/cut/render.hpp"

namespace kuleshov::cut {

// Built once per film; read by many threads.
class Keys {
 public:
  explicit Keys(const story::Film& film);
  ~Keys();
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  // 12 hexadecimal digits each.
  [[nodiscard]] std::string picture(const RenderRequest& request) const;
  [[nodiscard]] std::string sound(const RenderRequest& request, const std::string& language,
                                  base::Ticks phase) const;

 private:
  struct Inside;
  Inside* inside_;
};

// The first 12 digits of the hash of a text.
std::string short_hash(std::string_view text);

}  // namespace kuleshov::cut
