#include "kuleshov/write/lasting.hpp"

#include <algorithm>

#include "kuleshov/story/lengths.hpp"

namespace kuleshov::write {

namespace {

constexpr double around_speech_s = 0.68;  // lead and release of a shot: story/lengths.cpp
constexpr double insert_s = 2.0;

double seconds_of(const Passage& passage, const Cast& cast) {
  switch (passage.kind) {
    case Passage::Kind::line: {
      story::Voice voice;
      if (const Person* person = in_role(cast, passage.role)) voice.rate_wpm = person->rate_wpm;
      return story::speech_seconds(passage.text, voice) + around_speech_s;
    }
    case Passage::Kind::action:
      return story::action_seconds(passage.text);
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
