// The order of search results (language reference, paragraph 23).
#pragma once

#include <string>
#include <vector>

#include "engine/decide/judged.h"
#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// The results sent under the placement's name in the order that all winners make together: each score is multiplied by
// the factors of their boosts, pinned items come first, and items with a factor of 0 come last.
SearchContent OrderResults(const std::vector<const Judged*>& winners, int placement, const Frame& frame);

// The ids that the `pin` clauses of a rule name, in their order.
std::vector<std::string> PinnedBy(const dsl::Rule& rule, dsl::Evaluator& evaluator);

}  // namespace nextmove::engine
