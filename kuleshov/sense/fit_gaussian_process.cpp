#include <Eigen/Dense>
#include <cmath>

#include "kuleshov/sense/train.hpp"

namespace kuleshov::sense {

namespace {

constexpr std::size_t centres = 24;
constexpr int lloyd_rounds = 10;
// Windows of two minutes every ten seconds: twelve share their seconds and count as one.
constexpr double independent_share = window_step_s / window_length_s;
constexpr double jitter = 1e-6;

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

WindowFeatures filled(const WindowFeatures& x) {
  WindowFeatures out = x;
  for (double& value : out) value = std::isfinite(value) ? value : 0;
  return out;
}

double squared_distance(const WindowFeatures& a, const WindowFeatures& b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum;
}

std::size_t nearest(const std::vector<WindowFeatures>& places, const WindowFeatures& x) {
  std::size_t best = 0;
  for (std::size_t c = 1; c < places.size(); ++c) {
    if (squared_distance(places[c], x) < squared_distance(places[best], x)) best = c;
  }
  return best;
}

// Lloyd's means from rows evenly spread over the people.
std::vector<WindowFeatures> means_of(const std::vector<WindowFeatures>& rows) {
  std::vector<WindowFeatures> places;
  const std::size_t n = std::min(centres, rows.size());
  for (std::size_t c = 0; c < n; ++c) places.push_back(rows[(2 * c + 1) * rows.size() / (2 * n)]);
  for (int round = 0; round < lloyd_rounds; ++round) {
    std::vector<WindowFeatures> sums(n, WindowFeatures{});
    std::vector<double> counts(n, 0);
    for (const WindowFeatures& row : rows) {
      const std::size_t c = nearest(places, row);
      counts[c] += 1;
      for (std::size_t k = 0; k < row.size(); ++k) sums[c][k] += row[k];
    }
    for (std::size_t c = 0; c < n; ++c) {
      for (std::size_t k = 0; k < sums[c].size() && counts[c] > 0; ++k) {
        places[c][k] = sums[c][k] / counts[c];
      }
    }
  }
  return places;
}

struct Problem {
  std::vector<WindowFeatures> rows;
  std::vector<WindowFeatures> places;
  Vector targets;  // mean 0
  Vector weights;
  double noise = 1;  // variance
};

struct Solution {
  double likelihood = -INFINITY;
  double length = 1;
  Vector weights;
};

Matrix kernel(const std::vector<WindowFeatures>& a, const std::vector<WindowFeatures>& b,
              double length, double size) {
  Matrix out(static_cast<Eigen::Index>(a.size()), static_cast<Eigen::Index>(b.size()));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      out(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
          size * std::exp(-squared_distance(a[i], b[j]) / (2 * length * length));
    }
  }
  return out;
}

double log_determinant(const Eigen::LLT<Matrix>& decomposed) {
  return 2 * decomposed.matrixLLT().diagonal().array().log().sum();
}

// Quinonero-Candela & Rasmussen 2005, the deterministic training conditional, with weighted rows.
Solution solve(const Problem& problem, double length, double size) {
  Solution out;
  out.length = length;
  Matrix among = kernel(problem.places, problem.places, length, size);
  among.diagonal().array() += jitter;
  const Matrix across = kernel(problem.places, problem.rows, length, size);
  const Matrix weighted = across * problem.weights.asDiagonal();
  const Eigen::LLT<Matrix> prior(among);
  const Eigen::LLT<Matrix> posterior(problem.noise * among + weighted * across.transpose());
  const Vector projected = weighted * problem.targets;
  const Vector solved = posterior.solve(projected);
  const double total = problem.weights.sum();
  const double squares = problem.targets.dot(problem.weights.asDiagonal() * problem.targets);
  const double misfit = (squares - projected.dot(solved)) / problem.noise;
  const double volume =
      log_determinant(posterior) - log_determinant(prior) +
      (total - static_cast<double>(problem.places.size())) * std::log(problem.noise);
  out.likelihood = -0.5 * (misfit + volume);
  out.weights = size * solved;
  return out;
}

}  // namespace

void fit_gaussian_process(std::span<const FitRow> rows, LearnedModel& model) {
  Problem problem;
  const auto n = static_cast<Eigen::Index>(rows.size());
  problem.targets.resize(n);
  problem.weights.resize(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const FitRow& row = rows[static_cast<std::size_t>(i)];
    problem.rows.push_back(filled(row.x));
    problem.targets[i] = model.is_binary ? 2 * row.target - 1 : row.target;
    problem.weights[i] = row.weight * independent_share;
  }
  model.offset = problem.targets.dot(problem.weights) / problem.weights.sum();
  problem.targets.array() -= model.offset;
  problem.noise = std::max(1e-9, problem.targets.squaredNorm() / static_cast<double>(n));
  problem.places = means_of(problem.rows);
  Solution best;
  for (const double length : {1.0, 2.0, 4.0}) {
    for (const double size : {0.1, 0.3, 1.0}) {
      Solution tried = solve(problem, length, size * problem.noise);
      if (tried.likelihood > best.likelihood) best = std::move(tried);
    }
  }
  model.length = best.length;
  model.centres = problem.places;
  model.centre_weights.assign(best.weights.data(), best.weights.data() + best.weights.size());
}

}  // namespace kuleshov::sense
