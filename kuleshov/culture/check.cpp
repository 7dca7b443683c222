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
    if (pack_.review.empty()) error("say how far the pack has been reviewed", {});
    if (pack_.authors.empty()) error("the pack has no authors", {});
    if (pack_.vouched_by.empty()) note("nobody of this culture vouches for the pack yet", {});
  }

  void check_sources(const std::string& what, Status status,
                     const std::vector<std::string>& sources, int n, const base::Place& place) {
    for (const auto& source : sources) {
      if (!pack_.sources.contains(source)) {
        error(what + " names the unknown source '" + source + "'", place);
      }
    }
    if (sources.empty() && status != Status::unknown) error(what + " has no source", place);
    if (status != Status::one_study || n > 0) return;
    const bool counted = std::ranges::any_of(sources, [this](const std::string& source) {
      const auto at = pack_.sources.find(source);
      return at != pack_.sources.end() && (at->second.n > 0 || at->second.kind != "study");
    });
    if (!counted) note(what + " rests on one study whose n is not given", place);
  }

  void check_entry(const std::string& section, const Entry& entry) {
    const std::string what = section + " '" + entry.name + "'";
    check_sources(what, entry.status, entry.sources, entry.n, entry.place);
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
    check_sources("a display rule", rule.status, rule.sources, rule.n, rule.place);
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

std::vector<Coverage> coverage(const Pack& pack) {
  std::vector<Coverage> out;
  const auto count = [](Coverage& row, Status status) {
    if (status == Status::attested) ++row.attested;
    if (status == Status::one_study) ++row.one_study;
    if (status == Status::common_knowledge) ++row.common_knowledge;
    if (status == Status::unknown) ++row.unknown;
  };
  Coverage rules{.section = "display_rules"};
  for (const DisplayRule& rule : pack.display_rules) count(rules, rule.status);
  out.push_back(rules);
  for (const auto& name : section_names()) {
    Coverage row{.section = name};
    for (const Entry& entry : pack.section(name)) count(row, entry.status);
    out.push_back(row);
  }
  return out;
}

}  // namespace kuleshov::culture
