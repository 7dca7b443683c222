#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/write/lasting.hpp"
#include "kuleshov/write/source.hpp"
#include "kuleshov/write/style.hpp"

namespace kuleshov::write {

namespace {

std::string list(const std::vector<std::string>& items, bool quote) {
  std::string out = "[";
  for (const std::string& item : items)
    out += (out.size() > 1 ? ", " : "") + (quote ? yaml_text(item) : item);
  return out + "]";
}

// Numbers as people write them: 0.35, -0.2, 1.
std::string number(double value) { return fmt::format("{:g}", base::quantise(value, 2) + 0.0); }

std::string head(const Draft& draft) {
  std::string out = "film: 1\n";
  out += fmt::format("title: {}\nlogline: {}\n", yaml_text(draft.title), yaml_text(draft.logline));
  out += "author: Kuleshov's embedded writer\nlicence: CC-BY-4.0\nlanguages: [en]\n";
  out += fmt::format("genre: {}\n", draft.reading.genre);
  if (!draft.culture_pack.empty()) out += fmt::format("culture: {}\n", draft.culture_pack);
  return out + fmt::format("seed: {}\npolicy: follow\n", draft.brief.seed);
}

std::string look_value(const std::string& key, const std::string& value) {
  return key.ends_with("colour") || key == "skin" ? yaml_text(value) : value;
}

std::string person_yaml(const Person& person) {
  std::string out =
      fmt::format("  {}:\n    cue: {}\n    name: {}\n    age: {}\n    gender: {}\n", person.id,
                  yaml_text(person.cue), yaml_text(person.name), person.age, person.gender);
  out += fmt::format("    description: {}\n    wants: {}\n", yaml_text(person.description),
                     yaml_text(person.wants));
  out += "    personality: {";
  for (const auto& [trait, value] : person.personality)
    out += fmt::format("{}{}: {}", out.ends_with('{') ? "" : ", ", trait, number(value));
  out += "}\n    appearance: {";
  for (const auto& [key, value] : person.look)
    out += fmt::format("{}{}: {}", out.ends_with('{') ? "" : ", ", key, look_value(key, value));
  return out + fmt::format("}}\n    voice: {{pitch: {}, rate_wpm: {}, range: {}}}\n",
                           number(person.pitch), number(person.rate_wpm), number(person.range));
}

bool used(const Draft& draft, const std::string& place) {
  return std::any_of(draft.scenes.begin(), draft.scenes.end(),
                     [&](const DraftScene& s) { return s.place == place; });
}

std::string place_yaml(const DraftPlace& place) {
  std::string out = fmt::format("  {}:\n    heading: {}\n    interior: {}\n", place.id,
                                yaml_text(place.heading), place.interior);
  // Without a kind of its own its words say what it is; so with what is heard there.
  if (!place.kind.empty()) out += fmt::format("    kind: {}\n", place.kind);
  if (!place.architecture.empty()) out += fmt::format("    architecture: {}\n", place.architecture);
  if (!place.elements.empty())
    out += fmt::format("    elements: {}\n", list(place.elements, false));
  if (place.sounds.empty()) return out;
  return out + fmt::format("    sounds: {}\n", list(place.sounds, false));
}

// Only variables that some scene changes are the film's: a variable that never moves is noise.
bool changed(const Draft& draft, const Fluent& fluent) {
  return std::any_of(draft.weave.knots.begin(), draft.weave.knots.end(), [&](const Knot& knot) {
    return std::any_of(knot.event->changes.begin(), knot.event->changes.end(),
                       [&](const Change& c) { return c.fluent == fluent.name; });
  });
}

// Told out of order, a choice comes after what followed from it: no variable can be asked for.
bool out_of_order(const Draft& draft) {
  return draft.reading.telling == "reverse" || draft.reading.telling == "braided";
}

std::string variables_yaml(const Draft& draft) {
  std::string out;
  if (out_of_order(draft)) return out;
  for (const Fluent& fluent : draft.weave.plot->fluents) {
    if (!fluent.film || !changed(draft, fluent)) continue;
    if (fluent.low == 0 && fluent.high == 1) {
      out += fmt::format("  {}: {{type: boolean, start: {}}}  # {}\n", fluent.name,
                         fluent.start != 0, fluent.says);
    } else {
      out += fmt::format("  {}: {{type: integer, low: {}, high: {}, start: {}}}  # {}\n",
                         fluent.name, fluent.low, fluent.high, fluent.start, fluent.says);
    }
  }
  return out.empty() ? out : "\nvariables:\n" + out;
}

bool is_variable(const Draft& draft, const std::string& name) {
  return std::any_of(draft.weave.plot->fluents.begin(), draft.weave.plot->fluents.end(),
                     [&](const Fluent& f) { return f.name == name && f.film; });
}

// A way's changes as effects of the film: within the variable's bounds, as the plan applied them.
std::string effects(const Draft& draft, const Event& event) {
  std::string out;
  if (out_of_order(draft)) return out;
  for (const Change& change : event.changes) {
    if (!is_variable(draft, change.fluent) || (change.relative && change.value == 0)) continue;
    out += out.empty() ? "{" : ", ";
    if (change.relative) {
      out += fmt::format("{}: \"{} {} {}\"", change.fluent, change.fluent,
                         change.value < 0 ? '-' : '+', std::abs(change.value));
    } else {
      out += fmt::format("{}: {}", change.fluent, change.value != 0);
    }
  }
  return out.empty() ? out : out + "}";
}

std::string when_of(const Knot& knot) {
  const Event& event = *knot.event;
  if (!knot.asks) return {};
  const auto as_written = [](const std::string& condition) {
    const auto parsed = parse_condition(condition);
    if (!parsed) return condition;
    if (condition.find_first_of("<>=") == std::string::npos)
      return (parsed->value == 0 ? "not " : "") + parsed->fluent;
    const char* sign = parsed->compare == Condition::Compare::at_least  ? ">="
                       : parsed->compare == Condition::Compare::at_most ? "<="
                                                                        : "==";
    return fmt::format("{} {} {}", parsed->fluent, sign, parsed->value);
  };
  if (event.when.empty()) return event.felt;
  return event.felt.empty() ? as_written(event.when)
                            : as_written(event.when) + " and " + event.felt;
}

std::string needs_of(const Event& event) {
  if (event.needs.empty()) return {};
  const Condition& need = event.needs.front();
  if (need.compare == Condition::Compare::equal && need.value <= 1)
    return (need.value == 0 ? "not " : "") + need.fluent;
  return fmt::format("{} {} {}", need.fluent,
                     need.compare == Condition::Compare::at_least ? ">=" : "<=", need.value);
}

std::string way_yaml(const Draft& draft, std::size_t to) {
  const Event& event = *draft.weave.knots[to].event;
  std::string out = fmt::format("        - {{id: {}, to: {}, label: {}", event.id,
                                draft.scenes[to].id, yaml_text(draft.labels[to]));
  if (const std::string when = when_of(draft.weave.knots[to]); !when.empty())
    out += fmt::format(", when: {}", yaml_text(when));
  if (const std::string set = effects(draft, event); !set.empty()) out += ", set: " + set;
  return out + "}\n";
}

std::string key_yaml(const Draft& draft, const Knot& knot) {
  auto question = draft.questions.find("reverse " + knot.event->id);
  if (question == draft.questions.end()) question = draft.questions.find(knot.event->does);
  std::string out =
      fmt::format("    key_point:\n      question: {}\n",
                  yaml_text(question == draft.questions.end() ? "What now?" : question->second));
  const auto plain = std::find_if(knot.next.begin(), knot.next.end(),
                                  [&](std::size_t to) { return !draft.weave.knots[to].asks; });
  out += fmt::format("      default: {}\n      ways:\n", draft.weave.knots[*plain].event->id);
  for (const std::size_t to : knot.next) out += way_yaml(draft, to);
  return out;
}

std::string routes_yaml(const Draft& draft, const Knot& knot) {
  if (knot.next.size() == 1)
    return fmt::format("    next: {}\n", draft.scenes[knot.next.front()].id);
  std::string out = "    routes:\n";
  for (const std::size_t to : knot.next) {
    const bool last = to == knot.next.back();
    const std::string when =
        last ? "" : fmt::format(", when: {}", yaml_text(needs_of(*draft.weave.knots[to].event)));
    out += fmt::format("      - {{to: {}{}}}\n", draft.scenes[to].id, when);
  }
  return out;
}

// The scene's own arc, lifted by the structure's tension at its place along the film.
std::string arc_yaml(const Draft& draft, const Knot& knot) {
  const auto& tension = draft.weave.structure->tension;
  double lift = 0;
  if (!tension.empty()) {
    const double at = knot.at * static_cast<double>(tension.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = std::min(low + 1, tension.size() - 1);
    lift = tension[low] + (tension[high] - tension[low]) * (at - static_cast<double>(low));
  }
  const auto& arc = knot.event->arc;
  const auto bound = [](double value) { return number(std::clamp(value, -1.0, 1.0)); };
  return fmt::format("    arc: [[0, {}, {}], [1, {}, {}]]\n", bound(arc[0] + lift), bound(arc[1]),
                     bound(arc[2] + lift), bound(arc[3]));
}

std::string scene_yaml(const Draft& draft, std::size_t index) {
  const Knot& knot = draft.weave.knots[index];
  const DraftScene& scene = draft.scenes[index];
  std::string out = fmt::format("  {}:\n", scene.id) + arc_yaml(draft, knot) +
                    fmt::format("    weather: {}\n", scene.weather);
  if (!scene.core.empty()) out += fmt::format("    core_note: {}\n", yaml_text(scene.core));
  if (knot.next.empty()) return out + "    ending: true\n";
  return out +
         (knot.kind == Place_in_graph::key ? key_yaml(draft, knot) : routes_yaml(draft, knot));
}

// Around the length of the path of the defaults: the shortest path takes shots at their shortest,
// the longest the longer ways at their longest.
std::string length_bounds(const Draft& draft) {
  const double minutes = seconds_of(draft) / 60;
  return fmt::format("[{}, {}]", std::max(1, static_cast<int>(minutes * 0.6)),
                     static_cast<int>(minutes * 1.6) + 1);
}

std::string style_yaml(const Draft& draft) {
  const bool dark = draft.reading.ending == "tragic";
  const bool light = draft.reading.ending == "happy";
  std::string out =
      fmt::format("\nstyle:\n  average_shot_length_s: {}\n  change_per_minute: 0.25\n",
                  style_value(draft, "average_shot_length_s", "[2.5, 7]"));
  out += fmt::format("  palette: {}\n", list(draft.palette, true));
  out += "  shot_scale: [extreme-close-up, extreme-wide]\n";
  out += fmt::format(
      "  score: {{tonic: {}, modes: [{}], tempi_bpm: {}, instruments: {}, loudness_lufs: -23, "
      "music_db: {}}}\n",
      dark    ? "D"
      : light ? "G"
              : "A",
      light ? "dorian, major" : "minor, dorian, major", style_value(draft, "tempi_bpm", "[60, 75]"),
      style_value(draft, "instruments", "[strings, piano, pad]"),
      style_value(draft, "music_db", "[-30, -14]"));
  return out + fmt::format("  performance: {}\n", style_value(draft, "performance", "[0.1, 0.9]"));
}

}  // namespace

std::string yaml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "\"";
}

std::string film_yaml(const Draft& draft) {
  std::string out = head(draft) + "\ncast:\n";
  for (const Person& person : draft.cast) out += person_yaml(person);
  out += "\nplaces:\n";
  for (const DraftPlace& place : draft.places)
    if (used(draft, place.id)) out += place_yaml(place);
  out += variables_yaml(draft) + style_yaml(draft);
  std::vector<std::string> core;
  for (std::size_t i = 0; i < draft.scenes.size(); ++i)
    // Whatever opens the film is core: the first of the core is where a showing begins.
    if (i == 0 || !draft.weave.knots[i].event->core.empty()) core.push_back(draft.scenes[i].id);
  out += fmt::format("\ncore: {}\nending_family: {}\nlength_minutes: {}\n\nscenes:\n",
                     list(core, false), yaml_text(draft.ending_family), length_bounds(draft));
  for (std::size_t i = 0; i < draft.scenes.size(); ++i) out += scene_yaml(draft, i);
  return out;
}

}  // namespace kuleshov::write
