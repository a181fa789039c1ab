// The documented bounds of a rule folder, held before anything else is looked at.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// False after an error.
bool WithinLimits(const std::vector<tree::File>& files, Folder& folder);

}  // namespace nextmove::dsl
