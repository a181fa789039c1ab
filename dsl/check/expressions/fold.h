// Computes what stands in the rules as literals, once: `[1, 2]`, `20 EUR * 2`. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// The value of a list or an arithmetic operation over constants; everything else as it is.
Expr Fold(Typing& typing, Expr expr);

}  // namespace nextmove::dsl
