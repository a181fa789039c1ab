// Warnings about what single rules say, that need no analysis.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// After all is lowered without an error.
void WarnRules(Folder& folder);

}  // namespace nextmove::dsl
