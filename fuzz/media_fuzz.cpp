// Any bytes as footage: what libav makes of them must not take us down. A few frames suffice.
#include "kuleshov/media/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace kuleshov::media;
  if (size == 0) return 0;
  const Source source{{}, {reinterpret_cast<const char*>(bytes), size}};
  (void)read_facts(source);
  int frames = 0;
  (void)read_frames(source, {.width = 32, .height = 18},
                    [&](const DecodedFrame&) { return ++frames < 3; });
  (void)read_audio(source, 1);
  return 0;
}
