// `guard`: promises over all decisions (language reference, paragraph 27); whether they hold is proven elsewhere.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// All guards. After the rules, that they may name.
void LowerGuards(Folder& folder);

}  // namespace nextmove::dsl
