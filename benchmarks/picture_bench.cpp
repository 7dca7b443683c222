// What a frame and a shot cost to draw, on one core. The bar of `make`: 2.5 times real time over
// everything on two cores leaves the drawing some 6-8 ms a frame.
#include <benchmark/benchmark.h>

#include "kuleshov/picture/shot_picture.hpp"

namespace {

using namespace kuleshov;
using picture::ShotPicture;

struct Case {
  story::Film film;
  story::Scene scene;
  story::Shot shot;
};

Case make_case(bool interior, story::ShotScale scale, story::CameraMove move, int people) {
  Case c;
  for (const char* id : {"a", "b"}) {
    story::Character person;
    person.id = story::CharacterId{id};
    person.appearance.dress = "coat";
    c.film.cast.push_back(person);
    c.scene.present.push_back(person.id);
  }
  c.film.settings.push_back(
      {story::PlaceId{"p"}, "P", interior, interior ? "kitchen" : "harbour", "", {}, {}, {}, {}});
  c.scene.setting = story::PlaceId{"p"};
  c.scene.time_of_day = "dusk";
  c.scene.weather = interior ? "clear" : "rain";
  c.shot.scale = scale;
  c.shot.move = move;
  for (int i = 0; i < people; ++i)
    c.shot.people.push_back({c.film.cast[static_cast<std::size_t>(i)].id, "", 0.4, "stand", ""});
  return c;
}

void frames(benchmark::State& state, const Case& c) {
  const auto picture =
      ShotPicture::prepare(c.film, c.scene, c.shot, {}, base::Ticks::seconds(5), 1);
  picture::Bitmap out;
  std::size_t frame = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(picture->draw(frame, out));
    frame = (frame + 1) % 125;
  }
}

void prepare(benchmark::State& state, const Case& c) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        ShotPicture::prepare(c.film, c.scene, c.shot, {}, base::Ticks::seconds(5), 1));
  }
}

using story::CameraMove;
using story::ShotScale;
BENCHMARK_CAPTURE(frames, extreme_close_up,
                  make_case(true, ShotScale::extreme_close_up, CameraMove::hold, 1))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frames, close_up, make_case(true, ShotScale::close_up, CameraMove::push_in, 1))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frames, over_shoulder,
                  make_case(true, ShotScale::medium_close_up, CameraMove::hold, 2))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frames, medium_two, make_case(true, ShotScale::medium, CameraMove::push_in, 2))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frames, wide_rain_harbour,
                  make_case(false, ShotScale::wide, CameraMove::pan_left, 2))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(prepare, medium_two, make_case(true, ShotScale::medium, CameraMove::push_in, 2))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(prepare, wide_harbour, make_case(false, ShotScale::wide, CameraMove::pan_left, 2))
    ->Unit(benchmark::kMillisecond);

}  // namespace
