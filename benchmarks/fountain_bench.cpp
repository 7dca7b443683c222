// Parsing Fountain: a whole feature by others (mostly-genius, MIT), read from the folder that
// KULESHOV_DATA names. fountain_bench.mjs runs npm's fountain-js beside it on the same file.
#include <benchmark/benchmark.h>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/text/fountain.hpp"
#include "kuleshov/text/paginate.hpp"

namespace {

using namespace kuleshov;

std::string feature() {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) return {};
  const auto text = base::read_file(base::Path(data) /
                                    "text/fountain/jumpcut/corpus/mostly-genius/source.fountain");
  return text ? *text : std::string();
}

void parse(benchmark::State& state) {
  const std::string source = feature();
  if (source.empty()) return state.SkipWithError("set KULESHOV_DATA");
  for (auto _ : state) benchmark::DoNotOptimize(text::parse_fountain(source));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * source.size()));
}
BENCHMARK(parse)->Name("fountain/parse")->Unit(benchmark::kMicrosecond);

void paginate(benchmark::State& state) {
  const std::string source = feature();
  if (source.empty()) return state.SkipWithError("set KULESHOV_DATA");
  const text::Script script = text::parse_fountain(source);
  for (auto _ : state) benchmark::DoNotOptimize(text::paginate(script));
}
BENCHMARK(paginate)->Name("fountain/paginate")->Unit(benchmark::kMicrosecond);

}  // namespace
