#include "kuleshov/face/bust.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "kuleshov/face/bust_parts.hpp"
#include "kuleshov/face/shapes.hpp"
#include "kuleshov/face/vectors.hpp"

namespace kuleshov::face {

namespace {

using Loop = std::vector<std::uint16_t>;

// The edges that only one triangle has, joined end to end.
std::vector<Loop> boundary_loops(const Head& head) {
  std::map<std::pair<int, int>, int> count;
  std::map<int, int> next;
  for (const auto& t : head.triangles) {
    for (std::size_t i = 0; i < 3; ++i) {
      ++count[std::minmax<int>(t[i], t[(i + 1) % 3])];
    }
  }
  for (const auto& t : head.triangles) {
    for (std::size_t i = 0; i < 3; ++i) {
      const int a = t[i];
      const int b = t[(i + 1) % 3];
      if (count[std::minmax(a, b)] == 1 && head.part[t[i]] == 0) next[a] = b;
    }
  }
  std::vector<Loop> out;
  while (!next.empty()) {
    Loop loop;
    int at = next.begin()->first;
    for (auto step = next.find(at); step != next.end(); step = next.find(at)) {
      loop.push_back(static_cast<std::uint16_t>(at));
      at = step->second;
      next.erase(step);
    }
    out.push_back(std::move(loop));
  }
  return out;
}

Point centre_of(const Head& head, const Loop& loop) {
  Point sum;
  for (const auto v : loop) sum = plus(sum, head.vertices[v]);
  return times(sum, 1 / static_cast<float>(std::max<std::size_t>(1, loop.size())));
}

float skull_reach(const Point& d) {
  const Point e{d.x / skull_radius.x, d.y / skull_radius.y, d.z / skull_radius.z};
  return 1 / length_of(e);
}

Point arc(const Point& from, const Point& to, float share) {
  const float angle = std::acos(std::clamp(dot(from, to), -1.0F, 1.0F));
  if (angle < 1e-4F) return from;
  return unit(plus(times(from, std::sin((1 - share) * angle)), times(to, std::sin(share * angle))));
}

class Builder : BustSurroundings {
 public:
  explicit Builder(const Head& head) : head_(head) {
    for (const Point& p : head.vertices) add(p);
    for (const auto& t : head.triangles) {
      const int part = head.part[t[0]];
      if (part != 0 && behind_the_lids(t, head.eye_centre[static_cast<std::size_t>(part - 1)])) {
        continue;
      }
      triangle(t[0], t[1], t[2], part == 0 ? Stuff::skin : Stuff::eye);
    }
  }

  Bust build() {
    out_.lid.assign(head_.vertices.size(), 9);
    for (const Loop& loop : boundary_loops(head_)) {
      const Point centre = centre_of(head_, loop);
      if (loop.size() > 100) {
        add_scalp(loop);
      } else if (centre.y < 0) {
        add_cavity(loop);
      } else {
        measure(loop);
        add_lashes(loop);
      }
    }
    add_surroundings();
    find_jaw();
    out_.lid.resize(out_.rest.size(), 9);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool behind_the_lids(const std::array<std::uint16_t, 3>& t,
                                     const Point& centre) const {
    return std::ranges::all_of(
        t, [&](std::uint16_t v) { return head_.vertices[v].z < centre.z - 0.2F; });
  }

  void measure(const Loop& loop) {
    for (std::size_t v = 0; v < head_.vertices.size(); ++v) {
      for (const auto edge : loop) {
        const float far = length_of(minus(head_.vertices[v], head_.vertices[edge]));
        out_.lid[v] = std::min(out_.lid[v], far);
      }
    }
  }

  // Rings that begin at a loop of the face's own vertices; `place` says where ring k of vertex v
  // lies and how far it goes along with it.
  template <class Place>
  void draw_from(const Loop& loop, std::uint32_t rings, Stuff stuff, Place place) {
    const auto n = static_cast<std::uint32_t>(loop.size());
    const auto first = static_cast<std::uint32_t>(out_.rest.size());
    for (std::uint32_t k = 1; k < rings; ++k) {
      for (const auto v : loop) {
        const auto [p, along] = place(v, static_cast<float>(k) / static_cast<float>(rings - 1));
        add(p, 1, 0, v, along);
      }
    }
    for (std::uint32_t c = 0; c < n; ++c) {
      const std::uint32_t d = (c + 1) % n;
      triangle(loop[c], first + c, loop[d], stuff);
      triangle(loop[d], first + c, first + d, stuff);
    }
    grid(first, rings - 1, n, true, stuff);
  }

  // The skin behind the edge of the face, drawn over the skull to its back.
  void add_scalp(const Loop& loop) {
    const Point back = unit({0, -0.25F, -1});
    draw_from(loop, 22, Stuff::scalp, [&](std::uint16_t v, float share) {
      const Point from = minus(head_.vertices[v], skull_centre);
      const Point d = arc(unit(from), back, share);
      const float own = length_of(from);
      const float reach = own + (skull_reach(d) - own) * smooth_step(0, 0.45F, share);
      return std::pair{plus(skull_centre, times(d, reach)), 1 - smooth_step(0, 0.3F, share)};
    });
  }

  // How far a vertex goes down with the jaw, as a share of the lip that goes furthest.
  [[nodiscard]] std::vector<float> opens() const {
    std::vector<float> down(head_.vertices.size(), 0);
    for (const Offset& o : head_.shapes[static_cast<std::size_t>(Shape::jaw_open)]) {
      down[o.vertex] = -o.by.y;
    }
    return down;
  }

  // The inside of the mouth: the inner edge of the lips drawn apart round the teeth and back to a
  // throat.
  void add_cavity(const Loop& loop) {
    const Point throat{0, -3.6F, 5.5F};
    const auto down = opens();
    const auto most = std::ranges::max(loop, {}, [&](std::uint16_t v) { return down[v]; });
    draw_from(loop, 8, Stuff::cavity, [&](std::uint16_t v, float share) {
      Point p = head_.vertices[v];
      const float lower = smooth_step(0.3F, 0.7F, down[v] / std::max(0.01F, down[most]));
      const float bow = std::sin(share * std::numbers::pi_v<float>);
      p.y += bow * (1.5F - 3.2F * lower) * (1 - 0.12F * p.x * p.x);
      p.x *= 1 + 0.35F * bow;
      return std::pair{mixed(p, throat, share * share), 1 - 0.35F * share};
    });
  }

  // Short spikes along the upper lid; the lower lid's are left to the dark line of the lid.
  void add_lashes(const Loop& loop) {
    const Point centre = centre_of(head_, loop);
    for (std::size_t i = 0; i < loop.size(); ++i) {
      const auto a = loop[i];
      const auto b = loop[(i + 1) % loop.size()];
      const Point mid = times(plus(head_.vertices[a], head_.vertices[b]), 0.5F);
      const float outwards = (mid.x - centre.x) * (centre.x > 0 ? 1.0F : -1.0F);
      if (mid.y < centre.y + 0.12F) continue;
      const float side = (mid.x - centre.x) * 0.16F;
      const float long_cm = 0.16F + 0.14F * smooth_step(-1, 1, outwards);
      const Point tip = plus(mid, {side, long_cm * 0.55F, long_cm});
      triangle(a, b, add(tip, 1, 0, a), Stuff::lash);
    }
  }

  [[nodiscard]] Point chin_under(Shape shape) const {
    if (head_.landmarks.size() < 68) return {};
    for (const Offset& offset : head_.shapes[static_cast<std::size_t>(shape)]) {
      if (offset.vertex == head_.landmarks[8]) return offset.by;
    }
    return {};
  }

  void find_jaw() {
    out_.jaw_open = chin_under(Shape::jaw_open);
    out_.jaw_forward = chin_under(Shape::jaw_forward);
    out_.jaw_left = chin_under(Shape::jaw_left);
    out_.jaw_right = chin_under(Shape::jaw_right);
  }

  const Head& head_;
};

}  // namespace

Bust bust_of(const Head& head) { return Builder(head).build(); }

Turn::Turn(const Angles& by) {
  constexpr float radians = std::numbers::pi_v<float> / 180;
  const float cr = std::cos(-by.roll * radians), sr = std::sin(-by.roll * radians);
  const float cp = std::cos(by.pitch * radians), sp = std::sin(by.pitch * radians);
  const float cy = std::cos(by.yaw * radians), sy = std::sin(by.yaw * radians);
  x_ = {cy * cr - sy * sp * sr, -cy * sr - sy * sp * cr, sy * cp};
  y_ = {cp * sr, cp * cr, sp};
  z_ = {-sy * cr - cy * sp * sr, sy * sr - cy * sp * cr, cy * cp};
}

void pose_bust(const Bust& bust, const Head& head, const FaceFrame& frame,
               std::vector<Point>& out) {
  pose(head, frame, out);
  const std::size_t own = head.vertices.size();
  out.resize(bust.rest.size());
  Point jaw = times(bust.jaw_open, frame[Shape::jaw_open]);
  jaw = plus(jaw, times(bust.jaw_forward, frame[Shape::jaw_forward]));
  jaw = plus(jaw, times(bust.jaw_left, frame[Shape::jaw_left]));
  jaw = plus(jaw, times(bust.jaw_right, frame[Shape::jaw_right]));
  for (std::size_t v = own; v < out.size(); ++v) {
    out[v] = plus(bust.rest[v], times(jaw, bust.with_jaw[v]));
    if (bust.follows[v] < 0) continue;
    const auto carrier = static_cast<std::size_t>(bust.follows[v]);
    const Point moved = minus(out[carrier], head.vertices[carrier]);
    out[v] = plus(out[v], times(moved, bust.follow_share[v]));
  }
  Turn turn(frame.head);
  float share = 1;
  for (std::size_t v = 0; v < out.size(); ++v) {
    if (bust.turns[v] != share) {
      share = bust.turns[v];
      turn = Turn({frame.head.yaw * share, frame.head.pitch * share, frame.head.roll * share});
    }
    out[v] = plus(turn(minus(out[v], neck_pivot)), neck_pivot);
  }
}

}  // namespace kuleshov::face
