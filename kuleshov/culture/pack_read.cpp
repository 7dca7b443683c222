#include <cstdlib>
#include <optional>

#include "kuleshov/culture/pack.hpp"
#include "kuleshov/culture/yaml.hpp"

namespace kuleshov::culture {

namespace {

std::optional<Status> status_named(const std::string& name) {
  for (const Status status :
       {Status::attested, Status::one_study, Status::common_knowledge, Status::unknown}) {
    if (name == name_of(status)) return status;
  }
  return std::nullopt;
}

Words words_of(const YAML::Node& node) {
  Words out;
  if (!node) return out;
  if (node.IsScalar()) out["en"] = node.Scalar();
  if (!node.IsMap()) return out;
  for (const auto& word : node) {
    if (word.second.IsScalar()) out[word.first.Scalar()] = word.second.Scalar();
  }
  return out;
}

std::optional<Review::Status> review_named(const std::string& name) {
  using enum Review::Status;
  for (const auto status : {not_reviewed, source_checked, reviewed}) {
    if (name == name_of(status)) return status;
  }
  return std::nullopt;
}

// A claim whose sources were all compared is source-checked by the first of them; else it is as
// the pack says.
Review inherited(const Pack& pack, const Claim& claim) {
  if (pack.review.status == Review::Status::reviewed) return pack.review;
  const Review* first = nullptr;
  for (const auto& name : claim.sources) {
    const auto at = pack.sources.find(name);
    if (at == pack.sources.end()) return pack.review;
    if (at->second.checked.status == Review::Status::not_reviewed) return pack.review;
    if (first == nullptr) first = &at->second.checked;
  }
  return first == nullptr ? pack.review : *first;
}

struct Reader {
  std::string file;

  [[nodiscard]] base::Result<Status> status(const YAML::Node& node) const {
    const std::string name = text_or(node, "status", "unknown");
    if (const auto known = status_named(name)) return *known;
    return base::fail("'" + name + "' is not a status",
                      "write attested, one-study, common-knowledge or unknown",
                      place_of(node, file));
  }

  // `review: not-reviewed`, or {status, by, on, note}.
  [[nodiscard]] base::Result<Review> review(const YAML::Node& node) const {
    const std::string name =
        node.IsScalar() ? node.Scalar() : text_or(node, "status", "not-reviewed");
    const auto known = review_named(name);
    if (!known) {
      return base::fail("'" + name + "' is not a review status",
                        "write review: {status: reviewed, by: NAMES, on: 2026-11}, or "
                        "source-checked or not-reviewed",
                        place_of(node, file));
    }
    return Review{*known, text_or(node, "by"), text_or(node, "on"), text_or(node, "note")};
  }

  // Its status, sources, n and review.
  [[nodiscard]] base::Result<void> claim(const YAML::Node& node, const Pack& pack,
                                         Claim& out) const {
    out.place = place_of(node, file);
    out.status = TRY(status(node));
    out.sources = texts(node, "source");
    out.n = value_or(node, "n", 0);
    out.n_unknown = text_or(node, "n") == "unknown";
    const YAML::Node own = node["review"];
    out.review = own ? TRY(review(own)) : inherited(pack, out);
    return {};
  }

  [[nodiscard]] base::Result<Entry> entry(const YAML::Node& node, const Pack& pack) const {
    if (!node.IsMap() || !node["name"]) {
      return base::fail("an entry needs at least a name", "write {name: ..., status: ...}",
                        place_of(node, file));
    }
    Entry out;
    out.native = words_of(node["name"]);
    const auto english = out.native.find("en");
    out.name = english != out.native.end() ? english->second
               : out.native.empty()        ? std::string()
                                           : out.native.begin()->second;
    out.note = text_or(node, "note");
    out.hex = text_or(node, "hex");
    out.words = texts(node, "words");
    TRY(claim(node, pack, out));
    return out;
  }

  // adds: {24: [0.5, 0.25], U14: [0.3, 0.2]}; head: [pitch, yaw, roll]; gaze: [pitch, away].
  [[nodiscard]] base::Result<Manner> manner(const YAML::Node& node) const {
    Manner out;
    for (const auto& item : node["adds"]) {
      const std::string name = item.first.Scalar();
      const auto v = numbers(item.second);
      const bool one_sided = name.starts_with("U");
      const int number = std::atoi(name.c_str() + (one_sided ? 1 : 0));
      if (v.size() != 2 || number < 1 || number > 66) {
        return base::fail("'" + name + "' is not an action unit with its share and intensity",
                          "write adds: {24: [0.5, 0.25]}", place_of(node, file));
      }
      out.units.push_back({number, v[0], v[1], one_sided});
    }
    const auto part = [&node](const char* name, std::size_t i) {
      const auto v = node[name] ? numbers(node[name]) : std::vector<double>{};
      return i < v.size() ? v[i] : 0.0;
    };
    out.head_pitch = part("head", 0);
    out.head_yaw = part("head", 1);
    out.head_roll = part("head", 2);
    out.gaze_pitch = part("gaze", 0);
    out.gaze_away = part("gaze", 1);
    return out;
  }

  [[nodiscard]] base::Result<DisplayRule> rule(const YAML::Node& node, const Pack& pack) const {
    DisplayRule out;
    out.families = texts(node, "family");
    out.relations = texts(node, "relation");
    if (out.families.empty()) out.families = {"any"};
    if (out.relations.empty()) out.relations = {"any"};
    out.publicness = text_or(node, "publicness", "any");
    out.scale = value_or(node, "scale", 1.0);
    out.spread = value_or(node, "spread", 0.3);
    out.mask = text_or(node, "mask");
    out.mask_share = value_or(node, "mask_share", 0.0);
    out.leak = value_or(node, "leak", 0.3);
    out.manner = TRY(manner(node));
    out.note = text_or(node, "note");
    TRY(claim(node, pack, out));
    return out;
  }

  [[nodiscard]] base::Result<void> sections(const YAML::Node& root, Pack& pack) const {
    for (const auto& name : section_names()) {
      const YAML::Node list = root[name];
      if (!list || list.IsNull()) continue;
      if (!list.IsSequence()) {
        return base::fail("section '" + name + "' is not a list", "begin each entry with '- '",
                          place_of(list, file));
      }
      for (const auto& node : list) pack.sections[name].push_back(TRY(entry(node, pack)));
    }
    return {};
  }

  [[nodiscard]] base::Result<void> head(const YAML::Node& root, Pack& pack) const {
    pack.id = text_or(root, "id");
    pack.aliases = texts(root, "aliases");
    pack.name = words_of(root["name"]);
    pack.region = text_or(root, "region");
    pack.continent = text_or(root, "continent");
    pack.languages = texts(root, "languages");
    pack.authors = texts(root, "authors");
    pack.vouched_by = texts(root, "vouched_by");
    pack.variation = text_or(root, "variation");
    if (const YAML::Node own = root["review"]) pack.review = TRY(review(own));
    return {};
  }

  [[nodiscard]] base::Result<Source> source(const YAML::Node& node) const {
    Source out;
    out.text = text_or(node, "text");
    out.kind = text_or(node, "kind");
    out.n = value_or(node, "n", 0);
    out.n_unknown = text_or(node, "n") == "unknown";
    out.place = place_of(node, file);
    const YAML::Node checked = node.IsMap() ? node["checked"] : YAML::Node();
    if (!checked) return out;
    out.checked = TRY(review(checked));
    out.checked.status = Review::Status::source_checked;
    return out;
  }

  [[nodiscard]] base::Result<void> sources(const YAML::Node& root, Pack& pack) const {
    const YAML::Node list = root["sources"];
    if (!list || !list.IsMap()) return {};
    for (const auto& item : list) pack.sources[item.first.Scalar()] = TRY(source(item.second));
    return {};
  }

  [[nodiscard]] base::Result<void> names(const YAML::Node& root, Pack& pack) const {
    const YAML::Node list = root["names"];
    if (!list || !list.IsMap()) return {};
    pack.names.female = texts(list, "female");
    pack.names.male = texts(list, "male");
    pack.names.any = texts(list, "any");
    pack.names.family = texts(list, "family");
    pack.names.family_first = text_or(list, "order") == "family-first";
    pack.names.note = text_or(list, "note");
    return claim(list, pack, pack.names);
  }

  static void palettes(const YAML::Node& root, Pack& pack) {
    const YAML::Node list = root["palettes"];
    if (!list || !list.IsMap()) return;
    for (const auto& item : list) {
      const std::string name = item.first.Scalar();
      pack.palettes[name] = texts(list, name.c_str());
    }
  }
};

base::Result<Pack> read_root(const YAML::Node& root, const std::string& file) {
  if (!root.IsMap() || value_or(root, "pack", 0) != 1) {
    return base::fail("this is not a culture pack", "its first line is `pack: 1`", {file, 1, 0, 0});
  }
  const Reader reader{file};
  Pack pack;
  TRY(reader.head(root, pack));
  TRY(reader.sources(root, pack));
  TRY(reader.names(root, pack));
  Reader::palettes(root, pack);
  TRY(reader.sections(root, pack));
  const YAML::Node rules = root["display_rules"];
  if (rules && rules.IsSequence()) {
    for (const auto& node : rules) pack.display_rules.push_back(TRY(reader.rule(node, pack)));
  }
  return pack;
}

}  // namespace

base::Result<Pack> parse_pack(const std::string& yaml, const std::string& file) {
  const YAML::Node root = TRY(parse_yaml(yaml, file));
  try {
    return read_root(root, file);
  } catch (const YAML::Exception& error) {
    return base::fail("this pack cannot be read: " + error.msg, "compare with a pack that ships",
                      {file, 0, 0, 0});
  }
}

base::Result<Pack> read_pack(const std::string& folder) {
  const base::Path path = base::Path(folder) / "pack.yaml";
  const std::string text = TRY(base::read_file(path, std::size_t{1} << 22));
  Pack pack = TRY(parse_pack(text, path.string()));
  pack.folder = folder;
  return pack;
}

}  // namespace kuleshov::culture
