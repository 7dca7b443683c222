#include "kuleshov/face/likeness.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <set>

#include "kuleshov/base/json.hpp"
#include "kuleshov/culture/yaml.hpp"

namespace kuleshov::face {

namespace {

struct Reference {
  struct Row {
    std::string measure;
    double centre = 0, deviation = 1;
    bool log = false, above_only = false, below_only = false;
  };
  std::vector<Row> rows;
  int basis = 0;
  std::string about;
};

struct Norms {
  std::map<std::string, Norm> limits;
  Reference reference;
};

double limit_of(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (text == ".inf") return std::numeric_limits<double>::infinity();
  if (text == "-.inf") return -std::numeric_limits<double>::infinity();
  return node.as<double>();
}

Norm norm_of(const YAML::Node& node) {
  const YAML::Node limits = node["limits"];
  return {limit_of(limits[0]),
          limit_of(limits[1]),
          limit_of(limits[2]),
          limit_of(limits[3]),
          culture::value_or(node, "seconds", 0.0),
          culture::text_or(node, "unit"),
          culture::text_or(node, "source"),
          culture::text_or(node, "cause"),
          culture::text_or(node, "remedy"),
          culture::text_or(node, "above_cause"),
          culture::text_or(node, "above_remedy"),
          culture::text_or(node, "below_cause"),
          culture::text_or(node, "below_remedy"),
          culture::text_or(node, "one_side")};
}

Reference reference_of(const YAML::Node& node) {
  Reference out{.rows = {},
                .basis = culture::value_or(node, "basis", 0),
                .about = culture::text_or(node, "about")};
  for (const auto& row : node["measures"]) {
    const YAML::Node& v = row.second;
    out.rows.push_back({row.first.Scalar(), culture::value_or(v, "centre", 0.0),
                        culture::value_or(v, "deviation", 1.0), culture::value_or(v, "log", false),
                        culture::value_or(v, "above_only", false),
                        culture::value_or(v, "below_only", false)});
  }
  return out;
}

Norms norms_of(const YAML::Node& root) {
  Norms out;
  for (const auto& item : root) {
    if (item.first.Scalar() == "reference") {
      out.reference = reference_of(item.second);
    } else {
      out.limits[item.first.Scalar()] = norm_of(item.second);
    }
  }
  return out;
}

base::Result<const Norms*> shipped() {
  static std::mutex lock;
  static std::unique_ptr<const Norms> loaded;
  const std::scoped_lock guard(lock);
  if (loaded) return loaded.get();
  const base::Path path = base::data_folder() / "face" / "norms.yaml";
  const YAML::Node root = TRY(culture::load_yaml(path));
  try {
    loaded = std::make_unique<Norms>(norms_of(root));
  } catch (const YAML::Exception& error) {
    return base::fail("a norm cannot be read: " + error.msg, "compare with the file that ships",
                      {path.string(), 0, 0, 0});
  }
  return loaded.get();
}

bool usable(const Measure* m) {
  return m != nullptr && m->verdict != Verdict::not_recorded && m->verdict != Verdict::not_enough;
}

// Below .004 nothing differs for the eye: a tremble of less is not "more human".
double scaled(double value, bool log) { return log ? std::log(std::max(value, 4e-3)) : value; }

struct Distance {
  double far = 0;  // root mean square, in deviations
  int used = 0;    // measures that went into it
  const Measure* furthest = nullptr;
};

Distance distance(const Audit& audit, const Reference& reference) {
  Distance out;
  double squares = 0;
  double most = 0;
  for (const auto& row : reference.rows) {
    const Measure* m = audit.find(row.measure);
    if (!usable(m)) continue;
    double z = (scaled(m->value, row.log) - row.centre) / row.deviation;
    if (row.above_only) z = std::max(0.0, z);
    if (row.below_only) z = std::min(0.0, z);
    squares += std::min(z * z, 25.0);
    ++out.used;
    if (z * z <= most) continue;
    most = z * z;
    out.furthest = m;
  }
  out.far = out.used > 0 ? std::sqrt(squares / out.used) : 0;
  return out;
}

constexpr int least_measures = 4;

// Measures that every calibration may use, and whether their logarithm is taken.
const std::vector<std::pair<std::string, bool>>& calibrated_measures() {
  static const std::vector<std::pair<std::string, bool>> names{
      {"motion-frequency", true}, {"jitter", true},         {"onset", true},
      {"offset", true},           {"episode-length", true}, {"gaze-movement", true},
      {"blink-rate", true},       {"lip-seal", false}};
  return names;
}

bool is_log(const std::string& name) {
  for (const auto& [known, log] : calibrated_measures()) {
    if (known == name) return log;
  }
  return false;
}

// What a model may see of a value: held, silent expressions are longer than talk, and no more
// human.
double seen(const std::string& measure, double value) {
  double most = std::numeric_limits<double>::infinity();
  if (measure == "onset" || measure == "offset") most = 0.4;
  if (measure == "episode-length") most = 0.9;
  if (measure == "gaze-movement") most = 4;
  return scaled(std::min(value, most), is_log(measure));
}

// A measure that was not recorded says nothing: it stands at the centre.
double standard(const LikenessModel& model, std::size_t i, const Audit& audit) {
  const Measure* m = audit.find(model.measures[i]);
  if (!usable(m)) return 0;
  return (seen(model.measures[i], m->value) - model.centre[i]) / model.scale[i];
}

double probability(const LikenessModel& model, const Audit& audit) {
  double sum = model.bias;
  for (std::size_t i = 0; i < model.measures.size(); ++i) {
    sum += model.weight[i] * std::clamp(standard(model, i, audit), -5.0, 5.0);
  }
  return 1 / (1 + std::exp(-sum));
}

int usable_count(const LikenessModel& model, const Audit& audit) {
  return static_cast<int>(std::ranges::count_if(
      model.measures, [&](const std::string& name) { return usable(audit.find(name)); }));
}

void centre_and_scale(const std::vector<const Example*>& examples, LikenessModel& model) {
  for (const auto& item : calibrated_measures()) {
    const std::string& name = item.first;
    std::vector<double> values;
    for (const Example* example : examples) {
      const Measure* m = example->audit.find(name);
      if (usable(m)) values.push_back(seen(name, m->value));
    }
    if (values.size() < 3) continue;
    double sum = 0;
    double squares = 0;
    for (const double v : values) {
      sum += v;
      squares += v * v;
    }
    const double n = static_cast<double>(values.size());
    model.measures.push_back(name);
    model.centre.push_back(sum / n);
    model.scale.push_back(std::max(0.05, std::sqrt(squares / n - sum * sum / n / n)));
    model.weight.push_back(0);
  }
}

// Gradient steps of the ridge-penalised log likelihood; both kinds weigh the same in all.
LikenessModel fit(const std::vector<const Example*>& examples) {
  LikenessModel model;
  model.basis = static_cast<int>(examples.size());
  centre_and_scale(examples, model);
  const auto humans = static_cast<double>(
      std::ranges::count_if(examples, [](const Example* e) { return e->human; }));
  const double others = static_cast<double>(examples.size()) - humans;
  if (humans == 0 || others == 0) return model;
  constexpr double ridge = 0.3;
  for (int step = 0; step < 2000; ++step) {
    std::vector<double> slope(model.weight.size(), 0);
    double bias_slope = 0;
    for (const Example* e : examples) {
      const double error = (e->human ? 1 : 0) - probability(model, e->audit);
      const double weight = 0.5 / (e->human ? humans : others);
      bias_slope += weight * error;
      for (std::size_t i = 0; i < slope.size(); ++i) {
        slope[i] += weight * error * std::clamp(standard(model, i, e->audit), -5.0, 5.0);
      }
    }
    model.bias += bias_slope;
    for (std::size_t i = 0; i < slope.size(); ++i) {
      model.weight[i] += slope[i] - ridge * 0.1 * model.weight[i];
    }
  }
  return model;
}

}  // namespace

base::Result<const std::map<std::string, Norm>*> norms() { return &TRY(shipped())->limits; }

std::vector<std::string> reference_measures() {
  std::vector<std::string> out;
  const auto reference = shipped();
  if (!reference) return out;
  for (const auto& row : (*reference)->reference.rows) out.push_back(row.measure);
  return out;
}

double distance_with(const Audit& audit, const std::string& measure, double centre,
                     double deviation) {
  const auto known = shipped();
  if (!known) return 0;
  Reference reference = (*known)->reference;
  for (auto& row : reference.rows) {
    if (row.measure != measure) continue;
    row.centre *= centre;
    row.deviation *= deviation;
  }
  return distance(audit, reference).far;
}

base::Result<void> add_likeness(const LikenessModel* model,
                                const std::map<std::string, Norm>& limits, Audit& audit) {
  const Reference& reference = TRY(shipped())->reference;
  const auto [far, used, furthest] = distance(audit, reference);
  const Norm& norm = limits.at("human-distance");
  Measure out{.name = "human-distance",
              .unit = norm.unit,
              .value = far,
              .low = norm.warn_low,
              .high = norm.warn_high,
              .source = norm.source,
              .frames = {},
              .evidence = {std::to_string(used) + " measures compared"},
              .cause = {},
              .remedy = {}};
  if (furthest != nullptr) {
    out.evidence.push_back("furthest: " + furthest->name);
    out.frames = furthest->frames;
  }
  const bool enough = used >= least_measures && audit.seconds >= norm.least_seconds;
  out.verdict = !enough                ? Verdict::not_enough
                : far > norm.flag_high ? Verdict::flag
                : far > norm.warn_high ? Verdict::warn
                                       : Verdict::ok;
  if (out.verdict == Verdict::flag || out.verdict == Verdict::warn) {
    out.cause = norm.cause;
    out.remedy = norm.remedy;
  }
  out.confidence = enough ? std::min(1.0, used / 9.0) : 0;
  audit.measures.push_back(out);
  if (model != nullptr && usable_count(*model, audit) >= least_measures) {
    audit.likeness = {probability(*model, audit), model->basis, true, model->about};
    return {};
  }
  // Half way at two deviations.
  audit.likeness = {1 / (1 + std::exp(2.5 * (far - 2))), reference.basis, enough, reference.about};
  return {};
}

base::Result<Calibration> calibrate(const std::vector<Example>& examples) {
  std::set<std::string> human_performers;
  std::set<std::string> others;
  std::vector<const Example*> all;
  for (const Example& e : examples) {
    (e.human ? human_performers : others).insert(e.performer);
    all.push_back(&e);
  }
  if (human_performers.empty() || others.empty()) {
    return base::fail("a calibration needs takes of both kinds",
                      "put recorded people under human/ and made takes under another folder");
  }
  Calibration out;
  out.enough = human_performers.size() >= 2 && examples.size() >= 6;
  out.model = fit(all);
  std::set<std::string> performers = human_performers;
  performers.insert(others.begin(), others.end());
  for (const auto& left_out : performers) {
    std::vector<const Example*> rest;
    for (const Example* e : all) {
      if (e->performer != left_out) rest.push_back(e);
    }
    const LikenessModel model = fit(rest);
    LeftOut& row = out.left_out.emplace_back();
    row.performer = left_out;
    for (const Example* e : all) {
      if (e->performer != left_out) continue;
      ++row.total;
      row.human = e->human;
      const bool human = probability(model, e->audit) >= 0.5;
      row.correct += human == e->human ? 1 : 0;
      if (human != e->human) out.errors.push_back(e->file);
    }
    out.total += row.total;
    out.correct += row.correct;
  }
  return out;
}

std::string model_to_json(const LikenessModel& model) {
  return base::Json{{"likeness_model", 1},  {"measures", model.measures}, {"centre", model.centre},
                    {"scale", model.scale}, {"weight", model.weight},     {"bias", model.bias},
                    {"basis", model.basis}, {"about", model.about}}
             .dump(2) +
         "\n";
}

base::Result<LikenessModel> model_from_json(std::string_view json, const std::string& file) {
  const base::Json root = TRY(base::parse_json(json, file));
  LikenessModel model;
  try {
    root.at("measures").get_to(model.measures);
    root.at("centre").get_to(model.centre);
    root.at("scale").get_to(model.scale);
    root.at("weight").get_to(model.weight);
    root.at("bias").get_to(model.bias);
    root.at("basis").get_to(model.basis);
    root.at("about").get_to(model.about);
  } catch (const base::Json::exception& error) {
    return base::fail(std::string("this is not a likeness model: ") + error.what(),
                      "make one with `kuleshov face calibrate`", {file, 0, 0, 0});
  }
  const std::size_t n = model.measures.size();
  if (model.centre.size() != n || model.scale.size() != n || model.weight.size() != n) {
    return base::fail("the model's lists are of unlike length",
                      "make one with `kuleshov face calibrate`", {file, 0, 0, 0});
  }
  return model;
}

}  // namespace kuleshov::face
