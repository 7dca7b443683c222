#include <Eigen/Dense>
#include <cmath>

#include "kuleshov/sense/train.hpp"

namespace kuleshov::sense {

namespace {

constexpr auto size = static_cast<Eigen::Index>(window_features.size() + 1);
using Vector = Eigen::Matrix<double, size, 1>;
using Matrix = Eigen::Matrix<double, size, size>;

constexpr int newton_steps = 12;
constexpr double penalty = 0.03;  // of the mean curvature of a row

Vector vector_of(const WindowFeatures& x) {
  Vector out;
  for (Eigen::Index k = 0; k + 1 < size; ++k) {
    const double value = x[static_cast<std::size_t>(k)];
    out[k] = std::isfinite(value) ? value : 0;
  }
  out[size - 1] = 1;
  return out;
}

// One Newton step of penalised likelihood; for a linear target one step is the solution.
Vector newton_step(std::span<const FitRow> rows, bool binary, const Vector& b) {
  Matrix curvature = Matrix::Zero();
  Vector gradient = Vector::Zero();
  for (const FitRow& row : rows) {
    const Vector x = vector_of(row.x);
    const double fitted = binary ? 1 / (1 + std::exp(-x.dot(b))) : x.dot(b);
    const double bend = binary ? fitted * (1 - fitted) : 1;
    curvature += row.weight * bend * x * x.transpose();
    gradient += row.weight * (row.target - fitted) * x;
  }
  const double ridge = penalty * static_cast<double>(rows.size());
  for (Eigen::Index k = 0; k + 1 < size; ++k) {
    curvature(k, k) += ridge;
    gradient[k] -= ridge * b[k];
  }
  curvature(size - 1, size - 1) += 1e-9;
  return curvature.ldlt().solve(gradient);
}

}  // namespace

void fit_ridge(std::span<const FitRow> rows, LearnedModel& model) {
  Vector b = Vector::Zero();
  for (int step = 0; step < newton_steps; ++step) b += newton_step(rows, model.is_binary, b);
  for (Eigen::Index k = 0; k + 1 < size; ++k) model.weights[static_cast<std::size_t>(k)] = b[k];
  model.offset = b[size - 1];
}

}  // namespace kuleshov::sense
