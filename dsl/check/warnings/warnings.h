// What is allowed and yet seldom meant. Only for folders without errors.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void Warn(Folder& folder);

}  // namespace nextmove::dsl
