// Conditions on the lines of a list, the items of a catalogue or the fields of an event.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// `category under "x"` over a line; the line's field must be there.
Expr LineFilter(Typing& typing, const std::string& field, const Span& field_span, bool under, const tree::Expr& value,
                const ExprContext& line);
// `left is value`, or `left is under value`. Names in `value` mean what they mean around the list: it sees no fields of
// the line.
Expr CheckFieldValue(Typing& typing, Expr left, const std::string& field, bool under, const tree::Expr& value,
                     const ExprContext& line);
// What lines or items must be about (`cart.items product "p" where (...)`), and `more`, as one condition over them;
// none where nothing is asked, and after an error. `more` may be null.
std::optional<Expr> LineWhere(Typing& typing, const tree::Occurrence& occurrence, const tree::Expr* more,
                              const ExprContext& line);

}  // namespace nextmove::dsl
