// What the averaged rate of a device is worth.
#pragma once

#include "kuleshov/sense/senses.hpp"

namespace kuleshov::sense {

// The viewer wears something that gives single beats. While none of them is believed, a rate that
// the same sensor averages is a guess: wrist sensors are off by ten beats a minute and more while
// the hand moves (Bent, Goldstein, Kibbe & Dunn 2020, npj Digit Med 3:18).
inline bool tells_beats(const Senses& senses) {
  return senses.worn(Channel::heart_beat) || senses.worn(Channel::ppg) || senses.worn(Channel::ecg);
}

}  // namespace kuleshov::sense
