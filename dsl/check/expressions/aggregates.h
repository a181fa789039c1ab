// What is computed over lists, events and the calendar: `sum of`, `days since`, `affinity to`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

Expr CheckAggregate(Typing& typing, const tree::Expr& expr, const ExprContext& context);

}  // namespace nextmove::dsl
