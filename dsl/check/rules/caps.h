// `limit` and `stop` (language reference, paragraph 14): conditions over what became of a rule, or of all rules of a
// place or group.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Of one rule; its name, kind and zone are known. `context` names its picks.
void LowerCaps(Folder& folder, const tree::Head& head, const ExprContext& context, Rule& rule);
// Of all placements and groups, over their members. After all rules are lowered.
void LowerSlotCaps(Folder& folder);

}  // namespace nextmove::dsl
