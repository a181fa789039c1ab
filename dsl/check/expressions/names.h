// What a path means: the line or item looked at, the page's item, then what the folder declares.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/typing.h"

namespace nextmove::dsl {

// `cart.total`; of `this product.price` what follows `this`.
Expr CheckPath(Typing& typing, const std::string& name, const Span& span, bool of_this, const ExprContext& context);
// A field of the line; of an event its time and date; else a field of the item that the line is about, or of the first
// that it names.
std::optional<Expr> FindInRecord(Typing& typing, const std::string& name, const Span& span, const ExprContext& context);
// A field of the item looked at, or a part of one; none when it has no such field.
std::optional<Expr> FindInItem(Typing& typing, const std::string& name, const Span& span, const ExprContext& context);

}  // namespace nextmove::dsl
