// What is asked of the events: whether they happened, how often, what they sum up to, how long ago.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// `has viewed product "p" at least 3 times in the last 7 days`
Expr CheckHistory(Typing& typing, const tree::Expr& expr, const ExprContext& context);
// Whether `since x` is about an event and not about a date.
bool IsAboutEvents(const Typing& typing, const tree::Aggregate& aggregate, const ExprContext& context);
// `sum of price purchased in the last 12 months`
Expr CheckEventAggregate(Typing& typing, const tree::Expr& expr, const ExprContext& context);
// `days since purchased`, `days since first purchased`
Expr CheckUnitsSinceEvent(Typing& typing, const tree::Expr& expr, const ExprContext& context);

}  // namespace nextmove::dsl
