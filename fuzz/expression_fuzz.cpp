#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kuleshov/story/expression.hpp"

// Any text is a condition or an error that points into it; evaluation stays within its stack.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kuleshov::story;
  static const Film film = [] {
    Film made;
    made.variables.push_back({VariableId("n"), VariableType::integer, -3, 3, {}, 0, {}});
    made.variables.push_back({VariableId("b"), VariableType::boolean, 0, 1, {}, 0, {}});
    made.variables.push_back(
        {VariableId("e"), VariableType::enumeration, 0, 1, {"x", "y-z"}, 0, {}});
    made.scenes.resize(2);
    made.scenes[0].id = SceneId("s1");
    made.scenes[1].id = SceneId("s-2");
    return made;
  }();
  Names names{&film, {}, {}};
  const Expression expression{std::string(reinterpret_cast<const char*>(data), size),
                              {"f", 1, 1, 0}};
  const auto code = compile_condition(expression, names);
  if (!code) {
    if (code.error().place.column > size + 2) std::abort();
    return 0;
  }
  const std::int32_t variables[] = {2, 1, 1};
  const std::uint8_t visits[] = {1, 0};
  const kuleshov::base::Ticks entered[2] = {};
  const std::vector<ConditionMemory> conditions(names.conditions.size());
  evaluate(*code, {variables, visits, entered, kuleshov::base::Ticks(9), conditions});
  return 0;
}
