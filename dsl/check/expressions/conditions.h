// What every condition must be: yes or no, and clear about what is unknown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// Reports the first negation of what may be unknown that does not say what holds then.
void ReportNegations(Typing& typing, const Expr& expr);
// Types an expression that must be yes or no.
Expr CheckYesNo(Typing& typing, const tree::Expr& expr, const ExprContext& context);

}  // namespace nextmove::dsl
