// A table from 64-bit keys to 32-bit numbers that only grows: open addressing, linear probing.
// For the planner's memory of worlds, where a node-based map would spend most of the time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kuleshov::write::planner {

class FlatMap {
 public:
  static constexpr std::uint32_t missing = 0xFFFF'FFFF;

  FlatMap() : slots_(64) {}

  // The value of the first entry with this key that `is` accepts; `missing` if there is none.
  template <class Is>
  [[nodiscard]] std::uint32_t find(std::uint64_t key, Is is) const {
    for (std::size_t at = place(key);; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.value == missing) return missing;
      if (slot.key == key && is(slot.value)) return slot.value;
    }
  }
  [[nodiscard]] std::uint32_t find(std::uint64_t key) const {
    return find(key, [](std::uint32_t) { return true; });
  }

  // `value` is not `missing`; the caller has looked that it is not there yet.
  void insert(std::uint64_t key, std::uint32_t value) {
    if ((++size_) * 2 > slots_.size()) grow();
    put(key, value);
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t value = missing;
  };

  [[nodiscard]] std::size_t place(std::uint64_t key) const {
    key *= 0x9e3779b97f4a7c15ULL;
    return static_cast<std::size_t>(key ^ (key >> 32)) & (slots_.size() - 1);
  }

  void put(std::uint64_t key, std::uint32_t value) {
    std::size_t at = place(key);
    while (slots_[at].value != missing) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {key, value};
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.value != missing) put(slot.key, slot.value);
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace kuleshov::write::planner
