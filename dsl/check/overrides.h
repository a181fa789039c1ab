// `overrides`: which rules a rule suppresses, groups written out.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

// After all rules know their groups.
void LowerOverrides(Folder& folder);

}  // namespace nextmove::dsl
