#include "kuleshov/sense/face_series.hpp"

#include <cmath>
#include <utility>

namespace kuleshov::sense {

void add_face_series(Recording& recording, Channel channel, int unit, std::string name,
                     const std::vector<double>& times, std::vector<double> values) {
  Series series;
  series.channel = channel;
  series.index = static_cast<std::uint8_t>(unit);
  series.name = std::move(name);
  series.times_s = times;
  series.values = std::move(values);
  recording.series.push_back(std::move(series));
}

base::Result<std::vector<double>> times_from_start(std::vector<double> times, const Table& table,
                                                   const std::string& file) {
  const double start = times.empty() ? 0 : times.front();
  for (std::size_t i = 0; i < times.size(); ++i) {
    times[i] -= start;
    if (!std::isfinite(times[i]) || (i > 0 && times[i] < times[i - 1])) {
      return base::fail("the time goes back or is not a number", "sort the lines",
                        {file, table.lines[i]});
    }
  }
  return times;
}

}  // namespace kuleshov::sense
