// A person as drawn: a design that stays the same through the film, and what moves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/culture/drawing.hpp"
#include "kuleshov/face/take.hpp"
#include "kuleshov/picture/canvas.hpp"
#include "kuleshov/picture/head_space.hpp"
#include "kuleshov/picture/look.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::picture {

// Colours in the scene's light: lit, in shadow, and the thin light from behind.
struct Tone {
  Colour lit, shade, deep, light;
};

// What makes this face this person's: from the character's words and id, not from chance.
struct Design {
  std::uint64_t seed = 0;
  Tone skin, hair, dress, accent, under;  // under: what is worn beneath (shirt, collar)
  Colour rim, lip, iris, ink, white;
  double rim_strength = 0.6;
  double key_side = -1;
  double width = 1;  // of the head
  double jaw = 1;    // of the jaw
  double chin = 0;   // length, added
  double nose = 1;   // length
  double nose_width = 1;
  double eye = 1;
  double eye_gap = 0.165;
  double brow = 1;  // weight
  double arch = 0;
  double lips = 1;
  double age = 0.3;  // 0 child .. 1 very old
  bool feminine = false;
  bool child = false;
  bool glasses = false;
  std::string hair_style, beard, garment;
  std::string head;     // worn on the head: head-tie soft-cap headscarf knit-cap felt-hat straw-hat
  std::string pattern;  // of the cloth: stripes bands border checks prints
  Tone hat, legs, wood;
  double shoulders = 1;  // half width, heads
  double height_m = 1.7;
};

// `drawing` is that of the person's culture, or null: somebody who is said to wear nothing but
// `plain` wears one of its outfits (docs/formats/culture-pack.md), always the same one.
Design design_of(const story::Character& character, const Look& look,
                 const culture::Drawing* drawing = nullptr);

// Everything that moves in a face at one moment.
struct Expression {
  face::FaceFrame face;
  HeadPose pose;     // staging and take together
  double small = 0;  // height of the head in pixels: fewer details when it is low
};

// Draws in head units about the head's middle: scale the canvas first.
void draw_head_behind(Canvas& canvas, const Design& design, const Expression& expression);
void draw_head(Canvas& canvas, const Design& design, const Expression& expression);

// The parts of a head; used by draw_head.
struct HeadParts {
  HeadSpace space;
  Points skull;  // the skin's outline
};
HeadParts head_parts(const Design& design, const Expression& expression);
void draw_features(Canvas& canvas, const Design& design, const Expression& expression,
                   const HeadParts& parts);
void draw_eyes(Canvas& canvas, const Design& design, const Expression& expression,
               const HeadParts& parts);
void draw_mouth(Canvas& canvas, const Design& design, const Expression& expression,
                const HeadSpace& space);
void draw_hair_cap(Canvas& canvas, const Design& design, const HeadParts& parts);
void draw_hair_front(Canvas& canvas, const Design& design, const HeadParts& parts);
void draw_beard(Canvas& canvas, const Design& design, const Expression& expression,
                const HeadSpace& space);
void draw_headwear(Canvas& canvas, const Design& design, const HeadParts& parts);
void draw_on_head(Canvas& canvas, const Design& design, const HeadParts& parts);
bool hair_frames_face(const Design& design);  // hangs behind the cheeks: bob, long, curly
bool is_hat(const std::string& head);         // taken off indoors

}  // namespace kuleshov::picture
