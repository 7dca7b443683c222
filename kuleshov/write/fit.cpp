#include "kuleshov/write/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/write/lasting.hpp"

namespace kuleshov::write {

namespace {

using base::Result;

constexpr double usual_minutes = 8;
constexpr double too_long = 0.08;   // a share of the length that was asked for
constexpr double interlude_s = 27;  // one in the middle of data/genres/interludes.yaml

double wanted_s(const Brief& brief) {
  return 60 * (brief.minutes > 0 ? static_cast<double>(brief.minutes) : usual_minutes);
}
double off(const Draft& draft) { return seconds_of(draft) - wanted_s(draft.brief); }

std::vector<std::size_t> longest_first(const Draft& draft) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < draft.scenes.size(); ++i) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return seconds_of(draft.scenes[a], draft.cast) > seconds_of(draft.scenes[b], draft.cast);
  });
  return order;
}

// Quiet lines go, one scene after the other from the longest, while `more` asks for it.
template <class Function>
void trim_while(Draft& draft, Function more) {
  for (int round = 0; round < 2; ++round)
    for (const std::size_t at : longest_first(draft)) {
      if (!more()) return;
      shorten(draft.scenes[at]);
    }
}

double dialogue_share(const Draft& draft) {
  double spoken = 0;
  double all = 0;
  for (const DraftScene& scene : draft.scenes) {
    DraftScene lines = scene;
    std::erase_if(lines.passages, [](const Passage& p) { return p.kind != Passage::Kind::line; });
    spoken += seconds_of(lines, draft.cast);
    all += seconds_of(scene, draft.cast);
  }
  return all == 0 ? 0 : spoken / all;
}

// Forms to try: the one that was asked for, the nearest to the shape, or short, plain and long.
std::vector<std::string> forms_for(const Brief& brief, const Library& library) {
  if (!brief.form.empty()) return {brief.form};
  if (!brief.like) return {"", "one-act", "three-act", "five-act"};
  std::vector<const Structure*> all;
  for (const Structure& structure : library.structures) all.push_back(&structure);
  std::stable_sort(all.begin(), all.end(), [&](const Structure* a, const Structure* b) {
    return apart(*a, *brief.like) < apart(*b, *brief.like);
  });
  return {all.front()->id, all[1]->id};
}

// The pace of what it is to be like becomes the tension of the film.
void take_tension(Draft& draft, const Shape& shape) {
  Structure structure = *draft.weave.structure;
  double mean = 0;
  for (const double point : shape.tension)
    mean += point / static_cast<double>(shape.tension.size());
  structure.tension.clear();
  for (const double point : shape.tension) structure.tension.push_back(point - mean);
  draft.shaped = std::make_shared<const Structure>(std::move(structure));
  draft.weave.structure = draft.shaped.get();
}

std::size_t interludes_for(const Draft& bare) {
  const Brief& brief = bare.brief;
  const auto by_length = static_cast<std::size_t>(std::max(0.0, -off(bare) / interlude_s + 0.5));
  if (!brief.like || brief.minutes > 0) return by_length;
  // Short scenes: more of them.
  const double ours = seconds_of(bare) / static_cast<double>(default_path(bare.weave).size());
  return brief.like->scene_median_s < ours ? std::max<std::size_t>(by_length, 3) : 1;
}

}  // namespace

double apart(const Structure& structure, const Shape& shape) {
  if (shape.turns.empty()) return 0;
  double sum = 0;
  const auto last = static_cast<double>(std::max<std::size_t>(structure.slots.size(), 2) - 1);
  for (const double turn : shape.turns) {
    double nearest = 1;
    for (std::size_t i = 0; i < structure.slots.size(); ++i) {
      const std::string& slot = structure.slots[i];
      if (slot.starts_with("key") || slot == "turn" || slot == "climax" || slot == "incite")
        nearest = std::min(nearest, std::abs(static_cast<double>(i) / last - turn));
    }
    sum += nearest;
  }
  return sum / static_cast<double>(shape.turns.size());
}

namespace {

// Of the forms, the one that comes nearest to the length.
Result<Draft> nearest(const Brief& brief, const Library& library, Matter matter) {
  Result<Draft> best = base::fail("no structure");
  for (const std::string& form : forms_for(brief, library)) {
    Brief other = brief;
    other.form = form;
    Draft bare = TRY(draft_with(other, library, 0, matter));
    const std::size_t wanted = interludes_for(bare);
    Draft draft = wanted == 0 ? std::move(bare) : TRY(draft_with(other, library, wanted, matter));
    if (brief.minutes > 0) trim_while(draft, [&] { return off(draft) > 0; });
    if (!best || std::abs(off(draft)) < std::abs(off(*best))) best = std::move(draft);
  }
  return best;
}

}  // namespace

Result<Draft> fitted_draft(const Brief& brief, const Library& library) {
  Result<Draft> best = nearest(brief, library, Matter::yes);
  if (!best) return best;
  // Where the plot alone fills the length, it stands alone.
  if (brief.minutes > 0 && off(*best) > too_long * wanted_s(brief))
    best = nearest(brief, library, Matter::no);
  best->brief = brief;
  if (brief.like) {
    take_tension(*best, *brief.like);
    trim_while(*best, [&] { return dialogue_share(*best) > brief.like->dialogue_share + 0.02; });
  }
  if (brief.minutes > 0)
    best->reading.understood.push_back(
        fmt::format("minutes: {} (the path of the defaults lasts about {:.1f})", brief.minutes,
                    seconds_of(*best) / 60));
  return best;
}

void keep_within(Draft& draft, double most_s) {
  trim_while(draft, [&] { return seconds_of(draft) > most_s; });
}

}  // namespace kuleshov::write
