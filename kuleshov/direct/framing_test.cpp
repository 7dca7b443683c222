#include "kuleshov/direct/framing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kuleshov/base/random.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/transcript.hpp"
#include "kuleshov/direct/watch.hpp"
#include "kuleshov/story/transcript.hpp"

namespace kuleshov::direct {
namespace {

using testing::HasSubstr;

story::Framing framing(const story::Shot& shot, story::ShotScale scale) {
  return {story::ShotId(shot.id.str() + "." + std::string(name_of(scale))), scale, shot.move};
}

// Every shot of the example film is a medium one, and may be nearer or farther: in core scenes too,
// which the checker would refute.
story::Film framed_film(std::uint64_t seed) {
  story::Film film = example_film(seed, {2, 3, 4, 0});
  for (story::Scene& scene : film.scenes)
    for (story::Shot& shot : scene.shots)
      shot.framings = {framing(shot, story::ShotScale::close_up),
                       framing(shot, story::ShotScale::wide)};
  return film;
}

sense::ViewerState felt(double time_s, double arousal, double sd = 0.15) {
  sense::ViewerState state;
  state.time_s = time_s;
  state.arousal = {arousal, sd};
  return state;
}

// Shots shown from nearer less those shown from farther, by a viewer of that arousal.
int leaning(const story::Film& film, const Policy& policy, double arousal, double sd = 0.15) {
  Showing showing(Plan::of(film).value(), policy, 1);
  int sum = 0;
  while (!showing.current().ended) {
    const Step& step = showing.current();
    const double begins = step.starts.seconds();
    for (double t = 0.25; t < step.cut.length.seconds(); t += 0.25)
      showing.observe(felt(begins + t, arousal, sd));
    const Decision d = showing.next(felt(begins + step.cut.length.seconds(), arousal, sd));
    if (!d.cut.framing_of) continue;
    sum += d.cut.shot.str().ends_with("close-up") ? 1 : -1;
  }
  return sum;
}

TEST(Framing, a_viewer_calmer_than_intended_is_brought_nearer_and_a_stirred_one_farther) {
  EXPECT_GT(leaning(framed_film(1), {}, -0.9), 0);
  EXPECT_LT(leaning(framed_film(1), {}, 0.9), 0);
}

TEST(Framing, without_evidence_every_shot_is_framed_as_written) {
  EXPECT_EQ(leaning(framed_film(1), {}, 0, 0.6), 0);
}

TEST(Framing, a_viewer_who_is_not_reacted_to_sees_the_directors_framings) {
  Policy policy;
  policy.adapt_framing = false;
  EXPECT_EQ(leaning(framed_film(1), policy, -0.9), 0);
  policy = {};
  policy.arc = story::ArcPolicy::ignore;
  EXPECT_EQ(leaning(framed_film(1), policy, -0.9), 0);
}

TEST(Framing, lost_attention_is_met_from_nearer) {
  const sense::Estimate lost{0.1, 0.1};
  EXPECT_GT(nearness_of(story::ArcPolicy::follow, {0}, lost), 0.3);
  EXPECT_EQ(nearness_of(story::ArcPolicy::follow, {0}, sense::ViewerState{}.attention), 0);
  EXPECT_EQ(nearness_of(story::ArcPolicy::ignore, {1}, lost), 0);
}

TEST(Framing, nothing_nearer_is_shown_where_the_moment_is_as_intense_as_the_viewer_allows) {
  const auto plan = Plan::of(framed_film(1)).value();
  const int shot = plan->scenes()[1].first_shot;
  Moment calm;
  Moment intense;
  intense.content.arousal = 0.7;
  EXPECT_EQ(choose_framing(*plan, shot, 1, calm, 0.5).framing, 0);
  const FramingChoice held = choose_framing(*plan, shot, 1, intense, 0.5);
  EXPECT_EQ(held.framing, -1);
  EXPECT_TRUE(held.bounds & framing_by_ceiling);
  EXPECT_EQ(choose_framing(*plan, shot, -1, intense, 0.5).framing, 1);
}

// Any viewer, any policy: core scenes as written, no framing outside the anchor, and the log
// decides the same bytes again.
RC_GTEST_PROP(Framing, keeps_core_and_anchor_and_replays, (std::uint16_t seed)) {
  story::Film film = framed_film(seed % 5);
  base::Random random(seed);
  if (random.chance(0.5)) film.style.closest = story::ShotScale::medium;
  const auto plan = Plan::of(film).value();
  Policy policy;
  policy.arc = static_cast<story::ArcPolicy>(random.below(4));
  policy.intensity_ceiling = random.uniform();
  const LogHead head = log_head(*plan, policy, seed, "test");
  Showing showing(plan, policy, seed);
  std::string log;
  for (bool first = true; !showing.current().ended; first = false) {
    showing = Showing::go_on(plan, showing.save()).value();
    const double t = (showing.current().starts + showing.current().cut.length).seconds();
    const Decision d = showing.next(felt(t - 0.3, random.uniform(-1, 1)));
    log += log_line(d, {}, first ? &head : nullptr) + "\n";
    if (!d.cut.framing_of) continue;
    RC_ASSERT(
        !plan->scenes()[static_cast<std::size_t>(plan->scene_index(showing.current().scene))].core);
    RC_ASSERT(film.style.closest != story::ShotScale::medium ||
              !d.cut.shot.str().ends_with("close-up"));
  }
  const Replay again = replay(plan, log, "log").value();
  RC_ASSERT(again.same);
}

TEST(Framing, a_saved_framing_that_is_gone_is_the_shots_own) {
  Showing showing(Plan::of(framed_film(1)).value(), {}, 1);
  while (!showing.current().cut.framing_of)
    showing.next(
        felt((showing.current().starts + showing.current().cut.length).seconds() - 0.3, -0.9));
  const story::ShotId shot = *showing.current().cut.framing_of;
  const auto same = Showing::go_on(Plan::of(framed_film(1)).value(), showing.save()).value();
  EXPECT_EQ(same.current().cut.shot, showing.current().cut.shot);
  const auto other =
      Showing::go_on(Plan::of(example_film(1, {2, 3, 4, 0})).value(), showing.save()).value();
  EXPECT_EQ(other.current().cut.shot, shot);
}

TEST(Framing, transcripts_expect_a_framing_by_its_name) {
  const auto plan = Plan::of(framed_film(1)).value();
  const auto run = [&](const std::string& shot) {
    const std::string text =
        "transcript: x\ndirector: {policy: mirror}\nsteps:\n  - scene: c0\n"
        "  - scene: k0\n    viewer: {arousal: [0.95, 0.05]}\n    cuts:\n"
        "      - {shot: k0.1, length_s: [0, 9]}\n      - {shot: " +
        shot + ", length_s: [0, 9]}\n";
    return run_transcript(plan, story::read_transcript(text, "t.yaml").value()).value();
  };
  EXPECT_THAT(run("k0.2").message, HasSubstr("this is shot k0.2.close-up"));
  EXPECT_THAT(run("k0.2.close-up").message, testing::Not(HasSubstr("this is shot k0.2")));
}

}  // namespace
}  // namespace kuleshov::direct
