#include "kuleshov/story/path_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/story/utf8.hpp"

namespace kuleshov::story {

namespace {

std::size_t index_of(int value) { return static_cast<std::size_t>(value); }

struct Row {
  std::string scene;
  std::string how;
  std::vector<int> changed;  // variables
  StoryState state;
};

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += take_code_point(text).value_or(' ') >= 0x2E80 ? 2 : 1;
  return width;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t has = width_of(text);
  return text + std::string(width > has ? width - has : 0, ' ');
}

std::string when(const Way& way) {
  return way.trigger.text.empty() ? "" : fmt::format(" when \"{}\"", way.trigger.text);
}

// "goes on", or the way that was taken, as its author wrote it.
std::string how_by(const Film& film, const Scene& from, const Way& way) {
  if (!from.key_point) return "goes on" + when(way);
  const std::string_view label = in_language(way.label, film.languages.front());
  return way.id.str() + (label.empty() ? "" : fmt::format(" \"{}\"", label)) + when(way);
}

class Walk {
 public:
  Walk(const Graph& graph, const Finding& finding)
      : graph_(graph), film_(graph.film()), finding_(finding) {}

  std::string text() {
    if (finding_.path.empty()) return "";
    rows();
    mark_asked();
    std::string out;
    std::size_t scenes = 0;
    std::size_t hows = 0;
    for (const Row& row : rows_) {
      scenes = std::max(scenes, width_of(row.scene));
      hows = std::max(hows, std::min(width_of(row.how), widest_how));
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::string line =
          fmt::format("{:>5}. {}  {}  {}", i + 1, padded(rows_[i].scene, scenes),
                      padded(rows_[i].how, hows), values(rows_[i], i == 0));
      out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return out + ways_at_the_end();
  }

 private:
  static constexpr std::size_t widest_how = 46;

  void rows() {
    StoryState state = start(graph_);
    rows_.push_back({finding_.path.front().str(), "", {}, state});
    for (std::size_t i = 1; i < finding_.path.size(); ++i) {
      Row row{finding_.path[i].str(), "", {}, state};
      const int way = i <= finding_.ways.size() ? way_of(state.scene, finding_.ways[i - 1]) : -1;
      if (way >= 0) {
        const Scene& from = film_.scenes[index_of(state.scene)];
        row.how = how_by(film_, from, from.ways[index_of(way)]);
        take(graph_, row.state, way);
        note_changes(state, row);
      }
      state = row.state;
      rows_.push_back(std::move(row));
    }
  }

  // Index within the scene's ways; -1 where it has none of that name, or one that leads nowhere.
  [[nodiscard]] int way_of(int scene, const WayId& id) const {
    const int way = graph_.way_index(scene, id);
    const bool leads = way >= 0 && graph_.scenes()[index_of(scene)].ways[index_of(way)].to >= 0;
    return leads ? way : -1;
  }

  void note_changes(const StoryState& before, Row& row) {
    for (std::size_t v = 0; v < film_.variables.size(); ++v) {
      if (before.variables[v] == row.state.variables[v]) continue;
      row.changed.push_back(static_cast<int>(v));
      told_.insert(static_cast<int>(v));
    }
  }

  void mark_asked() {
    for (const GraphWay& way : graph_.scenes()[index_of(rows_.back().state.scene)].ways)
      for (const Instruction& i : way.trigger.instructions)
        if (i.op == Op::variable) told_.insert(i.value);
  }

  [[nodiscard]] std::string values(const Row& row, bool first) const {
    std::string out;
    const std::vector<int> all(told_.begin(), told_.end());
    for (const int v : first ? all : row.changed) {
      const Variable& variable = film_.variables[index_of(v)];
      out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", variable.id.str(),
                         value_text(variable, row.state.variables[index_of(v)]));
    }
    return out;
  }

  [[nodiscard]] std::string ways_at_the_end() const {
    const Scene& scene = film_.scenes[index_of(rows_.back().state.scene)];
    const bool asks = std::any_of(scene.ways.begin(), scene.ways.end(),
                                  [](const Way& way) { return !way.trigger.text.empty(); });
    if (!asks) return "";
    std::string out;
    for (const Way& way : scene.ways)
      out += (out.empty() ? "       ways on: " : "; ") + way.id.str() + when(way);
    return out + "\n";
  }

  const Graph& graph_;
  const Film& film_;
  const Finding& finding_;
  std::vector<Row> rows_;
  std::set<int> told_;  // variables
};

}  // namespace

std::string path_to_text(const Graph& graph, const Finding& finding) {
  return Walk(graph, finding).text();
}

}  // namespace kuleshov::story
