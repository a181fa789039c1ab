// Warnings about what a discount comes to, and about amounts that fit no request. Thread-compatible.
#pragma once

#include "dsl/check/folder.h"

namespace nextmove::dsl {

void WarnMoney(Folder& folder);

}  // namespace nextmove::dsl
