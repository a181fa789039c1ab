// A table with one entry for each clause, for folders that treat each clause in their own way. Constant data.
#pragma once

#include <array>
#include <initializer_list>
#include <utility>

#include "dsl/words/words.h"

namespace nextmove::dsl {

// Gives the T of a clause. Each clause has exactly one row, or is listed among the clauses that need no row. A table
// that forgets a clause, or has it twice, does not compile.
template <typename T>
class ByClause {
 public:
  consteval ByClause(std::initializer_list<std::pair<ClauseWord, T>> rows,
                     std::initializer_list<ClauseWord> nothing = {}) {
    std::array<bool, kClauseWords> told{};
    for (const auto& [word, entry] : rows) {
      if (std::exchange(told[Index(word)], true)) throw "a clause has two rows";
      entries_[Index(word)] = entry;
    }
    for (const ClauseWord word : nothing)
      if (std::exchange(told[Index(word)], true)) throw "a clause has two rows";
    for (const bool is_told : told)
      if (!is_told) throw "a clause has no row";
  }
  constexpr const T& operator[](ClauseWord word) const { return entries_[Index(word)]; }

 private:
  static constexpr std::size_t Index(ClauseWord word) { return static_cast<std::size_t>(word); }

  std::array<T, kClauseWords> entries_{};  // T{}: nothing to say
};

}  // namespace nextmove::dsl
