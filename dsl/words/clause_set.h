// A set of clauses. Plain value.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "dsl/words/words.h"

namespace nextmove::dsl {

class ClauseSet {
 public:
  constexpr ClauseSet() = default;
  constexpr ClauseSet(std::initializer_list<ClauseWord> words) {
    for (const ClauseWord word : words) Add(word);
  }
  constexpr void Add(ClauseWord word) { bits_[Part(word)] |= Bit(word); }
  constexpr void Add(const ClauseSet& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  constexpr bool operator==(const ClauseSet&) const = default;
  constexpr bool Has(ClauseWord word) const { return (bits_[Part(word)] & Bit(word)) != 0; }

 private:
  static constexpr std::size_t kBits = 64;
  static constexpr std::size_t Part(ClauseWord word) { return static_cast<std::size_t>(word) / kBits; }
  static constexpr std::uint64_t Bit(ClauseWord word) {
    return std::uint64_t{1} << (static_cast<std::size_t>(word) % kBits);
  }

  std::array<std::uint64_t, (kClauseWords + kBits - 1) / kBits> bits_{};
};

}  // namespace nextmove::dsl
