// Base 64 (RFC 4648), for buffers embedded in glTF.
#pragma once

#include <string>
#include <string_view>

namespace kuleshov::face {

std::string to_base64(std::string_view bytes);
// Reads until the first byte that is not of the alphabet.
std::string from_base64(std::string_view text);

}  // namespace kuleshov::face
