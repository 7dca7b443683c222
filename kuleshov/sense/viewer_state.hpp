// What is known of a viewer at a time, and how surely.
#pragma once

namespace kuleshov::sense {

// A normal belief: mean and standard deviation.
struct Estimate {
  double mean = 0;
  double sd = 1;
};

// Arousal and valence -1..1, attention 0..1. The default is the prior with its full width: what is
// believed of a viewer of whom nothing was measured.
struct ViewerState {
  double time_s = 0;  // film time
  Estimate arousal{0, 0.6};
  Estimate valence{0, 0.6};
  Estimate attention{0.6, 0.3};
  double quality = 0;  // 0 no usable signal .. 1 all signals clean
};

}  // namespace kuleshov::sense
