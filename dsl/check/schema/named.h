// `value`, `tiers` and `segment`, in an order in which each comes after what it reads.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void LowerNamed(Folder& folder);

}  // namespace nextmove::dsl
