// `contains`: of lists, texts and decisions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

Expr CheckContains(Typing& typing, const tree::Expr& expr, const ExprContext& context);

}  // namespace nextmove::dsl
