// The common part of the decision heads, and what each kind adds.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void LowerRules(Folder& folder);

}  // namespace nextmove::dsl
