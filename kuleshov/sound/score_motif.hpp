// The film's motif and the melodies made of it. Internal to `sound`.
#pragma once

#include <vector>

#include "kuleshov/sound/score_theory.hpp"

namespace kuleshov::sound {

// Steps of the scale from the first note, and lengths in beats; four beats in all.
struct Motif {
  std::vector<int> steps;
  std::vector<double> lengths;
};

// One motif a film: mostly stepwise, one leap that is answered by steps the other way (Huron 2006,
// Sweet Anticipation, ch. 5: post-skip reversal).
Motif motif_of(std::uint64_t film_seed);

// The same motif as it belongs to a character: as it is, upside down, backwards or with its
// rhythm turned around.
Motif turned(const Motif& motif, const std::string& about);

// A melody over the cue: statement, answer, variation, close; two bars each, with rests that grow
// with calm. Strong beats lie on notes of the chord.
std::vector<Note> melody_of(const CueRequest& request, const Harmony& harmony);

}  // namespace kuleshov::sound
