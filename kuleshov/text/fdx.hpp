// Final Draft's FDX (XML without a published DTD; element names as Final Draft 8 to 13 write them).
#pragma once

#include <string>
#include <string_view>

#include "kuleshov/base/error.hpp"
#include "kuleshov/text/fountain.hpp"
#include "kuleshov/text/paginate.hpp"

namespace kuleshov::text {

struct FdxDocument {
  Script script;      // paragraph types that Fountain lacks stay action, their type in `key`
  PageFormat format;  // from ElementSettings where the file has them
  std::string
      rest;  // everything of the file but its Content: settings, revisions, unknown elements
};

// Errors: not XML (with byte offset), no FinalDraft root, no Content.
base::Result<FdxDocument> read_fdx(std::string_view xml, const std::string& file);
// Writes Content anew and keeps `rest` as it was.
std::string write_fdx(const FdxDocument& document);

}  // namespace kuleshov::text
