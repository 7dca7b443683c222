#include <array>
#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/learned.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Json;
using base::Result;

namespace {

constexpr int digits = 6;
constexpr std::size_t most_centres = 1000;
constexpr std::size_t most_trees = 1000;
constexpr std::size_t most_nodes = 1000;

double rounded(double value) { return base::quantise(value, digits); }

Json json_of(const WindowFeatures& values) {
  Json out = Json::array();
  for (const double value : values) out.push_back(rounded(value));
  return out;
}

Json json_of(const Tree& tree) {
  Json out = Json::array();
  for (const TreeNode& node : tree) {
    if (node.feature < 0) {
      out.push_back({{"leaf", rounded(node.leaf)}});
    } else {
      out.push_back({{"feature", window_features[static_cast<std::size_t>(node.feature)]},
                     {"below", rounded(node.below)},
                     {"yes", node.yes},
                     {"no", node.no},
                     {"missing", node.missing}});
    }
  }
  return out;
}

Json features_json(const LearnedModel& model) {
  Json out = Json::array();
  for (std::size_t k = 0; k < window_features.size(); ++k) {
    out.push_back({{"name", window_features[k]},
                   {"mean", rounded(model.mean[k])},
                   {"scale", rounded(model.scale[k])}});
    if (model.kind == LearnedKind::ridge) out.back()["weight"] = rounded(model.weights[k]);
  }
  return out;
}

struct GainName {
  const char* name;
  population::Normal population::Gains::* gain;
};
constexpr std::array<GainName, 4> gain_names{{{"heart_bpm", &population::Gains::heart},
                                              {"log_rmssd", &population::Gains::log_rmssd},
                                              {"log_skin_level", &population::Gains::log_skin},
                                              {"log_response_rate", &population::Gains::response}}};

Json gains_json(const population::Gains& gains) {
  Json out = Json::object();
  for (const GainName& known : gain_names) {
    const population::Normal gain = gains.*known.gain;
    out[known.name] = {{"mean", rounded(gain.mean)}, {"sd", rounded(gain.sd)}};
  }
  return out;
}

// What is said of a window, for the kinds that see windows.
void add_window_model(const LearnedModel& model, Json& json) {
  json["window_s"] = window_length_s;
  json["memory_s"] = window_memory_s;
  json["offset"] = rounded(model.offset);
  json["features"] = features_json(model);
  json["observation"] = {{"slope", rounded(model.observation.slope)},
                         {"offset", rounded(model.observation.offset)},
                         {"sd", rounded(model.observation.sd)}};
}

}  // namespace

std::string learned_json(const LearnedModel& model, const std::string& judged) {
  Json json;
  json["what"] = "an observation model of kuleshov sense";
  json["version"] = 2;
  json["target"] = model.target;
  json["binary"] = model.is_binary;
  json["dimension"] = name_of(model.dimension);
  json["kind"] = name_of(model.kind);
  json["people"] = model.people;
  if (model.kind == LearnedKind::gains) {
    json["gains"] = gains_json(model.gains);
  } else {
    add_window_model(model, json);
  }
  if (model.kind == LearnedKind::gaussian_process) {
    json["length"] = rounded(model.length);
    json["centres"] = Json::array();
    for (std::size_t c = 0; c < model.centres.size(); ++c) {
      json["centres"].push_back(
          {{"at", json_of(model.centres[c])}, {"weight", rounded(model.centre_weights[c])}});
    }
  }
  if (model.kind == LearnedKind::boosted_trees) {
    json["trees"] = Json::array();
    for (const Tree& tree : model.trees) json["trees"].push_back(json_of(tree));
  }
  if (!judged.empty()) json["leave_one_person_out"] = Json::parse(judged);
  return json.dump(2) + "\n";
}

namespace {

// Takes what a model file must hold; the first thing that is not there becomes the error.
class Taker {
 public:
  explicit Taker(const std::string& file) : file_(file) {}
  [[nodiscard]] bool ok() const { return fault_.empty(); }
  [[nodiscard]] auto error() const {
    return fail("this model has no good " + fault_, "train it again: kuleshov sense train",
                {file_});
  }
  const Json& child(const Json& json, const char* key) {
    static const Json nothing;
    const auto found = json.is_object() ? json.find(key) : json.end();
    if (json.is_object() && found != json.end()) return *found;
    refuse(key);
    return nothing;
  }
  double number(const Json& json, const char* key) {
    const Json& value = child(json, key);
    if (value.is_number() && std::isfinite(value.get<double>())) return value.get<double>();
    refuse(key);
    return 0;
  }
  std::string text(const Json& json, const char* key) {
    const Json& value = child(json, key);
    if (value.is_string()) return value.get<std::string>();
    refuse(key);
    return {};
  }
  std::size_t index(const Json& json, const char* key, std::size_t after, std::size_t below) {
    const double value = number(json, key);
    if (value > static_cast<double>(after) && value < static_cast<double>(below)) {
      return static_cast<std::size_t>(value);
    }
    refuse(key);
    return 0;
  }
  const Json& list(const Json& json, const char* key, std::size_t most) {
    static const Json none = Json::array();
    const Json& value = child(json, key);
    if (value.is_array() && value.size() <= most) return value;
    refuse(key);
    return none;
  }
  void refuse(const std::string& key) {
    if (fault_.empty()) fault_ = "\"" + key + "\"";
  }

 private:
  std::string file_;
  std::string fault_;
};

void take_features(Taker& take, const Json& json, LearnedModel& model) {
  const Json& features = take.list(json, "features", window_features.size());
  if (features.size() != window_features.size()) return take.refuse("features");
  for (std::size_t k = 0; k < window_features.size(); ++k) {
    if (take.text(features[k], "name") != window_features[k]) take.refuse("features");
    model.mean[k] = take.number(features[k], "mean");
    model.scale[k] = take.number(features[k], "scale");
    if (!(model.scale[k] > 0)) take.refuse("scale");
    if (model.kind == LearnedKind::ridge) model.weights[k] = take.number(features[k], "weight");
  }
}

void take_centres(Taker& take, const Json& json, LearnedModel& model) {
  model.length = take.number(json, "length");
  if (!(model.length > 0)) take.refuse("length");
  for (const Json& centre : take.list(json, "centres", most_centres)) {
    const Json& at = take.list(centre, "at", window_features.size());
    WindowFeatures place{};
    for (std::size_t k = 0; k < place.size(); ++k) {
      if (k < at.size() && at[k].is_number()) {
        place[k] = at[k].get<double>();
      } else {
        take.refuse("at");
      }
    }
    model.centres.push_back(place);
    model.centre_weights.push_back(take.number(centre, "weight"));
  }
}

TreeNode node_of(Taker& take, const Json& json, std::size_t own, std::size_t nodes) {
  TreeNode node;
  if (json.is_object() && json.contains("leaf")) {
    node.leaf = take.number(json, "leaf");
    return node;
  }
  const std::string feature = take.text(json, "feature");
  for (std::size_t k = 0; k < window_features.size(); ++k) {
    if (feature == window_features[k]) node.feature = static_cast<int>(k);
  }
  if (node.feature < 0) take.refuse("feature");
  node.below = static_cast<float>(take.number(json, "below"));
  node.yes = take.index(json, "yes", own, nodes);
  node.no = take.index(json, "no", own, nodes);
  node.missing = take.index(json, "missing", own, nodes);
  return node;
}

void take_trees(Taker& take, const Json& json, LearnedModel& model) {
  for (const Json& nodes : take.list(json, "trees", most_trees)) {
    if (!nodes.is_array() || nodes.empty() || nodes.size() > most_nodes) {
      return take.refuse("trees");
    }
    Tree tree;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      tree.push_back(node_of(take, nodes[i], i, nodes.size()));
    }
    model.trees.push_back(std::move(tree));
  }
}

void take_gains(Taker& take, const Json& json, LearnedModel& model) {
  const Json& gains = take.child(json, "gains");
  for (const GainName& known : gain_names) {
    const Json& gain = take.child(gains, known.name);
    const population::Normal read{take.number(gain, "mean"), take.number(gain, "sd")};
    if (!(read.sd > 0)) take.refuse("sd");
    model.gains.*known.gain = read;
  }
}

void take_window_model(Taker& take, const Json& json, LearnedModel& model) {
  model.offset = take.number(json, "offset");
  take_features(take, json, model);
  const Json& observation = take.child(json, "observation");
  model.observation = {take.number(observation, "slope"), take.number(observation, "offset"),
                       take.number(observation, "sd")};
  if (!(model.observation.sd > 0)) take.refuse("sd");
  if (model.kind == LearnedKind::gaussian_process) take_centres(take, json, model);
  if (model.kind == LearnedKind::boosted_trees) take_trees(take, json, model);
}

}  // namespace

Result<LearnedModel> parse_learned(std::string_view text, const std::string& file) {
  const Json json = TRY(base::parse_json(text, file));
  Taker take(file);
  LearnedModel model;
  if (take.number(json, "version") != 2) {
    return fail("this is not an observation model of version 2",
                "train it again: kuleshov sense train", {file});
  }
  model.target = take.text(json, "target");
  const auto kind = learned_kind_named(take.text(json, "kind"));
  const auto dimension = dimension_named(take.text(json, "dimension"));
  if (!kind) take.refuse("kind");
  if (!dimension) take.refuse("dimension");
  if (!take.ok()) return take.error();
  model.kind = *kind;
  model.dimension = *dimension;
  const Json& binary = take.child(json, "binary");
  model.is_binary = !binary.is_boolean() || binary.get<bool>();
  for (const Json& person : take.list(json, "people", 100'000)) {
    if (person.is_string()) model.people.push_back(person.get<std::string>());
  }
  if (model.kind == LearnedKind::gains) {
    take_gains(take, json, model);
  } else {
    take_window_model(take, json, model);
  }
  if (!take.ok()) return take.error();
  return model;
}

Result<LearnedModel> read_learned(const base::Path& file) {
  const std::string text = TRY(base::read_file(file));
  return parse_learned(text, file.string());
}

}  // namespace kuleshov::sense
