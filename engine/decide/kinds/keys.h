// The keys of `rank by`: the order of candidates in a slot, of items in a menu and on a shelf (language reference,
// paragraph 16).
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "dsl/program/program.h"

namespace nextmove::engine {

// Negative when `a` is better; with the index of the key that decided. Unknown ranks last. {0, keys.size()} when equal.
std::pair<int, std::size_t> CompareKeys(const std::vector<dsl::RankKey>& keys, std::span<const dsl::Value> a,
                                        std::span<const dsl::Value> b);

// `rank by action.priority, action.likelihood * action.worth`.
const std::vector<dsl::RankKey>& DefaultRank();

}  // namespace nextmove::engine
