// Who made a file: the code and the tables that draw and that sound, as a hash each. It is part of
// every made file's key, so a film is made again where a newer program would make it otherwise.
#pragma once

#include <span>
#include <string>

#include "kuleshov/base/file.hpp"

namespace kuleshov::cut {

// Of every file below root/NAME, its name and its bytes; a folder that is not there adds nothing.
// Lower-case hexadecimal.
std::string hash_of_folders(const base::Path& root, std::span<const char* const> names);

std::string picture_maker();
std::string sound_maker();

}  // namespace kuleshov::cut
