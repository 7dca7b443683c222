#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "kuleshov/picture/backdrop.hpp"
#include "kuleshov/picture/insert.hpp"
#include "kuleshov/picture/shot_picture.hpp"
#include "kuleshov/picture/site.hpp"
#include "kuleshov/picture/stage.hpp"

namespace kuleshov::picture {
namespace {

using story::ShotScale;

story::Character person(const std::string& id, const std::string& hair, const std::string& dress) {
  story::Character c;
  c.id = story::CharacterId{id};
  c.cue = id;
  c.appearance.hair_style = hair;
  c.appearance.dress = dress;
  return c;
}

// A film with two people in one place; what a test needs is changed by the test.
struct Small {
  story::Film film;
  story::Scene scene;
  story::Shot shot;

  Small() {
    film.cast = {person("a", "short", "coat"), person("b", "long", "dress")};
    film.settings.push_back({story::PlaceId{"p"}, "PLACE", true, "kitchen", "", {}, {}, {}, {}});
    scene.id = story::SceneId{"s1"};
    scene.setting = story::PlaceId{"p"};
    scene.present = {story::CharacterId{"a"}, story::CharacterId{"b"}};
    scene.time_of_day = "day";
    scene.weather = "clear";
    shot.id = story::ShotId{"s1.1"};
    shot.people.push_back({story::CharacterId{"a"}, "", 0.4, "stand", ""});
  }
  [[nodiscard]] base::Result<ShotPicture> prepare(std::vector<Performer> performers = {},
                                                  std::uint64_t seed = 3) const {
    return ShotPicture::prepare(film, scene, shot, std::move(performers), base::Ticks::seconds(4),
                                seed);
  }
  [[nodiscard]] Bitmap frame(std::size_t at = 20) const {
    const auto picture = prepare();
    EXPECT_TRUE(picture.has_value());
    Bitmap out;
    EXPECT_TRUE(picture->draw(at, out).has_value());
    return out;
  }
};

std::size_t different(const Bitmap& a, const Bitmap& b) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i) n += a.pixels()[i] != b.pixels()[i];
  return n;
}

bool whole(const Bitmap& frame) {
  for (const std::uint32_t p : frame.pixels()) {
    if (p >> 24 != 255) return false;
  }
  return true;
}

TEST(ShotPicture, TheSameArgumentsGiveTheSameBytes) {
  Small small;
  small.scene.weather = "snow";
  small.film.settings.front().interior = false;
  small.film.settings.front().kind = "harbour";
  EXPECT_EQ(small.frame(31).pixels(), small.frame(31).pixels());
}

TEST(ShotPicture, FramesMayBeDrawnInAnyOrder) {
  Small small;
  small.shot.move = story::CameraMove::push_in;
  const auto picture = small.prepare();
  Bitmap first, again;
  ASSERT_TRUE(picture->draw(50, first).has_value());
  ASSERT_TRUE(picture->draw(3, again).has_value());
  EXPECT_GT(different(first, again), 10'000U);
  ASSERT_TRUE(picture->draw(50, again).has_value());
  EXPECT_EQ(first.pixels(), again.pixels());
}

TEST(ShotPicture, EveryScaleFillsTheFrameAndMoves) {
  for (int scale = 0; scale <= static_cast<int>(ShotScale::extreme_wide); ++scale) {
    Small small;
    small.shot.scale = static_cast<ShotScale>(scale);
    const auto picture = small.prepare();
    ASSERT_TRUE(picture.has_value());
    Bitmap early, late;
    ASSERT_TRUE(picture->draw(10, early).has_value());
    ASSERT_TRUE(picture->draw(40, late).has_value());
    EXPECT_TRUE(whole(early)) << scale;
    EXPECT_GT(different(early, late), 100U) << scale;
  }
}

TEST(ShotPicture, AFrameOfAnotherSizeIsRefused) {
  Bitmap wrong(640, 360);
  EXPECT_FALSE(Small{}.prepare()->draw(0, wrong).has_value());
}

TEST(ShotPicture, SomebodyWhoIsNotInTheCastIsNamed) {
  Small small;
  small.shot.people.front().who = story::CharacterId{"stranger"};
  const auto picture = small.prepare();
  ASSERT_FALSE(picture.has_value());
  EXPECT_NE(picture.error().what.find("stranger"), std::string::npos);
}

TEST(ShotPicture, AMouthThatOpensChangesTheFaceOnly) {
  Small small;
  small.shot.scale = ShotScale::close_up;
  face::Take silent, open;
  silent.frames.resize(2);
  open.frames.resize(2);
  open.frames[1][face::Shape::jaw_open] = 0.8F;
  const auto a = small.prepare({{story::CharacterId{"a"}, silent, false}});
  const auto b = small.prepare({{story::CharacterId{"a"}, open, false}});
  Bitmap one, two;
  ASSERT_TRUE(a->draw(1, one).has_value());
  ASSERT_TRUE(b->draw(1, two).has_value());
  const Mark mark = block_shot(small.film, small.scene, small.shot).front();
  std::size_t outside = 0;
  for (int y = 0; y < frame_height; ++y) {
    for (int x = 0; x < frame_width; ++x) {
      const bool near =
          std::abs(x - mark.head.x) < mark.size && std::abs(y - mark.head.y) < mark.size;
      outside += !near && one.row(y)[x] != two.row(y)[x];
    }
  }
  EXPECT_GT(different(one, two), 2'000U);
  EXPECT_EQ(outside, 0U);
}

RC_GTEST_PROP(ShotPicture, AnyTakeDrawsAWholeFrame, ()) {
  Small small;
  small.shot.scale =
      *rc::gen::element(ShotScale::extreme_close_up, ShotScale::close_up, ShotScale::medium);
  static constexpr float wild[] = {0,
                                   1,
                                   -3,
                                   7,
                                   0.5F,
                                   std::numeric_limits<float>::quiet_NaN(),
                                   std::numeric_limits<float>::infinity()};
  face::Take take;
  face::FaceFrame frame;
  for (float& v : frame.shape) v = wild[*rc::gen::inRange(0, 7)];
  frame.head = {wild[*rc::gen::inRange(0, 7)] * 40, wild[*rc::gen::inRange(0, 7)] * 40, 90};
  frame.left_eye.yaw = wild[*rc::gen::inRange(0, 7)] * 90;
  take.frames.push_back(frame);
  const auto picture = small.prepare({{story::CharacterId{"a"}, take, true}});
  Bitmap out;
  RC_ASSERT(picture->draw(0, out).has_value());
  RC_ASSERT(whole(out));
}

// The face's share of the frame by shot scale, as cinematography handbooks describe the scales:
// the head fills the frame in a close-up, figures are whole in a wide shot.
TEST(Framing, TheHeadTakesTheShareThatTheScaleAsks) {
  const auto size = [](ShotScale scale) {
    Small small;
    small.shot.scale = scale;
    return block_shot(small.film, small.scene, small.shot).front().size / frame_height;
  };
  EXPECT_GT(size(ShotScale::extreme_close_up), 1.0);
  EXPECT_NEAR(size(ShotScale::close_up), 0.62, 0.08);
  EXPECT_NEAR(size(ShotScale::medium), 0.26, 0.05);
  EXPECT_NEAR(size(ShotScale::wide), 0.105, 0.03);
  EXPECT_LT(size(ShotScale::extreme_wide), 0.04);
}

TEST(Framing, InAWideShotTheWholeFigureIsInTheFrame) {
  Small small;
  small.shot.scale = ShotScale::wide;
  const Mark mark = block_shot(small.film, small.scene, small.shot).front();
  EXPECT_GT(mark.head.y - mark.size, 0);
  EXPECT_LT(mark.head.y + 6.7 * mark.size, frame_height);
}

TEST(Framing, TheEyesStayInTheUpperHalfUpToTheMediumShot) {
  for (const ShotScale scale :
       {ShotScale::close_up, ShotScale::medium_close_up, ShotScale::medium}) {
    Small small;
    small.shot.scale = scale;
    EXPECT_LT(block_shot(small.film, small.scene, small.shot).front().head.y, frame_height / 2.0);
  }
}

TEST(Framing, EyelinesMeetAcrossACut) {
  Small small;
  small.shot.scale = ShotScale::close_up;
  const Mark a = block_shot(small.film, small.scene, small.shot).front();
  small.shot.people.front().who = story::CharacterId{"b"};
  const Mark b = block_shot(small.film, small.scene, small.shot).front();
  EXPECT_EQ(a.facing, -b.facing);
  EXPECT_LT(a.turn.yaw * b.turn.yaw, 0);
  EXPECT_LT((a.head.x - frame_width / 2.0) * a.facing, 0) << "room in front of the face";
  small.shot.people.push_back({story::CharacterId{"a"}, "", 0.4, "stand", ""});
  small.shot.scale = ShotScale::medium;
  const auto both = block_shot(small.film, small.scene, small.shot);
  ASSERT_EQ(both.size(), 2U);
  for (const Mark& mark : both) {
    EXPECT_EQ(mark.facing, mark.who.str() == "a" ? a.facing : b.facing);
  }
}

TEST(Framing, TwoPeopleCloseTogetherAreSeenOverAShoulder) {
  Small small;
  small.shot.scale = ShotScale::medium_close_up;
  small.shot.people.push_back({story::CharacterId{"b"}, "", 0.4, "stand", ""});
  const auto marks = block_shot(small.film, small.scene, small.shot);
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_FALSE(marks[0].over_shoulder);
  EXPECT_TRUE(marks[1].over_shoulder);
  EXPECT_GT(marks[1].size, marks[0].size);
}

RC_GTEST_PROP(Camera, TheLayersAlwaysCoverTheFrame, ()) {
  const auto move = static_cast<story::CameraMove>(*rc::gen::inRange(0, 8));
  const double length = *rc::gen::inRange(1, 400) / 25.0, at = *rc::gen::inRange(0, 400) / 25.0;
  const Camera camera = camera_at(move, at, length, *rc::gen::arbitrary<std::uint64_t>());
  for (const double depth : {0.0, 0.22, 0.55, 0.88, 1.0}) {
    const Shift shift = shift_of(camera, depth);
    const double half_w = shift.scale * frame_width * overscan / 2,
                 half_h = shift.scale * frame_height * overscan / 2;
    RC_ASSERT(half_w - std::abs(shift.move.x) >= frame_width / 2.0);
    RC_ASSERT(half_h - std::abs(shift.move.y) >= frame_height / 2.0);
  }
}

class Kinds : public testing::TestWithParam<bool> {};

TEST_P(Kinds, EveryKindOfPlaceIsAPictureOfItsOwn) {
  const auto kinds = known_kinds(GetParam());
  ASSERT_TRUE(kinds.has_value());
  ASSERT_GT(kinds->size(), 20U);
  Small small;
  small.shot.people.clear();
  small.shot.scale = ShotScale::medium_close_up;  // half the pixels: enough to tell them apart
  small.film.settings.front().interior = GetParam();
  Bitmap last;
  for (const std::string& kind : *kinds) {
    small.film.settings.front().kind = kind;
    const Bitmap frame = small.frame(0);
    EXPECT_TRUE(whole(frame)) << kind;
    EXPECT_GT(different(frame, last), 50'000U) << kind;
    last = frame;
  }
}
INSTANTIATE_TEST_SUITE_P(InsideAndOutside, Kinds, testing::Bool());

TEST(Catalogue, EveryThingLeavesInk) {
  Small small;
  const auto look = look_of(small.film, small.scene, small.film.settings.front());
  ASSERT_TRUE(look.has_value());
  for (const auto& [word, element] : elements()) {
    Bitmap bitmap(320, 180);
    std::vector<LightSource> lights;
    base::Random random(1);
    {
      Canvas canvas(bitmap);
      canvas.scale(20, 20);
      Site site{canvas, *look, random, lights, {}};
      element.paint(site, {8, 6, 1});
    }
    EXPECT_GT(different(bitmap, Bitmap(320, 180)), 20U) << word;
  }
}

TEST(Catalogue, EveryInsertAndAnyOtherWordIsDrawn) {
  Small small;
  small.shot.people.clear();
  std::vector<std::string> words = known_inserts();
  words.insert(words.end(), {"envelope", "lamp", "a red scarf", "灯", "wholly unknown thing"});
  for (const std::string& word : words) {
    small.shot.insert = word;
    EXPECT_TRUE(whole(small.frame(0))) << word;
  }
}

TEST(Catalogue, UnknownPlacesFallBackSensibly) {
  Small small;
  small.shot.people.clear();
  small.film.settings.front().kind = "upper galley";
  const Bitmap galley = small.frame(0);
  small.film.settings.front().kind = "kitchen";
  EXPECT_EQ(galley.pixels(), small.frame(0).pixels()) << "a galley is a kitchen";
  small.film.settings.front().kind = "zzz";
  EXPECT_TRUE(whole(small.frame(0)));
}

TEST(Light, NightIsDarkerThanDay) {
  const auto mean = [](const Bitmap& b) {
    double sum = 0;
    for (const std::uint32_t p : b.pixels())
      sum += (p & 255U) + ((p >> 8) & 255U) + ((p >> 16) & 255U);
    return sum;
  };
  Small small;
  small.film.settings.front() = {story::PlaceId{"p"}, "P", false, "street", "", {}, {}, {}, {}};
  const double day = mean(small.frame(0));
  small.scene.time_of_day = "night";
  EXPECT_LT(mean(small.frame(0)), 0.75 * day);
}

// Mean luminance of the frame never swings fast: no flash for photosensitive people.
TEST(Light, AStormDoesNotFlash) {
  Small small;
  small.film.settings.front() = {story::PlaceId{"p"}, "P", false, "sea", "", {}, {}, {}, {}};
  small.scene.weather = "storm";
  small.scene.time_of_day = "night";
  small.shot.scale = ShotScale::wide;
  const auto picture = small.prepare();
  double last = -1;
  for (std::size_t frame = 0; frame < 100; frame += 5) {
    Bitmap out;
    ASSERT_TRUE(picture->draw(frame, out).has_value());
    double sum = 0;
    for (const std::uint32_t p : out.pixels()) sum += static_cast<double>((p >> 8) & 255U);
    const double level = sum / static_cast<double>(out.pixels().size()) / 255;
    EXPECT_LT(last < 0 ? 0 : std::abs(level - last), 0.02);
    last = level;
  }
}

}  // namespace
}  // namespace kuleshov::picture
