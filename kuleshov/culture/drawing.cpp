#include "kuleshov/culture/drawing.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include "kuleshov/culture/yaml.hpp"

namespace kuleshov::culture {

namespace {

bool is_colour(const std::string& hex) {
  return hex.size() == 7 && hex[0] == '#' &&
         hex.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

std::map<std::string, std::string> scalars(const YAML::Node& node) {
  std::map<std::string, std::string> out;
  if (!node || !node.IsMap()) return out;
  for (const auto& item : node) {
    if (item.second.IsScalar()) out[item.first.Scalar()] = item.second.Scalar();
  }
  return out;
}

Outfit outfit_of(const YAML::Node& node, const std::string& file) {
  Outfit out;
  out.gender = text_or(node, "gender", "any");
  const auto ages = node["age"] ? numbers(node["age"]) : std::vector<double>{};
  if (ages.size() == 2) {
    out.age_from = static_cast<int>(ages[0]);
    out.age_to = static_cast<int>(ages[1]);
  }
  out.share = value_or(node, "share", 1.0);
  out.garment = text_or(node, "garment", "plain");
  out.head = text_or(node, "head");
  out.pattern = text_or(node, "pattern");
  out.colours = texts(node, "colours");
  out.accent = text_or(node, "accent");
  out.of = text_or(node, "of");
  out.place = place_of(node, file);
  return out;
}

Gesture gesture_of(const YAML::Node& node, const std::string& file) {
  Gesture out;
  out.hands = text_or(node, "hands");
  out.share = value_or(node, "share", 1.0);
  out.relations = texts(node, "relation");
  out.of = text_or(node, "of");
  out.place = place_of(node, file);
  return out;
}

Drawing drawing_from(const YAML::Node& node, const std::string& file) {
  Drawing out;
  out.house = scalars(node["house"]);
  out.room = scalars(node["room"]);
  out.instead = scalars(node["instead"]);
  out.grounds = scalars(node["grounds"]);
  out.accents = texts(node, "accents");
  out.note = text_or(node, "note");
  if (const YAML::Node rooms = node["things"]; rooms && rooms.IsMap()) {
    for (const auto& room : rooms) {
      const std::string kind = room.first.Scalar();
      out.things[kind] = texts(rooms, kind.c_str());
    }
  }
  for (const auto& item : node["outfits"]) out.outfits.push_back(outfit_of(item, file));
  for (const auto& item : node["gestures"]) out.gestures.push_back(gesture_of(item, file));
  if (const YAML::Node far = node["distances_m"]; far && far.IsMap()) {
    for (const auto& item : far) {
      out.distances_m[item.first.Scalar()] = value_or(far, item.first.Scalar().c_str(), 0.0);
    }
  }
  return out;
}

bool is_entry(const Pack& pack, const char* section, const std::string& name) {
  return name.empty() || std::ranges::any_of(pack.section(section), [&](const Entry& entry) {
           return entry.name == name;
         });
}

}  // namespace

base::Result<Drawing> parse_drawing(const std::string& yaml, const std::string& file) {
  const YAML::Node root = TRY(parse_yaml(yaml, file));
  try {
    const YAML::Node node = root.IsMap() ? root["drawing"] : YAML::Node();
    if (!node || node.IsNull()) return Drawing{};
    if (!node.IsMap()) {
      return base::fail("`drawing` is not a mapping", "compare with a pack that ships",
                        place_of(node, file));
    }
    return drawing_from(node, file);
  } catch (const YAML::Exception& error) {
    return base::fail("`drawing` cannot be read: " + error.msg, "compare with a pack that ships",
                      {file, 0, 0, 0});
  }
}

const Drawing* drawing_of(const std::string& pack_id) {
  static std::mutex lock;
  static std::map<std::string, std::unique_ptr<const Drawing>> read;
  if (pack_id.empty()) return nullptr;
  const std::scoped_lock guard(lock);
  if (const auto found = read.find(pack_id); found != read.end()) return found->second.get();
  auto& kept = read[pack_id];
  const auto pack = find_pack(pack_id);
  if (!pack) return nullptr;
  const base::Path path = base::Path((*pack)->folder) / "pack.yaml";
  const auto text = base::read_file(path, std::size_t{1} << 22);
  auto drawing = text ? parse_drawing(*text, path.string()) : base::Result<Drawing>(Drawing{});
  if (drawing) kept = std::make_unique<const Drawing>(std::move(*drawing));
  return kept.get();
}

std::vector<std::pair<std::string, base::Place>> faults_of(const Drawing& drawing,
                                                           const Pack& pack) {
  std::vector<std::pair<std::string, base::Place>> out;
  const auto colour = [&](const std::string& hex, const base::Place& place) {
    if (!is_colour(hex)) out.emplace_back("drawing: '" + hex + "' is no colour", place);
  };
  for (const auto& accent : drawing.accents) colour(accent, {});
  for (const auto& [ground, hex] : drawing.grounds) colour(hex, {});
  for (const Outfit& outfit : drawing.outfits) {
    for (const auto& cloth : outfit.colours) colour(cloth, outfit.place);
    if (!outfit.accent.empty()) colour(outfit.accent, outfit.place);
    if (outfit.share <= 0)
      out.emplace_back("drawing: an outfit's share is not above 0", outfit.place);
    if (!is_entry(pack, "dress", outfit.of)) {
      out.emplace_back("drawing: '" + outfit.of + "' is no entry of `dress`", outfit.place);
    }
  }
  for (const Gesture& gesture : drawing.gestures) {
    if (!is_entry(pack, "gestures", gesture.of)) {
      out.emplace_back("drawing: '" + gesture.of + "' is no entry of `gestures`", gesture.place);
    }
  }
  for (const auto& [relation, metres] : drawing.distances_m) {
    if (!(metres >= 0.2 && metres <= 4)) {
      out.emplace_back("drawing: the distance to '" + relation + "' is not 0.2 to 4 metres",
                       base::Place{});
    }
  }
  return out;
}

double distance_m(const Drawing* drawing, const std::string& relation) {
  if (drawing != nullptr) {
    const auto found = drawing->distances_m.find(relation);
    if (found != drawing->distances_m.end()) return found->second;
  }
  if (relation == "partner" || relation == "child") return 0.45;
  if (relation == "family" || relation == "friend") return 0.55;
  if (relation == "stranger" || relation == "opponent" || relation == "superior") return 1.0;
  return 0.85;
}

}  // namespace kuleshov::culture
