// Saves and logs of showings as anyone may send them: either a clear error or a showing that goes
// on.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/learn.hpp"
#include "kuleshov/direct/log.hpp"
#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/showing.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kuleshov;
  static const auto plan = direct::Plan::of(direct::example_film(1, {1, 3, 2, 2})).value();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)direct::read_log_line(text, {"fuzz", 1});
  (void)direct::audience_from_json(text, "fuzz");
  auto showing = direct::Showing::go_on(plan, text);
  if (!showing) return 0;
  for (int i = 0; i < 20 && !showing->current().ended; ++i) {
    sense::ViewerState state;
    state.time_s = (showing->current().starts + showing->current().cut.length).seconds();
    (void)showing->next(state);
  }
  return 0;
}
