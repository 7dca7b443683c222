#include <cmath>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

Result<Recording> parse_affectiva(std::string_view text, const std::string& file) {
  const auto lines = base::lines(text);
  double rate = 0;
  std::size_t i = 0;
  for (; i < lines.size() && !lines[i].starts_with("-----"); ++i) {
    if (!lines[i].starts_with("Sampling Rate:")) continue;
    const auto value = lines[i].substr(14);
    rate = number_in(value.substr(0, value.find(','))).value_or(0);
  }
  if (i == lines.size() || !(rate > 0 && rate < 1e4)) {
    return fail("this header of a Q sensor has no rate or no end",
                "expected \"Sampling Rate: N\" and a line of dashes", {file, 1});
  }
  Recording recording{file, "affectiva-q", 0, {}, {}, {}};
  Series motion;
  Series temperature;
  Series skin;
  for (++i; i < lines.size(); ++i) {
    const auto parts = base::split(lines[i], ',');
    if (base::trim(lines[i]).empty()) continue;
    if (parts.size() < 6) {
      if (i + 1 < lines.size()) return fail("this line has too few fields", "", {file, i + 1});
      recording.notes.push_back(file + " ends in the middle of line " + std::to_string(i + 1));
      break;
    }
    const auto number = [&](std::size_t k) { return number_in(parts[k]).value_or(std::nan("")); };
    motion.values.push_back(std::hypot(number(0), number(1), number(2)));
    temperature.values.push_back(number(4));
    skin.values.push_back(number(5));
  }
  const auto add = [&](Series& series, Channel channel, const char* name) {
    series.channel = channel;
    series.name = name;
    series.rate_hz = rate;
    recording.series.push_back(std::move(series));
  };
  add(skin, Channel::skin_conductance, "EDA");
  add(motion, Channel::acceleration, "ACC");
  add(temperature, Channel::skin_temperature, "TEMP");
  return recording;
}

}  // namespace kuleshov::sense
