// The documented bounds of a rule folder, held before anything else is looked at.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// False after an error.
bool WithinLimits(const std::vector<tree::File>& files, Folder& folder);

// Reports each rule that can take more steps than one rule may. REQUIRES: the program is whole.
void CheckCosts(Folder& folder);

}  // namespace nextmove::dsl
