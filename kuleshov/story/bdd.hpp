// Sets of states as reduced ordered binary decision diagrams (Bryant 1986, IEEE Transactions on
// Computers C-35): equal sets are the same number, and sets of 2^60 states that vary independently
// take some dozens of nodes. Not thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kuleshov::story {

// A set of assignments to the bits 0..n-1, or equally a condition on them.
using Bdd = std::uint32_t;

class BddTable {
 public:
  static constexpr Bdd none = 0;  // the empty set, false
  static constexpr Bdd all = 1;   // every assignment, true

  // `most_nodes`: when more are needed, exhausted() becomes true and results are meaningless.
  explicit BddTable(std::size_t most_nodes);

  Bdd bit(std::uint32_t index);
  Bdd both(Bdd a, Bdd b);     // a and b
  Bdd either(Bdd a, Bdd b);   // a or b
  Bdd without(Bdd a, Bdd b);  // a and not b
  Bdd inverse(Bdd a) { return without(all, a); }
  Bdd same(Bdd a, Bdd b) { return either(both(a, b), without(inverse(a), b)); }
  Bdd choose(Bdd condition, Bdd yes, Bdd no) {
    return either(both(condition, yes), without(no, condition));
  }
  // The assignments of `a` with the bit put to `value`.
  Bdd put(Bdd a, std::uint32_t bit, bool value);
  // Some value of the bits of `cube` (a conjunction of bits) makes `a` true.
  Bdd exists(Bdd a, Bdd cube);
  // `a` where the bits of `cube` (a conjunction of bits and inverted bits) have its values.
  Bdd restricted(Bdd a, Bdd cube);

  [[nodiscard]] bool contains(Bdd a, std::span<const std::uint8_t> bits) const;
  // One assignment in `a` (not none); bits that do not matter are 0.
  void pick(Bdd a, std::span<std::uint8_t> bits) const;
  // How many assignments to the first `bits` bits are in `a`.
  [[nodiscard]] double count(Bdd a, std::uint32_t bits);
  // The bits on which `a` depends, ascending.
  [[nodiscard]] std::vector<std::uint32_t> support(Bdd a) const;
  // The fewest bits to turn over in `bits` to come into `a` (not none), ascending.
  [[nodiscard]] std::vector<std::uint32_t> to_turn(Bdd a, std::span<const std::uint8_t> bits) const;

  // Forgets every set that is not needed for `kept`; the numbers of those stay.
  void collect(std::span<const Bdd> kept);
  // The same where the table may be exhausted: it can be used again. Everything in `kept` must have
  // been made before it was.
  void recover(std::span<const Bdd> kept) {
    exhausted_ = false;
    collect(kept);
  }
  // Nodes in use since the last collect(), and at the most ever.
  [[nodiscard]] std::size_t in_use() const { return nodes_.size() - free_count_; }

  [[nodiscard]] bool exhausted() const { return exhausted_; }
  [[nodiscard]] std::size_t nodes() const { return nodes_.size(); }

 private:
  enum class Task : std::uint32_t { both, either, without, exists, restricted, put_low, put_high };
  struct Node {
    std::uint32_t bit;
    Bdd low;
    Bdd high;
  };
  struct Remembered {
    std::uint32_t task_and_a = ~0U;
    std::uint32_t b = 0;
    Bdd result = 0;
  };

  Bdd make(std::uint32_t bit, Bdd low, Bdd high);
  Bdd apply(Task task, Bdd a, Bdd b);
  Bdd apply_to_children(Task task, Bdd a, Bdd b);
  Bdd drop_bits(Bdd a, Bdd cube);
  Bdd restrict_to(Bdd a, Bdd cube);
  Bdd put_to(Task task, Bdd a, std::uint32_t bit);
  [[nodiscard]] static bool trivial(Task task, Bdd a, Bdd b, Bdd& result);
  Remembered& slot(Task task, Bdd a, Bdd b);
  void grow();
  void rebuild(std::size_t slots);

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> unique_;  // open addressing; 0: free
  std::vector<Remembered> memory_;
  std::size_t most_nodes_;
  Bdd free_ = 0;  // chain through `low`
  std::size_t free_count_ = 0;
  bool exhausted_ = false;
};

}  // namespace kuleshov::story
