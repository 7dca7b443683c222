// Formats of the field, in and out: each reader or writer is one small file that registers itself.
//   static const RegisterImporter twee{{"twee", "Twee 3 story", recognises, run}};
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::app {

struct Transfer {
  base::Path input;  // a file; export also: a film source, package, or log
  base::Path out;    // import: the film folder to make; export: the file
  std::map<std::string, std::string> options;  // from --set key=value
};

// What could not be carried over, a sentence each; printed on stderr.
using NotCarried = std::vector<std::string>;

struct Importer {
  std::string kind;     // as in --as
  std::string summary;  // one line for --help
  // `head`: the first 64 KiB of the file.
  std::function<bool(const base::Path& file, std::string_view head)> recognises;
  std::function<base::Result<NotCarried>(const Transfer&)> run;
};

struct Exporter {
  std::string kind;
  std::string summary;
  std::function<base::Result<NotCarried>(const Transfer&)> run;
};

std::vector<Importer>& importers();
std::vector<Exporter>& exporters();

struct RegisterImporter {
  explicit RegisterImporter(Importer importer) { importers().push_back(std::move(importer)); }
};
struct RegisterExporter {
  explicit RegisterExporter(Exporter exporter) { exporters().push_back(std::move(exporter)); }
};

}  // namespace kuleshov::app
