// What the readers of faces share.
#pragma once

#include <numbers>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

inline constexpr double degrees_per_radian = 180 / std::numbers::pi;

// `unit`: the FACS number of an action unit, else 0.
void add_face_series(Recording& recording, Channel channel, int unit, std::string name,
                     const std::vector<double>& times, std::vector<double> values);

// The times less the first. Errors: one that goes back or is no number, with its line.
base::Result<std::vector<double>> times_from_start(std::vector<double> times, const Table& table,
                                                   const std::string& file);

}  // namespace kuleshov::sense
