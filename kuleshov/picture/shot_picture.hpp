// One shot as pictures: prepare() paints what stands still once, draw() puts a frame together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/ticks.hpp"
#include "kuleshov/face/take.hpp"
#include "kuleshov/picture/bitmap.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::picture {

// A face for one of the shot's people: 25 frames a second from the shot's first frame. A take that
// is shorter than the shot holds its last frame; an empty one is a neutral face.
struct Performer {
  story::CharacterId who;
  face::Take take;
  bool speaking = false;          // gestures of speech
  std::vector<double> accents{};  // seconds of the stressed words they fall on
};

// draw() is const and touches nothing shared: different threads may draw different shots, or
// different frames of one shot. Same arguments, same bytes.
class ShotPicture {
 public:
  // `length` is the whole shot with its tail handle: camera moves are spread over it.
  // Errors: a performer or a person on screen who is not in the cast; data/picture missing.
  static base::Result<ShotPicture> prepare(const story::Film& film, const story::Scene& scene,
                                           const story::Shot& shot,
                                           std::vector<Performer> performers, base::Ticks length,
                                           std::uint64_t seed);
  // The film's name over its first place: a shot of its own for the film's start.
  static base::Result<ShotPicture> title(const story::Film& film, const std::string& language,
                                         base::Ticks length, std::uint64_t seed);
  // A quiet card with a few centred lines, for the end.
  static base::Result<ShotPicture> card(const story::Film& film,
                                        const std::vector<std::string>& lines, base::Ticks length,
                                        std::uint64_t seed);

  ShotPicture(ShotPicture&&) noexcept;
  ShotPicture& operator=(ShotPicture&&) noexcept;
  ~ShotPicture();

  // Frames from 0; past the end holds the last. Errors: `out` is not 1280 x 720.
  base::Result<void> draw(std::size_t frame, Bitmap& out) const;

 private:
  struct Inside;
  explicit ShotPicture(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// Key art, 1280 x 720: two of the film's people where it begins.
base::Result<Bitmap> draw_portrait(const story::Film& film);
// The film's title, logline and author over its lower half, darkened for them.
void letter_poster(Bitmap& bitmap, const story::Film& film, const std::string& language);
// Both: the still poster of `make`.
base::Result<Bitmap> draw_poster(const story::Film& film, const std::string& language);

// For people who look: a PNG file, whole or not at all.
base::Result<void> write_png(const Bitmap& bitmap, const std::string& path);

}  // namespace kuleshov::picture
