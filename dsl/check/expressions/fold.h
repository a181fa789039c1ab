// Computes what stands in the rules as literals, once: `[1, 2]`, `20 EUR * 2`. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// The value of a list or an arithmetic operation over constants; everything else as it is.
Expr Fold(Typing& typing, Expr expr);

// Keeps the constant that a text is compared with folded as well, when that takes more than a look at each byte.
void KeepFolded(Typing& typing, Op op, std::vector<Expr>& operands);

}  // namespace nextmove::dsl
