#include "kuleshov/face/scene_files.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "kuleshov/base/json.hpp"
#include "kuleshov/face/base64.hpp"
#include "kuleshov/face/csv.hpp"

namespace kuleshov::face {

namespace {

using base::Json;

Angles angles_of(float w, float x, float y, float z) {
  constexpr float degrees = 180 / std::numbers::pi_v<float>;
  // Inverse of yaw about y, then pitch about x, then roll about z.
  const float pitch = std::asin(std::clamp(2 * (w * x - y * z), -1.0F, 1.0F));
  const float yaw = std::atan2(2 * (w * y + x * z), 1 - 2 * (x * x + y * y));
  const float roll = std::atan2(2 * (w * z + x * y), 1 - 2 * (x * x + z * z));
  return {yaw * degrees, -pitch * degrees, -roll * degrees};
}

std::unexpected<base::Error> fault(const std::string& what, const std::string& file) {
  return base::fail(what, "write the file again with morph target weights", {file, 0, 0, 0});
}

class GltfReader {
 public:
  GltfReader(const Json& root, const std::string& file) : root_(root), file_(file) {}

  base::Result<Track> read() {
    const std::string uri = root_.at("buffers").at(0).at("uri").get<std::string>();
    const auto comma = uri.find("base64,");
    if (comma == std::string::npos) return fault("the buffer is not embedded", file_);
    bytes_ = from_base64(std::string_view(uri).substr(comma + 7));
    const Json& animation = root_.at("animations").at(0);
    for (const Json& channel : animation.at("channels")) read_channel(animation, channel);
    if (track_.frames.empty()) return fault("no animation of weights is in this file", file_);
    track_.file = file_;
    track_.kind = TrackKind::gltf;
    note_what_was_recorded(track_);
    return std::move(track_);
  }

 private:
  void read_channel(const Json& animation, const Json& channel) {
    const Json& sampler = animation.at("samplers").at(channel.at("sampler").get<std::size_t>());
    const auto times = floats(sampler.at("input").get<std::size_t>(), 1);
    const std::string path = channel.at("target").at("path").get<std::string>();
    const auto node = channel.at("target").at("node").get<std::size_t>();
    if (path == "weights") read_weights(node, times, sampler.at("output").get<std::size_t>());
    if (path == "rotation") read_rotation(node, floats(sampler.at("output").get<std::size_t>(), 4));
  }

  void read_weights(std::size_t node, const std::vector<float>& times, std::size_t output) {
    const Json& mesh =
        root_.at("meshes").at(root_.at("nodes").at(node).at("mesh").get<std::size_t>());
    const Json& names = mesh.at("extras").at("targetNames");
    const auto weights = floats(output, 1);
    const std::size_t n = names.size();
    for (std::size_t i = 0; i < times.size() && (i + 1) * n <= weights.size(); ++i) {
      if (!track_.time_s.empty() && times[i] <= track_.time_s.back()) continue;
      FaceFrame frame;
      for (std::size_t s = 0; s < n; ++s) {
        const auto shape = shape_named(names[s].get<std::string>());
        if (shape && std::isfinite(weights[i * n + s])) {
          frame[*shape] = std::clamp(weights[i * n + s], 0.0F, 1.0F);
        }
      }
      track_.time_s.push_back(times[i]);
      track_.frames.push_back(frame);
    }
  }

  void read_rotation(std::size_t node, const std::vector<float>& q) {
    const std::string name = root_.at("nodes").at(node).value("name", "");
    for (std::size_t i = 0; i < track_.frames.size() && 4 * i + 3 < q.size(); ++i) {
      const Angles a = angles_of(q[4 * i + 3], q[4 * i], q[4 * i + 1], q[4 * i + 2]);
      if (name == "head") track_.frames[i].head = a;
      if (name == "eye_left") track_.frames[i].left_eye = a;
      if (name == "eye_right") track_.frames[i].right_eye = a;
    }
  }

  [[nodiscard]] std::vector<float> floats(std::size_t accessor, std::size_t parts) const {
    const Json& a = root_.at("accessors").at(accessor);
    const Json& view = root_.at("bufferViews").at(a.at("bufferView").get<std::size_t>());
    const auto offset = view.value("byteOffset", std::size_t{0});
    const std::size_t count = a.at("count").get<std::size_t>();
    if (a.at("componentType").get<int>() != 5126 || offset > bytes_.size()) return {};
    const std::size_t most = (bytes_.size() - offset) / sizeof(float);
    std::vector<float> out(std::min(most, count > most ? most : count * parts));
    if (!out.empty()) std::memcpy(out.data(), bytes_.data() + offset, out.size() * sizeof(float));
    return out;
  }

  const Json& root_;
  const std::string& file_;
  std::string bytes_;
  Track track_;
};

}  // namespace

base::Result<Track> parse_gltf(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with("glTF")) {
    return fault("binary glTF is not read here; .gltf with embedded buffers is", file);
  }
  const Json root = TRY(base::parse_json(bytes, file));
  try {
    return GltfReader(root, file).read();
  } catch (const Json::exception& error) {
    return fault(std::string("a part of the glTF is missing: ") + error.what(), file);
  }
}

namespace {

// The text between the brackets that follow `key`, and where it ends.
std::string_view bracketed(std::string_view text, std::string_view key, char open, char close) {
  const auto at = text.find(key);
  if (at == std::string_view::npos) return {};
  const auto begin = text.find(open, at + key.size());
  if (begin == std::string_view::npos) return {};
  const auto end = text.find(close, begin);
  if (end == std::string_view::npos) return {};
  return text.substr(begin + 1, end - begin - 1);
}

std::vector<std::string> quoted(std::string_view list) {
  std::vector<std::string> out;
  for (auto at = list.find('"'); at != std::string_view::npos; at = list.find('"', at + 1)) {
    const auto end = list.find('"', at + 1);
    if (end == std::string_view::npos) break;
    out.emplace_back(list.substr(at + 1, end - at - 1));
    at = end;
  }
  return out;
}

std::vector<float> numbers_of(std::string_view list) {
  std::vector<float> out;
  while (!list.empty()) {
    const auto begin = list.find_first_of("-0123456789.");
    if (begin == std::string_view::npos) break;
    list.remove_prefix(begin);
    float value = 0;
    const auto [end, status] = std::from_chars(list.data(), list.data() + list.size(), value);
    if (status == std::errc{}) out.push_back(std::isfinite(value) ? value : 0);
    list.remove_prefix(std::max<std::size_t>(1, static_cast<std::size_t>(end - list.data())));
  }
  return out;
}

// "12: [1, 2, 3]," line by line: calls each(sample, values).
template <class Each>
void each_sample(std::string_view samples, Each each) {
  std::string_view line;
  LineReader lines(samples);
  while (lines.next(line)) {
    const auto colon = line.find(':');
    const auto open = line.find('[');
    if (colon == std::string_view::npos || open == std::string_view::npos) continue;
    const auto sample = number_in(base::trim(line.substr(0, colon)));
    if (sample) each(*sample, numbers_of(line.substr(open + 1)));
  }
}

}  // namespace

base::Result<Track> parse_usda(std::string_view text, const std::string& file) {
  Track track;
  track.file = file;
  track.kind = TrackKind::usda;
  double rate = 24;  // USD's default
  const auto rate_at = text.find("timeCodesPerSecond = ");
  if (rate_at != std::string_view::npos) {
    const auto given = number_in(text.substr(rate_at + 21, 24));
    if (given && *given > 0 && *given <= 100'000) rate = *given;
  }
  const auto names = quoted(bracketed(text, "blendShapes = ", '[', ']'));
  each_sample(bracketed(text, "blendShapeWeights.timeSamples", '{', '}'),
              [&](double sample, const std::vector<float>& weights) {
                const double t = sample / rate;
                if (!track.time_s.empty() && t <= track.time_s.back()) return;
                FaceFrame frame;
                for (std::size_t s = 0; s < std::min(names.size(), weights.size()); ++s) {
                  const auto shape = shape_named(names[s]);
                  if (shape) frame[*shape] = std::clamp(weights[s], 0.0F, 1.0F);
                }
                track.time_s.push_back(t);
                track.frames.push_back(frame);
              });
  if (track.frames.empty() || names.empty()) return fault("no blend shape weights are here", file);
  std::size_t i = 0;
  each_sample(bracketed(text, "rotations.timeSamples", '{', '}'),
              [&](double, const std::vector<float>& q) {
                if (i >= track.frames.size() || q.size() < 12) return;
                FaceFrame& frame = track.frames[i++];
                frame.head = angles_of(q[0], q[1], q[2], q[3]);
                frame.left_eye = angles_of(q[4], q[5], q[6], q[7]);
                frame.right_eye = angles_of(q[8], q[9], q[10], q[11]);
              });
  const double start = track.time_s.front();
  for (double& t : track.time_s) t -= start;
  note_what_was_recorded(track);
  return track;
}

}  // namespace kuleshov::face
