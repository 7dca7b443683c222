#include "kuleshov/story/bdd.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "kuleshov/base/random.hpp"

namespace kuleshov::story {
namespace {

using base::Random;

TEST(Bdd, AgreesWithTruthTables) {
  EXPECT_TRUE(rc::check([] {
    constexpr std::uint32_t bits = 5;
    BddTable table(100'000);
    std::vector<std::pair<Bdd, std::uint32_t>> made;  // a set and its truth table of 32 rows
    for (std::uint32_t i = 0; i < bits; ++i) {
      std::uint32_t truth = 0;
      for (std::uint32_t row = 0; row < 32; ++row) truth |= (row >> i & 1U) << row;
      made.emplace_back(table.bit(i), truth);
    }
    const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));
    for (const int step : steps) {
      const auto a = made[*rc::gen::inRange<std::size_t>(0, made.size())];
      const auto b = made[*rc::gen::inRange<std::size_t>(0, made.size())];
      const auto i = *rc::gen::inRange<std::uint32_t>(0, bits);
      std::uint32_t low = 0;
      std::uint32_t put = 0;
      for (std::uint32_t row = 0; row < 32; ++row) {
        const std::uint32_t off = row & ~(1U << i);
        const std::uint32_t some = (a.second >> off | a.second >> (off | 1U << i)) & 1U;
        low |= some << row;
        put |= (some & (row >> i) & 1U) << row;
      }
      if (step == 0) made.emplace_back(table.both(a.first, b.first), a.second & b.second);
      if (step == 1) made.emplace_back(table.either(a.first, b.first), a.second | b.second);
      if (step == 2) made.emplace_back(table.without(a.first, b.first), a.second & ~b.second);
      if (step == 3) made.emplace_back(table.inverse(a.first), ~a.second);
      if (step == 4) made.emplace_back(table.exists(a.first, table.bit(i)), low);
      if (step == 5) made.emplace_back(table.put(a.first, i, true), put);
    }
    for (const auto& [set, truth] : made) {
      RC_ASSERT(table.count(set, bits) == static_cast<double>(__builtin_popcount(truth)));
      for (std::uint32_t row = 0; row < 32; ++row) {
        std::vector<std::uint8_t> assignment(bits);
        for (std::uint32_t i = 0; i < bits; ++i)
          assignment[i] = static_cast<std::uint8_t>(row >> i & 1U);
        RC_ASSERT(table.contains(set, assignment) == ((truth >> row & 1U) != 0));
      }
    }
  }));
}

// The bits a set depends on, and how few have to be turned to come into it, by trying all.
TEST(Bdd, KnowsWhatItDependsOnAndHowFarAStateIsFromIt) {
  EXPECT_TRUE(rc::check([] {
    constexpr std::uint32_t bits = 5;
    BddTable table(100'000);
    const auto truth = *rc::gen::arbitrary<std::uint32_t>();
    Bdd set = BddTable::none;
    for (std::uint32_t row = 0; row < 32; ++row) {
      Bdd one = BddTable::all;
      for (std::uint32_t i = bits; i-- > 0;)
        one = table.both((row >> i & 1U) != 0 ? table.bit(i) : table.inverse(table.bit(i)), one);
      if ((truth >> row & 1U) != 0) set = table.either(set, one);
    }
    std::vector<std::uint32_t> depends;
    for (std::uint32_t i = 0; i < bits; ++i) {
      bool differs = false;
      for (std::uint32_t row = 0; row < 32; ++row)
        differs |= ((truth >> row ^ truth >> (row ^ 1U << i)) & 1U) != 0;
      if (differs) depends.push_back(i);
    }
    RC_ASSERT(table.support(set) == depends);
    for (std::uint32_t from = 0; set != BddTable::none && from < 32; ++from) {
      int fewest = bits + 1;
      for (std::uint32_t row = 0; row < 32; ++row)
        if ((truth >> row & 1U) != 0) fewest = std::min(fewest, __builtin_popcount(row ^ from));
      std::vector<std::uint8_t> state(bits);
      for (std::uint32_t i = 0; i < bits; ++i) state[i] = from >> i & 1U;
      const auto turned = table.to_turn(set, state);
      for (const std::uint32_t bit : turned) state[bit] ^= 1U;
      RC_ASSERT(static_cast<int>(turned.size()) == fewest);
      RC_ASSERT(table.contains(set, state));
    }
  }));
}

}  // namespace
}  // namespace kuleshov::story
