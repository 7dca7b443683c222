#include "kuleshov/sense/train.hpp"

#ifdef KULESHOV_XGBOOST
#include <xgboost/c_api.h>

#include <cmath>
#include <limits>

#include "kuleshov/base/json.hpp"
#endif

namespace kuleshov::sense {

#ifndef KULESHOV_XGBOOST

bool can_fit(LearnedKind kind) { return kind != LearnedKind::boosted_trees; }

base::Result<void> fit_trees(std::span<const FitRow>, LearnedModel&) {
  return base::fail("this build cannot fit trees",
                    "install libxgboost-dev and build again, or say --kind ridge or gp", {},
                    base::ErrorKind::backend_absent);
}

#else

bool can_fit(LearnedKind) { return true; }

namespace {

constexpr int rounds = 60;
constexpr auto features = static_cast<bst_ulong>(window_features.size());

base::Result<void> check(int status) {
  if (status == 0) return {};
  return base::fail(std::string("XGBoost: ") + XGBGetLastError());
}

struct Matrix {
  DMatrixHandle handle = nullptr;
  Matrix() = default;
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;
  ~Matrix() {
    if (handle != nullptr) XGDMatrixFree(handle);
  }
};

struct Booster {
  BoosterHandle handle = nullptr;
  Booster() = default;
  Booster(const Booster&) = delete;
  Booster& operator=(const Booster&) = delete;
  ~Booster() {
    if (handle != nullptr) XGBoosterFree(handle);
  }
};

base::Result<void> fill(std::span<const FitRow> rows, bool binary, double offset, Matrix& matrix) {
  std::vector<float> values;
  std::vector<float> targets;
  std::vector<float> weights;
  for (const FitRow& row : rows) {
    for (const double x : row.x) values.push_back(static_cast<float>(x));
    targets.push_back(static_cast<float>(binary ? row.target : row.target - offset));
    weights.push_back(static_cast<float>(row.weight));
  }
  const auto n = static_cast<bst_ulong>(rows.size());
  const float missing = std::numeric_limits<float>::quiet_NaN();
  TRY(check(XGDMatrixCreateFromMat(values.data(), n, features, missing, &matrix.handle)));
  TRY(check(XGDMatrixSetFloatInfo(matrix.handle, "label", targets.data(), n)));
  return check(XGDMatrixSetFloatInfo(matrix.handle, "weight", weights.data(), n));
}

// {"nodeid", "split": "f2", "split_condition", "yes", "no", "missing", "children"} or {"leaf"}.
std::size_t add_node(const base::Json& json, Tree& tree) {
  const std::size_t at = tree.size();
  tree.emplace_back();
  if (json.contains("leaf")) {
    tree[at].leaf = json["leaf"].get<double>();
    return at;
  }
  tree[at].feature = std::stoi(json["split"].get<std::string>().substr(1));
  tree[at].below = json["split_condition"].get<float>();
  for (const base::Json& child : json["children"]) {
    const int id = child["nodeid"].get<int>();
    const std::size_t placed = add_node(child, tree);
    if (id == json["yes"].get<int>()) tree[at].yes = placed;
    if (id == json["no"].get<int>()) tree[at].no = placed;
    if (id == json["missing"].get<int>()) tree[at].missing = placed;
  }
  return at;
}

}  // namespace

base::Result<void> fit_trees(std::span<const FitRow> rows, LearnedModel& model) {
  double sum = 0;
  double weight = 0;
  for (const FitRow& row : rows) {
    sum += row.weight * row.target;
    weight += row.weight;
  }
  model.offset = model.is_binary || weight == 0 ? 0 : sum / weight;
  Matrix matrix;
  TRY(fill(rows, model.is_binary, model.offset, matrix));
  Booster booster;
  TRY(check(XGBoosterCreate(&matrix.handle, 1, &booster.handle)));
  const std::pair<const char*, const char*> settings[] = {
      {"objective", model.is_binary ? "binary:logistic" : "reg:squarederror"},
      {"base_score", model.is_binary ? "0.5" : "0"},
      {"max_depth", "2"},
      {"eta", "0.05"},
      {"lambda", "10"},
      {"min_child_weight", "20"},
      {"tree_method", "exact"},
      {"nthread", "1"},
      {"seed", "1"},
      {"verbosity", "0"}};
  for (const auto& [name, value] : settings) {
    TRY(check(XGBoosterSetParam(booster.handle, name, value)));
  }
  for (int round = 0; round < rounds; ++round) {
    TRY(check(XGBoosterUpdateOneIter(booster.handle, round, matrix.handle)));
  }
  bst_ulong count = 0;
  const char** dumps = nullptr;
  TRY(check(XGBoosterDumpModelEx(booster.handle, "", 0, "json", &count, &dumps)));
  for (bst_ulong i = 0; i < count; ++i) {
    const base::Json json = TRY(base::parse_json(dumps[i], "XGBoost"));
    add_node(json, model.trees.emplace_back());
  }
  return {};
}

#endif

}  // namespace kuleshov::sense
