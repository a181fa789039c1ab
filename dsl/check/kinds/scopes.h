// What a discount is taken off: the cart, an amount, or lines of a list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// Lowers a scope of `give`: `category under "x"` becomes a `where` over the lines of cart.items.
Scope LowerScope(Typing& typing, const tree::Scope& from, const ExprContext& context);

}  // namespace nextmove::dsl
