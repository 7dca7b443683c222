// Footage in: `import VIDEO --out FILM/`.
#include <fmt/format.h>

#include "interchange.hpp"
#include "kuleshov/cut/import_video.hpp"

namespace kuleshov::app {

namespace {

bool is_video(const base::Path& file, std::string_view head) {
  const bool known = head.substr(0, 12).find("ftyp") == 4 || head.starts_with("\x1a\x45\xdf\xa3") ||
                     head.starts_with("RIFF") || head.starts_with("OggS") ||
                     head.starts_with(std::string_view("\x00\x00\x01\xba", 4));
  if (!known) return false;
  const auto facts = media::read_facts({file.string(), {}});
  return facts && facts->has_video;
}

base::Result<NotCarried> run(const Transfer& transfer) {
  const cut::ImportedVideo done = TRY(cut::import_video(transfer.input, transfer.out));
  fmt::print("{} shots in {} scenes\n", done.shots, done.scenes);
  return done.not_carried;
}

const RegisterImporter video{
    {"video", "footage: its shots become clips, its scenes a film", is_video, run}};

}  // namespace

}  // namespace kuleshov::app
