#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "kuleshov/culture/check.hpp"

namespace kuleshov::culture {

namespace {

std::string joined(const std::vector<std::string>& list) {
  return fmt::format("{}", fmt::join(list, ", "));
}

std::string native_of(const Entry& entry) {
  std::string out;
  for (const auto& [language, word] : entry.native) {
    if (word != entry.name) out += " " + word;
  }
  return out;
}

std::string review_of(const Review& review) {
  std::string out(name_of(review.status));
  if (!review.by.empty()) out += " by " + review.by;
  if (!review.on.empty()) out += " " + review.on;
  return out;
}

std::string count_of(int n, bool unknown) {
  if (n > 0) return fmt::format("n = {}", n);
  return unknown ? "n unknown" : "";
}

// "[one-study; safdar2009 (n = 835); source-checked by ... 2026-11]"
std::string evidence_of(const Pack& pack, const Claim& claim) {
  std::string out = fmt::format(" [{}", name_of(claim.status));
  for (const auto& name : claim.sources) {
    const auto at = pack.sources.find(name);
    const bool own = claim.n > 0 || claim.n_unknown;
    const std::string n = own || at == pack.sources.end()
                              ? std::string()
                              : count_of(at->second.n, at->second.n_unknown);
    out +=
        (&name == &claim.sources.front() ? "; " : ", ") + name + (n.empty() ? "" : " (" + n + ")");
  }
  const std::string n = count_of(claim.n, claim.n_unknown);
  if (!n.empty()) out += "; " + n;
  return out + "; " + review_of(claim.review) + "]\n";
}

std::string line_of(const Pack& pack, const Entry& entry) {
  std::string out = fmt::format("  {}{}", entry.name, native_of(entry));
  if (!entry.hex.empty()) out += " " + entry.hex;
  if (!entry.note.empty()) out += ": " + entry.note;
  return out + evidence_of(pack, entry);
}

std::string manner_of(const Manner& manner) {
  std::string out;
  for (const Manner::Unit& unit : manner.units) {
    out += fmt::format("; {:.0f} % add {}unit {}", 100 * unit.share,
                       unit.one_sided ? "one-sided " : "", unit.number);
  }
  const auto shift = [&out](const char* what, double degrees) {
    if (degrees != 0) out += fmt::format("; {} {:+.0f} degrees", what, degrees);
  };
  shift("head", manner.head_pitch);
  shift("head turned", manner.head_yaw);
  shift("head tilted", manner.head_roll);
  shift("looks", manner.gaze_pitch);
  if (manner.gaze_away != 0) out += fmt::format("; looks away {:+.2f}", manner.gaze_away);
  return out;
}

std::string line_of(const Pack& pack, const DisplayRule& rule) {
  std::string out =
      fmt::format("  {} before {} ({}): x {:.2f}, persons from {:.2f} to {:.2f}",
                  joined(rule.families), joined(rule.relations), rule.publicness, rule.scale,
                  rule.scale * std::exp(-rule.spread), rule.scale * std::exp(rule.spread));
  if (!rule.mask.empty()) {
    out += fmt::format("; {:.0f} % mask it with {}", 100 * rule.mask_share, rule.mask);
  }
  out += manner_of(rule.manner);
  if (!rule.note.empty()) out += "; " + rule.note;
  return out + evidence_of(pack, rule);
}

std::string section_text(const Pack& pack, const std::string& name) {
  std::string out = name + "\n";
  for (const Entry& entry : pack.section(name)) out += line_of(pack, entry);
  return out;
}

std::string rules_text(const Pack& pack) {
  std::string out = "display_rules\n";
  for (const DisplayRule& rule : pack.display_rules) out += line_of(pack, rule);
  return out;
}

std::string sources_text(const Pack& pack) {
  std::string out = "sources\n";
  for (const auto& [id, source] : pack.sources) {
    const std::string n = count_of(source.n, source.n_unknown);
    out += fmt::format("  {}: {} ({}{})", id, source.text, source.kind, n.empty() ? "" : ", " + n);
    const bool checked = source.checked.status != Review::Status::not_reviewed;
    out +=
        checked ? fmt::format(" [{}: {}]\n", review_of(source.checked), source.checked.note) : "\n";
  }
  return out;
}

std::string names_text(const Pack& pack) {
  const Names& names = pack.names;
  return fmt::format("names\n  {} first; {} female, {} male, {} any, {} family{}{}",
                     names.family_first ? "family" : "given", names.female.size(),
                     names.male.size(), names.any.size(), names.family.size(),
                     names.note.empty() ? "" : ": " + names.note, evidence_of(pack, names));
}

std::set<std::string> word_set(const Pack& pack, const std::string& section) {
  const auto words = pack.words(section);
  return {words.begin(), words.end()};
}

std::string difference(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::vector<std::string> only;
  std::ranges::set_difference(a, b, std::back_inserter(only));
  return joined(only);
}

}  // namespace

std::string show(const Pack& pack, const std::string& section) {
  if (section == "display_rules") return rules_text(pack);
  if (section == "sources") return sources_text(pack);
  if (section == "names") return names_text(pack);
  if (!section.empty()) return section_text(pack, section);
  const auto name = pack.name.find("en");
  std::string out =
      fmt::format("{}: {}\n{} ({})\n{}\n{}\n", pack.id,
                  name == pack.name.end() ? pack.id : name->second, pack.region, pack.continent,
                  review_of(pack.review) + ": " + pack.review.note, pack.variation);
  out += "vouched for by: " + (pack.vouched_by.empty() ? "nobody yet" : joined(pack.vouched_by)) +
         "\n\n";
  out += rules_text(pack);
  for (const auto& each : section_names()) out += section_text(pack, each);
  return out + names_text(pack) + sources_text(pack);
}

std::string compare(const Pack& a, const Pack& b, const std::string& section) {
  std::string out;
  const auto wanted = [&](const std::string& name) { return section.empty() || section == name; };
  if (wanted("display_rules")) {
    out += a.id + " " + rules_text(a) + b.id + " " + rules_text(b);
    out += "  A scale is a middle, not a person: the ranges above overlap.\n";
  }
  for (const auto& name : section_names()) {
    if (!wanted(name)) continue;
    const auto words_a = word_set(a, name);
    const auto words_b = word_set(b, name);
    std::vector<std::string> both;
    std::ranges::set_intersection(words_a, words_b, std::back_inserter(both));
    out += fmt::format("{} ({} | {} entries)\n  both: {}\n  {} only: {}\n  {} only: {}\n", name,
                       a.section(name).size(), b.section(name).size(), joined(both), a.id,
                       difference(words_a, words_b), b.id, difference(words_b, words_a));
  }
  return out;
}

std::string new_pack(const std::string& id) {
  std::string out = fmt::format(
      "pack: 1\nid: {}\naliases: []\nname: {{en: \"\"}}\n"
      "region: \"\"            # the sub-region and the time it speaks of\n"
      "continent: europe     # africa asia europe north-america south-america oceania\n"
      "languages: []\nauthors: []\nvouched_by: []        # people of this culture, by name\n"
      "review: {{status: not-reviewed, note: \"\"}}   # of all that says nothing else; "
      "when read by people of the\n"
      "                                          # culture: {{status: reviewed, by: NAMES, "
      "on: 2026-11, note: ...}}\n"
      "variation: \"\"         # what the pack does not say about single people\n"
      "sources:\n  # key: {{text: \"Author year, title\", kind: study, n: 120}}\n"
      "  # kind: study survey (both with n, or n: unknown) book public-domain; where a claim was "
      "compared with it:\n"
      "  #   checked: {{by: NAME, on: 2026-11, note: abstract}}\n"
      "display_rules:\n  # - {{family: anger, relation: elder, publicness: any, scale: 0.8, "
      "spread: 0.4, status: one-study, source: key, n: 120}}\n",
      id);
  for (const auto& name : section_names()) {
    out += name +
           ":\n  # - {name: {en: \"\"}, note: \"\", words: [], status: attested, source: key}\n";
  }
  return out +
         "# status: attested one-study (source: a study with its n) common-knowledge unknown (no "
         "source)\n"
         "names: {order: given-first, female: [], male: [], any: [], family: [], status: unknown}\n"
         "palettes:\n"
         "  # name: [\"#101010\", \"#808080\", \"#f0f0f0\"]   # dark to light\n"
         "drawing:               # what pictures take: docs/formats/culture-pack.md\n"
         "  # house: {wall: \"#d2a877\", roof: \"#8a5a44\", shape: hip, cover: tiles}\n"
         "  # outfits:\n  #   - {gender: female, share: 1, garment: shirt, colours: "
         "[\"#4a6a8a\"]}\n";
}

}  // namespace kuleshov::culture
