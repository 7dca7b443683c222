// Story graphs in and out: Twee 3, segment maps, object-based media, GraphViz, SVG, SPIN.
#include "interchange.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/watch.hpp"
#include "kuleshov/story/draw.hpp"
#include "kuleshov/story/object_media.hpp"
#include "kuleshov/story/promela.hpp"
#include "kuleshov/story/segment_map.hpp"
#include "kuleshov/story/twee.hpp"

namespace kuleshov::app {
namespace {

base::Result<void> write_source(const story::Outline& outline, const base::Path& folder) {
  const auto source = story::source_from_outline(outline);
  TRY(base::write_file(folder / "film.yaml", source.film_yaml));
  TRY(base::write_file(folder / "screenplay.fountain", source.screenplay));
  return {};
}

base::Result<NotCarried> import_twee(const Transfer& transfer) {
  const std::string text = TRY(base::read_file(transfer.input));
  auto story =
      TRY(story::story_from_twee(text, transfer.input.stem().string(), transfer.input.string()));
  TRY(write_source(story.outline, transfer.out));
  return std::move(story.not_carried);
}

std::string option(const Transfer& transfer, const char* key) {
  const auto found = transfer.options.find(key);
  return found == transfer.options.end() ? std::string() : found->second;
}

base::Result<NotCarried> import_segment_map(const Transfer& transfer) {
  const std::string text = TRY(base::read_file(transfer.input));
  std::string moments;
  if (!option(transfer, "moments").empty())
    moments = TRY(base::read_file(option(transfer, "moments")));
  auto story = TRY(story::story_from_segment_map(text, moments, option(transfer, "video"),
                                                 transfer.input.string()));
  TRY(write_source(story.outline, transfer.out));
  return std::move(story.not_carried);
}

base::Result<NotCarried> import_object_media(const Transfer& transfer) {
  const std::string text = TRY(base::read_file(transfer.input));
  auto story = TRY(story::story_from_object_media(text, transfer.input.string()));
  TRY(write_source(story.outline, transfer.out));
  return std::move(story.not_carried);
}

base::Result<NotCarried> export_object_media(const Transfer& transfer) {
  const auto film = TRY(direct::open_film(transfer.input.string()));
  auto written = TRY(story::object_media_from_film(film, option(transfer, "media")));
  TRY(base::write_file(transfer.out, written.json));
  return std::move(written.not_carried);
}

base::Result<NotCarried> export_promela(const Transfer& transfer) {
  const auto film = TRY(direct::open_film(transfer.input.string()));
  const auto graph = TRY(story::Graph::compile(film));
  const std::string model = TRY(story::promela_from_graph(graph));
  TRY(base::write_file(transfer.out, model));
  return NotCarried{"facts of continuity, lengths and style: SPIN judges the graph alone"};
}

template <class Write>
auto exporter(Write write) {
  return [write](const Transfer& transfer) -> base::Result<NotCarried> {
    const auto film = TRY(direct::open_film(transfer.input.string()));
    TRY(base::write_file(transfer.out, write(film)));
    return NotCarried{};
  };
}

bool is_twee(const base::Path& file, std::string_view head) {
  const std::string extension = base::lower_ascii(file.extension().string());
  return extension == ".twee" || extension == ".tw" || head.starts_with(":: ") ||
         head.find("\n:: ") != head.npos;
}

const RegisterImporter twee_in{{"twee", "Twee 3 story", is_twee, import_twee}};
const RegisterImporter segments{
    {"segment-map", "interactive-video segment map",
     [](const base::Path&, std::string_view head) { return story::looks_like_segment_map(head); },
     import_segment_map}};
const RegisterImporter object_media_in{
    {"obm", "object-based media story (BBC schema)",
     [](const base::Path&, std::string_view head) { return story::looks_like_object_media(head); },
     import_object_media}};
const RegisterExporter object_media_out{
    {"obm", "object-based media story (BBC schema)", export_object_media}};
const RegisterExporter promela{{"promela", "graph as a model for SPIN", export_promela}};
const RegisterExporter twee_out{{"twee", "Twee 3 story", exporter(story::twee_from_film)}};
const RegisterExporter dot{{"dot", "graph for GraphViz",
                            exporter([](const story::Film& film) { return film_to_dot(film); })}};
const RegisterExporter svg{{"svg", "graph as a picture",
                            exporter([](const story::Film& film) { return film_to_svg(film); })}};

}  // namespace
}  // namespace kuleshov::app
