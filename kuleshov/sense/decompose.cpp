#include "kuleshov/sense/decompose.hpp"

#include <fmt/format.h>

#include <Eigen/SparseCholesky>
#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/skin.hpp"

namespace kuleshov::sense {

namespace {

using Matrix = Eigen::SparseMatrix<double>;
using Vector = Eigen::VectorXd;
using Index = Eigen::Index;

constexpr double step_s = 1 / SkinTracker::grid_hz;
constexpr double piece_s = 600;
constexpr double overlap_s = 30;
constexpr int most_iterations = 60;
constexpr double tolerance = 1e-9;     // mean of slack times multiplier
constexpr double largest_rest = 1e-7;  // of the gradient
constexpr double start_drive = 0.1;
constexpr double apart_s = 1;
constexpr double silent_share = 0.02;  // of the drive that makes the least response

// drive = AR q, phasic = MA q: the Bateman response by the bilinear transform.
struct Bateman {
  explicit Bateman(const DecomposeOptions& o) {
    const double fast = 1 / std::min(o.rise_s, o.decay_s);
    const double slow = 1 / std::max(o.rise_s, o.decay_s);
    const double scale = 1 / ((fast - slow) * step_s * step_s);
    ar = {(fast * step_s + 2) * (slow * step_s + 2) * scale,
          (2 * fast * slow * step_s * step_s - 8) * scale,
          (fast * step_s - 2) * (slow * step_s - 2) * scale};
  }
  // The phasic part's highest value after one unit of drive.
  [[nodiscard]] double height() const {
    double q1 = 0;
    double q2 = 0;
    double highest = 0;
    for (int i = 0; i < 400; ++i) {
      const double q = ((i == 0 ? 1 : 0) - ar[1] * q1 - ar[2] * q2) / ar[0];
      highest = std::max(highest, q + 2 * q1 + q2);
      q2 = q1;
      q1 = q;
    }
    return highest;
  }
  std::array<double, 3> ar{};
  static constexpr std::array<double, 3> ma{1, 2, 1};
};

double cubic_spline(double x) {
  x = std::abs(x);
  if (x < 1) return 2.0 / 3 - x * x + x * x * x / 2;
  return x < 2 ? (2 - x) * (2 - x) * (2 - x) / 6 : 0;
}

// Columns: the n of q, the spline's, a constant and a slope.
struct Problem {
  Matrix model;  // of the signal
  Matrix drive;
  Matrix quadratic;
  Vector linear;
  Index n = 0;
  Index knots = 0;
};

Problem pose(std::span<const double> y, std::span<const double> weight,
             const DecomposeOptions& options, const Bateman& bateman) {
  Problem p;
  p.n = static_cast<Index>(y.size());
  const double per_knot = options.knots_s / step_s;
  p.knots = static_cast<Index>(std::ceil(static_cast<double>(p.n) / per_knot)) + 3;
  const Index columns = p.n + p.knots + 2;
  std::vector<Eigen::Triplet<double>> model;
  std::vector<Eigen::Triplet<double>> drive;
  for (Index i = 0; i < p.n; ++i) {
    for (Index k = 0; k < 3 && k <= i; ++k) {
      model.emplace_back(i, i - k, Bateman::ma[static_cast<std::size_t>(k)]);
      drive.emplace_back(i, i - k, bateman.ar[static_cast<std::size_t>(k)]);
    }
    const double at = static_cast<double>(i) / per_knot;
    for (Index k = 0; k < p.knots; ++k) {
      const double value = cubic_spline(at - static_cast<double>(k - 1));
      if (value > 0) model.emplace_back(i, p.n + k, value);
    }
    model.emplace_back(i, columns - 2, 1);
    model.emplace_back(i, columns - 1, static_cast<double>(i) / static_cast<double>(p.n));
  }
  p.model.resize(p.n, columns);
  p.model.setFromTriplets(model.begin(), model.end());
  p.drive.resize(p.n, columns);
  p.drive.setFromTriplets(drive.begin(), drive.end());
  const Eigen::Map<const Vector> signal(y.data(), p.n);
  const Eigen::Map<const Vector> w(weight.data(), p.n);
  Matrix ridge(columns, columns);
  ridge.setIdentity();
  for (Index k = 0; k < columns; ++k) {
    const bool spline = k >= p.n && k < columns - 2;
    ridge.coeffRef(k, k) = spline ? options.smooth : 1e-8;
  }
  const Matrix weighted = w.asDiagonal() * p.model;
  p.quadratic = Matrix(p.model.transpose() * weighted) + ridge;
  p.linear =
      options.sparse * (p.drive.transpose() * Vector::Ones(p.n)) - weighted.transpose() * signal;
  return p;
}

// A strictly feasible start: a small even drive.
Vector start_of(const Problem& p, const Bateman& bateman, double level) {
  Vector x = Vector::Zero(p.model.cols());
  for (Index i = 0; i < p.n; ++i) {
    const double before =
        (i > 0 ? bateman.ar[1] * x[i - 1] : 0) + (i > 1 ? bateman.ar[2] * x[i - 2] : 0);
    x[i] = (start_drive - before) / bateman.ar[0];
  }
  x[x.size() - 2] = level;
  return x;
}

// How far `v` can go along `d` and stay above zero, nearly.
double longest_step(const Vector& v, const Vector& d) {
  double longest = 1;
  for (Index i = 0; i < v.size(); ++i) {
    if (d[i] < 0) longest = std::min(longest, -0.99 * v[i] / d[i]);
  }
  return longest;
}

// min x'Px/2 + c'x with s = Gx >= 0, by predictor and corrector (Mehrotra 1992, SIAM J Optim
// 2:575).
class Solver {
 public:
  Solver(const Problem& problem, Vector start)
      : p_(problem),
        drive_t_(problem.drive.transpose()),
        x_(std::move(start)),
        s_(problem.drive * x_),
        z_(Vector::Constant(problem.n, 1e-3)) {}

  // False: the equations could not be solved.
  bool run() {
    for (int i = 0; i < most_iterations; ++i) {
      const double gap = s_.dot(z_) / static_cast<double>(p_.n);
      gradient_ = p_.quadratic * x_ + p_.linear;
      const Vector rest = gradient_ - drive_t_ * z_;
      if (gap < tolerance && rest.lpNorm<Eigen::Infinity>() < largest_rest) return true;
      const Matrix system =
          p_.quadratic + Matrix(drive_t_ * z_.cwiseQuotient(s_).asDiagonal() * p_.drive);
      if (i == 0) factors_.analyzePattern(system);
      factors_.factorize(system);
      if (factors_.info() != Eigen::Success || !step(gap)) return false;
    }
    return true;
  }
  [[nodiscard]] const Vector& found() const { return x_; }

 private:
  // Towards s z = aim everywhere.
  void direct(const Vector& aim) {
    dx_ = factors_.solve(Vector(drive_t_ * aim.cwiseQuotient(s_) - gradient_));
    ds_ = p_.drive * dx_;
    dz_ = (aim - z_.cwiseProduct(ds_)).cwiseQuotient(s_) - z_;
  }
  [[nodiscard]] double longest() const {
    return std::min(longest_step(s_, ds_), longest_step(z_, dz_));
  }
  bool step(double gap) {
    direct(Vector::Zero(p_.n));
    const double far = longest();
    const double left = (s_ + far * ds_).dot(z_ + far * dz_) / static_cast<double>(p_.n);
    const double centre = std::max(std::pow(left / gap, 3) * gap, tolerance / 10);
    direct(Vector::Constant(p_.n, centre) - ds_.cwiseProduct(dz_));
    if (!dx_.allFinite() || !dz_.allFinite()) return false;
    const double length = longest();
    x_ += length * dx_;
    s_ += length * ds_;
    z_ += length * dz_;
    return true;
  }

  const Problem& p_;
  Matrix drive_t_;
  Vector x_, s_, z_, gradient_, dx_, ds_, dz_;
  Eigen::SimplicialLDLT<Matrix> factors_;
};

}  // namespace

SkinGrid grid_of(const Series& skin) {
  SkinGrid grid;
  SkinTracker tracker;
  const auto add = [&](const SkinTracker::GridPoint& point) {
    if (grid.value_us.empty()) grid.start_s = point.time_s;
    const auto at =
        static_cast<std::size_t>(std::max(0.0, std::round((point.time_s - grid.start_s) / step_s)));
    const double last = grid.value_us.empty() ? point.value_us : grid.value_us.back();
    grid.value_us.resize(std::max(at, grid.value_us.size()), last);  // a hole
    grid.weight.resize(grid.value_us.size(), 0);
    if (at < grid.value_us.size()) return;
    grid.value_us.push_back(point.value_us);
    grid.weight.push_back(point.good ? 1 : 0);
  };
  for (std::size_t i = 0; i < skin.values.size(); ++i) {
    tracker.sample(skin.time_s(i), skin.values[i], [](const SkinEvent&) {});
    tracker.take_grid(add);
  }
  return grid;
}

SkinParts decompose(std::span<const double> value_us, std::span<const double> weight,
                    const DecomposeOptions& options) {
  SkinParts parts;
  parts.tonic_us.assign(value_us.begin(), value_us.end());
  parts.phasic_us.assign(value_us.size(), 0);
  parts.drive.assign(value_us.size(), 0);
  if (value_us.size() < 3) return parts;
  const Bateman bateman(options);
  const Problem p = pose(value_us, weight, options, bateman);
  Solver solver(p, start_of(p, bateman, value_us.front()));
  if (!solver.run()) return parts;
  const Vector& x = solver.found();
  const Vector drive = p.drive * x;
  Vector only_tonic = x;
  only_tonic.head(p.n).setZero();
  const Vector tonic = p.model * only_tonic;
  const Vector phasic = p.model * x - tonic;
  std::copy(drive.begin(), drive.end(), parts.drive.begin());
  std::copy(tonic.begin(), tonic.end(), parts.tonic_us.begin());
  std::copy(phasic.begin(), phasic.end(), parts.phasic_us.begin());
  return parts;
}

namespace {

// Solves `from`..`to` of the grid and keeps `keep_from`..`keep_to` of it.
void solve_piece(const SkinGrid& grid, const DecomposeOptions& options, std::size_t from,
                 std::size_t to, std::size_t keep_from, std::size_t keep_to, SkinParts& out) {
  const auto part = [&](const std::vector<double>& v) {
    return std::span(v).subspan(from, to - from);
  };
  const SkinParts piece = decompose(part(grid.value_us), part(grid.weight), options);
  for (std::size_t i = keep_from; i < keep_to; ++i) {
    out.tonic_us[i] = piece.tonic_us[i - from];
    out.phasic_us[i] = piece.phasic_us[i - from];
    out.drive[i] = piece.drive[i - from];
  }
}

SkinParts of_size(std::size_t n) {
  return {std::vector<double>(n, 0.0), std::vector<double>(n, 0.0), std::vector<double>(n, 0.0)};
}

std::size_t points_in(double seconds) { return static_cast<std::size_t>(seconds / step_s); }

}  // namespace

SkinParts decompose(const SkinGrid& grid, const DecomposeOptions& options) {
  const std::size_t n = grid.value_us.size();
  SkinParts out = of_size(n);
  for (std::size_t keep = 0; keep < n; keep += points_in(piece_s)) {
    const std::size_t keep_to = std::min(n, keep + points_in(piece_s));
    const std::size_t from = keep - std::min(keep, points_in(overlap_s));
    const std::size_t to = std::min(n, keep_to + points_in(overlap_s));
    solve_piece(grid, options, from, to, keep, keep_to, out);
  }
  return out;
}

SkinParts decompose_causally(const SkinGrid& grid, double window_s, double late_s,
                             const DecomposeOptions& options) {
  const std::size_t n = grid.value_us.size();
  const std::size_t second = points_in(1);
  const std::size_t late = points_in(late_s);
  SkinParts out = of_size(n);
  std::size_t known = 0;
  for (std::size_t now = second; now <= n + late; now += second) {
    const std::size_t to = std::min(now, n);
    const std::size_t from = to - std::min(to, points_in(window_s));
    const std::size_t until = std::min(n, now > late ? now - late : 0);
    if (until <= known || to - from < 2 * second) continue;
    solve_piece(grid, options, from, to, std::max(known, from), until, out);
    known = until;
  }
  return out;
}

std::vector<SkinResponse> responses_of(const SkinGrid& grid, const SkinParts& parts,
                                       double least_us, const DecomposeOptions& options) {
  const double height = Bateman(options).height();
  const double silent = silent_share * least_us / height;
  std::vector<SkinResponse> out;
  SkinResponse burst;
  std::size_t last = 0;
  bool open = false;
  const auto close = [&] {
    if (open && burst.amplitude_us >= least_us) out.push_back(burst);
    open = false;
  };
  for (std::size_t i = 0; i < parts.drive.size(); ++i) {
    if (parts.drive[i] <= silent) continue;
    if (open && static_cast<double>(i - last) * step_s > apart_s) close();
    if (!open) burst = {grid.start_s + static_cast<double>(i) * step_s, 0};
    open = true;
    last = i;
    burst.amplitude_us += parts.drive[i] * height;
  }
  close();
  return out;
}

std::string decomposition_csv(const SkinGrid& grid, const SkinParts& parts) {
  std::string out = "time_s,skin_us,tonic_us,phasic_us,drive\n";
  const auto number = [](double value) { return base::quantise(value, 5); };
  for (std::size_t i = 0; i < parts.drive.size(); ++i) {
    out += fmt::format("{},{},{},{},{}\n", number(grid.start_s + static_cast<double>(i) * step_s),
                       number(grid.value_us[i]), number(parts.tonic_us[i]),
                       number(parts.phasic_us[i]), number(parts.drive[i]));
  }
  return out;
}

}  // namespace kuleshov::sense
