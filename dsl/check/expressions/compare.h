// Comparisons: which two sides fit, and what is said when they do not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// Checks both sides, the one that is not written out first: it says what a literal must be.
bool CheckPair(Typing& typing, const tree::Expr& a, const tree::Expr& b, const ExprContext& context, Expr& left,
               Expr& right);
// Says that the two sides do not fit one another.
void ReportPair(Typing& typing, const Expr& left, const Expr& right);
Expr CheckEquality(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckMembership(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckOrder(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckBetween(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckBeforeAfter(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckNearNow(Typing& typing, const tree::Expr& expr, const ExprContext& context);
Expr CheckUnder(Typing& typing, const tree::Expr& expr, const ExprContext& context);
// `value is under below`, written as `from`.
Expr Under(Typing& typing, Expr value, const tree::Expr& below, const tree::Expr& from, const ExprContext& context);
Expr CheckAffix(Typing& typing, const tree::Expr& expr, const ExprContext& context);

}  // namespace nextmove::dsl
