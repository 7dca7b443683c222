// `kuleshov culture list|check|show|compare|new`.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "apps/kuleshov/verb.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/culture/check.hpp"

namespace kuleshov::app {
namespace {

struct Arguments {
  std::string id, other, section, out;
  bool json = false;
};

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

base::Json json_of(const culture::Pack& pack, const std::vector<culture::Finding>& findings) {
  base::Json list = base::Json::array();
  for (const auto& f : findings) {
    list.push_back({{"error", f.error}, {"message", f.message}, {"line", f.place.line}});
  }
  base::Json sections = base::Json::object();
  for (const auto& row : culture::coverage(pack)) {
    sections[row.section] = {{"attested", row.attested},
                             {"one-study", row.one_study},
                             {"common-knowledge", row.common_knowledge},
                             {"unknown", row.unknown},
                             {"n-unknown", row.n_unknown},
                             {"reviewed", row.reviewed},
                             {"source-checked", row.source_checked},
                             {"not-reviewed", row.not_reviewed}};
  }
  return {{"id", pack.id},
          {"holds", culture::holds(findings)},
          {"findings", list},
          {"sections", sections}};
}

// How well the pack's entries are known and how far they were reviewed, all sections together.
std::string known_of(const culture::Pack& pack) {
  culture::Coverage all;
  for (const auto& row : culture::coverage(pack)) {
    all.attested += row.attested;
    all.one_study += row.one_study;
    all.common_knowledge += row.common_knowledge;
    all.unknown += row.unknown;
    all.n_unknown += row.n_unknown;
    all.reviewed += row.reviewed;
    all.source_checked += row.source_checked;
    all.not_reviewed += row.not_reviewed;
  }
  const auto text = [](int n) { return std::to_string(n); };
  return "  known: " + text(all.attested) + " attested, " + text(all.one_study) +
         " by one study (n unknown of " + text(all.n_unknown) + "), " + text(all.common_knowledge) +
         " common knowledge, " + text(all.unknown) + " unknown\n  reviewed: " + text(all.reviewed) +
         " by people of the culture, " + text(all.source_checked) +
         " compared with their source, " + text(all.not_reviewed) + " not reviewed\n";
}

base::Result<bool> check_one(const std::string& id, bool json, base::Json& all) {
  const culture::Pack& pack = *TRY(culture::find_pack(id));
  const auto findings = culture::check(pack);
  if (json) {
    all.push_back(json_of(pack, findings));
    return culture::holds(findings);
  }
  print(pack.id + (culture::holds(findings) ? ": holds\n" : ": does not hold\n"));
  print(known_of(pack));
  for (const auto& f : findings) {
    const std::string line = f.place.line > 0 ? " line " + std::to_string(f.place.line) : "";
    print("  " + std::string(f.error ? "error" : "note") + line + ": " + f.message + "\n");
  }
  return culture::holds(findings);
}

base::Result<bool> check(const Arguments& a) {
  base::Json all = base::Json::array();
  bool holds = true;
  std::vector<std::string> ids{a.id};
  if (a.id.empty()) ids = culture::pack_ids();
  for (const auto& id : ids) holds = TRY(check_one(id, a.json, all)) && holds;
  if (a.json) print(base::Json{{"holds", holds}, {"packs", all}}.dump(2) + "\n");
  return holds;
}

base::Result<void> check_section(const std::string& section) {
  std::vector<std::string> known = culture::section_names();
  known.insert(known.begin(), {"display_rules", "names", "sources"});
  if (section.empty() || std::ranges::find(known, section) != known.end()) return {};
  std::string list;
  for (const auto& name : known) list += (list.empty() ? "" : ", ") + name;
  return base::fail("'" + section + "' is no section of a pack", "use one of " + list);
}

base::Result<bool> show(const Arguments& a) {
  TRY(check_section(a.section));
  print(culture::show(*TRY(culture::find_pack(a.id)), a.section));
  return true;
}

base::Result<bool> compare(const Arguments& a) {
  TRY(check_section(a.section));
  const culture::Pack& first = *TRY(culture::find_pack(a.id));
  const culture::Pack& second = *TRY(culture::find_pack(a.other));
  print(culture::compare(first, second, a.section));
  return true;
}

base::Result<bool> make_new(const Arguments& a) {
  const base::Path path = base::Path(a.out.empty() ? a.id : a.out) / "pack.yaml";
  if (std::filesystem::exists(path)) {
    return base::fail(path.string() + " is there already", "choose another folder with --out");
  }
  TRY(base::write_file(path, culture::new_pack(base::Path(a.id).filename().string())));
  print(path.string() + "\n");
  return true;
}

base::Result<bool> list(const Arguments&) {
  for (const auto& id : culture::pack_ids()) {
    const culture::Pack& pack = *TRY(culture::find_pack(id));
    print(id + "  " + pack.continent + "  " + pack.region + "\n");
  }
  return true;
}

Exit finish(const base::Result<bool>& result) {
  if (!result) return report(result.error());
  return *result ? Exit::fine : Exit::refuted;
}

Action set_up(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command.require_subcommand(1);
  command.add_subcommand("list", "the packs that ship");
  auto& c = *command.add_subcommand("check", "is a pack complete and honest? (default: all)");
  c.add_option("pack", a->id, "id, alias or folder");
  c.add_flag("--json", a->json, "one JSON document");
  auto& s = *command.add_subcommand("show", "a pack, or one section of it");
  s.add_option("pack", a->id, "id, alias or folder")->required();
  s.add_option("--section", a->section, "display_rules, gestures, taboos, sources ...");
  auto& d = *command.add_subcommand("compare", "two packs side by side");
  d.add_option("first", a->id)->required();
  d.add_option("second", a->other)->required();
  d.add_option("--section", a->section, "one section only");
  auto& n = *command.add_subcommand("new", "an empty pack to fill in");
  n.add_option("id", a->id)->required();
  n.add_option("--out", a->out, "folder (default: the id)");
  return [a, &command] {
    if (command.got_subcommand("list")) return finish(list(*a));
    if (command.got_subcommand("check")) return finish(check(*a));
    if (command.got_subcommand("show")) return finish(show(*a));
    if (command.got_subcommand("compare")) return finish(compare(*a));
    return finish(make_new(*a));
  };
}

const RegisterVerb verb{{"culture", "culture packs: list, check, show, compare, new", set_up}};

}  // namespace
}  // namespace kuleshov::app
