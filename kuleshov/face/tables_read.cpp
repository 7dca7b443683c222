#include "kuleshov/face/tables_read.hpp"

#include <charconv>

#include "kuleshov/culture/yaml.hpp"

namespace kuleshov::face {

namespace {

using culture::numbers;
using culture::text_or;
using culture::texts;
using culture::value_or;

base::Result<int> unit_number(std::string_view text, const base::Place& place) {
  int unit = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), unit);
  if (status != std::errc{} || end != text.data() + text.size() || unit < 1 || unit >= unit_limit) {
    return base::fail("'" + std::string(text) + "' is not an action unit",
                      "write a FACS number from 1 to 66", place);
  }
  return unit;
}

base::Result<UnitChance> read_chance(const YAML::Node& key, const YAML::Node& pair,
                                     const std::string& file) {
  std::string name = key.Scalar();
  UnitChance out;
  if (name.starts_with('U')) out.side = Side::one;
  if (name.starts_with('L')) out.side = Side::left;
  if (name.starts_with('R')) out.side = Side::right;
  if (out.side != Side::both) name.erase(0, 1);
  out.unit = TRY(unit_number(name, culture::place_of(key, file)));
  const auto values = numbers(pair);
  if (values.size() != 2 || values[0] < 0 || values[0] > 1 || values[1] < 0 || values[1] > 1) {
    return base::fail("unit " + name + " needs [probability, intensity], each 0 to 1",
                      "write for example [0.8, 0.4]", culture::place_of(key, file));
  }
  out.probability = values[0];
  out.intensity = values[1];
  return out;
}

Tempo tempo_named(const std::string& name) {
  if (name == "slow") return Tempo::slow;
  return name == "fast" ? Tempo::fast : Tempo::medium;
}

Checks read_checks(const YAML::Node& node) {
  const auto v = numbers(node);
  return v.size() == 5 ? Checks{v[0], v[1], v[2], v[3], v[4]} : Checks{};
}

base::Result<Term> read_term(const std::string& name, const YAML::Node& node,
                             const std::string& file) {
  Term term;
  term.name = name;
  term.aliases = texts(node, "aliases");
  term.family = text_or(node, "family");
  const auto affect = numbers(node["affect"]);
  const auto head = numbers(node["head"]);
  const auto gaze = numbers(node["gaze"]);
  if (affect.size() != 2 || head.size() != 3 || gaze.size() != 2 || !node["units"]) {
    return base::fail("the term '" + name + "' lacks affect, head, gaze or units",
                      "see the head of the file", culture::place_of(node, file));
  }
  term.valence = affect[0];
  term.arousal = affect[1];
  term.tempo = tempo_named(text_or(node, "tempo", "medium"));
  term.genuine = value_or(node, "genuine", true);
  term.head = {static_cast<float>(head[1]), static_cast<float>(head[0]),
               static_cast<float>(head[2])};
  term.gaze_pitch = gaze[0];
  term.gaze_away = gaze[1];
  term.checks = read_checks(node["checks"]);
  term.basis = text_or(node, "basis");
  term.sources = texts(node, "source");
  for (const auto& unit : node["units"]) {
    term.units.push_back(TRY(read_chance(unit.first, unit.second, file)));
  }
  return term;
}

base::Result<std::vector<ShapeWeight>> shapes_named(std::string name, float weight,
                                                    const base::Place& place) {
  const auto one = [&](const std::string& full, Side side) -> base::Result<ShapeWeight> {
    const auto shape = shape_named(full);
    if (!shape) return base::fail("'" + full + "' is not an ARKit shape", "see take.hpp", place);
    return ShapeWeight{*shape, weight, side};
  };
  if (!name.ends_with('x')) return std::vector{TRY(one(name, Side::both))};
  name.pop_back();
  return std::vector{TRY(one(name + "Left", Side::left)), TRY(one(name + "Right", Side::right))};
}

Range range_of(const YAML::Node& node) {
  const auto v = numbers(node["range"]);
  return v.size() == 2 ? Range{v[0], v[1]} : Range{0.3, 0.9};
}

LogNormal log_normal_of(const YAML::Node& node) {
  return {value_or(node, "median", 1.0), value_or(node, "sigma", 0.3), value_or(node, "least", 0.0),
          value_or(node, "most", 1e9)};
}

BlinkHabit habit_of(const YAML::Node& node) {
  return {value_or(node, "per_minute", 17.0), value_or(node, "sigma", 0.6)};
}

void read_eyes(const YAML::Node& root, Timing& t) {
  const YAML::Node blink = root["blink"];
  t.blink_rest = habit_of(blink["rest"]);
  t.blink_listening = habit_of(blink["listening"]);
  t.blink_talk = habit_of(blink["talk"]);
  t.blink_close = value_or(blink, "close", t.blink_close);
  t.blink_hold = value_or(blink, "hold", t.blink_hold);
  t.blink_open = value_or(blink, "open", t.blink_open);
  t.blink_least_gap = value_or(blink, "least_gap", t.blink_least_gap);
  t.blink_most_gap = value_or(blink, "most_gap", t.blink_most_gap);
  t.blink_with_shift = value_or(blink, "with_gaze_shift", t.blink_with_shift);
  const YAML::Node saccade = root["saccade"];
  t.saccade_base = value_or(saccade, "duration_base", t.saccade_base);
  t.saccade_per_degree = value_or(saccade, "duration_per_degree", t.saccade_per_degree);
  t.fixation = {value_or(saccade, "fixation_median", 0.75),
                value_or(saccade, "fixation_sigma", 0.4), 0.25, 3.0};
  t.small_degrees = value_or(saccade, "small_degrees", t.small_degrees);
  t.away_degrees = {value_or(saccade, "away_median_degrees", 6.0),
                    value_or(saccade, "away_sigma", 0.6), 2.0,
                    value_or(saccade, "away_most", 22.0)};
}

void read_gaze_and_head(const YAML::Node& root, Timing& t) {
  const YAML::Node gaze = root["gaze"];
  t.partner_bout = log_normal_of(gaze["partner_bout"]);
  t.speaking_share = value_or(gaze, "speaking_partner_share", t.speaking_share);
  t.listening_share = value_or(gaze, "listening_partner_share", t.listening_share);
  t.partner_distance_m = value_or(gaze, "partner_distance_m", t.partner_distance_m);
  t.eyes_apart_m = value_or(gaze, "eyes_apart_m", t.eyes_apart_m);
  const YAML::Node head = root["head"];
  t.sway_silent = value_or(head["sway_degrees"], "silent", t.sway_silent);
  t.sway_speaking = value_or(head["sway_degrees"], "speaking", t.sway_speaking);
  t.head_joins_above = value_or(head, "joins_above", t.head_joins_above);
  t.head_share = value_or(head, "share", t.head_share);
  t.head_move_s = value_or(head, "move_s", t.head_move_s);
  t.nod_degrees = value_or(head, "nod_degrees", t.nod_degrees);
  const YAML::Node accent = root["accent"];
  t.accent_share = value_or(accent, "share", t.accent_share);
  t.accent_gap = value_or(accent, "least_gap", t.accent_gap);
  t.accent_brow = value_or(accent, "brow", t.accent_brow);
  t.accent_lead = value_or(accent, "lead", t.accent_lead);
  t.accent_rise = value_or(accent, "rise", t.accent_rise);
  t.accent_hold = value_or(accent, "hold", t.accent_hold);
  t.accent_fall = value_or(accent, "fall", t.accent_fall);
}

void read_speech(const YAML::Node& root, SpeechHabit& t) {
  const YAML::Node speech = root["speech"];
  if (!speech) return;
  t.effort = log_normal_of(speech["effort"]);
  t.stressed = value_or(speech, "stressed", t.stressed);
  t.token_sigma = value_or(speech, "token_sigma", t.token_sigma);
  t.dominance_sigma = value_or(speech, "dominance_sigma", t.dominance_sigma);
  const YAML::Node reach = speech["reach"];
  t.before_s = value_or(reach, "before", t.before_s);
  t.after_s = value_or(reach, "after", t.after_s);
  t.reach_sigma = value_or(reach, "sigma", t.reach_sigma);
  t.rounding = value_or(reach, "rounding", t.rounding);
  t.seal_s = value_or(reach, "seal", t.seal_s);
  const YAML::Node slack = speech["slack"];
  t.slack_rest = log_normal_of(slack["rest"]);
  t.slack_share = value_or(slack, "share", t.slack_share);
  t.slack_sigma = value_or(slack, "sigma", t.slack_sigma);
  t.slack_periods = range_of(slack["periods"]);
}

}  // namespace

Read read_units(const base::Path& path, Tables& out) {
  const YAML::Node root = TRY(culture::load_yaml(path));
  for (const auto& entry : root["units"]) {
    const auto place = culture::place_of(entry.first, path.string());
    const int number = TRY(unit_number(entry.first.Scalar(), place));
    Unit& unit = out.units[static_cast<std::size_t>(number)];
    unit.name = text_or(entry.second, "name");
    unit.region = text_or(entry.second, "region");
    const YAML::Node shapes = entry.second["shapes"];
    for (const auto& shape : shapes) {
      const auto weight = value_or(shapes, shape.first.Scalar().c_str(), 0.0F);
      for (const auto& target : TRY(shapes_named(shape.first.Scalar(), weight, place))) {
        unit.shapes.push_back(target);
      }
    }
  }
  return {};
}

Read read_vocabulary(const base::Path& path, Tables& out) {
  const YAML::Node root = TRY(culture::load_yaml(path));
  for (const auto& source : root["sources"]) {
    out.sources[source.first.Scalar()] = source.second.Scalar();
  }
  for (const auto& entry : root["terms"]) {
    Term term = TRY(read_term(entry.first.Scalar(), entry.second, path.string()));
    for (const auto& source : term.sources) {
      if (out.sources.contains(source)) continue;
      return base::fail("the term '" + term.name + "' names the unknown source '" + source + "'",
                        "add it under sources", culture::place_of(entry.first, path.string()));
    }
    out.terms.push_back(std::move(term));
  }
  return {};
}

Read read_rules(const base::Path& path, Tables& out) {
  const YAML::Node root = TRY(culture::load_yaml(path));
  for (const auto& node : root["partners"]) {
    Partner partner{.unit = value_or(node, "unit", 0),
                    .with = {},
                    .above = value_or(node, "above", 0.15),
                    .share = value_or(node, "share", 0.5),
                    .rate = value_or(node, "rate", 1.0),
                    .genuine_only = value_or(node, "genuine", false),
                    .source = text_or(node, "source")};
    for (const double unit : numbers(node["with"])) partner.with.push_back(static_cast<int>(unit));
    out.partners.push_back(std::move(partner));
  }
  for (const auto& node : root["forbidden"]) {
    const auto units = numbers(node["units"]);
    const auto above = numbers(node["above"]);
    if (units.size() != 2 || above.size() != 2) continue;
    out.forbidden.push_back({static_cast<int>(units[0]), static_cast<int>(units[1]), above[0],
                             above[1], text_or(node, "source")});
  }
  return {};
}

Read read_timing(const base::Path& path, Tables& out) {
  const YAML::Node root = TRY(culture::load_yaml(path));
  Timing& t = out.timing;
  t.onset = {range_of(root["onset"]["slow"]), range_of(root["onset"]["medium"]),
             range_of(root["onset"]["fast"])};
  t.offset_over_onset = range_of(root["offset_over_onset"]);
  t.episode = log_normal_of(root["episode"]);
  t.rest = log_normal_of(root["rest"]);
  t.residual = value_or(root["rest"], "residual", t.residual);
  const YAML::Node stagger = root["stagger"];
  t.stagger = {value_or(stagger, "novelty", 0.0), value_or(stagger, "pleasantness", 0.1),
               value_or(stagger, "goal", 0.2), value_or(stagger, "coping", 0.3),
               value_or(stagger, "norm", 0.4)};
  t.asymmetry_sd = value_or(root["asymmetry"], "sd", t.asymmetry_sd);
  read_eyes(root, t);
  read_gaze_and_head(root, t);
  read_speech(root, t.speech);
  return {};
}

Read read_visemes(const base::Path& path, Tables& out) {
  const YAML::Node root = TRY(culture::load_yaml(path));
  for (const auto& entry : root["classes"]) {
    const YAML::Node& node = entry.second;
    const auto of = [&node](const char* key) { return value_or(node, key, 0.0F); };
    const Viseme viseme{.jaw = of("jaw"),
                        .funnel = of("funnel"),
                        .pucker = of("pucker"),
                        .stretch = of("stretch"),
                        .lower_down = of("lower_down"),
                        .upper_up = of("upper_up"),
                        .roll_lower = of("roll_lower"),
                        .press = of("press"),
                        .smile = of("smile"),
                        .tongue = of("tongue"),
                        .seal = of("seal"),
                        .dominance = value_or(node, "dominance", 1.0F)};
    for (const auto& symbol : texts(node, "symbols")) out.visemes[symbol] = viseme;
  }
  return {};
}

}  // namespace kuleshov::face
