// `placement` and `group`: where rules compete, and the order in which they win.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Keys of a `rank by`; stops at the first error.
std::vector<RankKey> LowerRank(Folder& folder, const tree::RankPayload& rank, const ExprContext& context);
void LowerSlots(Folder& folder);
// Reports rules of one slot whose worths have two units. After all rules are lowered.
void CheckUnits(Folder& folder);

}  // namespace nextmove::dsl
