// Every reader of `sense` on any bytes: the first byte chooses the kind of file.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kuleshov/sense/readers.hpp"
#include "kuleshov/sense/source.hpp"

using namespace kuleshov::sense;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr const char* names[] = {"a.xdf", "a.edf", "a.asc", "a.hex",
                                          "a.txt", "a.csv", "a.tsv", "a.bdf"};
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const unsigned kind = data[0] % 12;
  if (kind < 8) {
    (void)parse_recording(bytes, names[kind]);
  } else if (kind == 8) {
    (void)parse_wfdb(bytes, "a.hea", [&](const std::string&) { return bytes; });
  } else if (kind == 9) {
    (void)parse_wfdb_annotations(bytes, 360, "a.atr");
  } else if (kind == 10) {
    (void)parse_live_link_packet(bytes);
  } else {
    HeartRateMeasurement measured;
    parse_heart_rate({data + 1, size - 1}, measured);
    (void)parse_empatica_series(bytes, "EDA", "EDA.csv");
    (void)parse_empatica_ibi(bytes, "IBI.csv");
  }
  return 0;
}
