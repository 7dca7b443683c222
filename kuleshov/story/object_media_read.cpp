#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/object_media.hpp"
#include "kuleshov/story/object_media_shown.hpp"

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
        variables_(read_variables(document)),
        lost_(variables_.lost),
        shown_(document, variables_, lost_) {}

  Result<ObjectMediaStory> run() {
    const Json* story = outermost();
    if (story == nullptr)
      return fail("no story of this document stands on its own", "give one that no other holds");
    Outline& outline = story_.outline;
    outline.title = text(*story, "name").empty() ? "Untitled" : text(*story, "name");
    outline.variables = variables_.declared;
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

  const Json* outermost() const {
    std::set<std::string> held;
    for (const auto& [id, element] : elements_)
      held.insert(base::lower_ascii(text(part(*element, "body"), "story_target_id")));
    for (const Json& story : part(document_, "stories"))
      if (!held.contains(base::lower_ascii(text(story, "id")))) return &story;
    return nullptr;
  }

  // ---- conditions ----
  std::string condition(const Json& rule) { return shown_.condition(rule); }

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
    std::string name = scene.id;
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
      story_.outline.scenes.push_back(std::move(scene));
      return {};
    }
    const std::vector<ShownElement> shown = shown_.of(*element);
    if (shown.size() > 1) return show_one_of(*element, level, shown, std::move(scene));
    return show(*element, level, shown.front(), std::move(scene));
  }

  // ---- what is shown ----
  using Labels = std::vector<std::pair<std::string, std::string>>;  // target's id, text

  // The scene with what showing it does, and behind it what its panels ask.
  Result<void> show(const Json& element, const Level& level, const ShownElement& shown,
                    OutlineScene scene) {
    scene.set = shown.set;
    OutlineScene last = asked(shown.asks, std::move(scene));
    TRY(read_links(element, level, "", shown.labels, last));
    if (last.ways.empty()) last.ending = true;
    story_.outline.scenes.push_back(std::move(last));
    return {};
  }

  // A key point for each question; the scene that comes after the last answer.
  OutlineScene asked(const std::vector<PanelQuestion>& questions, OutlineScene scene) {
    const std::string first = scene.id;
    for (const PanelQuestion& question : questions) {
      OutlineScene next;
      next.id = scene_called(scene.id + " answered", first + "-2");
      next.title = scene.title;
      scene.choice = true;
      scene.question = question.label;
      scene.default_way = question.usual;
      for (const PanelQuestion::Answer& answer : question.answers)
        scene.ways.push_back({next.id, answer.label, "", {{question.variable, answer.value}}});
      story_.outline.scenes.push_back(std::move(scene));
      scene = std::move(next);
    }
    return scene;
  }

  // Representations that do different things: scenes of their own behind one of routes.
  Result<void> show_one_of(const Json& element, const Level& level,
                           const std::vector<ShownElement>& all, OutlineScene scene) {
    std::vector<OutlineScene> variants;
    for (const ShownElement& shown : all) {
      OutlineScene variant = scene;
      const std::string key = fmt::format("{} shown {}", scene.id, variants.size());
      variant.id = scene_called(key, scene.id + "-" + shown.name);
      variants.push_back(std::move(variant));
    }
    for (std::size_t i = 0; i < all.size(); ++i)
      scene.ways.push_back({variants[i].id, "", all[i].when, {}});
    story_.outline.scenes.push_back(std::move(scene));
    for (std::size_t i = 0; i < all.size(); ++i)
      TRY(show(element, level, all[i], std::move(variants[i])));
    return {};
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
    way.set = shown_.of(through).front().set;
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
  Objects stories_, elements_;
  const ReadVariables variables_;
  std::set<std::string> lost_;
  ShownElements shown_;
  std::map<std::string, std::string> scenes_;  // by element and story
  std::set<std::string> taken_;
  std::set<std::string> ends_;
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
