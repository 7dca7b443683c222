#include "kuleshov/sense/ring.hpp"

#include <algorithm>

namespace kuleshov::sense {

double median_in_place(double* values, std::size_t n) {
  if (n == 0) return 0;
  double* middle = values + (n - 1) / 2;
  std::nth_element(values, middle, values + n);
  return *middle;
}

}  // namespace kuleshov::sense
