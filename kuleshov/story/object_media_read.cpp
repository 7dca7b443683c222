#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/object_media.hpp"
#include "kuleshov/story/object_media_parts.hpp"

namespace kuleshov::story {

namespace {

using base::Json;
using base::Result;
using object_media::find;
using object_media::Objects;
using object_media::objects_of;
using object_media::part;
using object_media::tag;
using object_media::text;

constexpr int deepest_story = 8;
constexpr std::size_t most_elements = 20'000;
constexpr std::size_t most_links = 200'000;

class Reader {
 public:
  Reader(const Json& document, std::string file)
      : document_(document),
        file_(std::move(file)),
        stories_(objects_of(document, "stories")),
        elements_(objects_of(document, "narrative_elements")),
        collections_(objects_of(document, "representation_collections")),
        representations_(objects_of(document, "representations")) {}

  Result<ObjectMediaStory> run() {
    const Json* story = outermost();
    if (story == nullptr)
      return fail("no story of this document stands on its own", "give one that no other holds");
    Outline& outline = story_.outline;
    outline.title = text(*story, "name").empty() ? "Untitled" : text(*story, "name");
    ReadVariables read = read_variables(document_);
    variables_ = std::move(read.known);
    outline.variables = std::move(read.declared);
    lost_ = std::move(read.lost);
    Level level;
    level.story = story;
    outline.opening = TRY(lay_out(level));
    for (const std::string& sentence : lost_) story_.not_carried.push_back(sentence);
    return std::move(story_);
  }

 private:
  // One story within another; where it ends, the outer one goes on.
  struct Level {
    const Json* story = nullptr;
    const Level* outer = nullptr;
    const Json* held_by = nullptr;  // the outer story's element
    std::string path;               // sets names apart where a story is laid out twice
    int depth = 0;
  };

  [[nodiscard]] std::unexpected<base::Error> fail(std::string what, std::string remedy) const {
    return base::fail(std::move(what), std::move(remedy), {file_, 0, 0, 0});
  }

  void lose(const std::string& what) { lost_.insert(what); }

  const Json* outermost() const {
    std::set<std::string> held;
    for (const auto& [id, element] : elements_)
      held.insert(base::lower_ascii(text(part(*element, "body"), "story_target_id")));
    for (const Json& story : part(document_, "stories"))
      if (!held.contains(base::lower_ascii(text(story, "id")))) return &story;
    return nullptr;
  }

  // ---- conditions ----
  std::string condition(const Json& rule) {
    std::string why;
    const auto trigger = trigger_from_logic(rule, variables_, why);
    if (trigger) return *trigger;
    lose(fmt::format("a condition that needs {}: it counts as always true", why));
    return "";
  }

  static std::string joined(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a + b;
    return "(" + a + ") and (" + b + ")";
  }

  // ---- laying out ----
  // Names a story's elements and reads them; the name of its first scene.
  Result<std::string> lay_out(const Level& level) {
    if (level.depth > deepest_story)
      return fail("stories hold each other more than eight deep", "take one out of the others");
    const Json& ids = part(*level.story, "narrative_element_ids");
    if (ids.is_array()) {
      for (const Json& id : ids) {
        if (id.is_string()) TRY(read_element(id.get<std::string>(), level));
      }
    }
    return beginning(level);
  }

  // An element that begins: itself, or a scene of routes where conditions choose.
  Result<std::string> beginning(const Level& level) {
    const Json& all = part(*level.story, "beginnings");
    if (!all.is_array() || all.empty())
      return fail(fmt::format("the story \"{}\" has no beginnings", text(*level.story, "name")),
                  "add one");
    const std::string first = condition(part(all[0], "condition"));
    if (first.empty() || all.size() == 1)
      return target_of(text(all[0], "narrative_element_id"), level);
    const std::string key = level.path + "beginning";
    const bool laid_out = scenes_.contains(key);
    OutlineScene scene;
    scene.id = scene_called(key, key);
    if (laid_out) return scene.id;
    scene.title = "Where the story begins";
    for (const Json& one : all) {
      const std::string to = TRY(target_of(text(one, "narrative_element_id"), level));
      scene.ways.push_back({to, "", condition(part(one, "condition")), {}});
    }
    const std::string name = scene.id;
    story_.outline.scenes.push_back(std::move(scene));
    return name;
  }

  // The scene that an element of the level has become.
  Result<std::string> target_of(const std::string& id, const Level& level) {
    const Json* element = find(elements_, id);
    if (element == nullptr)
      return fail(fmt::format("a link leads to the element {}, which is not there", id),
                  "add the element or take the link out");
    return scene_of(*element, level);
  }

  // The scene that the element becomes: by the name it came from, else by its own.
  std::string scene_of(const Json& element, const Level& level) {
    const std::string key = level.path + "/" + base::lower_ascii(text(element, "id"));
    const std::string own = tag(element, object_media::scene_tag);
    const bool kept =
        is_scene_id(own) && level.depth == 0 && tag(element, object_media::way_tag).empty();
    if (kept && !scenes_.contains(key) && taken_.insert(own).second) scenes_.emplace(key, own);
    return scene_called(key, level.path + text(element, "name"));
  }

  static bool is_scene_id(const std::string& name) {
    return !name.empty() && name.size() < 64 &&
           std::all_of(
               name.begin(), name.end(),
               [](char c) {
                 return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '-' || c == '.';
               });
  }

  std::string scene_called(const std::string& key, const std::string& wanted) {
    const auto known = scenes_.find(key);
    if (known != scenes_.end()) return known->second;
    const std::string slug = base::slug(wanted);
    const std::string base = slug.empty() ? fmt::format("scene-{}", scenes_.size() + 1) : slug;
    std::string name = base;
    for (int n = 2; !taken_.insert(name).second; ++n) name = fmt::format("{}-{}", base, n);
    scenes_.emplace(key, name);
    return name;
  }

  Result<void> read_element(const std::string& id, const Level& level) {
    const Json* element = find(elements_, id);
    if (element == nullptr)
      return fail(fmt::format("the story names the element {}, which is not there", id),
                  "add the element");
    if (!tag(*element, object_media::way_tag).empty()) return {};  // part of the way it is
    if (story_.outline.scenes.size() >= most_elements)
      return fail("the story has more than 20,000 elements", "give a smaller one");
    OutlineScene scene;
    scene.id = scene_of(*element, level);
    scene.title = text(*element, "name");
    scene.text = text(*element, "description");
    scene.question = tag(*element, object_media::question_tag);
    if (!tag(*element, object_media::core_tag).empty()) story_.outline.core.push_back(scene.id);
    const Json* inner = find(stories_, text(part(*element, "body"), "story_target_id"));
    if (inner != nullptr) {
      Level within{inner, &level, element, level.path + scene.id + "-", level.depth + 1};
      const std::string first = TRY(lay_out(within));
      scene.ways.push_back({first, "", "", {}});
    } else {
      const Labels labels = read_behaviours(*element, scene);
      TRY(read_links(*element, level, "", labels, scene));
      if (scene.ways.empty()) scene.ending = true;
    }
    story_.outline.scenes.push_back(std::move(scene));
    return {};
  }

  // ---- what a representation does ----
  using Labels = std::vector<std::pair<std::string, std::string>>;  // target's id, text

  const Json* representation_of(const Json& element) {
    const Json* collection =
        find(collections_, text(part(element, "body"), "representation_collection_target_id"));
    const Json& all = collection != nullptr ? part(*collection, "representations") : Json();
    if (!all.is_array() || all.empty()) return nullptr;
    if (all.size() > 1) lose("other representations of an element than its first");
    return find(representations_, text(all[0], "representation_id"));
  }

  Labels read_behaviours(const Json& element, OutlineScene& scene) {
    Labels labels;
    const Json* representation = representation_of(element);
    if (representation == nullptr) return labels;
    if (!part(*representation, "choices").is_null()) lose("what a viewer may switch between");
    const Json& behaviours = part(*representation, "behaviours");
    for (const Json& one : part(behaviours, "during"))
      read_behaviour(part(one, "behaviour"), scene, labels);
    for (const Json& one : part(behaviours, "completed")) read_behaviour(one, scene, labels);
    return labels;
  }

  void read_behaviour(const Json& json, OutlineScene& scene, Labels& labels) {
    const std::string type = text(json, "type");
    const std::string kind = type.substr(std::min(type.size(), object_media::behaviour.size()));
    if (kind.starts_with("manipulatevariable/")) return read_manipulation(json, scene.set);
    if (kind.starts_with("showlinkchoices/"))
      return read_labels(part(json, "link_icons"), "target_narrative_element_id", labels);
    if (kind.starts_with("mapoverlay/"))
      return read_labels(part(json, "links"), "narrative_element_id", labels);
    if (kind.starts_with("showvariablepanel/"))
      return lose("a panel that asks for variables: they keep their defaults");
    if (!type.empty()) lose("the behaviour " + kind);
  }

  static void read_labels(const Json& list, const char* key, Labels& labels) {
    if (!list.is_array()) return;
    for (const Json& one : list)
      labels.emplace_back(base::lower_ascii(text(one, key)), text(one, "text"));
  }

  void read_manipulation(const Json& json,
                         std::vector<std::pair<std::string, std::string>>& effects) {
    const auto known = variables_.find(text(json, "target_variable"));
    if (known == variables_.end())
      return lose(fmt::format("setting the variable \"{}\"", text(json, "target_variable")));
    const LogicVariable& variable = known->second;
    if (variable.kind == LogicVariable::Kind::count) return;  // the film counts by itself
    std::string why;
    const auto value = value_from_logic(part(json, "operation"), variables_, variable, why);
    if (!value || variable.kind == LogicVariable::Kind::condition)
      return lose(fmt::format("setting a variable to what needs {}", why));
    const auto same = std::find_if(effects.begin(), effects.end(),
                                   [&](const auto& pair) { return pair.first == variable.text; });
    if (same == effects.end())
      effects.emplace_back(variable.text, *value);
    else
      same->second = *value;
  }

  // ---- links ----
  // `when`: what has to hold besides, where the links are an outer story's.
  Result<void> read_links(const Json& element, const Level& level, const std::string& when,
                          const Labels& labels, OutlineScene& scene) {
    const Json& links = part(element, "links");
    if (!links.is_array()) return {};
    std::vector<std::size_t> places;  // of each way among the labels
    for (const Json& link : links) {
      TRY(read_link(link, level, joined(when, condition(part(link, "condition"))), labels, scene));
      if (++links_ > most_links)
        return fail("the story has more than 200,000 links", "give a smaller one");
      const std::string id = base::lower_ascii(text(link, "target_narrative_element_id"));
      places.resize(scene.ways.size(), place_of(id, labels));
    }
    if (labels.size() > 1 && scene.ways.size() > 1) offer(places, scene);
    return {};
  }

  static std::size_t place_of(const std::string& id, const Labels& labels) {
    const auto found = std::find_if(labels.begin(), labels.end(),
                                    [&](const auto& label) { return label.first == id; });
    return static_cast<std::size_t>(found - labels.begin());
  }

  // A choice in the order of its labels; the first link is what is taken when nobody chooses.
  static void offer(const std::vector<std::size_t>& places, OutlineScene& scene) {
    scene.choice = true;
    std::vector<std::size_t> order(places.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
    std::vector<OutlineWay> ways;
    for (const std::size_t from : order) {
      if (from == 0) scene.default_way = ways.size();
      ways.push_back(std::move(scene.ways[from]));
    }
    scene.ways = std::move(ways);
  }

  Result<void> read_link(const Json& link, const Level& level, const std::string& when,
                         const Labels& labels, OutlineScene& scene) {
    const std::string type = text(link, "link_type");
    if (type == "END_STORY") return read_end(level, when, scene);
    OutlineWay way;
    way.when = when;
    if (type == "CHOOSE_BEGINNING") {
      way.to = TRY(beginning(level));
      scene.ways.push_back(std::move(way));
      return {};
    }
    const std::string id = text(link, "target_narrative_element_id");
    const std::size_t place = place_of(base::lower_ascii(id), labels);
    if (place < labels.size()) way.label = labels[place].second;
    const Json* through = find(elements_, id);
    const bool passes = through != nullptr && !tag(*through, object_media::way_tag).empty();
    if (passes) return read_passage(*through, level, std::move(way), scene);
    way.to = TRY(target_of(id, level));
    if (made_here(level)) way.id = text(link, "description");
    scene.ways.push_back(std::move(way));
    return {};
  }

  // Only documents made here name ways in their links.
  bool made_here(const Level& level) const {
    const Json& ids = part(*level.story, "narrative_element_ids");
    if (level.depth > 0 || !ids.is_array() || ids.empty() || !ids[0].is_string()) return false;
    const Json* element = find(elements_, ids[0].get<std::string>());
    return element != nullptr && !tag(*element, object_media::scene_tag).empty();
  }

  // An element that stands for a way with effects.
  Result<void> read_passage(const Json& through, const Level& level, OutlineWay way,
                            OutlineScene& scene) {
    const Json& links = part(through, "links");
    if (!links.is_array() || links.empty()) return fail("a way leads nowhere", "give it a link");
    way.id = tag(through, object_media::way_tag);
    way.to = TRY(target_of(text(links[0], "target_narrative_element_id"), level));
    OutlineScene passed;
    read_behaviours(through, passed);
    way.set = std::move(passed.set);
    scene.ways.push_back(std::move(way));
    return {};
  }

  // The end of an inner story is where the outer one's links begin.
  Result<void> read_end(const Level& level, const std::string& when, OutlineScene& scene) {
    if (level.outer != nullptr) return read_links(*level.held_by, *level.outer, when, {}, scene);
    if (when.empty() && scene.ways.empty()) return {};
    const std::string name = scene_called("end of " + scene.id, scene.id + "-end");
    scene.ways.push_back({name, "", when, {}});
    if (!ends_.insert(name).second) return {};
    OutlineScene end;
    end.id = name;
    end.title = "The end";
    end.ending = true;
    story_.outline.scenes.push_back(std::move(end));
    return {};
  }

  const Json& document_;
  std::string file_;
  Objects stories_, elements_, collections_, representations_;
  LogicVariables variables_;
  std::map<std::string, std::string> scenes_;  // by element and story
  std::set<std::string> taken_;
  std::set<std::string> ends_;
  std::set<std::string> lost_;
  std::size_t links_ = 0;
  ObjectMediaStory story_;
};

}  // namespace

bool looks_like_object_media(std::string_view head) {
  return head.find("\"narrative_elements\"") != head.npos ||
         head.find("urn:x-object-based-media:") != head.npos ||
         head.find("\"narrative_element_ids\"") != head.npos;
}

Result<ObjectMediaStory> story_from_object_media(std::string_view json, const std::string& file) {
  const Json document = TRY(base::parse_json(json, file));
  if (!part(document, "stories").is_array() || !part(document, "narrative_elements").is_array())
    return base::fail("this is no object-based media story",
                      "give the document with \"stories\" and \"narrative_elements\"",
                      {file, 1, 0, 0});
  try {
    return Reader(document, file).run();
  } catch (const Json::exception& error) {
    return base::fail(fmt::format("a value of the story is of the wrong kind: {}", error.what()),
                      "mend it", {file, 0, 0, 0});
  }
}

}  // namespace kuleshov::story
