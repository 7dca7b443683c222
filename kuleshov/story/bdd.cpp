#include "kuleshov/story/bdd.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

namespace kuleshov::story {

namespace {

constexpr std::uint32_t leaf = 0xFFFFFFFFU;    // below every bit
constexpr std::uint32_t unused = 0xFFFFFFFEU;  // a node that may be used again

std::uint64_t mix(std::uint64_t x) {  // the finaliser of SplitMix64 (Steele, Lea & Flood 2014)
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

std::uint64_t hash_of(std::uint32_t bit, Bdd low, Bdd high) {
  return mix((static_cast<std::uint64_t>(low) << 32U | high) + bit * 0x9e3779b97f4a7c15ULL);
}

}  // namespace

BddTable::BddTable(std::size_t most_nodes)
    : nodes_{{leaf, 0, 0}, {leaf, 1, 1}},
      unique_(1U << 12U),
      memory_(1U << 14U),
      most_nodes_(std::min<std::size_t>(most_nodes, std::size_t{1} << 29U)) {}

void BddTable::rebuild(std::size_t slots) {
  unique_.assign(slots, 0);
  const std::size_t mask = slots - 1;
  for (std::uint32_t i = 2; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    if (node.bit == unused) continue;
    std::size_t at = hash_of(node.bit, node.low, node.high) & mask;
    while (unique_[at] != 0) at = (at + 1) & mask;
    unique_[at] = i;
  }
}

void BddTable::grow() {
  rebuild(unique_.size() * 2);
  constexpr std::size_t most_memory = std::size_t{1} << 22U;
  if (memory_.size() < most_memory) memory_.assign(memory_.size() * 2, Remembered{});
}

void BddTable::collect(std::span<const Bdd> kept) {
  std::vector<bool> needed(nodes_.size());
  std::vector<Bdd> stack(kept.begin(), kept.end());
  while (!stack.empty()) {
    const Bdd at = stack.back();
    stack.pop_back();
    if (at <= all || needed[at]) continue;
    needed[at] = true;
    stack.push_back(nodes_[at].low);
    stack.push_back(nodes_[at].high);
  }
  free_ = 0;
  free_count_ = 0;
  for (Bdd i = static_cast<Bdd>(nodes_.size()); i-- > 2;) {
    if (needed[i]) continue;
    nodes_[i] = {unused, free_, 0};
    free_ = i;
    ++free_count_;
  }
  memory_.assign(memory_.size(), Remembered{});
  rebuild(unique_.size());
}

Bdd BddTable::make(std::uint32_t bit, Bdd low, Bdd high) {
  if (low == high) return low;
  const std::size_t mask = unique_.size() - 1;
  std::size_t at = hash_of(bit, low, high) & mask;
  while (unique_[at] != 0) {
    const Node& node = nodes_[unique_[at]];
    if (node.bit == bit && node.low == low && node.high == high) return unique_[at];
    at = (at + 1) & mask;
  }
  if (free_ != 0) {
    const Bdd reused = free_;
    free_ = nodes_[reused].low;
    --free_count_;
    nodes_[reused] = {bit, low, high};
    unique_[at] = reused;
    return reused;
  }
  if (nodes_.size() >= most_nodes_) {
    exhausted_ = true;
    return none;
  }
  const auto made = static_cast<Bdd>(nodes_.size());
  nodes_.push_back({bit, low, high});
  unique_[at] = made;
  if (nodes_.size() * 2 > unique_.size()) grow();
  return made;
}

Bdd BddTable::bit(std::uint32_t index) { return make(index, none, all); }

BddTable::Remembered& BddTable::slot(Task task, Bdd a, Bdd b) {
  const std::uint64_t key = static_cast<std::uint64_t>(a) << 32U | b;
  return memory_[mix(key + static_cast<std::uint64_t>(task) * 0x9e3779b97f4a7c15ULL) &
                 (memory_.size() - 1)];
}

bool BddTable::trivial(Task task, Bdd a, Bdd b, Bdd& result) {
  switch (task) {
    case Task::both:
      if (a == none || b == none)
        result = none;
      else if (a == all || a == b)
        result = b;
      else if (b == all)
        result = a;
      else
        return false;
      return true;
    case Task::either:
      if (a == all || b == all)
        result = all;
      else if (a == none || a == b)
        result = b;
      else if (b == none)
        result = a;
      else
        return false;
      return true;
    case Task::without:
      if (a == none || b == all || a == b)
        result = none;
      else if (b == none)
        result = a;
      else
        return false;
      return true;
    case Task::exists:
    case Task::restricted:
      if (a > all && b != all) return false;
      result = a;
      return true;
    case Task::put_low:
    case Task::put_high:
      if (a != none) return false;
      result = none;
      return true;
  }
  return false;
}

Bdd BddTable::apply(Task task, Bdd a, Bdd b) {
  if (exhausted_) return none;
  Bdd result = none;
  if (trivial(task, a, b, result)) return result;
  if ((task == Task::both || task == Task::either) && a > b) std::swap(a, b);
  const std::uint32_t task_and_a = a | static_cast<std::uint32_t>(task) << 29U;
  const Remembered& known = slot(task, a, b);
  if (known.task_and_a == task_and_a && known.b == b) return known.result;
  if (task == Task::exists)
    result = drop_bits(a, b);
  else if (task == Task::restricted)
    result = restrict_to(a, b);
  else if (task >= Task::put_low)
    result = put_to(task, a, b);
  else
    result = apply_to_children(task, a, b);
  slot(task, a, b) = {task_and_a, b, result};  // the memory may have grown
  return result;
}

// `b` is the number of the bit.
Bdd BddTable::put_to(Task task, Bdd a, std::uint32_t bit) {
  const Node node = nodes_[a];
  if (node.bit < bit) {
    const Bdd low = apply(task, node.low, bit);
    return make(node.bit, low, apply(task, node.high, bit));
  }
  const Bdd rest = node.bit == bit ? apply(Task::either, node.low, node.high) : a;
  return task == Task::put_low ? make(bit, rest, none) : make(bit, none, rest);
}

Bdd BddTable::apply_to_children(Task task, Bdd a, Bdd b) {
  const Node x = nodes_[a];
  const Node y = nodes_[b];
  const std::uint32_t bit = std::min(x.bit, y.bit);
  const Bdd low = apply(task, x.bit == bit ? x.low : a, y.bit == bit ? y.low : b);
  const Bdd high = apply(task, x.bit == bit ? x.high : a, y.bit == bit ? y.high : b);
  return make(bit, low, high);
}

// `cube` is a chain of positive bits.
Bdd BddTable::drop_bits(Bdd a, Bdd cube) {
  const Node node = nodes_[a];
  while (nodes_[cube].bit < node.bit) cube = nodes_[cube].high;
  if (cube == all) return a;
  const bool dropped = nodes_[cube].bit == node.bit;
  const Bdd rest = dropped ? nodes_[cube].high : cube;
  const Bdd low = apply(Task::exists, node.low, rest);
  if (dropped && low == all) return all;
  const Bdd high = apply(Task::exists, node.high, rest);
  return dropped ? apply(Task::either, low, high) : make(node.bit, low, high);
}

// `cube` is a chain of bits and inverted bits.
Bdd BddTable::restrict_to(Bdd a, Bdd cube) {
  const Node node = nodes_[a];
  const auto rest_of = [this](Bdd c) {
    return nodes_[c].low == none ? nodes_[c].high : nodes_[c].low;
  };
  while (nodes_[cube].bit < node.bit) cube = rest_of(cube);
  if (cube == all) return a;
  if (nodes_[cube].bit == node.bit) {
    const bool high = nodes_[cube].low == none;
    return apply(Task::restricted, high ? node.high : node.low, rest_of(cube));
  }
  const Bdd low = apply(Task::restricted, node.low, cube);
  const Bdd high = apply(Task::restricted, node.high, cube);
  return make(node.bit, low, high);
}

Bdd BddTable::both(Bdd a, Bdd b) { return apply(Task::both, a, b); }
Bdd BddTable::either(Bdd a, Bdd b) { return apply(Task::either, a, b); }
Bdd BddTable::without(Bdd a, Bdd b) { return apply(Task::without, a, b); }
Bdd BddTable::exists(Bdd a, Bdd cube) { return apply(Task::exists, a, cube); }
Bdd BddTable::put(Bdd a, std::uint32_t bit, bool value) {
  return apply(value ? Task::put_high : Task::put_low, a, bit);
}
Bdd BddTable::restricted(Bdd a, Bdd cube) { return apply(Task::restricted, a, cube); }

bool BddTable::contains(Bdd a, std::span<const std::uint8_t> bits) const {
  while (a > all) a = bits[nodes_[a].bit] != 0 ? nodes_[a].high : nodes_[a].low;
  return a == all;
}

void BddTable::pick(Bdd a, std::span<std::uint8_t> bits) const {
  std::fill(bits.begin(), bits.end(), std::uint8_t{0});
  while (a > all) {
    const Node& node = nodes_[a];
    const bool high = node.low == none;
    bits[node.bit] = high ? 1 : 0;
    a = high ? node.high : node.low;
  }
}

double BddTable::count(Bdd a, std::uint32_t bits) {
  std::unordered_map<Bdd, double> shares;  // looked up only, never walked
  const auto share = [&](const auto& self, Bdd f) -> double {
    if (f <= all) return f == all ? 1 : 0;
    const auto known = shares.find(f);
    if (known != shares.end()) return known->second;
    const double value = 0.5 * (self(self, nodes_[f].low) + self(self, nodes_[f].high));
    shares.emplace(f, value);
    return value;
  };
  return share(share, a) * std::exp2(static_cast<double>(bits));
}

std::vector<std::uint32_t> BddTable::support(Bdd a) const {
  std::set<std::uint32_t> bits;
  std::set<Bdd> seen;
  std::vector<Bdd> stack{a};
  while (!stack.empty()) {
    const Bdd at = stack.back();
    stack.pop_back();
    if (at <= all || !seen.insert(at).second) continue;
    bits.insert(nodes_[at].bit);
    stack.push_back(nodes_[at].low);
    stack.push_back(nodes_[at].high);
  }
  return {bits.begin(), bits.end()};
}

std::vector<std::uint32_t> BddTable::to_turn(Bdd a, std::span<const std::uint8_t> bits) const {
  constexpr int never = 1 << 20;
  std::unordered_map<Bdd, int> known;  // looked up only, never walked
  const auto turns = [&](const auto& self, Bdd f) -> int {
    if (f <= all) return f == all ? 0 : never;
    const auto found = known.find(f);
    if (found != known.end()) return found->second;
    const int wrong_low = bits[nodes_[f].bit] != 0 ? 1 : 0;
    const int fewest =
        std::min(self(self, nodes_[f].low) + wrong_low, self(self, nodes_[f].high) + 1 - wrong_low);
    known.emplace(f, fewest);
    return fewest;
  };
  std::vector<std::uint32_t> turned;
  while (a > all) {
    const Node& node = nodes_[a];
    const bool is = bits[node.bit] != 0;
    const Bdd same = is ? node.high : node.low;
    const Bdd other = is ? node.low : node.high;
    const bool turn = turns(turns, other) + 1 < turns(turns, same);
    if (turn) turned.push_back(node.bit);
    a = turn ? other : same;
  }
  return turned;
}

}  // namespace kuleshov::story
