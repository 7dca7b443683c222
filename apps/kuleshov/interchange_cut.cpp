// Played paths for other tools: otio, edl, mpv-edl, mp4.
#include "interchange.hpp"
#include "kuleshov/cut/edit_lists.hpp"
#include "kuleshov/cut/movie.hpp"

namespace kuleshov::app {

namespace {

std::string option(const Transfer& transfer, const char* name) {
  const auto found = transfer.options.find(name);
  return found != transfer.options.end() ? found->second : "";
}

base::Result<cut::PlayedPath> path_of(const Transfer& transfer) {
  return cut::open_path(transfer.input, option(transfer, "package"));
}

base::Result<NotCarried> export_otio(const Transfer& transfer) {
  const auto path = TRY(path_of(transfer));
  TRY(base::write_file(transfer.out, cut::to_otio(path, transfer.out.parent_path())));
  return NotCarried{"the score: its stems are led while the film plays; export mp4 has it mixed"};
}

base::Result<NotCarried> export_edl(const Transfer& transfer) {
  const auto path = TRY(path_of(transfer));
  const std::string list = TRY(cut::to_edl(path));
  TRY(base::write_file(transfer.out, list));
  return NotCarried{"the score and the captions"};
}

base::Result<NotCarried> export_mpv_edl(const Transfer& transfer) {
  const auto path = TRY(path_of(transfer));
  TRY(base::write_file(transfer.out, cut::to_mpv_edl(path, transfer.out.parent_path())));
  return NotCarried{"the score and the captions"};
}

base::Result<cut::CaptionStyle> caption_style(const std::string& word) {
  if (word.empty() || word == "beside") return cut::CaptionStyle::beside;
  if (word == "burnt") return cut::CaptionStyle::burnt;
  if (word == "none") return cut::CaptionStyle::none;
  return base::fail("captions=" + word + " is not known", "use captions=beside, burnt or none");
}

base::Result<NotCarried> export_mp4(const Transfer& transfer) {
  cut::MovieOptions options;
  options.language = option(transfer, "language");
  options.captions = TRY(caption_style(option(transfer, "captions")));
  const auto path = TRY(path_of(transfer));
  const cut::Movie movie = TRY(cut::to_movie(path, options));
  TRY(base::write_file(transfer.out, movie.mp4));
  if (options.captions != cut::CaptionStyle::beside) return NotCarried{};
  base::Path captions = transfer.out;
  TRY(base::write_file(captions.replace_extension(".vtt"), movie.vtt));
  return NotCarried{};
}

const RegisterExporter otio{{"otio", "OpenTimelineIO timeline of a played path", export_otio}};
const RegisterExporter edl{{"edl", "CMX 3600 edit decision list of a played path", export_edl}};
const RegisterExporter mpv_edl{{"mpv-edl", "list that mpv plays", export_mpv_edl}};
const RegisterExporter mp4{
    {"mp4", "film of a played path (captions=beside|burnt|none, language=L)", export_mp4}};

}  // namespace

}  // namespace kuleshov::app
