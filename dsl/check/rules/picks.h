// `pick`: values that a rule binds before anything else of it is judged (language reference, paragraph 11).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Lowers the picks in order. `names` grows with each: `context.picks` is its address, so that each sees the earlier
// ones. A pick that is wrong keeps its place, with a type that fits everything.
void LowerPicks(Folder& folder, const tree::Head& head, const ExprContext& context, std::vector<PickName>& names,
                Rule& rule);
// Gives each condition that mentions picks to the last of them.
void MoveConditions(Rule& rule);

}  // namespace nextmove::dsl
