#include "kuleshov/cut/doctor.hpp"

#include <fmt/format.h>

#include <memory>

#include "kuleshov/base/json.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

void print_json(const std::vector<cut::Finding>& findings) {
  base::Json parts = base::Json::array();
  for (const cut::Finding& finding : findings) {
    parts.push_back({{"part", finding.part},
                     {"health", std::string(cut::name_of(finding.health))},
                     {"in_use", finding.in_use},
                     {"remedy", finding.remedy}});
  }
  const base::Json out = {{"version", KULESHOV_VERSION}, {"parts", parts}};
  fmt::print("{}\n", out.dump(1));
}

void print_table(const std::vector<cut::Finding>& findings) {
  for (const cut::Finding& finding : findings) {
    fmt::print("{:<8} {:<20} {}\n", cut::name_of(finding.health), finding.part, finding.in_use);
    if (!finding.remedy.empty()) fmt::print("{:29} {}\n", "", finding.remedy);
  }
}

Action set_up(CLI::App& command) {
  auto json = std::make_shared<bool>(false);
  command.add_flag("--json", *json, "as one JSON document");
  return [json] {
    const auto findings = cut::examine();
    *json ? print_json(findings) : print_table(findings);
    return Exit::fine;  // what is missing is told, not punished
  };
}

const RegisterVerb registration{
    {"doctor", "say which back ends, encoders, fonts and voices are in use, and what is missing",
     set_up}};

}  // namespace

}  // namespace kuleshov::app
