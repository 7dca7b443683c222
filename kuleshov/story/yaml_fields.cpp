#include "kuleshov/story/yaml_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "kuleshov/story/nearest.hpp"

namespace kuleshov::story {

namespace {

bool is_colour(const std::string& text) {
  return text.size() == 7 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

// yaml-cpp 0.7 ends a plain scalar of a flow mapping at '?', which YAML 1.2 allows within one
// ("{en: Why?}"). It is hidden behind a control character that YAML forbids in documents.
constexpr char hidden_question_mark = '\x01';

std::string scalar_of(const YAML::Node& node) {
  if (!node.IsScalar()) return "";
  std::string text = node.Scalar();
  std::replace(text.begin(), text.end(), hidden_question_mark, '?');
  return text;
}

}  // namespace

void Faults::add(const YAML::Mark& mark, std::string what, std::string remedy) {
  all_.push_back({std::move(what), std::move(remedy), place(mark), base::ErrorKind::bad_input});
}

const base::Error& Faults::first() const {
  return *std::min_element(all_.begin(), all_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
}

YAML::Node load_yaml(std::string_view text) {
  std::string hidden(text);
  std::replace(hidden.begin(), hidden.end(), '?', hidden_question_mark);
  return YAML::Load(hidden);
}

base::Place Faults::place(const YAML::Mark& mark) const {
  if (mark.is_null()) return {file_, 0, 0, 0};
  return {file_, static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1,
          0};
}

Fields::Fields(const YAML::Node& node, std::string what, Faults& faults)
    : node_(node), what_(std::move(what)), faults_(&faults) {
  std::set<std::string> seen;
  for (const auto& pair : node_) {
    const std::string key = scalar_of(pair.first);
    if (!seen.insert(key).second) {
      faults_->add(pair.first.Mark(), fmt::format("{}: \"{}\" is written twice", what_, key),
                   "keep one of them");
    }
  }
}

YAML::Node Fields::at(const std::string& key) {
  asked_.push_back(key);
  for (const auto& pair : node_) {
    if (scalar_of(pair.first) == key) return pair.second;
  }
  return YAML::Node(YAML::NodeType::Undefined);
}

bool Fields::has(const std::string& key) { return at(key).IsDefined(); }

base::Place Fields::place(const std::string& key) {
  const YAML::Node node = at(key);
  base::Place place = faults_->place(node.IsDefined() ? node.Mark() : node_.Mark());
  const bool quoted = node.IsDefined() && node.IsScalar() && node.Tag() == "!";
  if (quoted) ++place.column;  // the text begins after the quote
  return place;
}

void Fields::wrong(const YAML::Node& node, const std::string& key, const std::string& wanted) {
  faults_->add(node.Mark(), fmt::format("{}: \"{}\" is not {}", what_, key, wanted),
               fmt::format("write {}", wanted));
}

void Fields::text(const std::string& key, std::string& out) {
  const YAML::Node node = at(key);
  if (!node.IsDefined() || node.IsNull()) return;
  if (!node.IsScalar()) return wrong(node, key, "a text");
  out = scalar_of(node);
}

void Fields::required(const std::string& key, std::string& out) {
  text(key, out);
  if (!out.empty()) return;
  faults_->add(node_.Mark(), fmt::format("{} has no \"{}\"", what_, key),
               fmt::format("add \"{}: ...\"", key));
}

std::optional<double> Fields::number_of(const YAML::Node& node, const std::string& key) {
  const std::string text = scalar_of(node);
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault == std::errc{} && end == text.data() + text.size() && std::isfinite(value))
    return value;
  wrong(node, key, "a number");
  return std::nullopt;
}

void Fields::number(const std::string& key, double& out, double low, double high) {
  const YAML::Node node = at(key);
  if (!node.IsDefined()) return;
  const auto value = number_of(node, key);
  if (!value) return;
  if (*value < low || *value > high) {
    return wrong(node, key, fmt::format("a number from {} to {}", low, high));
  }
  out = *value;
}

void Fields::integer(const std::string& key, int& out, int low, int high) {
  const YAML::Node node = at(key);
  if (!node.IsDefined()) return;
  const auto value = number_of(node, key);
  if (!value) return;
  if (*value < low || *value > high || *value != std::floor(*value)) {
    return wrong(node, key, fmt::format("a whole number from {} to {}", low, high));
  }
  out = static_cast<int>(*value);
}

void Fields::flag(const std::string& key, bool& out) {
  const YAML::Node node = at(key);
  if (!node.IsDefined()) return;
  const std::string text = scalar_of(node);
  if (text != "true" && text != "false") return wrong(node, key, "true or false");
  out = text == "true";
}

bool Fields::sequence(const YAML::Node& node, const std::string& key) {
  if (!node.IsDefined() || node.IsNull()) return false;
  if (!node.IsSequence()) wrong(node, key, "a list: [...]");
  return node.IsSequence();
}

void Fields::texts(const std::string& key, std::vector<std::string>& out) {
  const YAML::Node node = at(key);
  if (!sequence(node, key)) return;
  out.clear();
  for (const auto& item : node) {
    if (!item.IsScalar()) return wrong(item, key, "a list of texts");
    out.push_back(scalar_of(item));
  }
}

void Fields::numbers(const std::string& key, std::vector<double>& out) {
  const YAML::Node node = at(key);
  if (!sequence(node, key)) return;
  out.clear();
  for (const auto& item : node) {
    const auto value = number_of(item, key);
    if (!value) return;
    out.push_back(*value);
  }
}

void Fields::colour(const std::string& key, std::string& out) {
  const YAML::Node node = at(key);
  if (!node.IsDefined()) return;
  if (!is_colour(scalar_of(node))) return wrong(node, key, "a colour such as \"#2f4858\"");
  out = scalar_of(node);
}

void Fields::colours(const std::string& key, std::vector<std::string>& out) {
  texts(key, out);
  const bool all = std::all_of(out.begin(), out.end(), is_colour);
  if (!all) wrong(at(key), key, "a list of colours such as [\"#2f4858\", \"#c8a45c\"]");
}

void Fields::word(const std::string& key, std::string& out, const std::vector<std::string>& known) {
  const YAML::Node node = at(key);
  if (!node.IsDefined()) return;
  const std::string text = scalar_of(node);
  if (std::find(known.begin(), known.end(), text) != known.end()) {
    out = text;
    return;
  }
  faults_->add(node.Mark(), fmt::format("{}: \"{}\" is not a word for \"{}\"", what_, text, key),
               suggest(text, known));
}

void Fields::local(const std::string& key, LocalText& out, const std::string& language) {
  const YAML::Node node = at(key);
  if (!node.IsDefined() || node.IsNull()) return;
  if (node.IsScalar()) {
    out = {{language, scalar_of(node)}};
    return;
  }
  pairs(key, [&out](const std::string& name, const std::string& value, const base::Place&) {
    out[name] = value;
  });
}

void Fields::band(const std::string& key, double& low, double& high, double minimum,
                  double maximum) {
  std::vector<double> pair;
  numbers(key, pair);
  const YAML::Node node = at(key);
  if (!node.IsDefined() || !node.IsSequence()) return;
  if (pair.size() != 2 || pair[0] > pair[1] || pair[0] < minimum || pair[1] > maximum) {
    return wrong(node, key, fmt::format("a pair [low, high] from {} to {}", minimum, maximum));
  }
  low = pair[0];
  high = pair[1];
}

void Fields::sub(const YAML::Node& node, std::string what,
                 const std::function<void(Fields&)>& read) {
  if (!node.IsMap() && !node.IsNull()) {
    faults_->add(node.Mark(), fmt::format("{} is not a mapping", what),
                 "write \"key: value\" below it");
    return;
  }
  Fields fields(node, std::move(what), *faults_);
  read(fields);
  fields.done();
}

void Fields::section(const std::string& key, const std::function<void(Fields&)>& read) {
  const YAML::Node node = at(key);
  if (node.IsDefined()) sub(node, fmt::format("\"{}\"", key), read);
}

void Fields::each(const std::string& key,
                  const std::function<void(const std::string& name, Fields& fields)>& read) {
  const YAML::Node node = at(key);
  if (!node.IsDefined() || node.IsNull()) return;
  if (!node.IsMap()) return wrong(node, key, "a mapping of names");
  std::set<std::string> seen;
  for (const auto& pair : node) {
    const std::string name = scalar_of(pair.first);
    if (!seen.insert(name).second) {
      faults_->add(pair.first.Mark(),
                   fmt::format("\"{}\" is written twice below \"{}\"", name, key),
                   "keep one of them, or give the other its own name");
    }
    sub(pair.second, fmt::format("\"{}\" of \"{}\"", name, key),
        [&](Fields& fields) { read(name, fields); });
  }
}

void Fields::items(const std::string& key, const std::function<void(Fields&)>& read) {
  const YAML::Node node = at(key);
  if (!sequence(node, key)) return;
  for (const auto& item : node) sub(item, fmt::format("an item of \"{}\"", key), read);
}

void Fields::pairs(const std::string& key,
                   const std::function<void(const std::string& name, const std::string& value,
                                            const base::Place& place)>& read) {
  const YAML::Node node = at(key);
  if (!node.IsDefined() || node.IsNull()) return;
  if (!node.IsMap()) return wrong(node, key, "a mapping name: value");
  for (const auto& pair : node) {
    if (pair.second.IsNull()) {
      faults_->add(
          pair.first.Mark(),
          fmt::format("\"{}\" stands below \"{}\" without a value", scalar_of(pair.first), key),
          "a text that holds a comma goes in quotes: {en: \"No, never.\"}");
      return;
    }
    if (!pair.second.IsScalar()) return wrong(pair.second, key, "a mapping name: value");
    base::Place place = faults_->place(pair.second.Mark());
    if (pair.second.Tag() == "!") ++place.column;
    read(scalar_of(pair.first), scalar_of(pair.second), place);
  }
}

void Fields::rows(const std::string& key, std::size_t width,
                  std::vector<std::vector<double>>& out) {
  const YAML::Node node = at(key);
  if (!sequence(node, key)) return;
  for (const auto& item : node) {
    if (!item.IsSequence() || item.size() != width) {
      return wrong(item, key, fmt::format("a list of rows of {} numbers", width));
    }
    std::vector<double>& row = out.emplace_back();
    for (const auto& cell : item) row.push_back(number_of(cell, key).value_or(0));
  }
}

void Fields::done() {
  for (const auto& pair : node_) {
    const std::string key = scalar_of(pair.first);
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    std::vector<std::string> known = asked_;
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    faults_->add(pair.first.Mark(), fmt::format("{} has no key \"{}\"", what_, key),
                 suggest(key, known));
  }
}

}  // namespace kuleshov::story
