#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kuleshov/story/nearest.hpp"
#include "kuleshov/story/read_yaml.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {

namespace {

// The tempi whose bars end on the frame grid of 25 frames a second (film.hpp, StyleAnchor).
constexpr std::array grid_tempi{60, 75, 100, 125, 150};

void read_scales(Fields& fields, StyleAnchor& style) {
  std::vector<std::string> pair;
  fields.texts("shot_scale", pair);
  if (!fields.has("shot_scale")) return;
  const auto closest = pair.size() == 2 ? shot_scale_of(pair[0]) : std::nullopt;
  const auto widest = pair.size() == 2 ? shot_scale_of(pair[1]) : std::nullopt;
  if (closest && widest && *closest <= *widest) {
    style.closest = *closest;
    style.widest = *widest;
    return;
  }
  fields.faults().add({"\"style\": \"shot_scale\" is not a pair [closest, widest]",
                       "write two of: extreme-close-up, close-up, medium-close-up, medium, "
                       "medium-long, wide, extreme-wide",
                       fields.place("shot_scale"), base::ErrorKind::bad_input});
}

void read_tempi(Fields& fields, StyleAnchor& style) {
  std::vector<double> tempi;
  fields.numbers("tempi_bpm", tempi);
  if (tempi.empty()) return;
  style.tempi_bpm.assign(tempi.begin(), tempi.end());
  const bool on_grid = std::all_of(tempi.begin(), tempi.end(), [](double tempo) {
    return std::find(grid_tempi.begin(), grid_tempi.end(), tempo) != grid_tempi.end();
  });
  if (on_grid) return;
  fields.faults().add({"\"score\": a tempo is not on the frame grid",
                       "use 60, 75, 100, 125 or 150 beats a minute", fields.place("tempi_bpm"),
                       base::ErrorKind::bad_input});
}

void read_score(Fields& fields, StyleAnchor& style) {
  fields.text("tonic", style.tonic);
  fields.texts("modes", style.modes);
  if (style.modes.empty() || style.modes.size() > 3) {
    fields.faults().add({"\"score\": \"modes\" is not a list of one to three modes",
                         "name them dark to light", fields.place("modes"),
                         base::ErrorKind::bad_input});
  }
  read_tempi(fields, style);
  fields.texts("instruments", style.instruments);
  fields.number("loudness_lufs", style.loudness_lufs, -40, -9);
  fields.band("music_db", style.music_low_db, style.music_high_db, -80, 0);
}

void read_anchor(Fields& fields, StyleAnchor& style) {
  fields.band("average_shot_length_s", style.asl_low_s, style.asl_high_s, 0.2, 600);
  fields.number("change_per_minute", style.asl_change_per_minute, 0, 10);
  fields.colours("palette", style.palette);
  read_scales(fields, style);
  fields.section("score", [&](Fields& score) { read_score(score, style); });
  fields.band("performance", style.performance_low, style.performance_high, 0, 1);
}

// Bounds of variables: wide enough for any count a story keeps, small enough to be packed.
constexpr int lowest = -32768;
constexpr int highest = 32767;

int start_of(Fields& fields, Variable& variable) {
  if (variable.type == VariableType::boolean) {
    bool start = false;
    fields.flag("start", start);
    return start ? 1 : 0;
  }
  if (variable.type == VariableType::integer) {
    int start = variable.low;
    fields.integer("start", start, variable.low, variable.high);
    return start;
  }
  std::string start = variable.values.empty() ? "" : variable.values.front();
  fields.word("start", start, variable.values);
  const auto found = std::find(variable.values.begin(), variable.values.end(), start);
  return static_cast<int>(found - variable.values.begin());
}

void read_range(Fields& fields, Variable& variable) {
  if (variable.type == VariableType::integer) {
    fields.integer("low", variable.low, lowest, highest);
    fields.integer("high", variable.high, lowest, highest);
    if (variable.low <= variable.high) return;
    fields.faults().add({fmt::format("variable \"{}\": low is above high", variable.id.str()),
                         "swap them", fields.place("low"), base::ErrorKind::bad_input});
    variable.high = variable.low;
  } else if (variable.type == VariableType::enumeration) {
    fields.texts("values", variable.values);
    variable.high = std::max(0, static_cast<int>(variable.values.size()) - 1);
    if (!variable.values.empty()) return;
    fields.faults().add({fmt::format("variable \"{}\" has no values", variable.id.str()),
                         "add \"values: [a, b]\"", fields.place(), base::ErrorKind::bad_input});
  }
}

Variable read_variable(const std::string& id, Fields& fields) {
  Variable variable;
  variable.id = VariableId(id);
  variable.place = fields.place();
  std::string type;
  fields.required("type", type);
  fields.word("type", type, variable_type_words());
  variable.type = variable_type_of(type).value_or(VariableType::boolean);
  read_range(fields, variable);
  variable.start = start_of(fields, variable);
  return variable;
}

}  // namespace

void read_style(Fields& root, Film& film) {
  root.section("style", [&](Fields& fields) { read_anchor(fields, film.style); });
}

void read_variables(Fields& root, Film& film) {
  root.each("variables", [&](const std::string& id, Fields& fields) {
    film.variables.push_back(read_variable(id, fields));
  });
}

}  // namespace kuleshov::story
