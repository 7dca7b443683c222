// How the planner's time grows with the characters and with the facts of a problem. The problem is
// made here: a letter lies three rooms away, everybody has a wish of their own, everybody may walk,
// take, give and tell, and sees what happens where they are.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

#include "kuleshov/write/planner/search.hpp"

namespace {

using namespace kuleshov;
namespace planner = write::planner;

std::string declarations(int characters, int places, int things) {
  std::string out = "type place; type thing;\n";
  for (int c = 0; c < characters; ++c) out += fmt::format("entity C{} : character;\n", c);
  for (int p = 0; p < places; ++p) out += fmt::format("entity P{} : place;\n", p);
  for (int t = 0; t < things; ++t) out += fmt::format("entity T{} : thing;\n", t);
  return out +
         "property path(a : place, b : place) : boolean;\n"
         "property at(c : character) : place;\n"
         "property lies(t : thing) : place;\n"
         "property has(t : thing) : character;\n";
}

// Places stand in a row; the letter T0 lies at the end of it, where only C1 knows of it.
std::string beginning(int characters, int places, int things) {
  std::string out;
  for (int p = 0; p + 1 < places; ++p)
    out += fmt::format("path(P{0}, P{1}); path(P{1}, P{0});\n", p, p + 1);
  for (int c = 0; c < characters; ++c) out += fmt::format("at(C{}) = P{};\n", c, c % places);
  for (int t = 0; t < things; ++t)
    out += fmt::format("lies(T{}) = P{};\n", t, t == 0 ? 3 : t % places);
  for (int c = 0; c < characters; ++c) {
    if (c == 1) continue;
    out += fmt::format("believes(C{}, lies(T0) = ?);\n", c);
    out += fmt::format("believes(C1, believes(C{}, lies(T0) = ?));\n", c);
  }
  return out;
}

constexpr const char* events = R"(
action walk(c : character, from : place, to : place) {
  precondition: at(c) == from & path(from, to);
  effect: at(c) = to; consenting: c; observing(o : character): at(o) == from | at(o) == to; };
action take(c : character, t : thing, p : place) {
  precondition: at(c) == p & lies(t) == p;
  effect: has(t) = c & lies(t) = ?; consenting: c; observing(o : character): at(o) == p; };
action give(c : character, to : character, t : thing) {
  precondition: c != to & has(t) == c & at(c) == at(to);
  effect: has(t) = to; consenting: c, to; observing(o : character): at(o) == at(c); };
action tell(c : character, to : character, t : thing) {
  precondition: c != to & at(c) == at(to) & lies(t) != ? & believes(to, lies(t)) == ?;
  effect: believes(to, lies(t)) = lies(t);
  consenting: c; observing(o : character): o == c | o == to; };
trigger see(c : character, t : thing, p : place) {
  precondition: at(c) == p & lies(t) == p & believes(c, lies(t) != p);
  effect: believes(c, lies(t) = p); };
)";

// C0 wants the letter; C1 wants C0 to have it; each other wants a thing of their own.
std::string wishes(int characters, int things) {
  std::string out = "utility(): has(T0) == C0;\n";
  for (int c = 0; c < characters; ++c) {
    const int thing = c < 2 || things < 2 ? 0 : 1 + c % (things - 1);
    out += fmt::format("utility(C{}): has(T{}) == C{};\n", c, thing, c < 2 ? 0 : c);
  }
  return out;
}

planner::Task task_of(int characters, int places, int things) {
  const std::string text = declarations(characters, places, things) +
                           beginning(characters, places, things) + events +
                           wishes(characters, things);
  return planner::ground(planner::parse_problem(text, "growth").value()).value();
}

void solve(benchmark::State& state, int characters, int places, int things) {
  const planner::Task task = task_of(characters, places, things);
  for (auto _ : state) {
    planner::Search search(task, {8, 6, 1});
    const auto outcome = search.solve(1);
    if (!outcome.plan) state.SkipWithError("not solved");
    state.counters["visited"] = static_cast<double>(outcome.visited);
    state.counters["steps"] = static_cast<double>(outcome.plan ? outcome.plan->steps.size() : 0);
  }
  state.counters["facts"] = static_cast<double>(task.fluents.size());
  state.counters["actions"] = static_cast<double>(task.actions.size());
}

void by_characters(benchmark::State& state) {
  solve(state, static_cast<int>(state.range(0)), 4, 3);
}
void by_facts(benchmark::State& state) { solve(state, 3, 4, static_cast<int>(state.range(0))); }
void by_places(benchmark::State& state) { solve(state, 3, static_cast<int>(state.range(0)), 3); }

BENCHMARK(by_characters)->DenseRange(2, 8)->Unit(benchmark::kMillisecond)->MinTime(0.05);
BENCHMARK(by_facts)->RangeMultiplier(2)->Range(2, 16)->Unit(benchmark::kMillisecond)->MinTime(0.05);
BENCHMARK(by_places)->DenseRange(4, 16, 4)->Unit(benchmark::kMillisecond)->MinTime(0.05);

}  // namespace
