// The way back into an expression from a part of it. Declares only, so that the files of the parts and the file that
// chooses among them (expressions.cc) form no circle.
#pragma once

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// Types any expression. Of unknown type after an error.
Expr CheckExpression(Typing& typing, const tree::Expr& expr, const ExprContext& context);

}  // namespace nextmove::dsl
