// What a literal must be beside a type: quotation marks, currencies, percent signs, values of a fixed list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// Types a list of values. `left`: what the values are compared with, when they are.
Expr CheckList(Typing& typing, const tree::Expr& expr, const Type& wanted, const ExprContext& context,
               const Expr* left = nullptr);
// `action care_for_it`: the bare name of a rule beside a field that holds such names. None when the expression is
// something else.
std::optional<Expr> NameAsText(Typing& typing, const tree::Expr& expr, const Expr& field, const ExprContext& context);
// Checks what stands beside a value of the type: a bare word beside a text is a text without its quotation marks.
Expr CheckBeside(Typing& typing, const tree::Expr& expr, const Type& beside, const ExprContext& context);
// Gives the literal the wanted type where it can have it; false after an error. `beside` is what it stands next to.
bool Adapt(Typing& typing, Expr& literal, const Type& wanted, const std::string& beside);
// Two amounts that are written out must be of one currency.
bool SameCurrency(Typing& typing, const Expr& a, const Expr& b);
// Months have no fixed number of days, so the two do not compare.
bool SameDurations(Typing& typing, const Expr& a, const Expr& b);

}  // namespace nextmove::dsl
