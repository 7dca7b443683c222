#include "kuleshov/story/segment_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"

namespace kuleshov::story {

namespace {

using base::Json;
using base::Result;

constexpr int deepest = 40;

// "var x = {...};" or plain JSON.
Result<Json> parse_script(std::string_view text, const std::string& file) {
  const std::size_t first = text.find('{');
  const std::size_t last = text.rfind('}');
  if (first == text.npos || last == text.npos || last < first)
    return base::fail("this is no segment map", "give the JSON with \"segments\"", {file, 1, 0, 0});
  return base::parse_json(text.substr(first, last - first + 1), file);
}

// The first object, depth first, that has `key` as an object.
const Json* find_with(const Json& json, const char* key, int depth = 0) {
  if (depth > deepest || !(json.is_object() || json.is_array())) return nullptr;
  if (json.is_object() && json.contains(key) && json[key].is_object()) return &json;
  for (const Json& child : json) {
    if (const Json* found = find_with(child, key, depth + 1)) return found;
  }
  return nullptr;
}

std::string variable_name(std::string_view name) {
  std::string out;
  for (const char c : name)
    out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
  return out.empty() || (out[0] >= '0' && out[0] <= '9') ? "p" + out : out;
}

std::string value_name(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  const std::string slug =
      base::slug(value.is_string() ? value.get<std::string>()
                                   : value.dump(-1, ' ', false, Json::error_handler_t::replace));
  return "is-" + (slug.empty() ? std::string("none") : slug);
}

class Importer {
 public:
  Importer(const Json& segments, const Json* moments, std::string video)
      : segments_(segments), moments_(moments), video_(std::move(video)) {}

  SegmentStory run() {
    const Json& all = segments_["segments"];
    for (const auto& [id, segment] : all.items()) scene_name(id, names_);
    story_.outline.title = "Segment map";
    const std::string first =
        segments_.value("initialSegment", all.empty() ? std::string() : all.begin().key());
    story_.outline.opening = scene_name(first, names_);
    gather_variables();
    for (const auto& [id, segment] : all.items()) read_segment(id, segment);
    for (const auto& [id, variable] : variables_) story_.outline.variables.push_back(variable);
    return std::move(story_);
  }

 private:
  [[nodiscard]] const Json* part(const char* key, const std::string& id) const {
    if (moments_ == nullptr || !moments_->contains(key) || !(*moments_)[key].is_object())
      return nullptr;
    const auto found = (*moments_)[key].find(id);
    return found == (*moments_)[key].end() ? nullptr : &*found;
  }

  // ---- state ----
  OutlineVariable& variable(const std::string& name) {
    OutlineVariable& known = variables_[name];
    known.id = variable_name(name);
    if (known.start.empty()) known.start = "false";
    return known;
  }

  void add_value(const std::string& name, const Json& value) {
    OutlineVariable& known = variable(name);
    if (value.is_boolean() || value.is_null()) return;
    if (known.values.empty()) known.values.push_back("unset");
    if (known.start == "false") known.start = "unset";
    const std::string text = value_name(value);
    if (std::find(known.values.begin(), known.values.end(), text) == known.values.end())
      known.values.push_back(text);
  }

  void gather_variables() {
    if (moments_ == nullptr) return;
    if (moments_->contains("stateHistory") && (*moments_)["stateHistory"].is_object()) {
      for (const auto& [name, value] : (*moments_)["stateHistory"].items()) {
        add_value(name, value);
        if (!value.is_null()) variable(name).start = value_name(value);
      }
    }
    gather_from(*moments_, 0);
  }

  void gather_from(const Json& json, int depth) {
    if (depth > deepest) return;
    if (json.is_object() && json.contains("persistent") && json["persistent"].is_object()) {
      for (const auto& [name, value] : json["persistent"].items()) add_value(name, value);
    }
    const bool comparison =
        json.is_array() && json.size() == 3 && json[0] == "eql" && is_state(json[1]);
    if (comparison) add_value(json[1][1].get<std::string>(), json[2]);
    if (is_state(json)) variable(json[1].get<std::string>());
    if (!json.is_structured()) return;
    for (const Json& child : json) gather_from(child, depth + 1);
  }

  static bool is_state(const Json& json) {
    return json.is_array() && json.size() == 2 && json[0] == "persistentState" &&
           json[1].is_string();
  }

  // ---- preconditions ----
  std::string condition(const Json& json, int depth = 0) {
    if (depth > deepest || !json.is_array() || json.empty() || !json[0].is_string())
      return json == false ? "false" : "true";
    const std::string op = json[0].get<std::string>();
    if (is_state(json)) {
      const OutlineVariable& known = variable(json[1].get<std::string>());
      return known.values.empty() ? known.id : fmt::format("{} != unset", known.id);
    }
    if (op == "eql" && json.size() == 3 && is_state(json[1])) {
      const OutlineVariable& known = variable(json[1][1].get<std::string>());
      return fmt::format(
          "{} == {}", known.id,
          known.values.empty() && !json[2].is_boolean() ? "true" : value_name(json[2]));
    }
    if (op == "not" && json.size() == 2) return "not (" + condition(json[1], depth + 1) + ")";
    if (op == "and" || op == "or") {
      std::string out;
      for (std::size_t i = 1; i < json.size(); ++i)
        out += (i > 1 ? " " + op + " (" : "(") + condition(json[i], depth + 1) + ")";
      return out.empty() ? "true" : out;
    }
    story_.not_carried.push_back(fmt::format("a precondition \"{}\"", op));
    return "true";
  }

  std::string precondition_of(const std::string& id) {
    const Json* found = part("preconditions", id);
    return found != nullptr ? condition(*found) : "";
  }

  // ---- targets: a segment, or the first of a group whose precondition holds ----
  struct Target {
    std::string segment;
    std::string when;
  };

  void targets_of(const std::string& id, const std::string& when, std::vector<Target>& out,
                  int depth = 0) {
    if (segments_["segments"].contains(id)) {
      out.push_back({id, when});
      return;
    }
    const Json* group = part("segmentGroups", id);
    if (group == nullptr || !group->is_array() || depth > deepest) {
      out.push_back({id, when});  // dangling: the checker will say so
      return;
    }
    for (const Json& member : *group) {
      if (member.is_string()) {
        const std::string name = member.get<std::string>();
        targets_of(name, joined(when, precondition_of(name)), out, depth + 1);
      } else if (member.is_object()) {
        const std::string name =
            member.value("segment", member.value("segmentGroup", std::string()));
        const std::string key = member.value("precondition", std::string());
        if (!name.empty())
          targets_of(name, joined(when, key.empty() ? precondition_of(name) : precondition_of(key)),
                     out, depth + 1);
      }
    }
  }

  static std::string joined(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a + b;
    return "(" + a + ") and (" + b + ")";
  }

  // ---- segments ----
  void read_segment(const std::string& id, const Json& segment) {
    OutlineScene scene;
    scene.id = scene_name(id, names_);
    scene.title = id;
    if (!segment.is_object()) return;
    const double start = number(segment, "startTimeMs") / 1000;
    const double end = number(segment, "endTimeMs") / 1000;
    if (!video_.empty() && end > start + 0.2)
      scene.clip = fmt::format("{} {:.3f}-{:.3f}", video_, start, end);
    read_moments(id, scene);
    if (scene.ways.empty()) read_next(id, segment, scene);
    scene.ending = scene.ways.empty();
    story_.outline.scenes.push_back(std::move(scene));
  }

  static double number(const Json& json, const char* key) {
    return json.contains(key) && json[key].is_number() ? json[key].get<double>() : 0;
  }

  void read_moments(const std::string& id, OutlineScene& scene) {
    const Json* moments = part("momentsBySegment", id);
    if (moments == nullptr || !moments->is_array()) return;
    for (const Json& moment : *moments) {
      if (!moment.is_object()) continue;
      for (const auto& effect : effects_of(moment)) scene.set.push_back(effect);
      if (moment.contains("choices") && moment["choices"].is_array()) read_choices(moment, scene);
    }
    // A variable that two moments set keeps the last.
    std::map<std::string, std::string> last;
    for (const auto& [name, value] : scene.set) last[name] = value;
    scene.set.assign(last.begin(), last.end());
  }

  void read_choices(const Json& moment, OutlineScene& scene) {
    scene.choice = true;
    const auto wanted =
        static_cast<std::size_t>(std::max(0.0, number(moment, "defaultChoiceIndex")));
    std::size_t index = 0;
    for (const Json& choice : moment["choices"]) {
      if (!choice.is_object()) continue;
      if (index++ == wanted) scene.default_way = scene.ways.size();
      const std::string target = choice.value("segmentId", choice.value("sg", std::string()));
      const std::string own = precondition_of(choice.value("id", std::string()));
      std::vector<Target> targets;
      if (!target.empty()) targets_of(target, "", targets);
      std::string earlier;
      for (const Target& one : targets) {
        // Of a group the first that holds: those after it want the others not to.
        scene.ways.push_back({scene_name(one.segment, names_), choice.value("text", std::string()),
                              joined(joined(own, one.when), earlier), effects_of(choice)});
        if (one.when.empty()) break;
        earlier = joined(earlier, "not (" + one.when + ")");
      }
    }
    if (scene.default_way >= scene.ways.size()) scene.default_way = 0;
  }

  static std::vector<std::pair<std::string, std::string>> effects_of(const Json& json) {
    std::map<std::string, std::string> set;
    const Json* data =
        json.contains("impressionData") ? find_with(json["impressionData"], "persistent") : nullptr;
    if (data != nullptr) {
      for (const auto& [name, value] : (*data)["persistent"].items())
        set[variable_name(name)] = value_name(value);
    }
    return {set.begin(), set.end()};
  }

  void read_next(const std::string& id, const Json& segment, OutlineScene& scene) {
    std::vector<Target> targets;
    if (part("segmentGroups", id) != nullptr) {
      const Json* group = part("segmentGroups", id);
      for (const Json& member : *group) {
        const std::string name =
            member.is_string() ? member.get<std::string>()
            : member.is_object()
                ? member.value("segment", member.value("segmentGroup", std::string()))
                : "";
        const std::string key =
            member.is_object() ? member.value("precondition", std::string()) : "";
        if (!name.empty())
          targets_of(name, key.empty() ? precondition_of(name) : precondition_of(key), targets);
      }
    } else if (segment.contains("defaultNext") && segment["defaultNext"].is_string()) {
      targets_of(segment["defaultNext"].get<std::string>(), "", targets);
    } else if (segment.contains("next") && segment["next"].is_object()) {
      for (const auto& [name, weight] : segment["next"].items())
        targets_of(name, precondition_of(name), targets);
    }
    for (const Target& target : targets)
      scene.ways.push_back({scene_name(target.segment, names_), "", target.when, {}});
  }

  const Json& segments_;
  const Json* moments_;
  std::string video_;
  std::map<std::string, std::string> names_;
  std::map<std::string, OutlineVariable> variables_;
  SegmentStory story_;
};

}  // namespace

bool looks_like_segment_map(std::string_view head) {
  return head.find("startTimeMs") != head.npos || head.find("momentsBySegment") != head.npos;
}

Result<SegmentStory> story_from_segment_map(std::string_view segments, std::string_view moments,
                                            const std::string& video, const std::string& file) {
  const Json json = TRY(parse_script(segments, file));
  const Json* with_segments = find_with(json, "segments");
  if (with_segments == nullptr || (*with_segments)["segments"].empty()) {
    return base::fail("this segment map has no \"segments\"",
                      "give the map of segments as the file, the moments with --set moments=FILE",
                      {file, 0, 0, 0});
  }
  Json other;
  if (!moments.empty()) other = TRY(parse_script(moments, file));
  const Json* with_moments = find_with(moments.empty() ? json : other, "momentsBySegment");
  try {
    return Importer(*with_segments, with_moments, video).run();
  } catch (const Json::exception& error) {
    return base::fail(
        fmt::format("a value of the segment map is of the wrong kind: {}", error.what()), "mend it",
        {file, 0, 0, 0});
  }
}

}  // namespace kuleshov::story
