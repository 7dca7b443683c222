#include "kuleshov/story/answers.hpp"

#include <algorithm>

namespace kuleshov::story {

namespace {
std::size_t index_of(int value) { return static_cast<std::size_t>(value); }
}  // namespace

// Tarjan 1972, written without recursion.
std::vector<bool> in_cycles(const Model& model) {
  const std::size_t n = model.scenes.size();
  std::vector<int> number(n, -1);
  std::vector<int> low(n, 0);
  std::vector<bool> on_stack(n);
  std::vector<bool> cyclic(n);
  std::vector<std::size_t> stack;
  struct Frame {
    std::size_t scene;
    std::size_t next_way;
  };
  int counter = 0;
  for (std::size_t root = 0; root < n; ++root) {
    if (number[root] >= 0) continue;
    std::vector<Frame> frames{{root, 0}};
    while (!frames.empty()) {
      Frame& frame = frames.back();
      const std::size_t s = frame.scene;
      if (frame.next_way == 0) {
        number[s] = low[s] = counter++;
        stack.push_back(s);
        on_stack[s] = true;
      }
      if (frame.next_way < model.scenes[s].ways.size()) {
        const int to = model.ways[index_of(model.scenes[s].ways[frame.next_way++])].to;
        if (to < 0) continue;
        if (index_of(to) == s) cyclic[s] = true;
        if (number[index_of(to)] < 0)
          frames.push_back({index_of(to), 0});
        else if (on_stack[index_of(to)])
          low[s] = std::min(low[s], number[index_of(to)]);
        continue;
      }
      if (low[s] == number[s]) {
        const auto begin = std::find(stack.begin(), stack.end(), s);
        for (auto member = begin; member != stack.end(); ++member) {
          on_stack[*member] = false;
          cyclic[*member] = cyclic[*member] || stack.end() - begin > 1;
        }
        stack.erase(begin, stack.end());
      }
      frames.pop_back();
      if (!frames.empty()) low[frames.back().scene] = std::min(low[frames.back().scene], low[s]);
    }
  }
  return cyclic;
}

StateSets all_of_endings(const Model& model) {
  StateSets endings(model.scenes.size(), BddTable::none);
  for (std::size_t s = 0; s < endings.size(); ++s) {
    if (model.graph.film().scenes[s].ending) endings[s] = BddTable::all;
  }
  return endings;
}

std::vector<std::vector<int>> ways_into(const Model& model) {
  std::vector<std::vector<int>> into(model.scenes.size());
  for (std::size_t w = 0; w < model.ways.size(); ++w) {
    if (model.ways[w].to >= 0) into[index_of(model.ways[w].to)].push_back(static_cast<int>(w));
  }
  return into;
}

}  // namespace kuleshov::story
