#include "kuleshov/face/landmarks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kuleshov/face/shapes.hpp"
#include "kuleshov/face/vectors.hpp"

namespace kuleshov::face {

namespace {

constexpr std::size_t point_count = 68;  // Multi-PIE
using Face = std::array<Point, point_count>;

// Where the 68 points of Multi-PIE lie in MediaPipe's mesh.
constexpr std::array<std::size_t, point_count> in_mesh{
    162, 234, 93,  58,  172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 389,
    71,  63,  105, 66,  107, 336, 296, 334, 293, 301, 168, 197, 5,   4,   75,  97,  2,
    326, 305, 33,  160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380, 61,  39,  37,
    0,   267, 269, 291, 405, 314, 17,  84,  181, 78,  82,  13,  312, 308, 317, 14,  87};

// Points that expression hardly moves: temples, corners of the eyes, the nose.
constexpr std::array<std::size_t, 13> steady{0, 16, 36, 39, 42, 45, 27, 28, 29, 30, 31, 33, 35};
constexpr std::size_t chin = 8, right_outer = 36, left_outer = 45;

Point middle(const Point& a, const Point& b) { return times(plus(a, b), 0.5F); }

Face neutral_of(const Head& head) {
  Face out{};
  for (std::size_t i = 0; i < point_count && i < head.landmarks.size(); ++i) {
    out[i] = head.vertices[head.landmarks[i]];
  }
  return out;
}

// To the person's left, up, forward; one unit is the picture's width.
Point upright(const Point& p, double shape) {
  return {p.x, static_cast<float>(-p.y * shape), -p.z};
}

Face face_of(const Landmarks& landmarks, double shape) {
  Face out{};
  for (std::size_t i = 0; i < point_count; ++i) out[i] = upright(landmarks[in_mesh[i]], shape);
  return out;
}

struct Quaternion {
  double w = 1, x = 0, y = 0, z = 0;
};

Point rotated(const Quaternion& q, const Point& p) {
  const auto turn = [&q](double x, double y, double z) {
    const double tx = 2 * (q.y * z - q.z * y);
    const double ty = 2 * (q.z * x - q.x * z);
    const double tz = 2 * (q.x * y - q.y * x);
    return Point{static_cast<float>(x + q.w * tx + q.y * tz - q.z * ty),
                 static_cast<float>(y + q.w * ty + q.z * tx - q.x * tz),
                 static_cast<float>(z + q.w * tz + q.x * ty - q.y * tx)};
  };
  return turn(p.x, p.y, p.z);
}
Quaternion inverse(const Quaternion& q) { return {q.w, -q.x, -q.y, -q.z}; }

// The face upon the neutral head: subtract `centre`, turn back, scale, add `home`.
struct Placing {
  Quaternion rotation;  // of the neutral head to the face
  Point centre, home;
  float scale = 1;
  [[nodiscard]] Point back(const Point& p) const {
    return plus(times(rotated(inverse(rotation), minus(p, centre)), scale), home);
  }
};

Point mean_of_steady(const Face& face) {
  Point sum;
  for (const std::size_t i : steady) sum = plus(sum, face[i]);
  return times(sum, 1.0F / static_cast<float>(steady.size()));
}

double extent_of_steady(const Face& face, const Point& centre) {
  double squares = 0;
  for (const std::size_t i : steady) {
    const Point p = minus(face[i], centre);
    squares += static_cast<double>(dot(p, p));
  }
  return std::sqrt(squares);
}

using Matrix4 = std::array<std::array<double, 4>, 4>;

// Horn's symmetric matrix of the products of both sets of points.
Matrix4 horn(const Face& from, const Point& a, const Face& to, const Point& b) {
  std::array<std::array<double, 3>, 3> s{};
  for (const std::size_t i : steady) {
    const Point p = minus(from[i], a);
    const Point q = minus(to[i], b);
    const std::array<double, 3> u{p.x, p.y, p.z};
    const std::array<double, 3> v{q.x, q.y, q.z};
    for (std::size_t r = 0; r < 3; ++r) {
      for (std::size_t c = 0; c < 3; ++c) s[r][c] += u[r] * v[c];
    }
  }
  const double xx = s[0][0], yy = s[1][1], zz = s[2][2];
  const double yz = s[1][2] - s[2][1], zx = s[2][0] - s[0][2], xy = s[0][1] - s[1][0];
  return {{{xx + yy + zz, yz, zx, xy},
           {yz, xx - yy - zz, s[0][1] + s[1][0], s[2][0] + s[0][2]},
           {zx, s[0][1] + s[1][0], yy - xx - zz, s[1][2] + s[2][1]},
           {xy, s[2][0] + s[0][2], s[1][2] + s[2][1], zz - xx - yy}}};
}

// The eigenvector of the largest eigenvalue, by repeated multiplication; the diagonal is raised so
// that the largest is also the one of largest magnitude.
Quaternion largest_direction(Matrix4 m) {
  double shift = 1e-12;
  for (const auto& row : m) {
    double sum = 0;
    for (const double v : row) sum += std::abs(v);
    shift = std::max(shift, sum);
  }
  for (std::size_t i = 0; i < 4; ++i) m[i][i] += shift;
  std::array<double, 4> v{1, 0.01, 0.01, 0.01};
  for (int round = 0; round < 200; ++round) {
    std::array<double, 4> next{};
    double length = 0;
    for (std::size_t r = 0; r < 4; ++r) {
      for (std::size_t c = 0; c < 4; ++c) next[r] += m[r][c] * v[c];
      length += next[r] * next[r];
    }
    length = std::sqrt(length);
    for (std::size_t i = 0; i < 4; ++i) v[i] = next[i] / length;
  }
  return {v[0], v[1], v[2], v[3]};
}

Placing place(const Face& face, const Face& neutral) {
  Placing out;
  out.centre = mean_of_steady(face);
  out.home = mean_of_steady(neutral);
  out.rotation = largest_direction(horn(neutral, out.home, face, out.centre));
  const double extent = std::max(1e-6, extent_of_steady(face, out.centre));
  out.scale = static_cast<float>(extent_of_steady(neutral, out.home) / extent);
  return out;
}

Angles angles_of(const Quaternion& q) {
  constexpr float degrees = 180 / std::numbers::pi_v<float>;
  const Point forward = rotated(q, {0, 0, 1});
  const float side = rotated(q, {1, 0, 0}).y;
  const float up = rotated(q, {0, 1, 0}).y;
  return {std::atan2(forward.x, forward.z) * degrees,
          std::asin(std::clamp(forward.y, -1.0F, 1.0F)) * degrees, std::atan2(-side, up) * degrees};
}

float median_of(std::vector<float> values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, at);
  return *at;
}

Face median_face(const std::vector<Face>& faces) {
  Face out{};
  std::vector<float> x(faces.size()), y(faces.size());
  for (std::size_t p = 0; p < point_count; ++p) {
    for (std::size_t i = 0; i < faces.size(); ++i) x[i] = faces[i][p].x, y[i] = faces[i][p].y;
    out[p] = {median_of(x), median_of(y), 0};
  }
  return out;
}

// Shapes whose movement the 68 points show.
bool is_seen(Shape shape) {
  const std::string_view name = name_of(shape);
  return !name.starts_with("EyeLook") && shape != Shape::tongue_out && shape != Shape::cheek_puff &&
         shape != Shape::jaw_forward && shape != Shape::cheek_squint_left &&
         shape != Shape::cheek_squint_right;
}

// What each shape does to the points, up and sideways; depth is too rough in a picture.
class ShapeFit {
 public:
  explicit ShapeFit(const Head& head) {
    for (std::size_t s = 0; s < shape_count; ++s) {
      if (is_seen(static_cast<Shape>(s))) add_column(head, s);
    }
    const std::size_t n = columns_.size();
    gram_.assign(n * n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) gram_[i * n + j] = inner(columns_[i], columns_[j]);
      gram_[i * n + i] += ridge;
    }
  }

  void solve(const Face& moved, FaceFrame& out) const {
    const std::size_t n = columns_.size();
    std::vector<double> right(n), x(n, 0);
    for (std::size_t i = 0; i < n; ++i) right[i] = inner(columns_[i], moved) - sparse;
    for (int round = 0; round < 60; ++round) {
      for (std::size_t i = 0; i < n; ++i) {
        double slope = right[i];
        for (std::size_t j = 0; j < n; ++j) slope -= gram_[i * n + j] * x[j];
        x[i] = std::clamp(x[i] + slope / gram_[i * n + i], 0.0, 1.0);
      }
    }
    for (std::size_t i = 0; i < n; ++i) out.shape[shapes_[i]] = static_cast<float>(x[i]);
  }

 private:
  // Square centimetres: small beside what a plain movement of a few points amounts to.
  static constexpr double ridge = 0.02;
  static constexpr double sparse = 0.03;

  void add_column(const Head& head, std::size_t s) {
    Face column{};
    bool any = false;
    for (const Offset& offset : head.shapes[s]) {
      for (std::size_t p = 0; p < point_count && p < head.landmarks.size(); ++p) {
        if (head.landmarks[p] != offset.vertex) continue;
        column[p] = offset.by;
        any = true;
      }
    }
    if (!any) return;
    shapes_.push_back(s);
    columns_.push_back(column);
  }

  // The line of the jaw is not a point of the skin: of it only the chin counts.
  static double inner(const Face& a, const Face& b) {
    double sum = 0;
    for (std::size_t p = 0; p < point_count; ++p) {
      if (p < 17 && p != chin) continue;
      sum += static_cast<double>(a[p].x) * b[p].x + static_cast<double>(a[p].y) * b[p].y;
    }
    return sum;
  }

  std::vector<std::size_t> shapes_;
  std::vector<Face> columns_;
  std::vector<double> gram_;
};

struct Gaze {
  std::array<Point, 2> iris;  // left, right: from the middle of the eye's corners, centimetres
};

constexpr std::size_t left_iris = 473, right_iris = 468;

Gaze gaze_of(const Landmarks& landmarks, double shape, const Placing& placing, const Face& face) {
  const auto from_corners = [&](std::size_t iris, std::size_t a, std::size_t b) {
    const Point at = placing.back(upright(landmarks[iris], shape));
    return minus(at, middle(face[a], face[b]));
  };
  return {{from_corners(left_iris, 42, 45), from_corners(right_iris, 36, 39)}};
}

// The eyes' median direction is taken for straight ahead.
void aim(const std::vector<Gaze>& gazes, const Head& head, std::vector<FaceFrame>& frames) {
  std::array<Point, 2> rest;
  for (std::size_t side = 0; side < 2; ++side) {
    std::vector<float> x, y;
    for (const Gaze& g : gazes) x.push_back(g.iris[side].x), y.push_back(g.iris[side].y);
    rest[side] = {median_of(x), median_of(y), 0};
  }
  const auto angle = [&head](float offset) {
    return std::asin(std::clamp(offset / head.eye_radius, -0.9F, 0.9F)) * 180 /
           std::numbers::pi_v<float>;
  };
  for (std::size_t i = 0; i < frames.size(); ++i) {
    std::array<Angles, 2> eyes;
    for (std::size_t side = 0; side < 2; ++side) {
      const Point off = minus(gazes[i].iris[side], rest[side]);
      eyes[side] = {angle(off.x), angle(off.y), 0};
    }
    aim_eyes(frames[i], eyes[0], eyes[1]);
  }
}

}  // namespace

std::size_t mesh_index(std::size_t multi_pie) { return in_mesh.at(multi_pie); }

bool is_face(const Landmarks& landmarks) {
  if (landmarks.size() != mesh_points && landmarks.size() != mesh_points_with_irises) return false;
  const bool finite = std::ranges::all_of(landmarks, [](const Point& p) {
    return std::abs(p.x) < 1e4F && std::abs(p.y) < 1e4F && std::abs(p.z) < 1e4F;
  });
  const Point across = minus(landmarks[in_mesh[left_outer]], landmarks[in_mesh[right_outer]]);
  return finite && length_of(across) > 1e-4F;
}

double picture_shape(const std::vector<Landmarks>& faces, const Head& head) {
  const auto down_over_across = [](const Face& face) {
    const Point eyes = middle(face[left_outer], face[right_outer]);
    return length_of(minus(face[chin], eyes)) /
           std::max(1e-6F, length_of(minus(face[left_outer], face[right_outer])));
  };
  std::vector<float> seen;
  seen.reserve(faces.size());
  for (const Landmarks& face : faces) seen.push_back(down_over_across(face_of(face, 1)));
  const double ratio = down_over_across(neutral_of(head)) / median_of(seen);
  return std::clamp(ratio, 0.25, 4.0);
}

std::vector<FaceFrame> frames_of(const std::vector<Landmarks>& faces, double picture_shape,
                                 const Head& head) {
  const Face neutral = neutral_of(head);
  std::vector<FaceFrame> out(faces.size());
  std::vector<Face> laid(faces.size());
  std::vector<Gaze> gazes;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const Face face = face_of(faces[i], picture_shape);
    const Placing placing = place(face, neutral);
    out[i].head = angles_of(placing.rotation);
    for (std::size_t p = 0; p < point_count; ++p) laid[i][p] = placing.back(face[p]);
    if (faces[i].size() < mesh_points_with_irises) continue;
    gazes.push_back(gaze_of(faces[i], picture_shape, placing, laid[i]));
  }
  if (faces.empty()) return out;
  const ShapeFit fit(head);
  const Face rest = median_face(laid);
  for (std::size_t i = 0; i < faces.size(); ++i) {
    Face moved{};
    for (std::size_t p = 0; p < point_count; ++p) moved[p] = minus(laid[i][p], rest[p]);
    fit.solve(moved, out[i]);
  }
  if (gazes.size() == faces.size()) aim(gazes, head, out);
  return out;
}

base::Result<void> add_frames(const std::vector<Landmarks>& faces, PictureSize size, Track& track) {
  const Head& ict = *TRY(head());
  const bool known = size.width > 0 && size.height > 0;
  const double shape =
      known ? std::clamp(size.height / size.width, 0.1, 10.0) : picture_shape(faces, ict);
  track.frames = frames_of(faces, shape, ict);
  track.shapes_derived = true;
  track.notes.push_back("shapes were solved for from the face's points");
  if (!known) track.notes.push_back("the picture's shape was taken from the face's");
  return {};
}

}  // namespace kuleshov::face
