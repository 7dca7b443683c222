#include "kuleshov/culture/check.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/base/file.hpp"
#include "kuleshov/culture/drawing.hpp"

namespace kuleshov::culture {

namespace {

// The families of data/face/vocabulary.yaml.
const std::vector<std::string> families{
    "any",     "neutral",  "calm",     "joy",           "pride", "love",
    "sadness", "interest", "surprise", "fear",          "anger", "contempt",
    "disgust", "shame",    "guilt",    "embarrassment", "pain",  "polite"};
const std::vector<std::string> continents{"africa",        "asia",          "europe",
                                          "north-america", "south-america", "oceania"};

bool holds_word(const std::vector<std::string>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}

bool is_colour(const std::string& hex) {
  return hex.size() == 7 && hex[0] == '#' &&
         hex.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

// YYYY-MM or YYYY-MM-DD.
bool is_date(const std::string& text) {
  if (text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash != (text[i] == '-') || (!dash && (text[i] < '0' || text[i] > '9'))) return false;
  }
  return true;
}

class Checker {
 public:
  explicit Checker(const Pack& pack) : pack_(pack) {}

  std::vector<Finding> check() {
    check_head();
    for (const auto& name : section_names()) {
      if (pack_.section(name).empty()) note("section '" + name + "' has no entries", {});
      for (const Entry& entry : pack_.section(name)) check_entry(name, entry);
    }
    for (const DisplayRule& rule : pack_.display_rules) check_rule(rule);
    if (pack_.display_rules.empty()) error("there is no display rule", {});
    for (const auto& [name, source] : pack_.sources) check_source(name, source);
    check_names();
    check_drawing();
    return std::move(out_);
  }

 private:
  void check_head() {
    if (pack_.id.empty()) error("the pack has no id", {});
    if (pack_.name.empty()) error("the pack has no name", {});
    if (pack_.region.empty()) error("say which region the pack speaks of", {});
    if (!holds_word(continents, pack_.continent)) {
      error("'" + pack_.continent + "' is not a continent", {});
    }
    if (pack_.variation.empty()) error("say what the pack does not say about single people", {});
    if (pack_.review.note.empty()) error("say how far the pack has been reviewed", {});
    check_review("the pack", pack_.review, {});
    if (pack_.authors.empty()) error("the pack has no authors", {});
    if (pack_.vouched_by.empty()) note("nobody of this culture vouches for the pack yet", {});
  }

  void check_review(const std::string& what, const Review& review, const base::Place& place) {
    if (review.status == Review::Status::not_reviewed) return;
    if (review.by.empty()) error(what + ": say who reviewed it (by: NAMES)", place);
    if (!is_date(review.on)) error(what + ": say when it was reviewed (on: 2026-11)", place);
  }

  void check_source(const std::string& name, const Source& source) {
    const std::string what = "source '" + name + "'";
    check_review(what, source.checked, source.place);
    const bool counted = source.kind == "study" || source.kind == "survey";
    if (counted && source.n <= 0 && !source.n_unknown) {
      error(what + " is a " + source.kind + ": give n, the people studied, or n: unknown",
            source.place);
    }
  }

  void check_claim(const std::string& what, const Claim& claim) {
    bool is_study = false;
    bool known = claim.n > 0 || claim.n_unknown;
    for (const auto& name : claim.sources) {
      const auto at = pack_.sources.find(name);
      if (at == pack_.sources.end()) {
        error(what + " names the unknown source '" + name + "'", claim.place);
        continue;
      }
      const Source& source = at->second;
      if (source.kind != "study" && source.kind != "survey") continue;
      is_study = true;
      known = known || source.n > 0 || source.n_unknown;
    }
    check_review(what, claim.review, claim.place);
    if (claim.status == Status::unknown) return;
    if (claim.sources.empty()) return error(what + " has no source", claim.place);
    if (claim.status != Status::one_study) return;
    if (!is_study) {
      error(what + " is said to rest on one study, and none of its sources is one", claim.place);
    } else if (!known) {
      error(what + " rests on one study: give n, the people studied, or n: unknown", claim.place);
    }
  }

  void check_entry(const std::string& section, const Entry& entry) {
    const std::string what = section + " '" + entry.name + "'";
    check_claim(what, entry);
    if (section == "colours" && !is_colour(entry.hex)) {
      error(what + " needs hex: \"#rrggbb\"", entry.place);
    }
  }

  void check_rule(const DisplayRule& rule) {
    for (const auto& family : rule.families) {
      if (!holds_word(families, family)) {
        error("'" + family + "' is not an emotion family", rule.place);
      }
    }
    for (const auto& relation : rule.relations) {
      if (relation != "any" && !holds_word(relations(), relation)) {
        error("'" + relation + "' is not a relation", rule.place);
      }
    }
    if (rule.publicness != "any" && rule.publicness != "public" && rule.publicness != "private") {
      error("'" + rule.publicness + "' is not public, private or any", rule.place);
    }
    if (!(rule.scale >= 0.2 && rule.scale <= 1.6)) error("scale is not 0.2 to 1.6", rule.place);
    if (rule.mask_share < 0 || rule.mask_share > 0.6) {
      error("mask_share is not 0 to 0.6: no rule holds for nearly everybody", rule.place);
    }
    if (rule.spread < std::max(0.25, 0.9 * std::abs(std::log(std::max(rule.scale, 0.01))))) {
      error("spread is narrower than the rule's own effect: persons differ more than cultures do",
            rule.place);
    }
    check_manner(rule);
    check_claim("a display rule", rule);
  }

  void check_manner(const DisplayRule& rule) {
    for (const Manner::Unit& unit : rule.manner.units) {
      const std::string what = "adds: unit " + std::to_string(unit.number);
      if (!(unit.share > 0 && unit.share <= 0.7)) {
        error(what + ": its share is not above 0 and at most 0.7: nobody is nearly everybody",
              rule.place);
      }
      if (!(unit.intensity > 0 && unit.intensity <= 0.6)) {
        error(what + ": its intensity is not above 0 and at most 0.6", rule.place);
      }
    }
    const Manner& m = rule.manner;
    const double most =
        std::max({std::abs(m.head_pitch), std::abs(m.head_yaw), std::abs(m.head_roll)});
    if (most > 15 || std::abs(m.gaze_pitch) > 15 || std::abs(m.gaze_away) > 0.4) {
      error("head shifts are at most 15 degrees, gaze 15 degrees and 0.4 of the time", rule.place);
    }
  }

  void check_names() {
    if (pack_.names.family.empty() || pack_.names.female.empty() || pack_.names.male.empty()) {
      note("names are incomplete: female, male and family are used by writers", {});
    }
    if (!pack_.names.family.empty()) check_claim("names", pack_.names);
    for (const auto& [name, colours] : pack_.palettes) {
      for (const auto& colour : colours) {
        if (!is_colour(colour)) error("palette '" + name + "': '" + colour + "' is no colour", {});
      }
    }
  }

  void check_drawing() {
    if (pack_.folder.empty()) return;  // read from text
    const base::Path path = base::Path(pack_.folder) / "pack.yaml";
    const auto text = base::read_file(path, std::size_t{1} << 22);
    const auto drawing = text ? parse_drawing(*text, path.string()) : base::Result<Drawing>();
    if (!drawing) return error(drawing.error().what, drawing.error().place);
    if (drawing->outfits.empty()) note("`drawing` is empty: pictures show no culture", {});
    for (const auto& [what, place] : faults_of(*drawing, pack_)) error(what, place);
  }

  void error(const std::string& message, const base::Place& place) {
    out_.push_back({true, message, place});
  }
  void note(const std::string& message, const base::Place& place) {
    out_.push_back({false, message, place});
  }

  const Pack& pack_;
  std::vector<Finding> out_;
};

}  // namespace

std::vector<Finding> check(const Pack& pack) { return Checker(pack).check(); }

bool holds(const std::vector<Finding>& findings) {
  return std::ranges::none_of(findings, [](const Finding& f) { return f.error; });
}

namespace {

void count(Coverage& row, const Pack& pack, const Claim& claim) {
  if (claim.status == Status::attested) ++row.attested;
  if (claim.status == Status::one_study) ++row.one_study;
  if (claim.status == Status::common_knowledge) ++row.common_knowledge;
  if (claim.status == Status::unknown) ++row.unknown;
  const auto has_n = [&pack](const std::string& name) {
    const auto at = pack.sources.find(name);
    return at != pack.sources.end() && at->second.n > 0;
  };
  if (claim.status == Status::one_study && claim.n <= 0 &&
      std::ranges::none_of(claim.sources, has_n)) {
    ++row.n_unknown;
  }
  if (claim.review.status == Review::Status::reviewed) ++row.reviewed;
  if (claim.review.status == Review::Status::source_checked) ++row.source_checked;
  if (claim.review.status == Review::Status::not_reviewed) ++row.not_reviewed;
}

}  // namespace

std::vector<Coverage> coverage(const Pack& pack) {
  std::vector<Coverage> out;
  Coverage rules{.section = "display_rules"};
  for (const DisplayRule& rule : pack.display_rules) count(rules, pack, rule);
  out.push_back(rules);
  for (const auto& name : section_names()) {
    Coverage row{.section = name};
    for (const Entry& entry : pack.section(name)) count(row, pack, entry);
    out.push_back(row);
  }
  return out;
}

}  // namespace kuleshov::culture
