#include <filesystem>

#include "kuleshov/base/file.hpp"
#include "kuleshov/culture/pack.hpp"
#include "kuleshov/story/read_yaml.hpp"

namespace kuleshov::story {

void read_culture(Fields& fields, std::string& culture) {
  fields.text("culture", culture);
  if (culture.empty()) return;
  // A pack of the production's own is named from where film.yaml lies.
  const base::Path beside = base::Path(fields.place().file).parent_path() / culture;
  std::error_code unreadable;
  if (std::filesystem::exists(beside / "pack.yaml", unreadable))
    culture = beside.lexically_normal().string();
  const auto pack = culture::find_pack(culture);
  if (pack) return;
  base::Error error = pack.error();
  error.place = fields.place("culture");
  error.kind = base::ErrorKind::bad_input;
  fields.faults().add(std::move(error));
}

}  // namespace kuleshov::story
