// The order of search results (`language.md` 23).
#pragma once

#include <string>
#include <vector>

#include "engine/decide/judged.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// The results sent under the placement's name in the order that all winners make together: each score times the factors
// of their boosts, what a factor 0 hits at the end, what is pinned first.
SearchContent OrderResults(const std::vector<const Judged*>& winners, int placement, const Frame& frame);

// The ids that the `pin` clauses of a rule name, in their order.
std::vector<std::string> PinnedBy(const dsl::Rule& rule, dsl::Evaluator& evaluator);

}  // namespace nextmove::engine
