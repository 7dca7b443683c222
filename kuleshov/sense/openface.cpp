#include <array>
#include <cmath>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/face_series.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

Result<Recording> recording_of_openface(const Table& table, const std::string& file) {
  const auto* stamp = table.find("timestamp");
  const auto* success = table.find("success");
  if (stamp == nullptr) return fail("OpenFace needs a column timestamp", "", {file, 1});
  // OpenFace 3 writes eight columns of the same names with other meanings.
  if (table.find("AU08_r") != nullptr && table.find("AU26_r") == nullptr) {
    return fail("this is OpenFace 3, whose AU columns mean other units", "export with OpenFace 2",
                {file, 1});
  }
  Recording recording{file, "openface", 0, {}, {}, table.notes};
  const auto times = TRY(times_from_start(*stamp, table, file));
  const auto good = [&](std::size_t i) { return success == nullptr || (*success)[i] > 0; };
  const auto scaled = [&](const std::vector<double>& column, double factor, double offset) {
    std::vector<double> out;
    for (std::size_t i = 0; i < column.size(); ++i) {
      out.push_back(good(i) ? column[i] * factor + offset : std::nan(""));
    }
    return out;
  };
  for (std::size_t k = 0; k < table.names.size(); ++k) {
    const std::string& name = table.names[k];
    if (name.size() != 6 || !name.starts_with("AU") || !name.ends_with("_r")) continue;
    const auto unit = number_in(name.substr(2, 2));
    if (!unit || *unit < 1 || *unit > 63) continue;
    add_face_series(recording, Channel::action_unit, static_cast<int>(*unit), name, times,
                    scaled(table.columns[k], 0.2, 0));
    if (*unit == 45) {
      add_face_series(recording, Channel::eye_openness, 0, name, times,
                      scaled(table.columns[k], -0.2, 1));
    }
  }
  const std::array<std::pair<const char*, Channel>, 5> others{{{"gaze_angle_x", Channel::gaze_x},
                                                               {"gaze_angle_y", Channel::gaze_y},
                                                               {"pose_Ry", Channel::head_yaw},
                                                               {"pose_Rx", Channel::head_pitch},
                                                               {"pose_Rz", Channel::head_roll}}};
  for (const auto& [name, channel] : others) {
    const auto* column = table.find(name);
    const double sign = channel == Channel::gaze_y || channel == Channel::head_pitch ? -1 : 1;
    if (column != nullptr)
      add_face_series(recording, channel, 0, name, times,
                      scaled(*column, sign * degrees_per_radian, 0));
  }
  if (recording.series.empty()) return fail("no action unit in this file", "", {file, 1});
  return recording;
}

}  // namespace kuleshov::sense
