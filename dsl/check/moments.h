// `on`: the moments at which a rule is decided, and how long after them (`language.md` 12, 13).
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Fills `on`, `after` and `at_minute`; the rule's kind and zone are known.
void LowerMoments(Folder& folder, const tree::Head& head, Rule& rule);
// The only kind of event that the rule's moments name: whose fields `event.x` means. -1: none, or several.
int MomentEvent(const Rule& rule);

}  // namespace nextmove::dsl
