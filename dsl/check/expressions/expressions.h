// Types expressions: names to indices, operands to types, constants folded. What the rest of the checker calls.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// Each gives an Expr of TypeKind::kUnknown after it reported an error (at most one for one expression).
Expr CheckValue(Typing& typing, const tree::Expr& expr, const ExprContext& context);
// A yes/no expression; also reports unguarded negations (E0502) of what may be unknown.
Expr CheckCondition(Typing& typing, const tree::Expr& expr, const ExprContext& context);
// A value that is fixed when the rules are read, of `type`; unknown after an error.
dsl::Value CheckConstant(Typing& typing, const tree::Expr& expr, const Type& type, const ExprContext& context);

}  // namespace nextmove::dsl
