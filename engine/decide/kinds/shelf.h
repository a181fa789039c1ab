// The items of a shelf: `from`, `fill with`, `take`, `rank by` (language reference, paragraph 24).
#pragma once

#include <string_view>
#include <vector>

#include "engine/decide/read/frame.h"

namespace nextmove::engine {

// Fills `items`; REQUIRES: shelf.from. Returns the clause that stops the rule: `from` when there is nothing to show,
// `take` when there is too little; empty when there is enough.
std::string_view FillShelf(const dsl::Shelf& shelf, const Frame& frame, dsl::Evaluator& evaluator,
                           std::vector<ShelfItem>& items);

}  // namespace nextmove::engine
