// `and`, `or`, `not`, and what is said about the unknown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

Expr CheckLogic(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckNot(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckUnknownWord(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckIsKnown(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckInSegment(Typing& typing, const tree::Expr& expr);

}  // namespace nextmove::dsl
