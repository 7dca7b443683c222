#include "kuleshov/story/object_media_shown.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/object_media.hpp"

namespace kuleshov::story {

namespace {

using base::Json;
using object_media::find;
using object_media::part;
using object_media::text;

// A number with more values than this is not asked for by ways.
constexpr int most_numbers = 5;

bool holds_something(const Json& json) { return json.is_structured() && !json.empty(); }

bool do_the_same(const ShownElement& a, const ShownElement& b) {
  return a.labels == b.labels && a.set == b.set && a.asks == b.asks;
}

std::vector<PanelQuestion::Answer> answers_about(const LogicVariable& variable,
                                                 const OutlineVariable& declared) {
  std::vector<PanelQuestion::Answer> answers;
  if (declared.number) {
    for (int n = declared.low; n <= declared.high && declared.high - declared.low < most_numbers;
         ++n)
      answers.push_back({fmt::format("{}", n), fmt::format("{}", n)});
    return answers;
  }
  if (declared.values.empty()) return {{"Yes", "true"}, {"No", "false"}};
  for (const std::string& word : declared.values) {
    const auto said = std::find_if(variable.words.begin(), variable.words.end(),
                                   [&](const auto& pair) { return pair.second == word; });
    answers.push_back({said == variable.words.end() ? word : said->first, word});
  }
  return answers;
}

void read_labels(const Json& list, const char* key, ShownElement& shown) {
  if (!list.is_array()) return;
  for (const Json& one : list)
    shown.labels.emplace_back(base::lower_ascii(text(one, key)), text(one, "text"));
}

}  // namespace

ShownElements::ShownElements(const Json& document, const ReadVariables& variables,
                             std::set<std::string>& lost)
    : variables_(variables),
      lost_(lost),
      collections_(object_media::objects_of(document, "representation_collections")),
      representations_(object_media::objects_of(document, "representations")) {}

std::string ShownElements::condition(const Json& rule) {
  std::string why;
  const auto trigger = trigger_from_logic(rule, variables_.known, why);
  if (trigger) return *trigger;
  lose(fmt::format("a condition that needs {}: it counts as always true", why));
  return "";
}

std::vector<ShownElement> ShownElements::of(const Json& element) {
  if (holds_something(part(element, "meta"))) lose("what editors and players keep in \"meta\"");
  const Json* collection =
      find(collections_, text(part(element, "body"), "representation_collection_target_id"));
  std::vector<ShownElement> all;
  const Json& held = collection != nullptr ? part(*collection, "representations") : Json();
  if (held.is_array())
    for (const Json& one : held) all.push_back(read(one));
  if (all.empty()) all.emplace_back();
  const bool same = std::all_of(all.begin(), all.end(), [&](const ShownElement& shown) {
    return do_the_same(shown, all.front());
  });
  if (!same) return all;
  if (all.size() > 1)
    lose("other representations of an element that do the same as its first, in other media");
  all.resize(1);
  all.front().when.clear();
  return all;
}

ShownElement ShownElements::read(const Json& held) {
  ShownElement shown;
  const Json* representation = find(representations_, text(held, "representation_id"));
  if (representation == nullptr) return shown;
  shown.name = text(*representation, "name");
  if (const Json& rule = part(held, "condition"); !rule.is_null()) shown.when = condition(rule);
  if (!part(*representation, "choices").is_null()) lose("what a viewer may switch between");
  if (holds_something(part(*representation, "asset_collections")))
    lose("media: scenes are drawn from their text");
  const Json& behaviours = part(*representation, "behaviours");
  for (const Json& one : part(behaviours, "during")) read_behaviour(part(one, "behaviour"), shown);
  for (const Json& one : part(behaviours, "completed")) read_behaviour(one, shown);
  return shown;
}

void ShownElements::read_behaviour(const Json& json, ShownElement& shown) {
  const std::string type = text(json, "type");
  const std::string kind = type.substr(std::min(type.size(), object_media::behaviour.size()));
  if (kind.starts_with("manipulatevariable/")) return read_manipulation(json, shown);
  if (kind.starts_with("showlinkchoices/"))
    return read_labels(part(json, "link_icons"), "target_narrative_element_id", shown);
  if (kind.starts_with("mapoverlay/"))
    return read_labels(part(json, "links"), "narrative_element_id", shown);
  if (kind.starts_with("showvariablepanel/")) return read_panel(json, shown);
  if (!type.empty()) lose("the behaviour " + kind);
}

void ShownElements::read_manipulation(const Json& json, ShownElement& shown) {
  const auto known = variables_.known.find(text(json, "target_variable"));
  if (known == variables_.known.end())
    return lose(fmt::format("setting the variable \"{}\"", text(json, "target_variable")));
  const LogicVariable& variable = known->second;
  if (variable.kind == LogicVariable::Kind::count) return;  // the film counts by itself
  std::string why;
  const auto value = value_from_logic(part(json, "operation"), variables_.known, variable, why);
  if (!value || variable.kind == LogicVariable::Kind::condition)
    return lose(fmt::format("setting a variable to what needs {}", why));
  const auto same = std::find_if(shown.set.begin(), shown.set.end(),
                                 [&](const auto& pair) { return pair.first == variable.text; });
  if (same == shown.set.end())
    shown.set.emplace_back(variable.text, *value);
  else
    same->second = *value;
}

void ShownElements::read_panel(const Json& json, ShownElement& shown) {
  const Json& asked = part(json, "variables");
  if (!asked.is_array()) return;
  for (const Json& one : asked) {
    const std::string name = text(one, "variable_name");
    auto question = question_about(name);
    if (!question) {
      lose(fmt::format("a panel that asks for \"{}\": it keeps its value", name));
      continue;
    }
    if (!text(one, "label").empty()) question->label = text(one, "label");
    shown.asks.push_back(std::move(*question));
  }
}

std::optional<PanelQuestion> ShownElements::question_about(const std::string& name) const {
  const auto known = variables_.known.find(name);
  if (known == variables_.known.end()) return std::nullopt;
  const auto declared =
      std::find_if(variables_.declared.begin(), variables_.declared.end(),
                   [&](const OutlineVariable& v) { return v.id == known->second.text; });
  if (declared == variables_.declared.end()) return std::nullopt;
  PanelQuestion question{name, declared->id, answers_about(known->second, *declared), 0};
  if (question.answers.size() < 2) return std::nullopt;
  for (std::size_t i = 0; i < question.answers.size(); ++i)
    if (question.answers[i].value == declared->start) question.usual = i;
  return question;
}

}  // namespace kuleshov::story
