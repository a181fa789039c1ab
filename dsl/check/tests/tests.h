// `test`: its lines, with every name resolved and every value fixed.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void LowerTests(Folder& folder);

}  // namespace nextmove::dsl
