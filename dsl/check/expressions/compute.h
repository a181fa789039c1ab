// Arithmetic: which types can be added, multiplied and summed up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

Expr CheckArithmetic(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckDifference(Typing& typing, const tree::Expr& expr, const ExprContext& context);
// The type of an aggregate over values of the type of `what`; none when they can't be so computed.
std::optional<Type> ListResult(const tree::Aggregate& aggregate, const Expr& what);

}  // namespace nextmove::dsl
