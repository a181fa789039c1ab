// `affinity to f`: how much a visitor is drawn to one value of a field, beside all others (language reference,
// paragraph 10).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// `affinity to brand` of the item looked at, `affinity to category under "dresses"`.
Expr CheckAffinity(Typing& typing, const tree::Aggregate& aggregate, const Span& span, const ExprContext& context);

}  // namespace nextmove::dsl
