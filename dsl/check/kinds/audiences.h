// `audience`: which attribute of its members goes to which other systems, and how often.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// Fills `exports`.
void LowerAudience(Folder& folder, const tree::Head& head, Rule& rule);

}  // namespace nextmove::dsl
