#include "kuleshov/room/reel.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "kuleshov/base/text.hpp"
#include "kuleshov/room/outlook.hpp"
#include "kuleshov/story/story_save.hpp"

namespace kuleshov::room {

namespace {

std::string what_is_gone(const story::Migration& migration) {
  if (migration.clean()) return "the shot that was shown is gone";
  const std::string told = story::describe(migration);
  std::string all;
  for (const std::string_view line : base::lines(told)) {
    if (line.empty()) continue;
    all += (all.empty() ? "" : "; ") + std::string(line);
  }
  return all;
}

}  // namespace

base::Result<void> Reel::open_newest() {
  package = newest();
  if (package == nullptr) return base::fail("the film is gone");
  plan = TRY(direct::Plan::of(package->film));
  return {};
}

void Reel::take_newest_film() {
  const PackagePointer now = newest();
  if (now == nullptr || now == package || now == refused_) return;
  if (now->film_sha256 == package->film_sha256) {
    package = now;
    return;
  }
  const auto before = std::pair(package, plan);
  if (take(now)) return;
  std::tie(package, plan) = before;
  refused_ = now;
}

base::Result<void> Reel::take(const PackagePointer& now) {
  plan = TRY(direct::Plan::of(now->film));
  TRY(go_on(showing->save()));
  package = now;
  return {};
}

base::Result<void> Reel::go_on(const std::string& saved) {
  story::Migration migration;
  showing.emplace(TRY(direct::Showing::go_on(plan, saved, nullptr, &migration)));
  if (!migration.clean() || migration.shot_gone) moved = what_is_gone(migration);
  return {};
}

bool Reel::can_show(const direct::Decision& decision) const {
  return decision.film_ends || package->is_ready(decision.cut.shot);
}

base::Result<Made> Reel::decide_again(const std::string& before, const sense::ViewerState& state,
                                      const std::optional<story::WayId>& hand, bool as_written) {
  showing.emplace(TRY(direct::Showing::go_on(plan, before)));
  if (as_written) frame_as_written(*showing);
  return Made{showing->next(state, hand), hand, {}};
}

base::Result<std::optional<Made>> Reel::decide_what_is_made(
    const std::string& before, const sense::ViewerState& state,
    const std::optional<story::WayId>& hand) {
  Made first{showing->next(state, hand), hand, {}};
  if (can_show(first.decision)) return std::optional(std::move(first));
  const std::string missing = "shot " + first.decision.cut.shot.str() + " is not made yet";
  if (first.decision.cut.framing_of) {
    Made plain = TRY(decide_again(before, state, hand, true));
    plain.noted.push_back({"bound", missing, ""});
    if (can_show(plain.decision)) return std::optional(std::move(plain));
  }
  auto ways = first.decision.ways;
  std::stable_sort(ways.begin(), ways.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  for (const direct::WayOption& way : ways) {
    if (!way.open) continue;
    Made other = TRY(decide_again(before, state, way.id, true));
    other.noted.push_back({"bound", missing, "Another way is still being made."});
    if (can_show(other.decision)) return std::optional(std::move(other));
  }
  showing.emplace(TRY(direct::Showing::go_on(plan, before)));
  return std::optional<Made>{};
}

direct::Decision Reel::standing() const {
  direct::Decision decision;
  decision.cut = showing->current().cut;
  decision.score = showing->current().score;
  decision.scene = showing->current().scene;
  decision.intended = showing->intended();
  return decision;
}

}  // namespace kuleshov::room
