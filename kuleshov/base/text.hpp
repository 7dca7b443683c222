// Small helpers for plain text.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace kuleshov::base {

std::string_view trim(std::string_view text);
// Lines without their ends; "\n", "\r\n" and a missing last end are all fine.
std::vector<std::string_view> lines(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
// The parts are views: a text that ends with the statement would leave them dangling.
template <std::same_as<std::string> Temporary>
void lines(Temporary&& text) = delete;
template <std::same_as<std::string> Temporary>
void split(Temporary&& text, char separator) = delete;
// ASCII only; other bytes stay.
std::string lower_ascii(std::string_view text);
// A name fit for ids and file names: lower case, words joined by '-', other bytes dropped.
std::string slug(std::string_view text);

}  // namespace kuleshov::base
