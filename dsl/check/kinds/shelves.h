// `recommend` and the shelf of a `message`: where its items come from, how many, in which order (language reference,
// paragraph 24).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Fills `from`, `fill`, `take` and `item_rank`. `context` is that of the rule, with its picks.
void LowerShelf(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule);

}  // namespace nextmove::dsl
