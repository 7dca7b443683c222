// A learned observation model: what windows of heart and skin say of a viewer's state, as
// `kuleshov sense train` found it. It stands in place of the sourced model of these channels
// (population.hpp); face, pupil, blinks and looks keep theirs. A JSON file that people can read:
// docs/formats/observation-model.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/sense/population.hpp"
#include "kuleshov/sense/windows.hpp"

namespace kuleshov::sense {

enum class LearnedKind : std::uint8_t { ridge, gaussian_process, boosted_trees, gains };
std::string_view name_of(LearnedKind kind);  // "ridge"
std::optional<LearnedKind> learned_kind_named(std::string_view name);

// Of the state that the target speaks of.
enum class Dimension : std::uint8_t { arousal, valence };
std::string_view name_of(Dimension dimension);
std::optional<Dimension> dimension_named(std::string_view name);

// A node of a tree: a leaf where `feature` is negative. Children come after their parent.
struct TreeNode {
  int feature = -1;
  float below = 0;  // feature < below: `yes`
  std::size_t yes = 0;
  std::size_t no = 0;
  std::size_t missing = 0;
  double leaf = 0;
};
using Tree = std::vector<TreeNode>;

struct LearnedModel {
  std::string target;
  LearnedKind kind = LearnedKind::ridge;
  Dimension dimension = Dimension::arousal;
  bool is_binary = true;
  std::vector<std::string> people;  // on whom it was fitted
  WindowFeatures mean{};            // of each feature, over the training windows
  WindowFeatures scale{};
  double offset = 0;

  WindowFeatures weights{};  // ridge: of the standardised features; missing counts as the mean

  double length = 1;  // Gaussian process: of its kernel exp(-|x - c|^2 / (2 length^2))
  std::vector<WindowFeatures> centres;  // means of many windows, none a person's own
  std::vector<double> centre_weights;

  std::vector<Tree> trees;

  population::Gains gains;  // of that kind: the sourced model stays, with these

  // score = offset + slope * state + noise, over people left out of the fit.
  struct Observation {
    double slope = 0;
    double offset = 0;
    double sd = 1;
  };
  Observation observation;

  // Log odds of 1 where the target is binary, else the target itself.
  [[nodiscard]] double score(const WindowFeatures& features) const;

  // A measurement of the state; nothing where every feature is missing or the model knows nothing.
  struct Told {
    double value;
    double variance;
  };
  [[nodiscard]] std::optional<Told> observe(const WindowFeatures& features) const;
  // In standard deviations of the training windows, cut at three; NaN stays.
  [[nodiscard]] WindowFeatures standardised(const WindowFeatures& features) const;
};

// `judged`: a JSON object to be kept beside the model, or empty.
std::string learned_json(const LearnedModel& model, const std::string& judged = {});
base::Result<LearnedModel> parse_learned(std::string_view text, const std::string& file);
base::Result<LearnedModel> read_learned(const base::Path& file);

}  // namespace kuleshov::sense
