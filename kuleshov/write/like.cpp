#include "kuleshov/write/like.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/lengths.hpp"
#include "kuleshov/text/fdx.hpp"

namespace kuleshov::write {

namespace {

using base::Path;
using base::Result;
using text::Element;
using text::ElementType;

struct SceneShape {
  std::string heading;
  std::set<std::string> speakers;
  std::set<std::string> words;  // five letters and more
  double spoken_s = 0;
  double action_s = 0;
  std::size_t speeches = 0;
  std::size_t speech_words = 0;
  std::size_t cries = 0;
  [[nodiscard]] double seconds() const { return spoken_s + action_s; }
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> all;
  std::string word;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) {
      word += static_cast<char>(byte < 0x80 ? std::tolower(byte) : c);
    } else if (c != '\'' && !word.empty()) {
      all.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) all.push_back(std::move(word));
  return all;
}

void add(const Element& element, SceneShape& scene) {
  const bool speech = element.type == ElementType::dialogue || element.type == ElementType::lyrics;
  if (element.type == ElementType::character) {
    scene.speakers.insert(element.key);
    ++scene.speeches;
  }
  if (!speech && element.type != ElementType::action) return;
  const auto words = words_of(element.text);
  for (const std::string& word : words)
    if (word.size() >= 5) scene.words.insert(word);
  if (speech) {
    scene.spoken_s += story::speech_seconds(element.text, {}) + 0.68;
    scene.speech_words += words.size();
    scene.cries += element.text.find('!') != std::string::npos ? 1 : 0;
  } else {
    scene.action_s += story::action_seconds(element.text);
  }
}

std::vector<SceneShape> scenes_of(const text::Script& script) {
  std::vector<SceneShape> scenes;
  for (const Element& element : script.elements) {
    if (element.type == ElementType::scene_heading) {
      scenes.emplace_back();
      scenes.back().heading = element.text;
    } else if (!scenes.empty()) {
      add(element, scenes.back());
    }
  }
  std::erase_if(scenes, [](const SceneShape& scene) { return scene.seconds() <= 0; });
  return scenes;
}

double unlike(const std::set<std::string>& a, const std::set<std::string>& b) {
  const auto shared = static_cast<double>(
      std::count_if(a.begin(), a.end(), [&](const std::string& item) { return b.contains(item); }));
  const double all = static_cast<double>(a.size() + b.size()) - shared;
  return all == 0 ? 0 : 1 - shared / all;
}

bool by_night(const std::string& heading) { return heading.find("NIGHT") != std::string::npos; }

double change(const SceneShape& a, const SceneShape& b) {
  const std::string place_a = a.heading.substr(0, a.heading.rfind(" - "));
  const std::string place_b = b.heading.substr(0, b.heading.rfind(" - "));
  return unlike(a.speakers, b.speakers) + unlike(a.words, b.words) +
         (place_a != place_b ? 0.5 : 0) + (by_night(a.heading) != by_night(b.heading) ? 0.25 : 0);
}

std::vector<double> turns_of(const std::vector<SceneShape>& scenes, double total) {
  std::vector<std::pair<double, double>> candidates;  // how much changes, where
  double at = 0;
  for (std::size_t i = 1; i < scenes.size(); ++i) {
    at += scenes[i - 1].seconds();
    // A short scene between two long ones turns nothing: weigh by what stands on both sides.
    const double weight = std::sqrt(std::min(scenes[i - 1].seconds(), scenes[i].seconds()));
    candidates.emplace_back(-change(scenes[i - 1], scenes[i]) * weight, at / total);
  }
  std::sort(candidates.begin(), candidates.end());
  std::vector<double> turns;
  for (const auto& [much, where] : candidates) {
    const bool near = std::any_of(turns.begin(), turns.end(),
                                  [w = where](double t) { return std::abs(t - w) < 0.1; });
    if (!near && where > 0.03 && where < 0.97 && turns.size() < 5) turns.push_back(where);
  }
  std::sort(turns.begin(), turns.end());
  return turns;
}

// Pace of one scene: 0 slow .. 1 fast, each of four parts at most a quarter.
double pace(const SceneShape& scene) {
  const auto quarter = [](double value) { return 0.25 * std::clamp(value, 0.0, 1.0); };
  const double words = scene.speeches == 0 ? 20
                                           : static_cast<double>(scene.speech_words) /
                                                 static_cast<double>(scene.speeches);
  const double cries = scene.speeches == 0
                           ? 0
                           : static_cast<double>(scene.cries) / static_cast<double>(scene.speeches);
  return quarter(1 - scene.seconds() / 120) + quarter(1 - words / 25) + quarter(cries * 2) +
         quarter(scene.action_s / scene.seconds());
}

constexpr std::size_t points = 11;

std::vector<double> tension_of(const std::vector<SceneShape>& scenes, double total) {
  std::vector<double> sum(points), weight(points);
  double at = 0;
  for (const SceneShape& scene : scenes) {
    const double middle = (at + scene.seconds() / 2) / total;
    at += scene.seconds();
    for (std::size_t i = 0; i < points; ++i) {
      const double apart = middle - static_cast<double>(i) / (points - 1);
      const double near = std::exp(-apart * apart / 0.015) * scene.seconds();
      sum[i] += near * pace(scene);
      weight[i] += near;
    }
  }
  for (std::size_t i = 0; i < points; ++i) sum[i] = weight[i] > 0 ? sum[i] / weight[i] : 0.5;
  return sum;
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(
      std::lround(share * static_cast<double>(values.size() - 1)))];
}

bool a_script(const Path& path) {
  return path.extension() == ".fountain" || path.extension() == ".fdx";
}

Result<std::vector<Path>> scripts_at(const Path& path) {
  std::vector<Path> files;
  std::error_code ignored;
  if (std::filesystem::is_directory(path)) {
    for (const auto& item : std::filesystem::recursive_directory_iterator(path, ignored))
      if (a_script(item.path())) files.push_back(item.path());
  } else {
    files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  if (files.empty())
    return base::fail("no .fountain or .fdx file in " + path.string(), "name a script or a folder",
                      {path.string()}, base::ErrorKind::not_found);
  return files;
}

Result<text::Script> read_script(const Path& path) {
  const std::string source = TRY(base::read_file(path));
  if (path.extension() == ".fdx") return TRY(text::read_fdx(source, path.string())).script;
  return text::parse_fountain(source);
}

// Means over scripts; scene lengths over all scenes.
Shape together(const std::vector<Shape>& shapes) {
  Shape all;
  const auto n = static_cast<double>(shapes.size());
  std::size_t turns = 5;
  for (const Shape& shape : shapes) turns = std::min(turns, shape.turns.size());
  all.turns.assign(turns, 0);
  all.tension.assign(points, 0);
  for (const Shape& shape : shapes) {
    all.scripts += 1;
    all.scenes += shape.scenes;
    all.seconds += shape.seconds / n;
    all.scene_median_s += shape.scene_median_s / n;
    all.scene_low_s += shape.scene_low_s / n;
    all.scene_high_s += shape.scene_high_s / n;
    all.dialogue_share += shape.dialogue_share / n;
    all.silent_share += shape.silent_share / n;
    all.speech_words += shape.speech_words / n;
    for (std::size_t i = 0; i < turns; ++i) all.turns[i] += shape.turns[i] / n;
    for (std::size_t i = 0; i < points; ++i) all.tension[i] += shape.tension[i] / n;
  }
  return all;
}

std::string spoken_text(const text::Script& script) {
  std::string all;
  for (const Element& element : script.elements)
    if (element.type == ElementType::dialogue || element.type == ElementType::action)
      all += element.text + "\n";
  return all;
}

}  // namespace

Result<Shape> shape_of(const text::Script& script) {
  const std::vector<SceneShape> scenes = scenes_of(script);
  if (scenes.empty())
    return base::fail("the script has no scene headings", "a script to learn from needs scenes");
  Shape shape;
  shape.scripts = 1;
  shape.scenes = scenes.size();
  std::vector<double> lengths;
  double spoken = 0;
  double words = 0;
  double speeches = 0;
  for (const SceneShape& scene : scenes) {
    lengths.push_back(scene.seconds());
    shape.seconds += scene.seconds();
    spoken += scene.spoken_s;
    words += static_cast<double>(scene.speech_words);
    speeches += static_cast<double>(scene.speeches);
    shape.silent_share += scene.speeches == 0 ? 1.0 / static_cast<double>(scenes.size()) : 0;
  }
  shape.scene_low_s = quantile(lengths, 0.25);
  shape.scene_median_s = quantile(lengths, 0.5);
  shape.scene_high_s = quantile(lengths, 0.75);
  shape.dialogue_share = spoken / shape.seconds;
  shape.speech_words = speeches == 0 ? 0 : words / speeches;
  shape.turns = turns_of(scenes, shape.seconds);
  shape.tension = tension_of(scenes, shape.seconds);
  return shape;
}

Result<Shape> learn_shape(const Path& path) {
  std::vector<Shape> shapes;
  // Of a folder, those that have scenes: there may be notes and title pages among them.
  for (const Path& file : TRY(scripts_at(path)))
    if (auto shape = shape_of(TRY(read_script(file)))) shapes.push_back(std::move(*shape));
  if (shapes.empty())
    return base::fail("no script there has scene headings", "a script to learn from needs scenes",
                      {path.string()});
  return together(shapes);
}

std::string describe(const Shape& shape) {
  const auto list = [](const std::vector<double>& values) {
    std::string out;
    for (const double value : values) out += fmt::format("{}{:.2f}", out.empty() ? "" : " ", value);
    return out;
  };
  return fmt::format(
      "scripts        {} with {} scenes, {:.1f} min each\n"
      "scene length   {:.0f} s in the middle, half of them between {:.0f} and {:.0f} s\n"
      "spoken         {:.0f} % of the time, {:.1f} words a speech, {:.0f} % of scenes silent\n"
      "turns at       {}\npace           {}\n",
      shape.scripts, shape.scenes, shape.seconds / 60, shape.scene_median_s, shape.scene_low_s,
      shape.scene_high_s, 100 * shape.dialogue_share, shape.speech_words, 100 * shape.silent_share,
      list(shape.turns), list(shape.tension));
}

SharedRun longest_shared_run(std::string_view text, std::string_view source) {
  const auto ours = words_of(text);
  const auto theirs = words_of(source);
  std::unordered_map<std::string, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < theirs.size(); ++i) places[theirs[i]].push_back(i);
  SharedRun best;
  std::size_t best_at = 0;
  std::unordered_map<std::size_t, std::size_t> last;  // length of the run that ends there
  for (std::size_t i = 0; i < ours.size(); ++i) {
    std::unordered_map<std::size_t, std::size_t> now;
    if (const auto found = places.find(ours[i]); found != places.end())
      for (const std::size_t j : found->second) {
        const auto before = j == 0 ? last.end() : last.find(j - 1);
        const std::size_t length = 1 + (before == last.end() ? 0 : before->second);
        now[j] = length;
        if (length > best.words) best.words = length, best_at = i + 1 - length;
      }
    last = std::move(now);
  }
  for (std::size_t i = 0; i < best.words; ++i) best.run += (i == 0 ? "" : " ") + ours[best_at + i];
  return best;
}

Result<SharedRun> longest_shared_run_with(std::string_view text, const Path& path) {
  SharedRun best;
  for (const Path& file : TRY(scripts_at(path))) {
    SharedRun run = longest_shared_run(text, spoken_text(TRY(read_script(file))));
    if (run.words > best.words) best = std::move(run);
  }
  return best;
}

}  // namespace kuleshov::write
