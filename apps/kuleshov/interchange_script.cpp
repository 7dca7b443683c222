// Screenplays in and out: Fountain and FDX become a film source; a film's script goes to Fountain,
// FDX, PDF.
#include "interchange.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/story/script_source.hpp"
#include "kuleshov/text/fdx.hpp"
#include "kuleshov/text/pdf.hpp"

namespace kuleshov::app {
namespace {

base::Result<NotCarried> write_source(const text::Script& script, const Transfer& transfer) {
  const auto source = TRY(story::source_from_script(script, transfer.input.stem().string()));
  TRY(base::write_file(transfer.out / "film.yaml", source.film_yaml));
  TRY(base::write_file(transfer.out / "screenplay.fountain", source.screenplay));
  return NotCarried{};
}

base::Result<NotCarried> import_fountain(const Transfer& transfer) {
  const std::string source = TRY(base::read_file(transfer.input));
  return write_source(text::parse_fountain(source), transfer);
}

base::Result<NotCarried> import_fdx(const Transfer& transfer) {
  const std::string xml = TRY(base::read_file(transfer.input));
  const auto document = TRY(text::read_fdx(xml, transfer.input.string()));
  auto lost = TRY(write_source(document.script, transfer));
  if (!document.rest.empty()) lost.push_back("Final Draft's own settings, revisions and lists");
  return lost;
}

base::Result<text::Script> script_of(const base::Path& film) {
  const base::Path file = std::filesystem::is_directory(film) ? film / "screenplay.fountain" : film;
  const std::string source = TRY(base::read_file(file));
  return text::parse_fountain(source);
}

base::Result<NotCarried> export_pdf(const Transfer& transfer) {
  const text::Script script = TRY(script_of(transfer.input));
  TRY(text::write_pdf(script, {}, transfer.out));
  return NotCarried{};
}

base::Result<NotCarried> export_fdx(const Transfer& transfer) {
  const text::Script script = TRY(script_of(transfer.input));
  TRY(base::write_file(transfer.out, text::write_fdx({script, {}, {}})));
  return NotCarried{"the film's graph: FDX holds its scenes one after the other"};
}

bool named(const base::Path& file, std::string_view extension) {
  return base::lower_ascii(file.extension().string()) == extension;
}

const RegisterImporter fountain{
    {"fountain", "Fountain screenplay",
     [](const base::Path& file, std::string_view) { return named(file, ".fountain"); },
     import_fountain}};
const RegisterImporter fdx_in{{"fdx", "Final Draft screenplay",
                               [](const base::Path&, std::string_view head) {
                                 return head.find("<FinalDraft") != std::string_view::npos;
                               },
                               import_fdx}};
const RegisterExporter pdf{{"pdf", "screenplay as PDF in the industry's layout", export_pdf}};
const RegisterExporter fdx_out{{"fdx", "screenplay as Final Draft XML", export_fdx}};

}  // namespace
}  // namespace kuleshov::app
