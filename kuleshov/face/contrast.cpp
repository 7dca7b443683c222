#include "kuleshov/face/contrast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/culture/yaml.hpp"
#include "kuleshov/face/context.hpp"
#include "kuleshov/face/geometry.hpp"
#include "kuleshov/face/performer.hpp"

namespace kuleshov::face {

namespace {

constexpr std::size_t trait_count = 7;

struct TraitName {
  const char* name;
  const char* unit;
};
constexpr std::array<TraitName, trait_count> names{{{"head pitch", "degrees"},
                                                    {"head turned", "degrees"},
                                                    {"gaze pitch", "degrees"},
                                                    {"lids", "0..1"},
                                                    {"lips held", "0..1"},
                                                    {"one-sided", "0..1"},
                                                    {"brow lowered", "0..1"}}};

using Values = std::array<double, trait_count>;

double both(const FaceFrame& f, Shape left, Shape right) { return (f[left] + f[right]) / 2; }

Values values_of(const FaceFrame& f) {
  const double left = f[Shape::mouth_smile_left] + f[Shape::mouth_dimple_left];
  const double right = f[Shape::mouth_smile_right] + f[Shape::mouth_dimple_right];
  return {f.head.pitch,
          std::abs(f.head.yaw),
          f.head.pitch + (f.left_eye.pitch + f.right_eye.pitch) / 2,
          both(f, Shape::eye_blink_left, Shape::eye_blink_right) +
              0.5 * both(f, Shape::eye_squint_left, Shape::eye_squint_right),
          std::max(both(f, Shape::mouth_press_left, Shape::mouth_press_right),
                   static_cast<double>(f[Shape::mouth_shrug_lower])),
          left + right > 0.05 ? std::abs(left - right) / (left + right) : 0,
          both(f, Shape::brow_down_left, Shape::brow_down_right)};
}

// Mean rise of both corners (landmarks 48 and 54), the head held straight.
double corner_rise(const Head& head, const FaceFrame& frame, std::vector<Point>& scratch) {
  pose(head, frame, scratch);
  double sum = 0;
  for (const std::size_t corner : {48U, 54U}) {
    const auto v = head.landmarks[corner];
    sum += scratch[v].y - head.vertices[v].y;
  }
  return sum / 2;
}

// The share of a rule's manner that one person has: its units, and the head's shift in its
// direction.
double manner_of(const Performer& performer, const PerformanceRequest& request) {
  const auto context = read_context(request.context);
  const auto pack = culture::find_pack(request.culture);
  const Term* term = (*tables())->find(request.emotions.front().emotion);
  if (!context || !pack || term == nullptr) return 0;
  const auto rules = culture::fitting_rules(**pack, term->family, context->occasion);
  if (rules.empty() || performer.shown().empty()) return 0;
  const culture::Manner& manner = rules.front()->manner;
  const Shown& shown = performer.shown().front();
  double have = 0;
  double all = 0;
  for (const auto& unit : manner.units) {
    ++all;
    have += std::ranges::count(shown.manner, unit.number, &UnitChance::unit) > 0 ? 1 : 0;
  }
  const auto towards = [&](double wanted, double is) {
    if (wanted == 0) return;
    ++all;
    have += std::clamp(is / wanted, 0.0, 1.0);
  };
  towards(manner.head_pitch, shown.head.pitch);
  towards(manner.head_yaw, shown.head.yaw);
  towards(manner.gaze_pitch, shown.gaze_pitch);
  const bool masked = shown.felt != nullptr;
  return all > 0 && !masked ? have / all : 0;
}

class Cells {
 public:
  Cells(const ContrastRequest& request, const Head& head) : request_(request), head_(head) {}

  base::Result<ContrastCell> cell(std::size_t context, std::size_t culture) {
    ContrastCell out{.context = context, .culture = culture, .stills = {}, .traits = {}};
    for (int person = 1; person <= request_.people; ++person) {
      const PerformanceRequest request = request_of(context, culture, person);
      Performer performer = TRY(Performer::plan(request));
      find_still(performer, request, out.stills);
    }
    if (out.stills.empty()) {
      return base::fail(fmt::format("nobody's mouth corners rise by {} cm in {}",
                                    request_.corner_cm, request_.cultures[culture]),
                        "choose a lower corner_cm or a stronger intensity");
    }
    summarise(out);
    return out;
  }

 private:
  [[nodiscard]] PerformanceRequest request_of(std::size_t context, std::size_t culture,
                                              int person) const {
    const ContrastContext& where = request_.contexts[context];
    PerformanceRequest out;
    out.emotions = {{0, where.emotion, where.intensity}};
    out.context = where.context;
    out.culture = request_.cultures[culture];
    out.seconds = request_.seconds;
    out.seed = static_cast<std::uint64_t>(person);
    return out;
  }

  // The moment nearest to the wanted height with open eyes, after the first movements.
  void find_still(Performer& performer, const PerformanceRequest& request,
                  std::vector<Still>& out) {
    Still best{.seed = request.seed,
               .manner = manner_of(performer, request),
               .corner_cm = 1e9,
               .frame = {}};
    FaceFrame frame;
    for (double t = 0; performer.next(frame); t += 1 / request.fps) {
      if (t < 0.8 || frame[Shape::eye_blink_left] > 0.42F) continue;
      const double rise = corner_rise(head_, frame, scratch_);
      const double off = std::abs(rise - request_.corner_cm);
      if (off >= std::abs(best.corner_cm - request_.corner_cm)) continue;
      best.at_s = t;
      best.corner_cm = rise;
      best.frame = frame;
    }
    if (std::abs(best.corner_cm - request_.corner_cm) <= request_.tolerance_cm) out.push_back(best);
  }

  // The median of each trait: a few who mask the feeling do not move it.
  static Values middle_of(const std::vector<Still>& stills) {
    Values out{};
    for (std::size_t k = 0; k < trait_count; ++k) {
      std::vector<double> all;
      for (const Still& still : stills) all.push_back(values_of(still.frame)[k]);
      std::ranges::sort(all);
      out[k] = all[all.size() / 2];
    }
    return out;
  }

  static void summarise(ContrastCell& cell) {
    const auto n = static_cast<double>(cell.stills.size());
    Values mean{}, square{};
    for (const Still& still : cell.stills) {
      const Values v = values_of(still.frame);
      for (std::size_t k = 0; k < trait_count; ++k) {
        mean[k] += v[k] / n;
        square[k] += v[k] * v[k] / n;
      }
    }
    for (std::size_t k = 0; k < trait_count; ++k) {
      const double variance = std::max(0.0, square[k] - mean[k] * mean[k]);
      cell.traits.push_back({names[k].name, names[k].unit, mean[k], std::sqrt(variance)});
    }
  }

 public:
  // Those who wear it as the pack describes first; of these whoever is near the middle of the cell
  // and far from that of the same culture's other situations.
  static void order(ContrastCell& cell, const std::vector<ContrastCell>& all) {
    double most = 0;
    for (const Still& still : cell.stills) most = std::max(most, still.manner);
    const auto distance = [&cell](const Still& still, const Values& middle) {
      const Values v = values_of(still.frame);
      double sum = 0;
      for (std::size_t k = 0; k < trait_count; ++k) {
        const double z = (v[k] - middle[k]) / std::max(1e-3, cell.traits[k].deviation);
        sum += std::min(z * z, 9.0);
      }
      return sum;
    };
    const Values own = middle_of(cell.stills);
    const auto off = [&](const Still& still) {
      double sum = distance(still, own) + (still.manner < most - 0.15 ? 1e6 : 0);
      for (const ContrastCell& other : all) {
        if (other.culture != cell.culture || other.context == cell.context) continue;
        sum -= distance(still, middle_of(other.stills));
      }
      return sum;
    };
    std::vector<std::pair<double, Still>> keyed;
    for (const Still& still : cell.stills) keyed.emplace_back(off(still), still);
    std::ranges::stable_sort(keyed, {}, [](const auto& item) { return item.first; });
    for (std::size_t i = 0; i < keyed.size(); ++i) cell.stills[i] = keyed[i].second;
  }

 private:
  const ContrastRequest& request_;
  const Head& head_;
  std::vector<Point> scratch_;
};

const ContrastCell& cell_at(const ContrastRequest& request, const std::vector<ContrastCell>& cells,
                            std::size_t context, std::size_t culture) {
  return cells[context * request.cultures.size() + culture];
}

ContrastRequest request_from(const YAML::Node& root) {
  ContrastRequest out;
  out.seconds = culture::value_or(root, "seconds", out.seconds);
  out.people = culture::value_or(root, "people", out.people);
  out.corner_cm = culture::value_or(root, "corner_cm", out.corner_cm);
  out.tolerance_cm = culture::value_or(root, "tolerance_cm", out.tolerance_cm);
  out.cultures = culture::texts(root, "cultures");
  for (const auto& item : root["contexts"]) {
    out.contexts.push_back({culture::text_or(item, "name"), culture::text_or(item, "emotion"),
                            culture::text_or(item, "context"),
                            culture::value_or(item, "intensity", 0.8)});
  }
  return out;
}

}  // namespace

base::Result<ContrastRequest> read_contrast(const std::string& path) {
  const YAML::Node root = TRY(culture::load_yaml(path));
  ContrastRequest out;
  try {
    out = request_from(root);
  } catch (const YAML::Exception& error) {
    return base::fail("this contrast cannot be read: " + error.msg,
                      "compare with data/face/two_contexts.yaml", {path, 0, 0, 0});
  }
  if (out.cultures.empty() || out.contexts.empty() || out.people < 2 || out.people > 1000) {
    return base::fail("a contrast needs cultures, contexts and 2 to 1000 people",
                      "compare with data/face/two_contexts.yaml", {path, 0, 0, 0});
  }
  return out;
}

base::Result<std::vector<ContrastCell>> contrast(const ContrastRequest& request) {
  Cells cells(request, *TRY(head()));
  std::vector<ContrastCell> out;
  for (std::size_t context = 0; context < request.contexts.size(); ++context) {
    for (std::size_t culture = 0; culture < request.cultures.size(); ++culture) {
      out.push_back(TRY(cells.cell(context, culture)));
    }
  }
  for (ContrastCell& cell : out) Cells::order(cell, out);
  return out;
}

double widest_gap(const ContrastRequest& request, const std::vector<ContrastCell>& cells,
                  std::size_t context, std::size_t trait) {
  double low = 1e300, high = -1e300, variance = 0;
  for (std::size_t culture = 0; culture < request.cultures.size(); ++culture) {
    const Trait& t = cell_at(request, cells, context, culture).traits[trait];
    low = std::min(low, t.mean);
    high = std::max(high, t.mean);
    variance += t.deviation * t.deviation / static_cast<double>(request.cultures.size());
  }
  return variance > 0 ? (high - low) / std::sqrt(variance) : 0;
}

std::string to_text(const ContrastRequest& request, const std::vector<ContrastCell>& cells) {
  std::string out;
  for (std::size_t context = 0; context < request.contexts.size(); ++context) {
    out += fmt::format("{}: {} at {:.1f}\n{:14}", request.contexts[context].name,
                       request.contexts[context].emotion, request.contexts[context].intensity, "");
    for (const auto& culture : request.cultures) out += fmt::format(" {:>26}", culture);
    out += "   widest gap\n";
    for (std::size_t k = 0; k < trait_count; ++k) {
      out += fmt::format("{:14}", names[k].name);
      for (std::size_t c = 0; c < request.cultures.size(); ++c) {
        const Trait& t = cell_at(request, cells, context, c).traits[k];
        out += fmt::format(" {:>16.2f} +- {:5.2f}", t.mean, t.deviation);
      }
      out += fmt::format("   {:.2f} deviations\n", widest_gap(request, cells, context, k));
    }
    out += fmt::format("{:14}", "people");
    for (std::size_t c = 0; c < request.cultures.size(); ++c) {
      const ContrastCell& cell = cell_at(request, cells, context, c);
      out += fmt::format(" {:>17} of {:>4}  ", cell.stills.size(), request.people);
    }
    out += "\n";
  }
  return out;
}

}  // namespace kuleshov::face
