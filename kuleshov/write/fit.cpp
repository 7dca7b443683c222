#include "kuleshov/write/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/write/lasting.hpp"
#include "kuleshov/write/trim.hpp"

namespace kuleshov::write {

namespace {

using base::Result;

constexpr double usual_minutes = 8;
constexpr double near = 0.04;          // a share of the length that was asked for: near enough
constexpr double most_trim = 0.03;     // and this much too long: a few looks around go
constexpr double keeps_matter = 0.2;   // a tenth to cut, or a fifth short: the matter stays
constexpr double interlude_s = 27;     // one in the middle of data/genres/interludes.yaml
constexpr double longest_path = 1.06;  // times the path of the defaults, at most

double wanted_s(const Brief& brief) {
  return 60 * (brief.minutes > 0 ? static_cast<double>(brief.minutes) : usual_minutes);
}
double off(const Draft& draft) { return seconds_of(draft) - wanted_s(draft.brief); }

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

// What was taken for its length was not said.
void as_assumed(Draft& draft, const Brief& brief) {
  auto& understood = draft.reading.understood;
  if (brief.form.empty())
    std::erase_if(understood, [](const std::string& said) { return said.starts_with("form: "); });
  const bool known =
      std::any_of(draft.reading.assumed.begin(), draft.reading.assumed.end(),
                  [](const std::string& said) { return said.starts_with("form: "); });
  if (brief.form.empty() && !known)
    draft.reading.assumed.push_back("form: " + draft.reading.form + " (nearest to its length)");
  draft.brief = brief;
}

// In a form, with no scene of no plot.
Result<Draft> plain_draft(const Brief& brief, const Library& library, const std::string& form,
                          Matter matter) {
  Brief other = brief;
  other.form = form;
  Draft draft = TRY(draft_with(other, library, 0, matter));
  if (!form.empty()) as_assumed(draft, brief);
  return draft;
}

// In a form, with scenes of no plot up to the length. Too long as it may be.
Result<Draft> filled(const Brief& brief, const Library& library, const std::string& form,
                     Matter matter) {
  Draft draft = TRY(plain_draft(brief, library, form, matter));
  const std::size_t wanted = interludes_for(draft);
  if (wanted == 0) return draft;
  Brief other = brief;
  other.form = form;
  draft = TRY(draft_with(other, library, wanted, matter));
  if (!form.empty()) as_assumed(draft, brief);
  return draft;
}

// How far from the length, as a share; what is too long will have to be cut, which costs more.
double strain(const Draft& draft) {
  const double share = off(draft) / wanted_s(draft.brief);
  return share > 0 ? 2 * share : -share;
}

// The first that comes near to the length, a planned matter before none; else what comes nearest.
Result<Draft> nearest(const Brief& brief, const Library& library) {
  Result<Draft> best = base::fail("no structure");
  for (const Matter matter : {Matter::yes, Matter::no}) {
    if (matter == Matter::no && best && strain(*best) < keeps_matter) break;
    for (const std::string& form : forms_for(brief, library)) {
      Draft draft = TRY(filled(brief, library, form, matter));
      const double share = off(draft) / wanted_s(brief);
      if (share <= most_trim && share >= -near) return draft;
      if (!best || strain(draft) < strain(*best)) best = std::move(draft);
    }
  }
  return best;
}

}  // namespace

Result<Draft> fitted_draft(const Brief& brief, const Library& library) {
  Result<Draft> best = nearest(brief, library);
  if (!best) return best;
  if (brief.minutes > 0) trim_while(*best, [&] { return off(*best) > 0; });
  if (brief.like) {
    take_tension(*best, *brief.like);
    trim_speech_while(*best,
                      [&] { return dialogue_share(*best) > brief.like->dialogue_share + 0.02; });
  }
  if (brief.minutes > 0)
    best->reading.understood.push_back(
        fmt::format("minutes: {} (the path of the defaults lasts about {:.1f})", brief.minutes,
                    seconds_of(*best) / 60));
  return best;
}

Result<Draft> draft_within(const Brief& brief, const Library& library, std::size_t interludes,
                           double most_s) {
  const auto fits = [&](const Draft& draft) {
    return seconds_of(draft) <= most_s && longest_seconds_of(draft) <= most_s * longest_path;
  };
  Result<Draft> draft = draft_with(brief, library, interludes);
  if (draft && interludes > 0 && !fits(*draft)) draft = draft_with(brief, library, 0);
  if (!draft || !draft->beats.empty()) return draft;
  std::vector<std::string> forms{"three-act", "one-act"};
  if (!brief.form.empty()) forms.clear();
  for (const std::string& form : forms) {
    if (fits(*draft)) return draft;
    draft = plain_draft(brief, library, form, Matter::yes);
    if (!draft) return draft;
  }
  trim_while(*draft, [&] { return !fits(*draft); });
  return draft;
}

}  // namespace kuleshov::write
