#include "kuleshov/picture/business.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/face/tables.hpp"

namespace kuleshov::picture {

namespace {

using Words = std::vector<std::string>;
struct Table {
  std::vector<std::pair<std::string, Words>> poses, things;
  Words takes_in_hand;
};

std::optional<Table> read_table() {
  const auto text = base::read_file(base::data_folder() / "picture" / "business.yaml");
  if (!text) return std::nullopt;
  try {
    const YAML::Node root = YAML::Load(*text);
    Table table;
    for (const auto& item : root["poses"])
      table.poses.emplace_back(item.first.Scalar(), item.second.as<Words>());
    for (const auto& item : root["things"])
      table.things.emplace_back(item.first.Scalar(), item.second.as<Words>());
    table.takes_in_hand = root["takes_in_hand"].as<Words>();
    return table;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

const Table* table() {
  static const std::optional<Table> read = read_table();
  return read ? &*read : nullptr;
}

bool letter(char c) { return c >= 'a' && c <= 'z'; }

// Where a word begins in the text, at the beginning of a word; npos where it does not.
std::size_t find_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (at == 0 || !letter(text[at - 1]) || !letter(word.front())) return at;
  }
  return std::string_view::npos;
}

std::size_t first_of(std::string_view text, const Words& words) {
  std::size_t first = std::string_view::npos;
  for (const std::string& word : words) first = std::min(first, find_word(text, word));
  return first;
}

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : base::lower_ascii(text)) {
    if (c == '.' || c == '!' || c == '?' || c == ';') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

// What has been told of one person by a point in the scene.
class Told {
 public:
  Told(const story::Film& film, const story::CharacterId& who) : film_(film), who_(who) {}

  void read(const story::Shot& shot) {
    holds.clear();  // of this shot only
    if (!shot.people.empty()) subject_ = shot.people.front().who;
    for (const std::string& sentence : sentences(shot.action)) read_sentence(sentence);
  }

  std::string pose, holds;

 private:
  void read_sentence(const std::string& sentence) {
    std::size_t first = std::string::npos;
    for (const story::Character& one : film_.cast) {
      const std::size_t at = find_word(sentence, base::lower_ascii(one.cue));
      if (at >= first) continue;
      first = at;
      subject_ = one.id;
    }
    if (subject_ != who_) return;
    std::size_t best = std::string::npos;
    for (const auto& [name, words] : table()->poses) {
      const std::size_t at = first_of(sentence, words);
      if (at < best) best = at, pose = name;
    }
    read_thing(sentence);
  }

  void read_thing(const std::string& sentence) {
    const std::size_t verb = first_of(sentence, table()->takes_in_hand);
    if (verb == std::string::npos) return;
    std::size_t best = std::string::npos;
    for (const auto& [name, words] : table()->things) {
      const std::size_t at = first_of(sentence, words);
      if (at < best) best = at, holds = name;
    }
  }

  const story::Film& film_;
  const story::CharacterId& who_;
  story::CharacterId subject_;
};

std::string family_of(const std::string& emotion) {
  const auto tables = face::tables();
  if (!tables) return {};
  for (const auto& term : (*tables)->terms) {
    if (term.name == emotion) return term.family;
  }
  return {};
}

// Closed arms for what one keeps to oneself, hands on the hips for what one stands up against; else
// the person's own way in this scene.
std::string arms_for(const story::Scene& scene, const story::OnScreen& person) {
  base::Random random(base::stable_hash(person.who.str() + scene.id.str()), "arms");
  const double drawn = random.uniform();
  const std::string family = family_of(person.emotion);
  const bool strong = person.intensity >= 0.35;
  if (strong && (family == "anger" || family == "contempt"))
    return drawn < 0.45 ? "hip" : drawn < 0.8 ? "crossed" : "hang";
  if (strong && (family == "fear" || family == "shame" || family == "sadness" || family == "guilt"))
    return drawn < 0.4 ? "crossed" : drawn < 0.75 ? "joined" : "hang";
  static constexpr const char* ways[] = {"hang", "pocket", "joined", "crossed", "behind", "hip"};
  static constexpr double until[] = {0.30, 0.52, 0.70, 0.82, 0.92, 1.01};
  return ways[std::find_if(until, until + 6, [&](double u) { return drawn < u; }) - until];
}

// What the culture of the place says of this room: its things; null where it says nothing.
const Words* things_of_room(const story::Film& film, const story::Scene& scene,
                            const culture::Drawing* here) {
  const story::Setting* setting = story::find_setting(film, scene.setting);
  if (here == nullptr || setting == nullptr || !setting->interior) return nullptr;
  const auto at = here->things.find(setting->kind);
  return at == here->things.end() ? nullptr : &at->second;
}

bool holds(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool shoes_off(const culture::Drawing& here) {
  const auto shoes = here.room.find("shoes");
  return shoes != here.room.end() && shoes->second == "off";
}

std::string stroke_for(const story::Film& film, const story::Scene& scene, const story::Shot& shot,
                       const story::OnScreen& person, const culture::Drawing* drawing) {
  static const std::vector<culture::Gesture> everywhere{
      {"palm-up", 2, {}, {}, {}}, {"beat", 2, {}, {}, {}}, {"open", 1, {}, {}, {}}};
  const auto& all =
      drawing == nullptr || drawing->gestures.empty() ? everywhere : drawing->gestures;
  std::string relation;
  for (const auto& other : scene.present) {
    if (other != person.who && relation.empty())
      relation = story::relation_between(film, person.who, other);
  }
  const auto fits = [&](const culture::Gesture& g) {
    return g.relations.empty() ||
           std::find(g.relations.begin(), g.relations.end(), relation) != g.relations.end();
  };
  double sum = 0;
  for (const auto& g : all) sum += fits(g) ? g.share : 0;
  base::Random random(base::stable_hash(person.who.str() + shot.id.str()), "stroke");
  double drawn = sum * random.uniform();
  for (const auto& g : all) {
    if (!fits(g)) continue;
    drawn -= g.share;
    if (drawn < 0) return g.hands;
  }
  return "beat";
}

}  // namespace

Business business_of(const story::Film& film, const story::Scene& scene, const story::Shot& shot,
                     const story::OnScreen& person, const culture::Drawing* drawing) {
  Business out;
  if (table() != nullptr) {
    Told told(film, person.who);
    for (const story::Shot& earlier : scene.shots) {
      told.read(earlier);
      if (earlier.id == shot.id) break;
    }
    if (!told.pose.empty()) out.pose = told.pose;
    out.holds = told.holds;
  }
  if (!person.pose.empty()) out.pose = person.pose;
  out.arms = out.holds.empty() ? arms_for(scene, person) : "hold";
  out.stroke = stroke_for(film, scene, shot, person, drawing);
  const culture::Drawing* here = culture::drawing_of(story::culture_of(film, scene));
  const Words* room = things_of_room(film, scene, here);
  out.shoes = room == nullptr || !shoes_off(*here);
  if (out.pose != "sit") return out;
  const bool low = room != nullptr && holds(*room, "cushions");
  out.seat = low ? "cushion" : "chair";
  if (low) out.pose = "kneel-low";  // on the heels
  return out;
}

}  // namespace kuleshov::picture
