// Any bytes as a manifest: an Error or a manifest that writes and reads back the same.
#include <cstdlib>

#include "kuleshov/cut/manifest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace kuleshov::cut;
  const auto manifest = manifest_from_json({reinterpret_cast<const char*>(bytes), size}, "fuzz");
  if (!manifest) return 0;
  const std::string json = manifest_to_json(*manifest);
  const auto again = manifest_from_json(json, "fuzz");
  if (!again || manifest_to_json(*again) != json) std::abort();
  return 0;
}
