#include "kuleshov/write/lasting.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "kuleshov/story/lengths.hpp"

namespace kuleshov::write {

namespace {

constexpr double around_speech_s = 0.68;  // lead and release of a shot: story/lengths.cpp
constexpr double insert_s = 2.0;

double speech_s(const std::string& text, double rate_wpm) {
  story::Voice voice;
  voice.rate_wpm = rate_wpm;
  return story::speech_seconds(text, voice) + around_speech_s;
}

// A draft is measured again after each line that is cut; its other lines have not changed. `rate`
// is 0 for action. A few drafts' worth is kept.
double remembered(const std::string& text, double rate_wpm) {
  constexpr std::size_t most = 4096;
  thread_local std::map<std::pair<double, std::string>, double> known;
  if (known.size() > most) known.clear();
  const auto [at, fresh] = known.try_emplace({rate_wpm, text}, 0);
  if (fresh) at->second = rate_wpm > 0 ? speech_s(text, rate_wpm) : story::action_seconds(text);
  return at->second;
}

double seconds_of(const Passage& passage, const Cast& cast) {
  switch (passage.kind) {
    case Passage::Kind::line: {
      const Person* person = in_role(cast, passage.role);
      return remembered(passage.text,
                        person != nullptr ? person->rate_wpm : story::Voice().rate_wpm);
    }
    case Passage::Kind::action:
      return remembered(passage.text, 0);
    case Passage::Kind::insert:
      return insert_s;
    case Passage::Kind::shot:
      return 0;
  }
  return 0;
}

}  // namespace

double seconds_of(const DraftScene& scene, const Cast& cast) {
  double all = 0;
  for (const Passage& passage : scene.passages) all += seconds_of(passage, cast);
  return all;
}

std::vector<std::size_t> default_path(const Weave& weave) {
  std::vector<std::size_t> path{0};
  while (!weave.knots[path.back()].next.empty() && path.size() <= weave.knots.size()) {
    const Knot& knot = weave.knots[path.back()];
    const auto open = std::find_if(knot.next.begin(), knot.next.end(),
                                   [&](std::size_t to) { return !weave.knots[to].asks; });
    const bool key = knot.kind == Place_in_graph::key && open != knot.next.end();
    path.push_back(key ? *open : knot.next.back());
  }
  return path;
}

double seconds_of(const Draft& draft) {
  double all = 0;
  for (const std::size_t at : default_path(draft.weave))
    all += seconds_of(draft.scenes[at], draft.cast);
  return all;
}

double longest_seconds_of(const Draft& draft) {
  std::vector<double> from(draft.scenes.size(), 0);
  for (std::size_t i = draft.scenes.size(); i-- > 0;) {
    for (const std::size_t to : draft.weave.knots[i].next) from[i] = std::max(from[i], from[to]);
    from[i] += seconds_of(draft.scenes[i], draft.cast);
  }
  return from.empty() ? 0 : from.front();
}

}  // namespace kuleshov::write
