#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/base/random.hpp"
#include "kuleshov/story/logic_text.hpp"
#include "kuleshov/story/object_media.hpp"
#include "kuleshov/story/story_state.hpp"

namespace kuleshov::story {

namespace {

using base::Json;
using base::Result;

// A stable UUID for a name: version 8 of RFC 9562, whose bits are ours to choose.
std::string uuid_of(const std::string& name) {
  const std::uint64_t a = base::stable_hash(name);
  const std::uint64_t b = base::stable_hash(name + "\n");
  return fmt::format("{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}", a >> 32U, a >> 16U & 0xffffU,
                     a & 0xfffU, (b >> 48U & 0x3fffU) | 0x8000U, b & 0xffffffffffffU);
}

Json always() { return {{"==", {1, 1}}}; }

std::string text_of(const Scene& scene, const std::string& language) {
  std::string out;
  const auto add = [&](const std::string& line) {
    if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
  };
  for (const Shot& shot : scene.shots) {
    add(shot.action);
    for (const Line& line : shot.lines)
      add(fmt::format("{}: {}", line.speaker.str(), in_language(line.text, language)));
  }
  return out;
}

class Writer {
 public:
  Writer(const Graph& graph, std::string media)
      : graph_(graph), film_(graph.film()), media_(std::move(media)) {}

  ObjectMedia run() {
    for (std::size_t i = 0; i < graph_.tracked().size(); ++i)
      extras_.visits[visits_name(graph_, static_cast<int>(i))] = static_cast<int>(i);
    for (std::size_t s = 0; s < film_.scenes.size(); ++s) write_scene(s);
    for (std::size_t s = 0; s < film_.scenes.size(); ++s) write_representation(s);
    Json document{{"stories", Json::array({story()})},
                  {"narrative_elements", std::move(elements_)},
                  {"representation_collections", std::move(collections_)},
                  {"representations", std::move(representations_)},
                  {"asset_collections", std::move(assets_)}};
    note_losses();
    return {document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n",
            std::move(not_carried_)};
  }

 private:
  [[nodiscard]] std::string id(const std::string& kind, const std::string& name) const {
    return uuid_of(film_.id.str() + "/" + kind + "/" + name);
  }

  Json object(const char* object_class, const std::string& uuid, const std::string& name,
              const std::string& description) const {
    return {{"id", uuid},
            {"object_class", object_class},
            {"version", "0:0"},
            {"name", name},
            {"description", description},
            {"tags", Json::object()},
            {"meta", Json::object()}};
  }

  [[nodiscard]] std::string local(const LocalText& text) const {
    return std::string(in_language(text, film_.languages.front()));
  }

  // ---- the story ----
  Json story() {
    Json json =
        object("STORY", id("story", film_.id.str()), local(film_.title), local(film_.logline));
    const auto opening = static_cast<std::size_t>(graph_.opening());
    const std::string first = film_.scenes[opening].id.str();
    json["beginnings"] = {{{"id", id("beginning", first)},
                           {"narrative_element_id", id("element", first)},
                           {"condition", always()}}};
    Json ids = Json::array();
    for (const Json& element : elements_) ids.push_back(element["id"]);
    json["narrative_element_ids"] = std::move(ids);
    json["variables"] = variables();
    return json;
  }

  Json variables() {
    Json all = Json::object();
    for (const Variable& v : film_.variables) all[v.id.str()] = variable(v);
    for (const auto& [name, text] : extras_.conditions) {
      all[name] = {{"variable_type", "boolean"},
                   {"default_value", false},
                   {"description", std::string(object_media::condition_mark) + text}};
    }
    for (const auto& [name, tracked] : extras_.visits) {
      const int scene = graph_.tracked()[static_cast<std::size_t>(tracked)];
      all[name] = {{"variable_type", "number"},
                   {"default_value", 0},
                   {"range", {{"min_val", 0}, {"max_val", 255}}},
                   {"description", std::string(object_media::visits_mark) +
                                       film_.scenes[static_cast<std::size_t>(scene)].id.str()}};
    }
    return all;
  }

  static Json variable(const Variable& v) {
    if (v.type == VariableType::boolean)
      return {{"variable_type", "boolean"}, {"default_value", v.start != 0}};
    if (v.type == VariableType::enumeration)
      return {{"variable_type", "list"},
              {"default_value", value_text(v, v.start)},
              {"values", v.values}};
    return {{"variable_type", "number"},
            {"default_value", v.start},
            {"range", {{"min_val", v.low}, {"max_val", v.high}}}};
  }

  // ---- elements ----
  Json element(const std::string& name, const std::string& title, const std::string& text,
               const std::string& scene) {
    Json json = object("NARRATIVE_ELEMENT", id("element", name), title, text);
    json["tags"] = {{object_media::scene_tag, {scene}}};
    json["body"] = {{"type", "REPRESENTATION_COLLECTION_ELEMENT"},
                    {"representation_collection_target_id", id("collection", name)}};
    Json collection = object("REPRESENTATION_COLLECTION", id("collection", name), title, "");
    collection["representations"] = {
        {{"representation_id", id("representation", name)}, {"condition", always()}}};
    collections_.push_back(std::move(collection));
    return json;
  }

  Json link(const std::string& from, const std::string& to, const std::string& way,
            Json condition) {
    return {{"id", id("link", from + "/" + way)},
            {"link_type", "NARRATIVE_ELEMENT"},
            {"target_narrative_element_id", id("element", to)},
            {"description", way},
            {"condition", std::move(condition)}};
  }

  void write_scene(std::size_t index) {
    const Scene& scene = film_.scenes[index];
    const std::string name = scene.id.str();
    Json json = element(name, scene.heading.empty() ? name : scene.heading,
                        text_of(scene, film_.languages.front()), name);
    if (scene.core) json["tags"][object_media::core_tag] = {"true"};
    if (!scene.question.empty()) json["tags"][object_media::question_tag] = {local(scene.question)};
    Json links = Json::array();
    Json icons = Json::array();
    std::set<std::string> targets;
    for (std::size_t w = 0; w < scene.ways.size(); ++w) {
      if (graph_.scenes()[index].ways[w].to < 0) {
        not_carried_.push_back(fmt::format("way {}: it leads to no scene", scene.ways[w].id.str()));
        continue;
      }
      Json one = way(index, w, targets);
      icons.push_back({{"target_narrative_element_id", one["target_narrative_element_id"]},
                       {"text", label_of(scene.ways[w])}});
      // The first link that holds is taken when nobody chooses.
      const bool first = scene.key_point && scene.ways[w].id == scene.default_way;
      links.insert(first ? links.begin() : links.end(), std::move(one));
    }
    if (links.empty())
      links.push_back(
          {{"id", id("link", name)}, {"link_type", "END_STORY"}, {"condition", always()}});
    if (scene.key_point && !icons.empty()) choices_[name] = std::move(icons);
    json["links"] = std::move(links);
    elements_.push_back(std::move(json));
  }

  [[nodiscard]] std::string label_of(const Way& way) const {
    const std::string label = local(way.label);
    return label.empty() ? way.id.str() : label;
  }

  // A way that sets something, or that shares its target with another, goes through an element of
  // its own.
  Json way(std::size_t scene, std::size_t index, std::set<std::string>& targets) {
    const Way& written = film_.scenes[scene].ways[index];
    const GraphWay& compiled = graph_.scenes()[scene].ways[index];
    Json condition = logic_from_code(graph_, compiled.trigger, extras_);
    const std::string from = written.from.str();
    const std::string id_of_way = written.id.str();
    if (compiled.effects.empty() && targets.insert(written.to.str()).second)
      return link(from, written.to.str(), id_of_way, std::move(condition));
    const std::string through = "way/" + id_of_way;
    Json json = element(through, label_of(written), "", from);
    json["tags"][object_media::way_tag] = {id_of_way};
    json["links"] = {link(through, written.to.str(), id_of_way, always())};
    elements_.push_back(std::move(json));
    Json placed = placeholder(through, label_of(written));
    if (Json set = manipulations(through, compiled.effects); !set.empty())
      placed["behaviours"] = {{"completed", std::move(set)}};
    representations_.push_back(std::move(placed));
    return link(from, through, id_of_way, std::move(condition));
  }

  // ---- representations ----
  Json placeholder(const std::string& name, const std::string& text) const {
    Json json = object("REPRESENTATION", id("representation", name), text, text);
    json["representation_type"] = std::string(object_media::representation) + "placeholder/v1.0";
    json["asset_collections"] = Json::object();
    return json;
  }

  Json manipulation(const std::string& where, const std::string& target, Json operation) const {
    return {{"id", id("behaviour", where + "/" + target)},
            {"type", std::string(object_media::behaviour) + "manipulatevariable/v1.0"},
            {"target_variable", target},
            {"operation", std::move(operation)}};
  }

  Json manipulations(const std::string& where, const std::vector<CompiledEffect>& effects) {
    Json all = Json::array();
    for (const CompiledEffect& effect : effects) {
      const Variable& v = film_.variables[static_cast<std::size_t>(effect.variable)];
      all.push_back(
          manipulation(where, v.id.str(), logic_from_value(graph_, effect.value, v, extras_)));
    }
    return all;
  }

  void write_representation(std::size_t index) {
    const Scene& scene = film_.scenes[index];
    const std::string name = scene.id.str();
    const std::string title = scene.heading.empty() ? name : scene.heading;
    Json json = placeholder(name, title);
    if (!media_.empty()) give_media(json, name, title);
    Json completed = Json::array();
    for (const auto& [counter, tracked] : extras_.visits) {
      if (graph_.tracked()[static_cast<std::size_t>(tracked)] != static_cast<int>(index)) continue;
      const Json more = {{"+", {{{"var", counter}}, 1}}};
      completed.push_back(manipulation(name, counter, {{"min", Json::array({255, more})}}));
    }
    for (Json& one : manipulations(name, graph_.scenes()[index].on_enter))
      completed.push_back(std::move(one));
    const auto choice = choices_.find(name);
    if (choice != choices_.end()) completed.push_back(offer(name, choice->second));
    if (!completed.empty()) json["behaviours"] = {{"completed", std::move(completed)}};
    representations_.push_back(std::move(json));
  }

  void give_media(Json& json, const std::string& scene, const std::string& title) {
    std::string source = media_;
    const std::size_t at = source.find("{scene}");
    if (at != source.npos) source.replace(at, 7, scene);
    const std::string asset = id("asset", scene);
    json["representation_type"] = std::string(object_media::representation) + "simple-av/v1.0";
    json["asset_collections"] = {{"foreground_id", asset}};
    Json collection = object("ASSET_COLLECTION", asset, title, "");
    collection["asset_collection_type"] = std::string(object_media::assets) + "simple-av/v1.0";
    collection["assets"] = {{"av_src", source}};
    assets_.push_back(std::move(collection));
  }

  Json offer(const std::string& scene, const Json& icons) const {
    return {{"id", id("behaviour", scene + "/offer")},
            {"type", std::string(object_media::behaviour) + "showlinkchoices/v1.0"},
            {"show_ne_to_end", true},
            {"one_shot", true},
            {"force_choice", false},
            {"link_icons", icons}};
  }

  void note_losses() {
    not_carried_.emplace_back("arcs, style, cast and shots: the schema has no place for them");
    bool preferred = false;
    for (const Scene& scene : film_.scenes)
      for (const Way& way : scene.ways) preferred |= way.preference != 1;
    if (preferred) not_carried_.emplace_back("preferences of ways");
    for (const auto& [name, text] : extras_.conditions)
      not_carried_.push_back(
          fmt::format("\"{}\": a player has to keep the variable {} true to it", text, name));
  }

  const Graph& graph_;
  const Film& film_;
  std::string media_;
  LogicExtras extras_;
  Json elements_ = Json::array();
  Json collections_ = Json::array();
  Json representations_ = Json::array();
  Json assets_ = Json::array();
  std::map<std::string, Json> choices_;  // by scene
  std::vector<std::string> not_carried_;
};

}  // namespace

Result<ObjectMedia> object_media_from_film(const Film& film, const std::string& media) {
  const Graph graph = TRY(Graph::compile(film));
  return Writer(graph, media).run();
}

}  // namespace kuleshov::story
